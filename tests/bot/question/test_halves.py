"""Half a sentence gets the auxiliary that it lacks; a whole one stays as it is."""

import pytest

from bot.question.halves import with_verb


@pytest.mark.parametrize(
    ("half", "whole"),
    [
        ("Wie hoch die Kosten des Tunnels?", "Wie hoch sind die Kosten des Tunnels?"),
        ("Wohin der Radweg verlegt?", "Wohin hat der Radweg verlegt?"),
        ("Wie viele Boote die Fähre Ilse?", "Wie viele Boote hat die Fähre Ilse?"),
        ("Wie viel Geld Ada Pohl verloren?", "Wie viel Geld hat Ada Pohl verloren?"),
        ("Wie viele Gäste am Fest beteiligt?", "Wie viele Gäste haben am Fest beteiligt?"),
        ("Warum die alte Fähre gesunken?", "Warum hat die alte Fähre gesunken?"),
        ("Wann der Turm gesprengt werden?", "Wann kann der Turm gesprengt werden?"),
        ("Ab wann die neue Fähre im Dienst?", "Ab wann ist die neue Fähre im Dienst?"),
        ("Wer Chef der Reederei?", "Wer ist Chef der Reederei?"),
        ("Wer Erlaubnis zum Fischen?", "Wer hat Erlaubnis zum Fischen?"),
        ("Wie viele Häuser im Tal zerstört?", "Wie viele Häuser haben im Tal zerstört?"),
        ("Um wie viel der Pegel steigen?", "Um wie viel kann der Pegel steigen?"),
        ("Wie viel Strom die Stadt verkaufen?", "Wie viel Strom kann die Stadt verkaufen?"),
        ("Who head of the ferry line?", "Who is head of the ferry line?"),
        ("What the price of the ticket?", "What is the price of the ticket?"),
        ("Why the old bridges in Seeburg closed?", "Why did the old bridges in Seeburg closed?"),
        ("When the ferry line close its office?", "When did the ferry line close its office?"),
        ("When Seeburg last won the cup?", "When did Seeburg last won the cup?"),
        ("What some papers accuse Orbis of?", "What is some papers accuse Orbis of?"),
        ("Why Seeburg grant the permit?", "Why did Seeburg grant the permit?"),
        ("In which town the firm build its boats?", "In which town did the firm build its boats?"),
        ("Which bridge could closed in May?", "Which bridge could be closed in May?"),
        ("Wie hoch die Maut, die man zahlen muss?", "Wie hoch ist die Maut, die man zahlen muss?"),
    ],
)
def test_half_a_sentence_gets_its_verb(half: str, whole: str) -> None:
    assert with_verb(half) == whole


@pytest.mark.parametrize(
    "question",
    [
        "Wer baut den Tunnel?",
        "Warum bat er um Verzeihung?",
        "Wie heißen die vier Türme?",
        "Wie viel zahlt die Stadt der Bahn?",
        "Wie viel zahlen Kinder im Bad?",
        "Worüber machen sich die Fischer Sorgen?",
        "Übernachtungen Seeburg Juni",
        "Wie viele Gäste von Hotels zahlen in bar?",
        "Welche Stadt am Fluss baute den Turm?",
        "In welchem Land leben Bären?",
        "Wie heißen die beiden Schwestern, die gewonnen haben?",
        "Wie viel bekam Ada Pohl aus dem Fonds?",
        "Which firm bought the ferry?",
        "How many people died in Seeburg?",
        "What German firm built the bridge?",
        "Who killed the mayor of Seeburg?",
        "When it rains, what is closed?",
    ],
)
def test_a_whole_question_stays_as_it_is(question: str) -> None:
    assert with_verb(question) == question
