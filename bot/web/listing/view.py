"""What of a result list is wanted, as the browser sends it, and what the bot finds for it."""

import re
from dataclasses import dataclass, replace
from typing import TypeGuard

from bot.find.filters import Filters
from bot.types import ORDERS, Answer, Listing, Order
from bot.web.archive.generation import Asker
from bot.web.chat.links import Place
from bot.web.page.sent import read_json
from index.errors import QuestionError

PAGE_ARTICLES = 20
# So many articles of a list are taken along at most.
MOST_TAKEN_ALONG = 500
_MOST_PAGES = 100_000
# Stands for a year where articles without a date are meant.
UNDATED = "undated"
_YEAR = re.compile(rf"[0-9]{{4}}|{UNDATED}")


@dataclass(frozen=True, slots=True)
class ListView:
    """A page, from 0, of the list of a turn, from 0; ``year`` and ``source`` narrow it.

    ``year`` may be UNDATED.
    """

    turn: int
    order: Order = "best"
    year: str | None = None
    source: str | None = None
    page: int = 0

    @property
    def first(self) -> int:
        """The position of the first article on the page, from 0."""
        return self.page * PAGE_ARTICLES


@dataclass(frozen=True, slots=True)
class Results:
    """A page of a list, with all the years and sources that it could be narrowed to.

    Each of those has the number of articles that are left if only it is chosen; the last of the
    years is UNDATED where articles have no date.
    """

    listing: Listing
    view: ListView
    years: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]

    @classmethod
    def first_page(cls, listing: Listing, turn: int) -> "Results":
        """Return the beginning of the list that an answer brought."""
        shown = replace(listing, articles=listing.articles[:PAGE_ARTICLES])
        return cls(shown, ListView(turn, listing.order), _years_of(listing), listing.sources)


def with_list_as_shown(bot: Asker, answer: Answer, filters: Filters, view: ListView) -> Answer:
    """Return an answer with its list narrowed and sorted like ``view``: all its pages.

    Raises QuestionError if it cannot be narrowed like that.
    """
    if answer.listing is None:
        return answer
    narrowed = _narrowed(filters, view.year, view.source)
    shown = bot.search(answer.listing.words, narrowed, view.order, 0, MOST_TAKEN_ALONG)
    parts = tuple(
        replace(part, listing=shown) if part.listing == answer.listing else part
        for part in answer.parts
    )
    return replace(answer, listing=shown, parts=parts)


def read_list_choice(sent: object) -> tuple[ListView, Place | None] | None:
    """Return the page of a list that is wanted, and the place that is to be opened, if any.

    None if what was sent says nothing of that kind: a browser can send anything.
    """
    chosen = read_json(sent)
    if not isinstance(chosen, dict) or chosen.get("from") != "list":
        return None
    turn, page, order = chosen.get("turn"), chosen.get("page", 0), chosen.get("order")
    year, source = chosen.get("year") or None, chosen.get("source") or None
    if not _is_count(turn) or not _is_count(page) or order not in ORDERS:
        return None
    if not (year is None or (isinstance(year, str) and _YEAR.fullmatch(year))):
        return None
    if not (source is None or isinstance(source, str)):
        return None
    path, start, end = (chosen.get(name) for name in ("path", "start", "end"))
    place = None
    if isinstance(path, str) and _is_offset(start) and _is_offset(end):
        place = Place(path, start, end)
    return ListView(turn, order, year, source, page), place


def search(bot: Asker, words: str, filters: Filters, view: ListView) -> Results:
    """Return a page of the list of articles about some words.

    Raises QuestionError if it cannot be narrowed like that.
    """

    def find(year: str | None, source: str | None, first: int, count: int) -> Listing:
        narrowed = _narrowed(filters, year, source)
        return bot.search(words, narrowed, view.order, first, count)

    listing = find(view.year, view.source, view.first, PAGE_ARTICLES)
    years = _years_of(listing if view.year is None else find(None, view.source, 0, 1))
    sources = listing.sources if view.source is None else find(view.year, None, 0, 1).sources
    return Results(listing, view, years, sources)


def _years_of(listing: Listing) -> tuple[tuple[str, int], ...]:
    undated = listing.found - sum(count for _, count in listing.years)
    return (*listing.years, (UNDATED, undated)) if undated else listing.years


def _narrowed(filters: Filters, year: str | None, source: str | None) -> Filters:
    date_from, date_to = filters.date_from, filters.date_to
    if year is not None and year != UNDATED:
        date_from = max(filter(None, (date_from, f"{year}-01-01")))
        date_to = min(filter(None, (date_to, f"{year}-12-31")))
        if date_from > date_to:
            raise QuestionError(f"The filters leave out the year {year}.")
    sources = (source,) if source is not None else filters.sources
    return Filters(date_from, date_to, sources, undated=year == UNDATED)


def _is_count(number: object) -> TypeGuard[int]:
    return isinstance(number, int) and 0 <= number < _MOST_PAGES


def _is_offset(number: object) -> TypeGuard[int]:
    return isinstance(number, int) and 0 <= number < 10**9
