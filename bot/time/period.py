"""A stretch of days, as "2021", "im Juni 2022" or "gestern" mean one."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included. Ordered by the first day."""

    first: date
    last: date

    @classmethod
    def of_day(cls, day: date) -> "Period":
        """Return one day."""
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> "Period":
        """Return a month; months below 1 and above 12 are those of the years around."""
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> "Period":
        """Return the months of a year from ``first`` to ``last``; see ``of_month``."""
        return cls(cls.of_month(year, first).first, cls.of_month(year, last).last)

    @classmethod
    def of_years(cls, first: int, last: int) -> "Period":
        """Return whole years, both included."""
        return cls(date(first, 1, 1), date(last, 12, 31))

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """Return a whole year."""
        return cls.of_years(year, year)

    @classmethod
    def of_week(cls, day: date) -> "Period":
        """Return the week from Monday to Sunday in which a day lies."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6))

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @property
    def is_year(self) -> bool:
        """Whether this is one or more whole years."""
        return self == Period.of_years(self.first.year, self.last.year)

    def meets(self, other: "Period") -> bool:
        """Return whether some day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: "Period") -> bool:
        """Return whether all days of the other one lie in this one."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """Return "2021", "2021-06", "2021-06-05", and of anything else first and last with "/"."""
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        if self.is_year:
            return f"{first:%Y}" if first.year == last.year else f"{first:%Y}/{last:%Y}"
        months = first.day == 1 and last == Period.of_month(last.year, last.month).last
        if months and (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        return f"{first:%Y-%m}/{last:%Y-%m}" if months else f"{first}/{last}"
