import pytest

from bot.question import MAX_QUESTION_CHARS, read_question
from index.errors import QuestionError


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "?!", "\0", "…"])
def test_an_empty_question_is_refused(typed: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        read_question(typed)


def test_a_question_has_a_greatest_length() -> None:
    read_question("a" * MAX_QUESTION_CHARS)
    with pytest.raises(QuestionError, match=r"1,000,000 characters; at most 500"):
        read_question("a" * 1_000_000)


@pytest.mark.parametrize("typed", ["Wer\0ist\ud800 das?", "Wer \n ist\r das?"])
def test_what_cannot_stand_in_a_question_is_blank(typed: str) -> None:
    assert read_question(typed).text == "Wer ist das?"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wie viele Menschen kamen?", "how_much"),
        ("Wie hoch war der Schaden?", "how_much"),
        ("Was kostet die neue Brücke?", "how_much"),
        ("What does the new bridge cost?", "how_much"),
        ("Seit wann gibt es das?", "when"),
        ("In welchem Jahr war das?", "when"),
        ("In welcher Stadt liegt das?", "where"),
        ("Von wem stammt es?", "who"),
        ("Weshalb wurde gestreikt?", "why"),
        ("Was sagte er dazu?", "what"),
        ("How many people came?", "how_much"),
        ("Who was it?", "who"),
        ("Where is it?", "where"),
    ],
)
def test_the_kind_of_answer_asked_for(question: str, kind: str) -> None:
    assert read_question(question).kind == kind


def test_a_question_that_names_nothing_is_completed_from_the_history() -> None:
    history = ["Wer gründete OpenAI?", "Warum ist das so?"]
    assert "OpenAI" in read_question("Und wann war das?", history).search_text
    assert read_question("Und wann war das?", history).text == "Und wann war das?"


def test_a_question_that_stands_on_its_own_ignores_the_history() -> None:
    question = "Was kostet die Maut in Tirol?"
    assert read_question(question, ["Wer gründete OpenAI?"]).search_text == question
