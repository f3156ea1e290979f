"""The articles of an archive as a list to look through: filtered, sorted, a page at a time."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from bot.text.days import format_iso_day
from bot.web.words.texts import TEXTS
from index.store.index import Index

PAGE_ENTRIES = 50
Column = Literal["title", "date", "source", "chars", "masked"]
COLUMNS: tuple[Column, ...] = get_args(Column)
_SIGNS = re.compile(r"[^\w\s]+")  # and the dots of "Ä", once they stand apart


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
    """All articles of an index. Never changes."""

    def __init__(self, index: Index) -> None:
        self._entries = [
            Entry(
                path=article.path,
                title=article.title,
                date=article.date,
                source=article.source,
                chars=len(article.text),
                masked=sum(m.end - m.start for m in index.masks_of(row)) / len(article.text),
                lead_end=_lead_end(article.text),
            )
            for row, article in enumerate(index.articles)
        ]
        self._searched = [_folded(entry) for entry in self._entries]

    def count_of(self, file: str) -> int:
        """Return how many articles a file holds."""
        return sum(
            entry.path == file or entry.path.startswith(f"{file}#") for entry in self._entries
        )

    def page(self, view: View) -> Page:
        """Return the entries that hold all words of the view, in its order.

        A page behind the last one is the last one.
        """
        words = view.words.casefold().split()
        found = [
            entry
            for entry, text in zip(self._entries, self._searched, strict=True)
            if all(word in text for word in words)
        ]
        found = _sort(found, view)
        last = max(0, (len(found) - 1) // PAGE_ENTRIES)
        view = replace(view, page=min(max(view.page, 0), last))
        first = view.page * PAGE_ENTRIES
        return Page(tuple(found[first : first + PAGE_ENTRIES]), len(found), view)


def _lead_end(text: str) -> int:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _folded(entry: Entry) -> str:
    """Return what a filter's words are looked for in: a date also as either language writes it."""
    dates = [format_iso_day(entry.date, language) for language in TEXTS] if entry.date else ()
    found = (entry.title, entry.source, entry.date, *dates, entry.path)
    return "\n".join(filter(None, found)).casefold()


def _sort(entries: Sequence[Entry], view: View) -> list[Entry]:
    """Return the entries in order; those without a value come last either way."""

    def order(entry: Entry) -> tuple[str | float, str]:
        value: str | float = getattr(entry, view.column)
        return _alphabetical(value) if isinstance(value, str) else value, entry.path

    known = [entry for entry in entries if getattr(entry, view.column) is not None]
    unknown = [entry for entry in entries if getattr(entry, view.column) is None]
    return sorted(known, key=order, reverse=view.descending) + unknown


def _alphabetical(text: str) -> str:
    """Return what a text is sorted by: "„Ägypten“" stands with "a", not behind "z"."""
    return _SIGNS.sub("", unicodedata.normalize("NFKD", text.casefold())).strip()
