"""Two questions in one are parted; a single one that holds "und" is not."""

import pytest

from bot.question.split import attached, split_questions


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (
            "Wer leitet die Studie und wie viele nehmen teil?",
            ("Wer leitet die Studie?", "Wie viele nehmen teil?"),
        ),
        (
            "Wann öffnet das Freibad? Und was kostet der Eintritt?",
            ("Wann öffnet das Freibad?", "Was kostet der Eintritt?"),
        ),
        (
            "Who owns the ferry and how much is the fare?",
            ("Who owns the ferry?", "How much is the fare?"),
        ),
        (
            "Wer baut den Tunnel? Wie lang wird er und was kostet er?",
            ("Wer baut den Tunnel?", "Wie lang wird er?", "Was kostet er?"),
        ),
        ("Wer baut den Tunnel, wie lang wird er?", ("Wer baut den Tunnel?", "Wie lang wird er?")),
        ("Wie teuer wird der Tunnel und warum?", ("Wie teuer wird der Tunnel?", "Warum?")),
        ("Wer baut den Tunnel? Ist er fertig?", ("Wer baut den Tunnel?", "Ist er fertig?")),
        ("Wie viele kamen 2019 und 2022?", ("Wie viele kamen 2019?", "Wie viele kamen 2022?")),
        (
            "Was kostet die Fähre in Kestrup und in Wallmoos?",
            ("Was kostet die Fähre in Kestrup?", "Was kostet die Fähre in Wallmoos?"),
        ),
    ],
)
def test_questions_in_one_are_parted_in_order(asked: str, parts: tuple[str, ...]) -> None:
    assert split_questions(asked) == parts


@pytest.mark.parametrize(
    "asked",
    [
        "Wann und wo findet das Turnier statt?",
        "Wie viele Männer und Frauen nehmen teil?",
        "Was sagt sie dazu, wer zahlt und wie viel es kostet?",
        "Warum stritten Wallmoos und Kestrup?",
        "Der Eintritt ist teurer. Warum?",
        "Wie veränderte sich die Zahl im Vergleich 2019 und 2022?",
        "What do Smith and Jones say?",
    ],
)
def test_a_single_question_stays_whole(asked: str) -> None:
    assert split_questions(asked) == (asked,)


@pytest.mark.parametrize(
    ("part", "first", "expected"),
    [
        ("Wo leben die Kinder?", "Wer leitet die Moorstudie?", "Wo leben die Kinder? (Moorstudie)"),
        ("Wie viele nehmen teil?", "Wer leitet die Moorstudie?", "Wie viele nehmen teil?"),
        (
            "Wann begann die Moorstudie?",
            "Wer leitet die Moorstudie?",
            "Wann begann die Moorstudie?",
        ),
        ("Was sagte er?", "Wer leitet die Moorstudie?", "Was sagte er?"),
    ],
)
def test_a_later_part_takes_over_what_it_lacks(part: str, first: str, expected: str) -> None:
    assert attached(part, first) == expected
