"""A question that asks the last one of something else, as the whole sentence that is read."""

import pytest

from bot.question import read_question
from bot.question.in_full import in_full
from bot.question.tokens import asks


@pytest.mark.parametrize(
    ("question", "last", "whole"),
    [
        ("Und 2018?", "Wie viele Gäste kamen 2017?", "Wie viele Gäste kamen 2018?"),
        ("Und in Graz?", "Wie viele Gäste kamen in Linz an?", "Wie viele Gäste kamen an in Graz?"),
        ("Und Lisa Hahn?", "Wie viel verlangt Ada Pohl?", "Wie viel verlangt Lisa Hahn?"),
        ("Woran?", "Wann starb Ada Pohl?", "Woran starb Ada Pohl?"),
        ("Und Salzburg?", "Wer fuhr ins Burgenland?", "Salzburg: Wer fuhr ins Burgenland?"),
        (
            "Auf welcher Etappe?",
            "Bei welcher Rundfahrt stürzte Pohl?",
            "Auf welcher Etappe stürzte Pohl?",
        ),
        ("Wer leitet den Sensor?", "Was misst er?", "Wer leitet den Sensor?"),
    ],
)
def test_what_asks_the_last_question_again_is_read_as_a_whole(
    question: str, last: str, whole: str
) -> None:
    assert in_full(read_question(question, [last])) == whole


@pytest.mark.parametrize(
    "text",
    ["STANDARD: Wer zahlt das?", "Und warum?", "„Was nun?“", "Bote: Frau Pohl, wer zahlt das?"],
)
def test_what_an_interviewer_asks_is_a_question(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["Pohl: Die Stadt zahlt.", "Was er zahlt, bleibt offen.", "Ihre Frage war: Kommt er?"]
)
def test_what_is_told_is_none(text: str) -> None:
    assert not asks(text)
