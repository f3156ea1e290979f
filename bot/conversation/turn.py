"""One question of a conversation: how it is asked, what it wants, and what may answer it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.history import AnswerOf, understand
from bot.find.time import told_by
from bot.question import Question, without_time
from bot.question.anaphora import is_fragment
from bot.question.completion import last_in_full, place_in
from bot.question.wants import Wanted, listed_on, wanted, whom
from bot.time import Fit, fit_of
from bot.types import Answer
from index.text.analyze import fold
from index.types import Article


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it is to be asked after those before it.

    ``row`` is that of the article that the conversation is about, if the question leans on it.
    ``want.words`` is what a list is about. What answers must name the ``place`` in its article, and
    the ``person`` in what is shown.
    """

    question: Question
    row: int | None
    want: Wanted
    place: str | None = None
    person: str | None = None


def next_turn(plain: str, history: Sequence[str], answer_of: AnswerOf) -> Turn:
    """Return a question, put plainly, as it is to be asked; ``history`` is oldest first.

    Raises QuestionError if it cannot be asked.
    """
    told = understand(plain, history, answer_of)
    want = wanted(told.question.text)
    want = replace(want, words=f"{want.words} {told.question.completed.taken}".strip())
    if is_fragment(plain) and (goes_on := listed_on(plain, last_in_full(history))):
        want = goes_on
    return Turn(told.question, told.row, want, place_in(plain), whom(plain))


def second_try(turn: Turn) -> Question | None:
    """Return what is asked where the question is not answered: the same without its time.

    None if it has none. What answers must be of that time: see ``is_of_its_time``.
    """
    return None if turn.question.time is None else without_time(turn.question)


def is_of_its_time(turn: Turn, answer: Answer, article: Article) -> bool:
    """Return whether the quote of an answer, from an article, is of the time that is asked."""
    if turn.question.time is None:
        return False
    told = told_by(article, answer.citations[0].start, answer.citations[0].end)
    return fit_of(turn.question.time.periods, told) == Fit.SAME


def may_answer(turn: Turn, answer: Answer, article: Article) -> bool:
    """Return whether an answer, from an article, names the place and the person that are asked for.

    The place counts in other words of it too: "Grazer".
    """
    if turn.place and fold(turn.place) not in fold(f"{article.title} {article.text}"):
        return False
    return turn.person is None or _names(answer, turn.person)


def _names(answer: Answer, name: str) -> bool:
    """Return whether what is shown of an answer names someone: the quote or what leads to it."""
    first = answer.candidates[0]
    shown = (first.text, first.context.quote if first.context else "")
    return any(fold(name) in fold(text) for text in shown)
