"""A question that is put politely is the plain question."""

import pytest

from bot.question.manners import plainly


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Hallo, kannst du mir sagen, wie hoch der Gewinn war", "Wie hoch war der Gewinn?"),
        ("Bitte sag mir, wann das Freibad öffnet.", "Wann öffnet das Freibad?"),
        ("Weißt du, wer den Verband leitet?", "Wer leitet den Verband?"),
        ("Ich möchte wissen, in welcher Stadt sie wohnt", "In welcher Stadt wohnt sie?"),
        ("Meine Frage: Wer baut den Tunnel?", "Wer baut den Tunnel?"),
        ("Wer baut den Tunnel, bitte?", "Wer baut den Tunnel?"),
        ("Könntest du mir sagen, wie viele Gäste gekommen sind?", "Wie viele Gäste sind gekommen?"),
        ("Can you tell me who owns the ferry?", "Who owns the ferry?"),
        ("Stimmt es, dass der Tunnel fertig ist?", "Ist der Tunnel fertig?"),
        ("Ist es wahr, dass er den Tunnel gebaut hat?", "Hat er den Tunnel gebaut?"),
        ("Hello! Who owns the ferry?", "Who owns the ferry?"),
        ("Wie hoch die Kosten des Tunnels?", "Wie hoch sind die Kosten des Tunnels?"),
        ("Wohin der Radweg verlegt?", "Wohin hat der Radweg verlegt?"),
        ("Wie viele Boote die Fähre Ilse?", "Wie viele Boote hat die Fähre Ilse?"),
        ("Wie viel Geld Ada Pohl verloren?", "Wie viel Geld hat Ada Pohl verloren?"),
        ("Wie viele Gäste am Fest beteiligt?", "Wie viele Gäste waren am Fest beteiligt?"),
        ("Warum die alte Fähre gesunken?", "Warum ist die alte Fähre gesunken?"),
        ("Wann der Turm gesprengt werden?", "Wann soll der Turm gesprengt werden?"),
        ("Ab wann die neue Fähre im Dienst?", "Ab wann ist die neue Fähre im Dienst?"),
        ("Wer Chef der Reederei?", "Wer ist Chef der Reederei?"),
        ("wer erlaubnis zum fischen im see", "Wer hat erlaubnis zum fischen im see"),
        ("wer anleitung für schlüssel und schloss", "Wer hat anleitung für schlüssel und schloss"),
        ("Wie viele Häuser im Tal zerstört?", "Wie viele Häuser wurden im Tal zerstört?"),
        ("Um wie viel der Pegel steigen?", "Um wie viel kann der Pegel steigen?"),
        ("Wie viel Strom die Stadt verkaufen?", "Wie viel Strom soll die Stadt verkaufen?"),
        ("Who head of the ferry line?", "Who is head of the ferry line?"),
        ("What the price of the ticket?", "What is the price of the ticket?"),
        ("Why the old bridges in Seeburg closed?", "Why are the old bridges in Seeburg closed?"),
        ("When the ferry line close its office?", "When did the ferry line close its office?"),
        ("When Seeburg last won the cup?", "When had Seeburg last won the cup?"),
        ("What some papers accuse Orbis of?", "What do some papers accuse Orbis of?"),
        ("Why Seeburg grant the permit?", "Why did Seeburg grant the permit?"),
        ("In which town the firm build its boats?", "In which town did the firm build its boats?"),
        ("Which bridge could closed in May?", "Which bridge could be closed in May?"),
        ("Wie hoch die Maut, die man zahlen muss?", "Wie hoch ist die Maut, die man zahlen muss?"),
        ("Weißt du, wann und wo der Bau beginnt?", "Wann und wo beginnt der Bau?"),
        ("Hallo wer baut den Tunnel", "Wer baut den Tunnel"),
        ("Guten Tag, ich hätte eine Frage: Wer baut ihn?", "Wer baut ihn?"),
        ("Wer baut bitte den Tunnel?", "Wer baut den Tunnel?"),
        ("Bitte: Wer baut den Tunnel?", "Wer baut den Tunnel?"),
        (
            "Sag mir, wer den Tunnel baut und wie viel er kostet.",
            "Wer baut den Tunnel und wie viel kostet er?",
        ),
    ],
)
def test_courtesy_is_taken_off_and_the_order_restored(typed: str, plain: str) -> None:
    assert plainly(typed) == plain


@pytest.mark.parametrize(
    "typed",
    [
        "Wer baut den Tunnel?",
        "Hallo Welt heißt welcher Film?",
        "Warum bat er um Verzeihung?",
        "Wer sagte danke?",
        "Wie heißen die vier Türme?",
        "Wie viel zahlt die Stadt der Bahn?",
        "Wer sagte mir, wann es beginnt?",
        "Übernachtungen Seeburg Juni",
        "Wie viele Gäste von Hotels zahlen in bar?",
        "Welche Stadt am Fluss baute den Turm?",
        "In welchem Land leben Bären?",
        "Wie heißen die beiden Schwestern, die gewonnen haben?",
        "Wie viel bekam Ada Pohl aus dem Fonds?",
        "wer leitung der werft übernimmt",
        "Which firm bought the ferry?",
        "What happened to the ferry in May?",
        "How many people died in Seeburg?",
        "What German firm built the bridge?",
        "Who killed the mayor of Seeburg?",
        "When it rains, what is closed?",
        "WIE SCHNELL ZOGEN DIE GÄNSE IM HERBST NACH SÜDEN?",
        "HOW MANY GUESTS A DAY CAME TO THE FAIR?",
    ],
)
def test_a_plain_question_stays_as_it_is(typed: str) -> None:
    assert plainly(typed) == typed
