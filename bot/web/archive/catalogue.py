"""The articles of an archive as a list to look through: filtered, sorted, a page at a time.

Filtered and sorted by what the index has of all articles as arrays; only those shown are read.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from bot.text.days import format_day
from bot.web.words.texts import TEXTS
from index.files.names import title_order
from index.store.index import Index

PAGE_ENTRIES = 50
Column = Literal["title", "date", "source", "chars", "masked"]
COLUMNS: tuple[Column, ...] = get_args(Column)

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says of an article.

    ``chars`` is the length of its text, ``lead_end`` where the first line of it ends; ``masked`` is
    the masked share of it, from 0 to 1.
    """

    path: str
    title: str
    date: str | None
    source: str | None
    chars: int
    masked: float
    lead_end: int


@dataclass(frozen=True, slots=True)
class View:
    """What of the list is wanted: which words, in which order, which page (from 0)."""

    words: str = ""
    column: Column = "title"
    descending: bool = False
    page: int = 0

    def sorted_by(self, column: Column) -> "View":
        """Return the first page in the order of a column; the other way round if it was that."""
        descending = not self.descending if column == self.column else False
        return replace(self, column=column, descending=descending, page=0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, of ``count`` entries that were found; ``view`` is the one shown."""

    entries: tuple[Entry, ...]
    count: int
    view: View

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.count // PAGE_ENTRIES))


class Catalogue:
    """All articles of an index. Never changes; safe for several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._orders: dict[Column, tuple[Rows, Rows]] = {}

    def count_of(self, file: str) -> int:
        """Return how many articles a file holds."""
        found = self._index.paths.beginning_with(file).values()
        return sum(path == file or path.startswith(f"{file}#") for path in found)

    def page(self, view: View) -> Page:
        """Return the entries that hold all words of the view, in its order.

        Those without a value come last either way; those of equal titles are in the order of their
        paths, other equal ones in that of the index. A page behind the last one is the last one.
        """
        known, unknown = self._order(view.column)
        words = view.words.casefold().split()
        if words:
            found = self._holding(words)
            known, unknown = known[found[known]], unknown[found[unknown]]
        if view.descending:
            known = known[::-1]
        count = len(known) + len(unknown)
        last = max(0, (count - 1) // PAGE_ENTRIES)
        view = replace(view, page=min(max(view.page, 0), last))
        first = view.page * PAGE_ENTRIES
        if view.column == "title":
            rows = self._index.paths.sorted_within(
                known, first, PAGE_ENTRIES, descending=view.descending
            )
        else:
            rows = known[first : first + PAGE_ENTRIES].tolist()
            begin = max(first - len(known), 0)
            rows += unknown[begin : begin + PAGE_ENTRIES - len(rows)].tolist()
        return Page(tuple(map(self._entry, rows)), count, view)

    def _order(self, column: Column) -> tuple[Rows, Rows]:
        """Return the rows in the order of a column, and those without a value."""
        if column not in self._orders:
            self._orders[column] = self._sorted(column)
        return self._orders[column]

    def _sorted(self, column: Column) -> tuple[Rows, Rows]:
        heads = self._index.heads
        values: npt.NDArray[Any]
        if column == "title":
            return self._index.paths.by_title, np.zeros(0, dtype=np.int32)
        if column == "masked":
            values = self._index.masked_chars() / heads["chars"]
        elif column == "source":
            values = self._source_places
        else:
            values = np.asarray(heads[{"date": "day", "chars": "chars"}[column]])
        order = np.argsort(values, kind="stable").astype(np.int32)
        has_none = 0 if column in ("masked", "chars") else int(np.count_nonzero(values == 0))
        return order[has_none:], order[:has_none]

    @cached_property
    def _source_places(self) -> npt.NDArray[np.int32]:
        """The place of each article's source in the alphabet, from 1; 0 without, (articles,)."""
        sources = self._index.sources
        keys = np.array([sources[name] for name in sorted(sources, key=title_order)], np.uint64)
        by_key = np.argsort(keys)
        places = np.zeros(len(self._index.heads), dtype=np.int32)
        if len(keys):
            own = np.ascontiguousarray(self._index.heads["source"])
            nearest = np.searchsorted(keys, own, sorter=by_key).clip(max=len(keys) - 1)
            found = by_key[nearest]
            places[:] = np.where(keys[found] == own, found + 1, 0)
        return places

    def _holding(self, words: list[str]) -> npt.NDArray[np.bool_]:
        """Return of which articles each word stands in title, path, source or date, (articles,).

        A date counts as each language writes it, and as ISO 8601 does.
        """
        found = np.ones(len(self._index.heads), dtype=bool)
        for word in words:
            held = self._index.paths.holding(word)
            if days := [day for day, text in self._days.items() if word in text]:
                held |= np.isin(self._index.heads["day"], days)
            sources = self._index.sources.items()
            if keys := [key for name, key in sources if word in name.casefold()]:
                held |= np.isin(self._index.heads["source"], np.array(keys, dtype=np.uint64))
            found &= held
        return found

    @cached_property
    def _days(self) -> dict[int, str]:
        """The days of the articles, each by its ordinal, in all the ways they are written."""
        days = np.unique(self._index.heads["day"])
        return {day: _written(date.fromordinal(day)) for day in days[days > 0].tolist()}

    def _entry(self, row: int) -> Entry:
        article = self._index.articles[row]
        masked = sum(mask.end - mask.start for mask in self._index.masks_of(row))
        return Entry(
            path=article.path,
            title=article.title,
            date=article.date,
            source=article.source,
            chars=len(article.text),
            masked=masked / len(article.text),
            lead_end=_lead_end(article.text),
        )


def _lead_end(text: str) -> int:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _written(day: date) -> str:
    """Return a day in all the ways it is written, in small letters."""
    forms = (day.isoformat(), *(format_day(day, language) for language in TEXTS))
    return "\n".join(forms).casefold()
