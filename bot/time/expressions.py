"""A text → the times that its words mean, seen from the day on which it was written.

Own rules: of the German expressions in tests/bot/time_expressions.tsv, which come from real
articles, dateparser finds far fewer, and does not say whether it means a day, a month or a year.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.time.beside import Role, stands_as
from bot.time.meanings import (
    COUNTS,
    SEASONS,
    WEEKDAYS,
    ago,
    day_away,
    days,
    decade,
    month_of_year,
    month_relative,
    quarter,
    season,
    unit_away,
    weekday,
    weekend,
    whole_date,
    year,
    year_away,
    years,
)
from bot.time.period import Period
from index.metadata.months import WHOLE_MONTHS

_MONTH = "|".join(WHOLE_MONTHS)  # "mar" and the like are words of their own
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_WEEKDAY = "|".join(WEEKDAYS)
_SEASON = "|".join(SEASONS)
_COUNT = rf"(?:\d{{1,4}}|{'|'.join(COUNTS)})"
_UNIT = (
    r"(?:jahr(?:en?|es|s)?|monat(?:en?|s)?|wochen?|tag(?:en?|es|s)?|years?|months?|weeks?|days?)"
)
_STEP = (
    r"(?:(?:vorig|vergangen|letzt|dies|vorletzt|laufend|heurig|kommend|nächst)e[nmrs]?"
    r"|last|past|previous|this|current|next|coming)"
)
_ORDINAL = (
    r"(?:erste[nrsm]?|zweite[nrsm]?|dritte[nrsm]?|vierte[nrsm]?|first|second|third|fourth|[1-4]\.)"
)
_PART = r"(?:(?:Anfang|Mitte|Ende|early|late|end of|beginning of)\s)?"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that mean a time: ``text[start:end]``, and what they mean.

    ``role``: what the time is to what is said; what stands with a comparison ("nach 1,9 Millionen
    im Vorjahr") begins at ``begins``. ``passing``: the sentences that follow are of another time.
    """

    start: int
    end: int
    period: Period
    role: Role = "when"
    begins: int = 0
    passing: bool = False


_Handler = Callable[[re.Match[str], date | None, str], Period | None]


def find_times(text: str, written: date | None = None) -> list[TimeExpression]:
    """Return the times that a text names, in order, none overlapping.

    ``written`` is the day on which it was written. Without it "gestern", "im Juni" and the like
    mean nothing and are left out.
    """
    text = text.replace("ſ", "s")  # which regular expressions take for an s, and dictionaries not
    found: list[TimeExpression] = []
    taken = [False] * len(text)
    windows = _windows(text)
    for pattern, handler in _RULES:
        for window in windows:
            for match in pattern.finditer(text, *window):
                if any(taken[match.start() : match.end()]):
                    continue
                try:
                    period = handler(match, written, text)
                except (ValueError, OverflowError):  # the 31st of February, the year 0
                    continue
                if period is None:
                    continue
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                role, begins, passing = stands_as(text, match.start(), match.end())
                found.append(
                    TimeExpression(match.start(), match.end(), period, role, begins, passing)
                )
    return sorted(found, key=lambda expression: expression.start)


def _windows(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text in which a time may be named: most of it names none."""
    windows: list[tuple[int, int]] = []
    for match in _TRIGGER.finditer(text):
        start, end = max(0, match.start() - _REACH), match.end() + _REACH
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


_REACH = 40
_TRIGGER = re.compile(
    rf"\d0(?=er)|\d0s\b|\d{{4}}|\d\.\s?\d|(?i:\b(?:{_MONTH}|{_WEEKDAY}|{_SEASON}"
    r"|(?:vor|über)?(?:gestern|morgen)|heute|heuer|vorjahr|vorvorjahr|vortag|jahres(?:ende|be|mitte"
    r"|anf)|jahr|monat|woche|tag(?:en)?\b|quartal|halbjahr|year|month|week|days|yesterday|today"
    r"|tomorrow|quarter|half|derzeit|zurzeit|aktuell|currently))"
)


def _rules() -> Iterator[tuple[re.Pattern[str], _Handler]]:
    """Yield patterns and what they mean, those that say most first."""
    of_year = rf"(?:\s(?:des\s)?(?P<of_year>{_STEP})\s(?:Jahre?s|Jahr|year))?"
    day = r"(?<![\d.,])(?P<day>[0-3]?\d)"
    for pattern, handler in (
        (rf"{day}\.\s?(?:bis(?:\szum)?|und|–|-)\s?(?P<last>[0-3]?\d)\.\s?(?P<month>{_MONTH})\b"
         rf"(?:,?\s(?P<year>{_YEAR}))?", days),
        (rf"{day}\.\s?(?P<month>{_MONTH})\b(?:,?\s(?P<year>{_YEAR}))?", whole_date),
        (rf"{day}\.\s?(?P<month>[01]?\d)\.\s?(?P<year>{_YEAR})(?!\d)", whole_date),
        (rf"{day}\.(?P<month>[01]?\d)\.(?P<year>\d\d)(?![\d.])", whole_date),
        (rf"{day}\.(?P<month>[01]?\d)\.(?P<year>)(?=\s|,|$)", whole_date),
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", whole_date),
        (rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b"
         rf"(?:,?\s(?P<year>{_YEAR}))?", whole_date),
        (rf"(?<!\bim )(?<!\bin )\b(?P<month>{_MONTH})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![.,]?\d)"
         rf"(?:,?\s(?P<year>{_YEAR}))?", whole_date),
        (rf"{_PART}\b(?P<month>{_MONTH})\s(?:of\s)?(?P<year>{_YEAR})\b", month_of_year),
        (rf"(?:(?P<ordinal>{_ORDINAL})[\s-])?\b(?P<part>Quartals?|Halbjahrs?|Halbjahres|quarter|half"
         rf")(?:{of_year}(?:\s(?:des\s)?(?:Jahres\s)?(?:of\s)?(?P<year>{_YEAR}))?)\b", quarter),
        (rf"{_PART}(?:\b(?P<step>{_STEP})\s)?\b(?P<season>{_SEASON})s?\b(?:\s(?:of\s)?"
         rf"(?P<year>{_YEAR})\b(?:/\d\d)?)?{of_year}", season),
        (rf"{_PART}(?P<before>\b(?:im|in|vom|von|seit|ab|bis|Anfang|Mitte|Ende|des|aus dem|since"
         rf"|until|by|und|bis zum)\s)?(?:(?P<step>{_STEP})\s)?\b(?P<month>{_MONTH})s?\b{of_year}",
         month_relative),
        (rf"\b(?:zwischen|between)\s(?P<first>{_YEAR})\s(?:und|and)\s(?P<last>{_YEAR})\b", years),
        (rf"\b(?P<first>{_YEAR})(?:\s?[–/-]\s?|\s(?:bis|to)\s)(?P<last>{_YEAR}|\d\d)\b(?!-\d)",
         years),
        (r"(?<!\d)(?P<decade>(?:1[5-9]|20)?\d0)(?:er[- ]?(?:Jahren?|Jahre)\b|s\b)", decade),
        (rf"{_PART}\b(?P<step>{_STEP})\s(?P<unit>{_UNIT})\b", unit_away),
        (rf"\bvor\s(?:(?:rund|etwa|über|gut|mehr als|fast|knapp|genau)\s)?(?P<count>{_COUNT})\s"
         rf"(?P<unit>{_UNIT})\b", ago),
        (rf"\b(?P<count>{_COUNT})\s(?P<unit>years?|months?|weeks?|days?)\sago\b", ago),
        (rf"\b(?P<step>{_STEP})\s(?:Wochenendes?|weekend)\b", weekend),
        (rf"(?:\b(?P<step>{_STEP})\s)?\b(?P<weekday>{_WEEKDAY})(?:s|abends?|nachts?|morgens?"
         r"|mittags?|früh|vormittags?|nachmittags?)?\b", weekday),
        (r"(?<!lieber )\b(?P<word>vorgestern|gestern|heute|übermorgen|yesterday|today|tomorrow"
         r"|Vortage?s?)\b", day_away),
        (r"\b(?P<word>derzeit|zurzeit|aktuell|currently)\b", day_away),
        (r"(?<!am )(?<!jeden )(?<!gestern )(?<!heute )(?<=\s)(?P<word>(?-i:morgen))\b", day_away),
        (r"\b(?P<word>heuer|Vorvorjahre?s?|Vorjahre?s?|Jahresende|Jahresbeginn|Jahresanfang"
         r"|Jahresmitte)\b(?!\s\d{4})", year_away),
        (rf"(?<![\d.,:/€$-])\b(?P<year>{_YEAR})\b(?![.,:]\d|[/-]\d|er\b)", year),
    ):  # fmt: skip
        yield re.compile(pattern, re.IGNORECASE), handler


_RULES = tuple(_rules())
