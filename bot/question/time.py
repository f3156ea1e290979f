"""What time a question is about: "2023", "im Juni 2022", "letztes Jahr", "gestern"."""

import re
from dataclasses import dataclass
from datetime import date

from bot.time import Period, find_times
from index.metadata.dates import MONTHS

# "Im Juni" may be any of so many years, "am 4. Juni" too.
_YEARS_BACK, _YEARS_AHEAD = 40, 5
# "Vor der Wahl 2019" and "seit 2019" ask for another time, with that one as its end.
_BOUND = re.compile(
    r"\b(?:seit|ab|bis|vor|nach|since|until|before|after|from|by)\s(?:\S+\s){0,2}$", re.IGNORECASE
)
# Said of now, or the name of a newspaper: these narrow nothing.
_NO_TIME = re.compile(
    r"(?:heute|today|\w*tag\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|sonnabend|mittwoch\w*)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:\s*\b(?:Anfang|Mitte|Ende|early|late))?"
    r"(?:\s*\b(?:im|in|am|vom|von|des|der|on|of|the))?(?:\s*\b(?:Jahre?s?|year))?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_ANY_YEAR = re.compile(rf"\d|\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_STEP = re.compile(r"\b(?:vor|vorig|vergang|letzt|dies|kommend|nächst|last|past|this|next|ago)")


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time that a question is about: its words, and the periods that they may mean."""

    words: str
    periods: tuple[Period, ...]


def asked_time(question: str, today: date) -> AskedTime | None:
    """Return the time that a question is about, seen from a day; None if it names none.

    A weekday or "heute" narrows nothing, nor does the end of a time: "seit 2019". A month or day
    without a year is that of any year.
    """
    words, periods = [], []
    for expression in find_times(question, today):
        text = question[expression.start : expression.end]
        if expression.role in ("since", "until") or _BOUND.search(question, 0, expression.start):
            continue
        if _NO_TIME.fullmatch(text):
            continue
        words.append(text)
        if _ANY_YEAR.search(text) and not _YEAR.search(text) and not _STEP.search(text):
            periods += _of_any_year(expression.period, today)
        else:
            periods.append(expression.period)
    return AskedTime(", ".join(words), tuple(periods)) if periods else None


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
