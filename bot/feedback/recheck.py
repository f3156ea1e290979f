"""The judged questions asked again, after a rebuild: which answers have changed, which are lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.feedback.verdicts import Feedback
from bot.find.filters import Filters
from bot.types import Answer
from index.errors import QuestionError

Change = Literal["changed", "lost", "found"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A judged answer that is another one now; ``quote`` is None where there is none now.

    ``change``: another sentence is quoted ("changed"), none any more ("lost"), or one where there
    was none ("found").
    """

    feedback: Feedback
    change: Change
    quote: str | None
    path: str | None


class _Asker(Protocol):
    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer: ...


def ask_again(bot: _Asker, kept: Iterable[Feedback]) -> list[Changed]:
    """Ask every judged question again and return those whose answer is another one now.

    Quote and article are compared, not the place: what moved within its article is the same.
    """
    changed = []
    for feedback in kept:
        try:
            answer = bot.ask(feedback.question, feedback.history, feedback.filters)
        except QuestionError:  # its filter names a source that is gone, say
            answer = None
        quote = answer.text if answer else None
        path = answer.citations[0].path if answer and answer.citations else None
        if (quote, path) == (feedback.quote, feedback.path):
            continue
        change: Change = "lost" if quote is None else "changed"
        if feedback.quote is None:
            change = "found"
        changed.append(Changed(feedback, change, quote, path))
    return changed
