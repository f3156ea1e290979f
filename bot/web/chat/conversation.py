"""What was asked and answered in one browser tab: kept by the server, only shown by the browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.feedback.verdicts import Verdict
from bot.find.filters import Filters
from bot.types import Answer
from bot.web.archive.generation import Source
from bot.web.chat.lease import Lease


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the reader says of an answer; ``quote`` is the answer's text, None if there is none."""

    verdict: Verdict
    quote: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what came of it: an answer, or the message of an error.

    It has neither while it waits to be asked again after a reload.
    ``filters`` are those that it was asked with, ``hints`` what would help where there is no
    answer.
    ``generation`` is that of the index that answered.
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
    judgement: Judgement | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to be asked."""
        return self.answer is None and not self.error

    @property
    def verdict(self) -> Verdict | None:
        """What the reader says of this answer; None also if it was said of another one."""
        said = self.judgement
        if said is None or self.answer is None or said.quote != self.answer.text:
            return None
        return said.verdict


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first.

    What is made of a conversation has the same ``lease``, but for ``taken_over``.
    """

    turns: tuple[Turn, ...] = ()
    lease: Lease = field(default_factory=Lease, compare=False, repr=False)

    @property
    def history(self) -> tuple[str, ...]:
        """The questions that did not fail, oldest first."""
        return tuple(turn.question for turn in self.turns if not turn.error)

    @property
    def waits(self) -> bool:
        """Whether some of its questions are still to be asked."""
        return any(turn.waits for turn in self.turns)

    @property
    def last(self) -> Turn | None:
        """The last turn; None if there is none."""
        return self.turns[-1] if self.turns else None

    def taken_over(self) -> "Conversation":
        """Return the conversation for a change; whoever still asks what waits in it stops."""
        self.lease.end()
        return replace(self, lease=Lease())

    def add(self, turn: Turn) -> "Conversation":
        """Return the conversation with one more turn."""
        return replace(self, turns=(*self.turns, turn))

    def judged(self, number: int, verdict: Verdict) -> "Conversation":
        """Return the conversation with a verdict on an answered turn, counted from 0."""
        turn = self.turns[number]
        quote = turn.answer.text if turn.answer is not None else None
        return self.with_turn(number, replace(turn, judgement=Judgement(verdict, quote)))

    def with_turn(self, number: int, turn: Turn) -> "Conversation":
        """Return the conversation with another turn in place of one, counted from 0."""
        return replace(self, turns=(*self.turns[:number], turn, *self.turns[number + 1 :]))

    def history_before(self, number: int) -> tuple[str, ...]:
        """Return what the history was when a turn, counted from 0, was asked."""
        return replace(self, turns=self.turns[:number]).history

    def without_last(self) -> "Conversation":
        """Return the conversation without its last turn."""
        return replace(self, turns=self.turns[:-1])
