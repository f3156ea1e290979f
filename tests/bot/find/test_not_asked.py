"""What a sentence tells that is like what is asked for, and is something else, is no answer."""

import pytest

from bot.find.not_asked import not_asked
from bot.question import read_question


@pytest.mark.parametrize(
    ("question", "sentence", "silent"),
    [
        (
            "Wer sperrte die Fähre?",
            "Laut einem Bericht der Seezeitung sperrte das Amt die Fähre.",
            "Laut einem Bericht der Seezeitung",
        ),
        (
            "Who closed the ferry?",
            "According to Ada Pohl the office closed the ferry.",
            "According to Ada Pohl",
        ),
        ("Wer berichtet über die Fähre?", "Laut der Seezeitung sperrte das Amt die Fähre.", ""),
        ("Wann wurde sie gesperrt?", "Laut der Seezeitung sperrte das Amt sie im Mai.", ""),
        (
            "Wer gewann das Rennen um den Vorsitz?",
            "Beim Rennen scheiterte Ada Pohl, Jan Moor bekam 60 Stimmen.",
            "Beim Rennen scheiterte Ada Pohl",
        ),
        ("Wer gewann das Rennen?", "Ada Pohl verlor gegen Jan Moor.", ""),
        ("Wer verlor das Rennen?", "Beim Rennen scheiterte Ada Pohl.", ""),
        (
            "Wie hoch war der Gewinn der Reederei?",
            "Die Reederei kam auf einen Umsatz von 8 Millionen Euro.",
            "8 Millionen Euro",
        ),
        ("Wie hoch war der Umsatz?", "Sie kam auf einen Umsatz von 8 Millionen Euro.", ""),
        ("Wie hoch waren Umsatz und Gewinn?", "Der Umsatz lag bei 8 Millionen Euro.", ""),
        (
            "Wie viele Tote gab es auf der Fähre?",
            "Auf der Fähre gab es 18 Verletzte und einen Toten.",
            "18 Verletzte",
        ),
        (
            "Bis wann fährt sie?",
            "Sie ist gestern ausgelaufen und fährt bis Freitag.",
            "gestern",
        ),
        ("Wann ist sie ausgelaufen?", "Sie ist gestern ausgelaufen und fährt bis Freitag.", ""),
        (
            "Wie viele Gäste zählte man laut Polizei?",
            "Der Verein zählte 900, die Polizei 700 Gäste.",
            "900",
        ),
        ("Wie viele Gäste kamen laut Zeitung?", "Der Verein zählte 900 Gäste, sie waren 700.", ""),
        (
            "Was zahlen Kinder auf der Fähre?",
            "Erwachsene zahlen zwölf Euro, Kinder fünf Euro.",
            "zwölf Euro",
        ),
        ("Wie viele Boote sind leck?", "Leck sind drei der elf Boote.", "elf Boote"),
        ("Wie viele Boote hat die Reederei?", "Leck sind drei der elf Boote.", ""),
        ("How many boats leak?", "Three of its 11 boats leak.", "11 boats"),
        ("Wer verlor das Rennen?", "Ada Pohl siegte, Jan Moor wurde Zweiter.", "Ada Pohl siegte"),
        (
            "Wer verlor das Rennen?",
            "Ada Pohl setzte sich gegen Jan Moor durch.",
            "Ada Pohl setzte sich ",
        ),
        (
            "Wie viele Tote gab es?",
            "Auf der Fähre wurden vier Menschen schwer verletzt.",
            "vier Menschen",
        ),
        ("Wie viele Verletzte gab es?", "Vier Menschen wurden schwer verletzt.", ""),
        (
            "Wie viel Prozent hält Orbis an der Reederei?",
            "Orbis zahlte 9 Millionen Euro und hält 12 Prozent.",
            "9 Millionen Euro",
        ),
        (
            "Wie viel kostet die Fahrt?",
            "Die Fahrt kostet 9 Euro, 12 Prozent mehr als 2022.",
            "12 Prozent",
        ),
        ("Um wie viel stieg der Preis?", "Der Preis stieg um 12 Prozent auf 9 Euro.", ""),
        ("Wie viele sind es?", "Die Zahl sank von 410 auf 355.", "von 410"),
    ],
)
def test_what_is_not_asked_for_is_silent(question: str, sentence: str, silent: str) -> None:
    found = not_asked(read_question(question), sentence, 0, len(sentence))
    assert "".join(sentence[slice(*place)] for place in found) == silent
