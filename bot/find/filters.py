"""Which articles a question may be answered from: those of some days, of some sources."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from bot.arrays import Flags
from index import Index
from index.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a search to some articles; what is None or empty narrows nothing.

    ``date_from`` and ``date_to`` are days in ISO 8601, both included; an article without a date
    lies on none. ``sources`` are who published, as ``Article.source`` says it. ``undated`` lets
    only articles without a date through.

    Raises QuestionError for a day that is none, or a range that holds no day.
    """

    date_from: str | None = None
    date_to: str | None = None
    sources: tuple[str, ...] = ()
    undated: bool = False

    def __post_init__(self) -> None:
        for day in (self.date_from, self.date_to):
            if day is not None and not _is_iso_day(day):
                raise QuestionError(f"{day!r} is no day: expected one like 2024-03-31.")
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise QuestionError(
                f"No day lies between {self.date_from} and {self.date_to}: expected the earlier "
                "one first."
            )

    def __bool__(self) -> bool:
        """Return whether anything is narrowed."""
        return bool(self.date_from or self.date_to or self.sources or self.undated)

    def hidden(self, index: Index) -> Flags | None:
        """Return which articles a question may not be answered from, (articles,); None if from all.

        Raises QuestionError for a source that no article has.
        """
        if not self:
            return None
        known = index.sources
        if unknown := [source for source in self.sources if source not in known]:
            names = ", ".join(islice(known, 10)) if known else "none: no article names its source"
            raise QuestionError(f"No article is of the source {unknown[0]!r}. Sources: {names}")
        day = index.heads["day"]
        hidden: Flags = np.zeros(len(day), dtype=bool)
        if self.sources:
            wanted = np.array([index.sources[source] for source in self.sources], dtype=np.uint64)
            hidden |= ~np.isin(index.heads["source"], wanted)
        if self.undated:
            hidden |= day > 0
        if self.date_from is not None:
            hidden |= day < date.fromisoformat(self.date_from).toordinal()
        if self.date_to is not None:
            hidden |= (day == 0) | (day > date.fromisoformat(self.date_to).toordinal())
        return hidden


def _is_iso_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
