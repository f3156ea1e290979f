"""One generation of the index as the page sees it: a bot, and articles by their path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot.find.filters import Filters
from bot.types import Answer, Listing, Order
from bot.web.archive.askers import Askers
from bot.web.archive.catalogue import Catalogue
from index.store.index import Index
from index.types import Article, Mask


class Asker(Protocol):
    """What the page needs of a ``Bot``."""

    @property
    def index(self) -> Index:
        """The index that the answers come from."""

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question; raise QuestionError if it cannot be asked."""

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        order: Order = "best",
        first: int = 0,
        count: int = 20,
    ) -> Listing:
        """Return the articles about some words; raise QuestionError if they cannot be searched."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article with what in it is not its text."""

    article: Article
    masks: tuple[Mask, ...] = ()


class Archive:
    """A bot and the articles that it answers from. Never changes."""

    def __init__(self, bot: Asker) -> None:
        self.bot = bot
        self._askers = Askers()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The list of all articles."""
        return Catalogue(self.bot.index)

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question that somebody waits for; raise QuestionError if it cannot be asked."""
        with self._askers.asking():
            return self.bot.ask(question, history, filters)

    def ask_aside(self, question: str, until: float) -> Answer:
        """Answer a question that nobody waits for, while nobody asks; see ``Askers.aside``."""
        return self._askers.aside(lambda: self.bot.ask(question), until)

    def source(self, path: str) -> Source | None:
        """Return the article with this path; None if there is none."""
        try:
            row = self.bot.index.row_of(path)
        except KeyError:
            return None
        return Source(self.bot.index.articles[row], self.bot.index.masks_of(row))

    def sources_of(self, answer: Answer) -> Mapping[str, Source]:
        """Return the articles that an answer names, by path."""
        found = [
            candidate
            for one in (answer, *answer.parts)
            for candidate in (
                *one.candidates,
                *(member for voice in one.voices for member in voice.candidates),
                *(earlier.candidate for earlier in one.earlier),
            )
        ]
        paths = {candidate.citation.path for candidate in found}
        if answer.listing is not None:
            paths |= {listed.path for listed in answer.listing}
        return {path: source for path in paths if (source := self.source(path)) is not None}
