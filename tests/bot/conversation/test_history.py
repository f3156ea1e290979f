"""What the conversation so far tells of its next question."""

from collections.abc import Sequence

import pytest

from bot.conversation.history import Answered, ResolvedQuestion, carried_on, understand
from bot.question import read_question
from bot.types import Answer
from index.types import Article

FERRY = Article(
    "ferry.txt",
    "Fähre Ilse gerammt",
    "Die Fähre Ilse stieß gegen den Kai. Geführt hat sie Ada Pohl. Zwölf Fahrgäste sind verletzt.",
    "0" * 64,
)


def told(question: str, history: Sequence[str], span: str = "Ada Pohl") -> ResolvedQuestion:
    last = Answered(3, FERRY, Answer("", "", True, "…", span, 0.9, (), ()))
    return understand(question, history, lambda _: last)


def carried(
    question: str, history: Sequence[str], *, answered: bool = True
) -> ResolvedQuestion | None:
    last = Answered(3, FERRY, Answer("", "", True, "…", "Ada Pohl", 0.9, (), ()))
    return carried_on(
        read_question(question, history), history, lambda _: last if answered else None
    )


@pytest.mark.parametrize("thing", ["Studie", "Umfrage", "Ausstellung", "Serie"])
def test_a_thing_that_the_article_of_the_last_answer_does_not_tell_of_is_another(
    thing: str,
) -> None:
    asked = told(f"Wer leitet die {thing}?", ["Wohin fuhr die Fähre Ilse?"])
    assert asked.question.search_text == f"Wer leitet die {thing}?"
    assert asked.row is None


def test_a_thing_that_it_tells_of_or_calls_by_its_name_is_that_of_the_conversation() -> None:
    for question in ("Wer leitet die Firma?", "Wann war der Unfall?"):
        article = Article("a.txt", "", f"{FERRY.text} Der Unfall war am Montag.", "0" * 64)
        last = Answered(3, article, Answer("", "", True, "…", None, 0.9, (), ()))
        asked = understand(question, ["Wohin fuhr die Fähre Ilse?"], lambda _, one=last: one)
        assert asked.question.search_text == f"{question} (Fähre Ilse)"
        assert asked.row == 3


def test_what_is_left_out_is_asked_of_whom_the_last_answer_named() -> None:
    asked = told("Seit wann?", ["Wer führt die Fähre Ilse?"])
    assert asked.question.search_text == "Seit wann? (führt Ada Pohl die Fähre Ilse?)"


def test_an_open_question_may_be_about_the_article_of_the_last_answer() -> None:
    found = carried("Wie viele Fahrgäste sind verletzt?", ["Wohin fuhr die Fähre Ilse?"])
    assert found is not None
    assert found.question.text == "Wie viele Fahrgäste sind verletzt?"
    assert found.question.search_text == "Wie viele Fahrgäste sind verletzt? (Fähre Ilse)"
    assert found.row == 3


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Kinder gehen in Seeburg zur Schule?",  # the article tells of no school
        "Wann wurde sie gebaut?",  # leans on the conversation already
        "Was kostet Ada Pohl und Ilse die Fähre am Kai?",  # names much of its own
    ],
)
def test_what_names_something_else_or_leans_already_is_not_asked_again(question: str) -> None:
    assert carried(question, ["Wohin fuhr die Fähre Ilse?"]) is None


def test_nothing_is_carried_on_from_a_question_that_was_not_answered() -> None:
    assert carried("Wie viele Fahrgäste sind da?", ["Wohin fuhr sie?"], answered=False) is None
    assert carried("Wie viele Fahrgäste sind da?", []) is None
