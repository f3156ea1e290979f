"""A text → the times that its words mean, seen from the day on which it was written.

Own rules: of the German expressions in tests/bot/time_expressions.tsv, which come from real
articles, dateparser finds far fewer, and does not say whether it means a day, a month or a year.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.time.period import Period
from index.analyze import fold
from index.metadata import MONTHS
from index.numerals import plain_number

# Named months; "mai" and "may" are words of their own in English, "mar" and the like too short.
_MONTH = "|".join(sorted((m for m in MONTHS if len(m) > 3 or m in ("mai", "may")), key=len)[::-1])
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "montag monday",
            "dienstag tuesday",
            "mittwoch wednesday",
            "donnerstag thursday",
            "freitag friday",
            "samstag sonnabend saturday",
            "sonntag sunday",
        )
    )
    for name in names.split()
}
_WEEKDAY = "|".join(_WEEKDAYS)
_SEASONS = {
    "frühling": (3, 5),
    "frühjahr": (3, 5),
    "spring": (3, 5),
    "sommer": (6, 8),
    "summer": (6, 8),
    "herbst": (9, 11),
    "autumn": (9, 11),
    "winter": (12, 14),
}
_SEASON = "|".join(_SEASONS)
_COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "einem einer ein one a an",
            "zwei two",
            "drei three",
            "vier four",
            "fünf five",
            "sechs six",
            "sieben seven",
            "acht eight",
            "neun nine",
            "zehn ten",
            "elf eleven",
            "zwölf twelve",
        ),
        1,
    )
    for word in words.split()
}
_COUNT = rf"(?:\d{{1,4}}|{'|'.join(_COUNTS)})"
_UNITS = {
    "jahr": "year",
    "year": "year",
    "monat": "month",
    "month": "month",
    "woche": "week",
    "week": "week",
    "tag": "day",
    "day": "day",
}
_UNIT = (
    r"(?:jahr(?:en?|es|s)?|monat(?:en?|s)?|wochen?|tag(?:en?|es|s)?|years?|months?|weeks?|days?)"
)
# How many units away: "vorige Woche", "in diesem Jahr", "next month".
_STEPS = (
    (re.compile(r"(?:vor|vorver)ig|vergangen|letzt|last|past|previous"), -1),
    (re.compile(r"dies|laufend|heurig|this|current"), 0),
    (re.compile(r"kommend|nächst|folgend|next|coming"), 1),
)
_STEP = (
    r"(?:(?:vorig|vergangen|letzt|dies|laufend|heurig|kommend|nächst)e[nmrs]?"
    r"|last|past|previous|this|current|next|coming)"
)
_ORDINALS = {
    "erste": 1, "first": 1, "1": 1, "zweite": 2, "second": 2, "2": 2, "dritte": 3, "third": 3,
    "3": 3, "vierte": 4, "fourth": 4, "4": 4,
}  # fmt: skip
_ORDINAL = (
    r"(?:erste[nrsm]?|zweite[nrsm]?|dritte[nrsm]?|vierte[nrsm]?|first|second|third|fourth|[1-4]\.)"
)
_PART = r"(?:(?:Anfang|Mitte|Ende|early|late|end of|beginning of)\s)?"
# What makes a day or month without a year one that is still to come.
_AHEAD = re.compile(
    r"\b(?:ab|bis|spätestens|wird|werden|soll|sollen|sollte|will|wollen|geplant|plant|kommende\w*"
    r"|nächste\w*|startet|beginnt|findet|öffnet|erscheint|until|by|shall|plans|planned|starts"
    r"|begins|upcoming|next)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:vom|war|waren|wurde|wurden|hatte|hatten|hat|haben|ist|sind|kam|kamen|seit|zuletzt|zuvor"
    r"|was|were|had|has|since|\w{3,}te|\w{3,}ten)\b",
    re.IGNORECASE,
)
# A month without a year is the last one, unless that is longer ago than this.
_MONTHS_BACK = 8
# Measures and versions that look like dates: "Android 5.1.", "Punkt 3.2."
_NO_DATE_BEFORE = re.compile(r"(?:Android|Version|Punkt|Kapitel|Nummer|Nr\.|Artikel|§)\s?[\d.]*$")
# After a number of four digits these make it an amount: "2000 Euro", "2016 Menschen" stays a year.
_AMOUNT_AFTER = re.compile(
    r"\s?(?:€|%|\$|Prozent|Euro|Dollar|Franken|Cent|Meter|Kilometer|km|Tonnen|Kilo|Stück|Personen"
    r"|Menschen|Leute|Mann|Quadratmeter|Einwohner|Mitarbeiter|Jahre|Stunden|Grad|Liter|Watt|Mal"
    r"|people|metres|euros|dollars)\b"
)
_ABOUT_BEFORE = re.compile(r"(?:rund|etwa|knapp|über|fast|mehr als|about|nearly|some)\s$")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that mean a time: ``text[start:end]``, and what they mean.

    ``open``: the words tell since when or until when something is ("seit 2003", "bis 2018"), not
    when it happened.
    """

    start: int
    end: int
    period: Period
    open: bool = False


_Handler = Callable[[re.Match[str], date | None, str], Period | None]


def find_times(text: str, written: date | None = None) -> list[TimeExpression]:
    """Return the times that a text names, in order, none overlapping.

    ``written`` is the day on which it was written. Without it "gestern", "im Juni" and the like
    mean nothing and are left out.
    """
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
                opener = _OPENS.search(text, max(0, match.start() - 20), match.start())
                place = match.start(), match.end()
                found.append(TimeExpression(*place, period, opener is not None))
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
    r"|tomorrow|quarter|half))"
)
_OPENS = re.compile(
    r"\b(?:seit|ab|bis|bis zum|ab dem|bis zu|since|until|till|from)\s(?:\w+\s)?$", re.IGNORECASE
)


def _whole_date(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if _NO_DATE_BEFORE.search(text, max(0, match.start() - 20), match.start()):
        return None
    month = match["month"]
    number = int(month) if month.isdigit() else MONTHS[fold(month)]
    year = _full_year(match["year"]) if match["year"] else None
    if year is None:
        around = _clause(text, match.start(), match.end())
        return _nearest_day(number, int(match["day"]), written, around)
    return Period.of_day(date(year, number, int(match["day"])))


def _full_year(digits: str) -> int | None:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 69 else 1900 + int(digits)


def _nearest_day(month: int, day: int, written: date | None, around: str) -> Period | None:
    """Return a day without a year in that year in which it lies nearest to the article.

    News tell more of what was: a day to come counts as farther away than it is, unless the words
    around it speak of what is to come.
    """
    if written is None:
        return None
    near = []
    for year in (written.year - 1, written.year, written.year + 1):
        try:
            near.append(date(year, month, day))
        except ValueError:  # no leap year
            continue
    if not near:
        return None
    behind = _BEHIND.search(around)
    ahead = 1.6 if behind else 1.0 if _AHEAD.search(around) else 1.3

    def distance(found: date) -> float:
        days = (found - written).days
        return days * ahead if days > 0 else -days

    return Period.of_day(min(near, key=distance))


def _month_of_year(match: re.Match[str], written: date | None, text: str) -> Period | None:
    return Period.of_month(int(match["year"]), MONTHS[fold(match["month"])])


def _month_relative(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if written is None:
        return None
    month = MONTHS[fold(match["month"])]
    if match["of_year"]:
        return Period.of_month(written.year + _step(match["of_year"]), month)
    name = match["month"]
    if not name[0].isupper() or (fold(name) == "may" and not match["before"]):
        return None
    if name == "August" and not match["before"]:
        return None
    return _nearest_month(month, match, written, text)


def _nearest_month(month: int, match: re.Match[str], written: date, text: str) -> Period:
    back = (written.month - month) % 12
    past = Period.of_month(written.year, written.month - back)
    ahead = Period.of_month(written.year, written.month + (month - written.month) % 12)
    if match["step"]:
        step = _step(match["step"])
        return ahead if step > 0 else past if step < 0 else Period.of_month(written.year, month)
    around = _clause(text, match.start(), match.end())
    if _AHEAD.search(around) and not _BEHIND.search(around):
        return ahead
    return past if back <= _MONTHS_BACK or _BEHIND.search(around) else ahead


def _clause(text: str, start: int, end: int) -> str:
    """Return what stands around a place up to the next mark, at most 80 characters either way."""
    before = re.split(r"[.;:!?\n]\s", text[max(0, start - 80) : start])[-1]
    after = re.split(r"[.;:!?\n]\s", text[end : end + 80])[0]
    return before + text[start:end] + after


def _step(words: str) -> int:
    folded = words.lower()
    return next(step for pattern, step in _STEPS if pattern.match(folded))


def _years(match: re.Match[str], written: date | None, text: str) -> Period | None:
    first, last = int(match["first"]), match["last"]
    if len(last) < 4:
        last = str(first)[: -len(last)] + last
    return Period.of_years(first, int(last)) if first < int(last) < first + 150 else None


def _year(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if _AMOUNT_AFTER.match(text, match.end()):
        return None
    if _ABOUT_BEFORE.search(text, max(0, match.start() - 12), match.start()):
        return None
    return Period.of_year(int(match["year"]))


def _decade(match: re.Match[str], written: date | None, text: str) -> Period | None:
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Period.of_years(first, first + 9) if first % 10 == 0 else None


def _season(match: re.Match[str], written: date | None, text: str) -> Period | None:
    first, last = _SEASONS[fold(match["season"])]
    if match["year"]:
        year = int(match["year"])
    elif written is None:
        return None
    elif match["of_year"]:
        year = written.year + _step(match["of_year"])
    elif match["step"] and (step := _step(match["step"])):
        year = written.year
        if step < 0 and Period.of_months(year, first, last).last >= written:
            year -= 1
        if step > 0 and Period.of_months(year, first, last).first <= written:
            year += 1
    elif match["step"]:
        year = written.year
    else:
        return None
    return Period.of_months(year, first, last)


def _quarter(match: re.Match[str], written: date | None, text: str) -> Period | None:
    word = fold(match["ordinal"]) if match["ordinal"] else ""
    number = next((n for name, n in _ORDINALS.items() if word.startswith(name)), 0)
    length = 6 if "halb" in fold(match["part"]) or "half" in fold(match["part"]) else 3
    if number > 12 // length:
        return None
    first, last = (number - 1) * length + 1, number * length
    if match["year"]:
        year = int(match["year"])
        return Period.of_months(year, first, last) if number else Period.of_year(year)
    if written is None or not number:
        return None
    if match["of_year"]:
        return Period.of_months(written.year + _step(match["of_year"]), first, last)
    begun = Period.of_months(written.year, first, last)
    return begun if begun.first <= written else Period.of_months(written.year - 1, first, last)


def _unit_away(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if written is None:
        return None
    step, unit = _step(match["step"]), _unit(match["unit"])
    if unit == "year":
        return Period.of_year(written.year + step)
    if unit == "month":
        return Period.of_month(written.year, written.month + step)
    if unit == "week":
        return Period.of_week(written + timedelta(weeks=step))
    return None


def _unit(word: str) -> str:
    folded = fold(word)
    return next(unit for name, unit in _UNITS.items() if folded.startswith(name))


def _ago(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if written is None:
        return None
    word = fold(match["count"])
    count = _COUNTS[word] if word in _COUNTS else int(plain_number(word))
    unit = _unit(match["unit"])
    if unit == "year":
        return Period.of_year(written.year - count) if count < written.year - 1500 else None
    if unit == "month":
        return Period.of_month(written.year, written.month - count)
    return Period.of_day(written - timedelta(days=count * (7 if unit == "week" else 1)))


def _weekend(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if written is None:
        return None
    saturday = Period.of_week(written).first + timedelta(days=5)
    step = _step(match["step"])
    if step < 0 and written.weekday() < 5:
        saturday -= timedelta(weeks=1)
    return Period(saturday, saturday + timedelta(days=1))


def _weekday(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if written is None:
        return None
    number = _WEEKDAYS[fold(match["weekday"])]
    back = (written.weekday() - number) % 7
    step = _step(match["step"]) if match["step"] else 0
    around = text[max(0, match.start() - 30) : match.end()]
    ahead = step > 0 or (step == 0 and _AHEAD.search(around) and not _BEHIND.search(around))
    if ahead:
        return Period.of_day(written + timedelta(days=(number - written.weekday() - 1) % 7 + 1))
    if step < 0 and back == 0:
        back = 7
    return Period.of_day(written - timedelta(days=back))


_DAYS_AWAY = {
    "vorgestern": -2,
    "gestern": -1,
    "yesterday": -1,
    "vortag": -1,
    "heute": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
}


def _day_away(match: re.Match[str], written: date | None, text: str) -> Period | None:
    word = match["word"].lower()
    if written is None:
        return None
    return Period.of_day(written + timedelta(days=_DAYS_AWAY[word.removesuffix("s")]))


def _year_away(match: re.Match[str], written: date | None, text: str) -> Period | None:
    if written is None:
        return None
    word = match["word"].lower()
    return Period.of_year(written.year - (2 if "vorvor" in word else 1 if "vor" in word else 0))


def _rules() -> Iterator[tuple[re.Pattern[str], _Handler]]:
    """Yield patterns and what they mean, those that say most first."""
    of_year = rf"(?:\s(?:des\s)?(?P<of_year>{_STEP})\s(?:Jahre?s|Jahr|year))?"
    day = r"(?<![\d.,])(?P<day>[0-3]?\d)"
    for pattern, handler in (
        (rf"{day}\.\s?(?P<month>{_MONTH})\b(?:,?\s(?P<year>{_YEAR}))?", _whole_date),
        (rf"{day}\.\s?(?P<month>[01]?\d)\.\s?(?P<year>{_YEAR})(?!\d)", _whole_date),
        (rf"{day}\.(?P<month>[01]?\d)\.(?P<year>\d\d)(?![\d.])", _whole_date),
        (rf"{day}\.(?P<month>[01]?\d)\.(?P<year>)(?=\s|,|$)", _whole_date),
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _whole_date),
        (rf"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b"
         rf"(?:,?\s(?P<year>{_YEAR}))?", _whole_date),
        (rf"\b(?P<month>{_MONTH})\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
         rf"(?:,?\s(?P<year>{_YEAR}))?", _whole_date),
        (rf"{_PART}\b(?P<month>{_MONTH})\s(?:of\s)?(?P<year>{_YEAR})\b", _month_of_year),
        (rf"(?:(?P<ordinal>{_ORDINAL})[\s-])?\b(?P<part>Quartals?|Halbjahrs?|Halbjahres|quarter|half"
         rf")(?:{of_year}(?:\s(?:des\s)?(?:Jahres\s)?(?:of\s)?(?P<year>{_YEAR}))?)\b", _quarter),
        (rf"{_PART}(?:\b(?P<step>{_STEP})\s)?\b(?P<season>{_SEASON})s?\b(?:\s(?:of\s)?"
         rf"(?P<year>{_YEAR})\b)?{of_year}", _season),
        (rf"{_PART}(?P<before>\b(?:im|in|vom|von|seit|ab|bis|Anfang|Mitte|Ende|des|aus dem|since"
         rf"|until|by|und|bis zum)\s)?(?:(?P<step>{_STEP})\s)?\b(?P<month>{_MONTH})s?\b{of_year}"
         rf"(?!\s\d)", _month_relative),
        (rf"\b(?:zwischen|between)\s(?P<first>{_YEAR})\s(?:und|and)\s(?P<last>{_YEAR})\b", _years),
        (rf"\b(?P<first>{_YEAR})(?:\s?[–/-]\s?|\s(?:bis|to)\s)(?P<last>{_YEAR}|\d\d)\b(?!-\d)",
         _years),
        (r"(?<!\d)(?P<decade>(?:1[5-9]|20)?\d0)(?:er[- ]?(?:Jahren?|Jahre)\b|s\b)", _decade),
        (rf"{_PART}\b(?P<step>{_STEP})\s(?P<unit>{_UNIT})\b", _unit_away),
        (rf"\bvor\s(?:(?:rund|etwa|über|gut|mehr als|fast|knapp|genau)\s)?(?P<count>{_COUNT})\s"
         rf"(?P<unit>{_UNIT})\b", _ago),
        (rf"\b(?P<count>{_COUNT})\s(?P<unit>years?|months?|weeks?|days?)\sago\b", _ago),
        (rf"\b(?P<step>{_STEP})\s(?:Wochenendes?|weekend)\b", _weekend),
        (rf"(?:\b(?P<step>{_STEP})\s)?\b(?P<weekday>{_WEEKDAY})(?:s|abends?|nachts?|morgens?"
         r"|mittags?|früh|vormittags?|nachmittags?)?\b", _weekday),
        (r"(?<!lieber )\b(?P<word>vorgestern|gestern|heute|übermorgen|yesterday|today|tomorrow"
         r"|Vortage?s?)\b", _day_away),
        (r"(?<!am )(?<!jeden )(?<!gestern )(?<!heute )(?<=\s)(?P<word>(?-i:morgen))\b", _day_away),
        (r"\b(?P<word>heuer|Vorvorjahre?s?|Vorjahre?s?|Jahresende|Jahresbeginn|Jahresanfang"
         r"|Jahresmitte)\b(?!\s\d{4})", _year_away),
        (rf"(?<![\d.,:/€$-])\b(?P<year>{_YEAR})\b(?![.,:]\d|[/-]\d|er\b)", _year),
    ):  # fmt: skip
        yield re.compile(pattern, re.IGNORECASE), handler


_RULES = tuple(_rules())
