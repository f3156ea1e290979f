"""An article → the times that each of its sentences speaks of."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.time.expressions import TimeExpression, find_times
from bot.time.parts import Part, parts_of
from bot.time.period import Period

# Here a sentence ends.
_ENDS = re.compile(r"[^\W\d]{2}[.!?]|\n")
# Articles whose times are remembered: finding them takes some milliseconds an article.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Told:
    """The times that a sentence speaks of.

    ``named`` are those that its words name, ``beside`` those with which it compares, ``since`` and
    ``until`` those since or until when something is. ``before`` is the time that the article
    spoke of before the sentence, ``continues`` whether that was in the same paragraph; in an
    article with a day another paragraph's time no longer counts, that of the title does.
    ``mentioned`` are all times that it names before; ``published`` is the article's day.
    """

    named: tuple[Period, ...] = ()
    beside: tuple[Period, ...] = ()
    since: tuple[Period, ...] = ()
    until: tuple[Period, ...] = ()
    before: Period | None = None
    continues: bool = False
    mentioned: tuple[Period, ...] = ()
    published: Period | None = None

    @property
    def own(self) -> Period | None:
        """The time that the sentence is most likely about; None if nothing says it."""
        return self.named[0] if self.named else self.published or self.before


class ArticleTimes:
    """The times that an article names, found once."""

    def __init__(self, title: str, text: str, published: date | None) -> None:
        """Find them; ``published`` is the article's day, None if it is not known.

        Without it the first day that the text names with its year counts for what "gestern" means.
        """
        written = published
        if written is None:
            days = (e.period for e in find_times(text[:2000]) if e.period.days == 1)
            written = next((period.first for period in days), None)
        in_title = find_times(title, written)
        self._found: Sequence[TimeExpression] = find_times(text, written)
        self._ends = [expression.end for expression in self._found]
        self._text = text
        self._title = in_title[-1].period if in_title else None
        self._published = Period.of_day(published) if published else None

    def told(self, start: int, end: int) -> Told:
        """Return the times of the sentence ``text[start:end]``."""
        first = bisect_left(self._ends, start)
        inside = [e for e in self._found[first:] if e.start < end]
        earlier = [e for e in self._found[:first] if e.role in ("when", "beside", "now")]
        titles = [self._title] if self._title else []
        if any(e.role == "now" for e in inside):
            before, continues = self._published, True
        else:
            before, continues = self._time_before(earlier, start)
        return Told(
            named=tuple(e.period for e in inside if e.role == "when"),
            beside=tuple(e.period for e in inside if e.role == "beside"),
            since=tuple(e.period for e in inside if e.role == "since"),
            until=tuple(e.period for e in inside if e.role == "until"),
            before=before,
            continues=continues,
            mentioned=(*titles, *(e.period for e in earlier)),
            published=self._published,
        )

    def parts(self, start: int, end: int) -> list[Part]:
        """Return the parts of the sentence ``text[start:end]`` that are about different times."""
        first = bisect_left(self._ends, start)
        return parts_of(self._text, start, end, [e for e in self._found[first:] if e.start < end])

    def _time_before(
        self, earlier: Sequence[TimeExpression], start: int
    ) -> tuple[Period | None, bool]:
        """Return the time that the last sentence with one spoke of, and whether it goes on."""
        # The day of the article is its dateline's, and says nothing that the article does not.
        told = [e for e in earlier if not e.passing and e.period != self._published]
        if not told:
            return self._title, False
        # Of several in one sentence the first is its time: "2024 kamen 300, 2023 waren es 200".
        last = len(told) - 1
        while last > 0 and not _ENDS.search(self._text, told[last - 1].end, told[last].start):
            last -= 1
        continues = "\n" not in self._text[told[last].end : start]
        if self._published and not continues:
            return self._title, False
        return told[last].period, continues


@lru_cache(maxsize=_REMEMBERED)
def times_of(title: str, text: str, published: str | None) -> ArticleTimes:
    """Return an article's times; ``published`` is its date, ISO 8601."""
    return ArticleTimes(title, text, date.fromisoformat(published) if published else None)
