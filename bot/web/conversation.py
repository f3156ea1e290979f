"""What was asked and answered in one browser tab: kept by the server, only shown by the browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.feedback import Verdict
from bot.filters import Filters
from bot.types import Answer
from bot.web.archive import Source


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what came of it: an answer, or the message of an error.

    ``filters`` are those that it was asked with, ``hints`` what would help where there is no
    answer.
    ``generation`` is that of the index that answered, ``verdict`` what the reader says of it.
    ``sources`` are the articles that the answer names, by path, as they were when it was given: a
    rebuild in between changes neither the answer nor what its offsets point into.
    """

    question: str
    answer: Answer | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    error: str = ""
    filters: Filters = field(default_factory=Filters)
    hints: tuple[str, ...] = ()
    generation: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first."""

    turns: tuple[Turn, ...] = ()

    @property
    def history(self) -> tuple[str, ...]:
        """The questions that were answered or found unanswerable, oldest first."""
        return tuple(turn.question for turn in self.turns if turn.answer is not None)

    @property
    def last(self) -> Turn | None:
        """The last turn; None if there is none."""
        return self.turns[-1] if self.turns else None

    def add(self, turn: Turn) -> "Conversation":
        """Return the conversation with one more turn."""
        return replace(self, turns=(*self.turns, turn))

    def judged(self, number: int, verdict: Verdict) -> "Conversation":
        """Return the conversation with a verdict on one turn, counted from 0."""
        turn = replace(self.turns[number], verdict=verdict)
        return replace(self, turns=(*self.turns[:number], turn, *self.turns[number + 1 :]))

    def history_before(self, number: int) -> tuple[str, ...]:
        """Return what the history was when a turn, counted from 0, was asked."""
        return replace(self, turns=self.turns[:number]).history

    def without_last(self) -> "Conversation":
        """Return the conversation without its last turn."""
        return replace(self, turns=self.turns[:-1])
