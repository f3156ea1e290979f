"""What the conversation so far tells of its next question: which article, and whom "er" means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.question.anaphora import leans, means_a_person
from bot.question.question import Question, read_question
from bot.types import Answer
from index.errors import QuestionError

# Gives the row of the article that answers a question, and its answer; None without an answer.
AnswerOf = Callable[[Question], tuple[int, Answer] | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A question as it is understood after those before it.

    ``row`` is that of the article that answered the last one, if the question leans on it.
    """

    question: Question
    row: int | None = None


def understand(typed: str, history: Sequence[str], answer_of: AnswerOf) -> Told:
    """Read a question with the conversation so far; ``history`` is oldest first.

    If the last question was not answered, no article is told: what was merely nearest then tells
    nothing about what the conversation is on. Raises QuestionError if the question cannot be asked.
    """
    question = read_question(typed, history)
    if not history or not question.completed.taken:
        return Told(question)
    last = _answer_at(len(history) - 1, history, answer_of)
    if means_a_person(question.text) and (name := _person(history, last, answer_of)):
        question = read_question(typed, history, name)
    return Told(question, last[0] if last else None)


def _person(
    history: Sequence[str], last: tuple[int, Answer] | None, answer_of: AnswerOf
) -> str | None:
    """Return who answered the last question for a person, up to the last that stands alone."""
    for i in reversed(range(len(history))):
        try:
            kind = read_question(history[i], history[:i]).kind
        except QuestionError:
            return None
        if kind == "who":
            found = last if i == len(history) - 1 else _answer_at(i, history, answer_of)
            return found[1].span if found else None
        if not leans(history[i]):
            return None
    return None


def _answer_at(i: int, history: Sequence[str], answer_of: AnswerOf) -> tuple[int, Answer] | None:
    try:
        return answer_of(read_question(history[i], history[:i]))
    except QuestionError:
        return None
