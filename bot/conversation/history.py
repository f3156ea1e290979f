"""What the conversation so far says of its next question: which article, and whom "er" means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.question.anaphora import is_elliptical, leans, means_a_person, thing_meant
from bot.question.completion import with_subject
from bot.question.question import Question, read_question
from bot.types import Answer
from index.errors import QuestionError
from index.text.analyze import fold
from index.types import Article

# A question of its own that names more is about something else than the conversation.
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """An earlier question's answer, and the article that it is from, with its row in the index."""

    row: int
    article: Article
    answer: Answer


# Gives what answers a question; None without an answer.
AnswerOf = Callable[[Question], Answered | None]


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """A question as it is understood after those before it.

    ``row`` is that of the article that answered the last one, if the question leans on it.
    """

    question: Question
    row: int | None = None


def understand(typed: str, history: Sequence[str], answer_of: AnswerOf) -> ResolvedQuestion:
    """Read a question with the conversation so far; ``history`` is oldest first.

    If the last question was not answered, no article is returned: what was merely nearest says
    nothing about what the conversation is on. "Die Studie" is none of the conversation if the
    article that answered speaks of none. Raises QuestionError if the question cannot be asked.
    """
    question = read_question(typed, history)
    if not history or not question.completed.taken:
        return ResolvedQuestion(question)
    last = _answer_at(len(history) - 1, history, answer_of)
    if last and (words := thing_meant(typed)) and not _holds_any(last.article, words):
        return ResolvedQuestion(read_question(typed))
    if (means_a_person(question.text) or is_elliptical(question.text)) and (
        name := _person(history, last, answer_of)
    ):
        question = read_question(typed, history, name)
    return ResolvedQuestion(question, last.row if last else None)


def carried_on(
    question: Question, history: Sequence[str], answer_of: AnswerOf
) -> ResolvedQuestion | None:
    """Return a question that stands alone as one about the article that answered the last one.

    None if it already leans on the conversation, or names what that article does not:
    "Wie viele Arbeiter werden vermisst?" is about the accident, if there was one.
    """
    if not history or question.completed.taken:
        return None
    named = [word for word in question.words if word.named and not word.head]
    whole = with_subject(question.text, history)
    if len(named) > _MOST_NAMED or not whole.taken:
        return None
    last = _answer_at(len(history) - 1, history, answer_of)
    if last is None or not all(_holds_any(last.article, word.stems) for word in named):
        return None
    return ResolvedQuestion(
        replace(read_question(str(whole)), text=question.text, completed=whole), last.row
    )


def _holds_any(article: Article, words: Sequence[str]) -> bool:
    """Return whether any of some folded words or stems stands in an article, inside others too."""
    text = fold(f"{article.title} {article.text}")
    return any(word in text for word in words)


def _person(history: Sequence[str], last: Answered | None, answer_of: AnswerOf) -> str | None:
    """Return who answered the last question for a person, up to the last that stands alone."""
    for i in reversed(range(len(history))):
        try:
            kind = read_question(history[i], history[:i]).kind
        except QuestionError:
            return None
        if kind == "who":
            found = last if i == len(history) - 1 else _answer_at(i, history, answer_of)
            return found.answer.span if found else None
        if not leans(history[i]):
            return None
    return None


def _answer_at(i: int, history: Sequence[str], answer_of: AnswerOf) -> Answered | None:
    try:
        return answer_of(read_question(history[i], history[:i]))
    except QuestionError:
        return None
