"""What time a question is about: "2023", "im Juni 2022", "letztes Jahr", "gestern"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.time import Period, find_times
from index.metadata.months import MONTHS

# "Im Juni" may be any of so many years, "am 4. Juni" too.
_YEARS_BACK, _YEARS_AHEAD = 40, 5
# "Nach 2020", "vor der Wahl 2019", "bis Ende 2021": the time is one end of what is asked.
_FROM = r"seit|ab|nach|since|after"
_UP_TO = r"bis(?: zu[mr]?)?|vor|until|till|before"
_BOUND = re.compile(
    rf"\b(?:(?P<start>{_FROM})|(?P<end>{_UP_TO}|by))\s"
    r"(?P<part>(?:(?:Anfang|Mitte|Ende|(?:the )?(?:beginning|end) of)\s)?(?:(?:dem|the)\s)?"
    r"(?:(?:Jahr|year)\s)?)$"
    rf"|\b(?:(?P<start_with>{_FROM})|(?P<end_with>{_UP_TO}))\s(?:de[mrns]|die|das|ihre[mrn]?|seine[mrn]?"
    r"|the|his|her|their)\s[^\W\d][\w-]+\s(?:(?:im|in|of|vom|von)\s(?:Jahr\s)?)?$",
    re.IGNORECASE,
)
_FIRST, _LAST = date(1500, 1, 1), date(2999, 12, 31)
# Said of now, or the name of a newspaper: these narrow nothing.
_NO_TIME = re.compile(
    r"(?:heute|today|derzeit|zurzeit|aktuell|currently|\w*tag\w*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sonnabend|mittwoch\w*)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"(?:\s*\b(?:{_FROM}|{_UP_TO}|from|by))?"
    r"(?:\s*\b(?:Anfang|Mitte|Ende|early|late|(?:the )?(?:end|beginning) of))?"
    r"(?:\s*\b(?:im|in|am|aus|vom|von|des|der|dem|on|of|the)){0,2}(?:\s*\b(?:Jahre?s?|year))?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_ANY_YEAR = re.compile(
    rf"\d|\b(?:{'|'.join(MONTHS)})\b|quartal|halbjahr|quarter|half", re.IGNORECASE
)
_STEP = re.compile(r"\b(?:vor|vorig|vergang|letzt|dies|kommend|nächst|last|past|this|next|ago)")


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time that a question is about: its words, and the periods that they may mean.

    ``of_any_year``: they name a month or a day without its year.
    """

    words: str
    periods: tuple[Period, ...]
    of_any_year: bool = False

    @property
    def year(self) -> int | None:
        """The year that all of it lies in, None if there is none."""
        years = {day.year for period in self.periods for day in (period.first, period.last)}
        return years.pop() if len(years) == 1 else None


def asked_time(question: str, today: date) -> AskedTime | None:
    """Return the time that a question is about, seen from a day; None if it names none.

    A weekday or "heute" narrows nothing. A month or day without a year is that of any year, and
    "nach 2020" all that comes after.
    """
    words: list[str] = []
    periods: list[Period] = []
    of_any_year: list[Period] = []
    for expression in find_times(question, today):
        text = question[expression.start : expression.end]
        if _NO_TIME.fullmatch(text):
            continue
        bound = _BOUND.search(question, 0, expression.start)
        if _ANY_YEAR.search(text) and not _YEAR.search(text) and not _STEP.search(text):
            if bound or expression.role in ("since", "until"):
                continue
            of_any_year += _of_any_year(expression.period, today)
        elif bound:
            text = question[bound.start() : expression.end]
            periods.append(_bounded(expression.period, bound))
        else:
            periods.append(expression.period)
        words.append(text)
    # "Voriges Jahr im Mai", "im Mai" after a question of 2022: the month of that year.
    in_years = [one for one in of_any_year if any(period.holds(one) for period in periods)]
    found = tuple(in_years or (*of_any_year, *periods))
    open_year = bool(of_any_year) and not in_years
    return AskedTime(", ".join(words), found, open_year) if words else None


def _bounded(period: Period, bound: re.Match[str]) -> Period:
    """Return what is asked of a period that bounds it: "vor 2019" is before, "vor der Wahl" not."""
    word = bound[0].split()[0].lower()
    if bound["start"] or bound["start_with"]:
        later = word in ("nach", "after") and bound["start"]
        return Period(period.last + timedelta(days=1) if later else period.first, _LAST)
    earlier = word in ("vor", "before") and bound["end"]
    return Period(_FIRST, period.first - timedelta(days=1) if earlier else period.last)


def without_times(text: str, today: date) -> str:
    """Return a text without the times that it names, and the words that lead to them."""
    kept, end = [], 0
    for expression in find_times(text, today):
        kept.append(_LEADS.sub("", text[end : expression.start]))
        end = expression.end
    return re.sub(r"\s+(?=[?.!,]|$)", "", " ".join("".join([*kept, text[end:]]).split()))


def _of_any_year(period: Period, today: date) -> list[Period]:
    """Return a month or a day of every year that articles may be of."""
    found = []
    for year in range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1):
        try:
            first, last = period.first.replace(year=year), period.last.replace(year=year)
        except ValueError:  # the 29th of February
            continue
        found.append(Period(first, last))
    return found
