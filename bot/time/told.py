"""An article → the times that each of its sentences speaks of."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.time.expressions import TimeExpression, find_times
from bot.time.period import Period

# Articles whose times are remembered: finding them takes some milliseconds an article.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Told:
    """The times that a sentence speaks of.

    ``named`` are those that its words name, ``since`` those since or until when something is;
    ``before`` is the last time that the article names before the sentence, its title included;
    ``mentioned`` are all times that it names before; ``published`` is the day of the article.
    """

    named: tuple[Period, ...] = ()
    since: tuple[Period, ...] = ()
    before: Period | None = None
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
        self._title = in_title[-1].period if in_title else None
        self._published = Period.of_day(published) if published else None

    def told(self, start: int, end: int) -> Told:
        """Return the times of the sentence ``text[start:end]``."""
        first = bisect_left(self._ends, start)
        inside = [e for e in self._found[first:] if e.start < end]
        earlier = [e.period for e in self._found[:first] if not e.open]
        if self._title:
            earlier.insert(0, self._title)
        return Told(
            named=tuple(e.period for e in inside if not e.open),
            since=tuple(e.period for e in inside if e.open),
            before=earlier[-1] if earlier else None,
            mentioned=tuple(earlier),
            published=self._published,
        )


@lru_cache(maxsize=_REMEMBERED)
def times_of(title: str, text: str, published: str | None) -> ArticleTimes:
    """Return an article's times; ``published`` is its date, ISO 8601."""
    return ArticleTimes(title, text, date.fromisoformat(published) if published else None)
