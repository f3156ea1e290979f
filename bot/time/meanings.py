"""Words of a time, as a pattern found them → the period that they mean.

Each function takes the match, the day on which the text was written if that is known, and the text
around. It returns None where the words mean no time, and raises ValueError or OverflowError where
there is none such, as the 31st of February.
"""

import re
from datetime import date, timedelta

from bot.time.period import Period
from index.metadata.months import MONTHS
from index.text.analyze import fold
from index.text.numerals import plain_number

WEEKDAYS = {
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
SEASONS = {
    "frühling": (3, 5),
    "frühjahr": (3, 5),
    "spring": (3, 5),
    "sommer": (6, 8),
    "summer": (6, 8),
    "herbst": (9, 11),
    "autumn": (9, 11),
    "winter": (12, 14),
}
COUNTS = {
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
# How many units away: "vorige Woche", "in diesem Jahr", "next month".
_STEPS = (
    (re.compile(r"vorletzt"), -2),
    (re.compile(r"(?:vor|vorver)ig|vergangen|letzt|last|past|previous"), -1),
    (re.compile(r"dies|laufend|heurig|this|current"), 0),
    (re.compile(r"kommend|nächst|folgend|next|coming"), 1),
)
_ORDINALS = {
    "erste": 1, "first": 1, "1": 1, "zweite": 2, "second": 2, "2": 2, "dritte": 3, "third": 3,
    "3": 3, "vierte": 4, "fourth": 4, "4": 4,
}  # fmt: skip
# What makes a day or month without a year one that is still to come.
_AHEAD = re.compile(
    r"\b(?:ab|bis|spätestens|wird|werden|soll|sollen|sollte|will|wollen|geplant|plant|kommende\w*"
    r"|nächste\w*|startet|starten|beginnt|beginnen|findet|finden|öffnet|erscheint|until|by|shall"
    r"|plans|planned|starts|begins|upcoming|next)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:vom|war|waren|wurde|wurden|hatte|hatten|hat|haben|ist|sind|kam|kamen|seit|zuletzt|zuvor"
    r"|was|were|had|has|since|(?!soll|heut)(?-i:[a-zäöüß]{3,})ten?)\b",
    re.IGNORECASE,
)
# A month without a year is the last one, unless that is longer ago than this.
_MONTHS_BACK = 8
# Measures and versions that look like dates: "Android 5.1.", "Punkt 3.2."
_NO_DATE_BEFORE = re.compile(r"(?:Android|Version|Punkt|Kapitel|Nummer|Nr\.|Artikel|§)\s?[\d.]*$")
# After a number of four digits these make it an amount: "2019 Euro".
_AMOUNT_AFTER = re.compile(
    r"\s?(?:[€%$]|(?:Prozent|per ?cent|Punkte|Millionen|Milliarden|Mio|Mrd|million|billion|Euro"
    r"|Dollar|Franken|Cent|Meter|Kilometer|km|Tonnen|Kilo|Stück|Personen|Menschen|Leute|Mann"
    r"|Quadratmeter|Einwohner|Mitarbeiter|Jahre|Stunden|Grad|Liter|Watt|Mal|people|metres|euros"
    r"|dollars)n?\b)"
)
# A round number before a noun counts it, "2000 Stellen", and is no year, unless these lead to it.
_COUNTS_SOMETHING = re.compile(r"\s(?:[A-ZÄÖÜ][\w-]+|[a-z]{3,}(?<!was)(?<!has)(?<!this)s\b)")
_BEFORE_A_YEAR = frozenset(
    "jahr jahre jahres seit bis ab vor um anfang ende mitte in year by".split()
)
_WORD_AFTER = re.compile(r"\s\w")
_ABOUT_BEFORE = re.compile(r"(?:rund|etwa|knapp|über|fast|mehr als|about|nearly|some)\s$")


def whole_date(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the day of "3. Mai 2015", "3.5.2015", "3 May"; without a year the nearest one."""
    if _NO_DATE_BEFORE.search(text, max(0, match.start() - 20), match.start()):
        return None
    return _day_of(match, match["day"], written, text)


def _day_of(match: re.Match[str], day: str, written: date | None, text: str) -> Period | None:
    month = match["month"]
    number = int(month) if month.isdigit() else MONTHS[fold(month)]
    year = _full_year(match["year"]) if match["year"] else None
    if year is None:
        around = _clause(text, match.start(), match.end())
        return _nearest_day(number, int(day), written, around)
    return Period.of_day(date(year, number, int(day)))


def days(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the days of "vom 3. bis 5. Mai"."""
    last = _day_of(match, match["last"], written, text)
    if last is None:
        return None
    first = last.first.replace(day=int(match["day"]))
    return Period(first, last.last) if first < last.last else None


def _full_year(digits: str) -> int | None:
    if len(digits) == 4:
        return int(digits)
    return 2000 + int(digits) if int(digits) < 69 else 1900 + int(digits)


def _nearest_day(month: int, day: int, written: date | None, around: str) -> Period | None:
    """Return a day without a year in that year in which it lies nearest to the article.

    News report more of what was: a day to come counts as farther away than it is, unless the words
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


def month_of_year(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the month of "Juni 2022"."""
    return Period.of_month(int(match["year"]), MONTHS[fold(match["month"])])


def month_relative(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the month of "im Juni", "Juni vorigen Jahres"."""
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
    before = re.split(r"[.,;:!?\n]\s", text[max(0, start - 80) : start])[-1]
    after = re.split(r"[.,;:!?\n]\s", text[end : end + 80])[0]
    return before + text[start:end] + after


def _step(words: str) -> int:
    folded = words.lower()
    return next(step for pattern, step in _STEPS if pattern.match(folded))


def years(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the years of "2019 bis 2021", "2019/20"."""
    first, last = int(match["first"]), match["last"]
    if len(last) < 4:
        if _AMOUNT_AFTER.match(text, match.end()):
            return None  # of "2010 – 87 Prozent" the year alone is a time
        last = str(first)[: -len(last)] + last
    return Period.of_years(first, int(last)) if first < int(last) < first + 150 else None


def year(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the year of "2019", if it counts nothing."""
    if _AMOUNT_AFTER.match(text, match.end()):
        return None
    if match["year"].endswith("00") and _COUNTS_SOMETHING.match(text, match.end()):
        led = text[max(0, match.start() - 8) : match.start()].split()[-1:]
        if not led or led[0].lower() not in _BEFORE_A_YEAR:
            return None
    about = _ABOUT_BEFORE.search(text, max(0, match.start() - 12), match.start())
    if about and _WORD_AFTER.match(text, match.end()):  # no "mehr als 2021."
        return None
    return Period.of_year(int(match["year"]))


def decade(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the ten years of "1990er Jahre", "90s"."""
    digits = match["decade"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return Period.of_years(first, first + 9) if first % 10 == 0 else None


def season(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the months of "Sommer 2022", "vorigen Winter"."""
    first, last = SEASONS[fold(match["season"])]
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


def quarter(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the months of "zweites Quartal 2022", "erstes Halbjahr"."""
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


def unit_away(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the year, month or week of "voriges Jahr", "next week"."""
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


def ago(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the year, month or day of "vor drei Jahren", "two weeks ago"."""
    if written is None:
        return None
    word = fold(match["count"])
    count = COUNTS[word] if word in COUNTS else int(plain_number(word))
    unit = _unit(match["unit"])
    if unit == "year":
        return Period.of_year(written.year - count) if count < written.year - 1500 else None
    if unit == "month":
        return Period.of_month(written.year, written.month - count)
    return Period.of_day(written - timedelta(days=count * (7 if unit == "week" else 1)))


def weekend(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the two days of "voriges Wochenende"."""
    if written is None:
        return None
    saturday = Period.of_week(written).first + timedelta(days=5)
    step = _step(match["step"])
    if step < 0 and written.weekday() < 5:
        saturday -= timedelta(weeks=1)
    return Period(saturday, saturday + timedelta(days=1))


def weekday(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the day of "Dienstag", "am kommenden Freitag"."""
    if written is None:
        return None
    number = WEEKDAYS[fold(match["weekday"])]
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
    "derzeit": 0,
    "zurzeit": 0,
    "aktuell": 0,
    "currently": 0,
    "morgen": 1,
    "tomorrow": 1,
    "übermorgen": 2,
}


def day_away(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the day of "gestern", "tomorrow", "Vortag"."""
    word = match["word"].lower()
    if written is None:
        return None
    return Period.of_day(written + timedelta(days=_DAYS_AWAY[word.removesuffix("s")]))


def year_away(match: re.Match[str], written: date | None, text: str) -> Period | None:
    """Return the year of "Vorjahr", "heuer", "Jahresende"."""
    if written is None:
        return None
    word = match["word"].lower()
    return Period.of_year(written.year - (2 if "vorvor" in word else 1 if "vor" in word else 0))
