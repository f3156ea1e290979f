"""One question of a conversation: how it is asked, what it wants, and what may answer it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.conversation.history import AnswerOf, carried_on, understand
from bot.find.time import told_by
from bot.question import Question, without_time
from bot.question.anaphora import is_fragment
from bot.question.completion import last_in_full, place_in
from bot.question.wants import Wanted, listed_on, wanted, whom
from bot.time import Fit, fit_of
from bot.types import Answer
from bot.why.verdicts import TryKind
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


@dataclass(frozen=True, slots=True)
class Try:
    """A question as it is asked once; ``row`` is that of the article the conversation is about."""

    kind: TryKind
    question: Question
    row: int | None


def tries(turn: Turn, history: Sequence[str], answer_of: AnswerOf) -> Iterator[Try]:
    """Yield how a question is asked, each time that it is not answered in another way.

    First as it is; then without its time, if it has one; then as one about the article that
    answered the last question, if it stands alone. What may answer each: see ``is_of``.
    """
    yield Try("as_asked", turn.question, turn.row)
    if turn.question.time is not None and (bare := without_time(turn.question)):
        yield Try("without_time", bare, turn.row)
    if told := carried_on(turn.question, history, answer_of):
        yield Try("of_last_article", told.question, told.row)


def is_of(one: Try, turn: Turn, answer: Answer, article: Article, row: int) -> bool:
    """Return whether an answer, from an article and its row, is of the time or article tried."""
    if one.kind == "without_time" and turn.question.time is not None:
        told = told_by(article, answer.citations[0].start, answer.citations[0].end)
        return fit_of(turn.question.time.periods, told) == Fit.SAME
    return one.kind == "as_asked" or row == one.row


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
