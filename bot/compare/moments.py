"""The words of a time → the day, month or year meant: "gestern" is the day before the article."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.metadata.months import MONTHS
from index.text.analyze import fold

_WEEKDAYS = tuple("montag dienstag mittwoch donnerstag freitag samstag sonntag".split())
_WEEKDAY = re.compile(rf"({'|'.join((*_WEEKDAYS, 'sonnabend'))})\w*", re.IGNORECASE)
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_OF_MONTH = re.compile(rf"(\d{{1,2}})\.?\s?(?=(?:{_MONTH_NAME})\b)", re.IGNORECASE)
_MONTH = re.compile(rf"\b({_MONTH_NAME})\b", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
# A weekday means the one within a week of the article's own date, before it or after.
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or what is said of one: ``weekday`` counts from Monday, 0, near ``published``."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    published: date | None = None

    def agrees(self, other: "Moment") -> bool | None:
        """Return whether both can be the same time; None if they have nothing in common."""
        if self.weekday is not None or other.weekday is not None:
            return self._agrees_by_weekday(other)
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        shared = [mine == others for mine, others in pairs if None not in (mine, others)]
        return all(shared) if shared else None

    def _agrees_by_weekday(self, other: "Moment") -> bool | None:
        if self.weekday is None:
            return other._agrees_by_weekday(self)
        if self.published is None:
            return None
        if other.weekday is not None:
            if other.published is None:
                return None
            return self.weekday == other.weekday and abs(self.published - other.published) < _WEEK
        day = other._date()
        if day is None:
            return None
        return day.weekday() == self.weekday and abs(day - self.published) <= _WEEK

    def _date(self) -> date | None:
        if self.year is None or self.month is None or self.day is None:
            return None
        return _real_date(self.year, self.month, self.day)

    def __str__(self) -> str:
        if self.weekday is not None:
            return _WEEKDAYS[self.weekday]
        parts = (self.year, self.month, self.day)
        return "-".join(f"{part:02}" if part is not None else "??" for part in parts)


def read_moment(text: str, published: date | None) -> Moment | None:
    """Return the time that words name in an article of a day, None if they name none."""
    numeric, month_name, day = (p.search(text) for p in (_NUMERIC, _MONTH, _DAY_OF_MONTH))
    year_found = _YEAR.search(text)
    year = int(year_found.group()) if year_found else None
    folded = fold(text)
    if numeric:
        return _nearest(year, int(numeric[2]), int(numeric[1]), published)
    if month_name:
        return _nearest(year, MONTHS[fold(month_name[1])], int(day[1]) if day else None, published)
    if year is not None:
        return Moment(year=year)
    if published is not None and (word := re.search(r"\b(gestern|heute|heuer)\b", folded)):
        if word[1] == "heuer":
            return Moment(year=published.year)
        day_meant = published - timedelta(days=word[1] == "gestern")
        return Moment(day_meant.year, day_meant.month, day_meant.day)
    if weekday := _WEEKDAY.search(folded):
        name = weekday[1].replace("sonnabend", "samstag")
        return Moment(weekday=_WEEKDAYS.index(name), published=published)
    return None


def _nearest(year: int | None, month: int, day: int | None, published: date | None) -> Moment:
    """Return a day; where it has no year, in that year in which it lies nearest to the article."""
    if year is None and day is not None and published is not None:
        near = [_real_date(published.year + step, month, day) for step in (-1, 0, 1)]
        dates = [found for found in near if found is not None]
        if dates:
            year = min(dates, key=lambda found: abs(found - published)).year
    return Moment(year, month, day)


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
