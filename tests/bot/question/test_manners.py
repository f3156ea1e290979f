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
        "Wer sagte danke?",
        "Wer sagte mir, wann es beginnt?",
        "Übernachtungen Seeburg Juni",
        "Which firm bought the ferry?",
    ],
)
def test_a_plain_question_stays_as_it_is(typed: str) -> None:
    assert plainly(typed) == typed
