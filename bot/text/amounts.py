"""The words of an amount → its number and unit: "rund 2,5 Mio. Euro" is 2,500,000 euro."""

import re
from dataclasses import dataclass

from index.text.analyze import words
from index.text.numerals import canonical

# Two amounts agree if they differ by no more than this, where one of them is said to be about.
ABOUT = 0.05
_ABOUT_WORDS = frozenset(
    "rund etwa knapp über mehr fast beinahe gut circa ca ungefähr bis zu mindestens höchstens "
    "weniger about around nearly almost over roughly some".split()
)
# "10 billion" is English; German has "eine Billion", and else "Billionen".
_GERMAN_BILLION = 1e12
_ONE_BILLION = re.compile(r"\beiner? Billion\b")
_SCALES = {"million": 1e6, "milliard": 1e9, "billion": 1e9, "billionen": 1e12, "dutzend": 12.0}
# These are numbers themselves where no other stands before them.
_SCALES |= {"100": 1e2, "1000": 1e3}
# Only of money: "100m" alone is a race.
_MONEY_SCALE = re.compile(r"[$£€¥]\s?\d[\d.,]*\s?([km])\b", re.IGNORECASE)
_MONEY_SCALES = {"k": 1e3, "m": 1e6}
_NUMERALS = {"ein": 1.0, "eine": 1.0, "einen": 1.0, "einer": 1.0, "einem": 1.0, "halbe": 0.5}
_NUMERALS["one"] = 1.0
_MINUS = re.compile(r"(?i:\bminus\b)|(?<!\w)[-−–]\d")
_SHARES = {"hälfte": 50.0, "drittel": 100 / 3, "viertel": 25.0, "fünftel": 20.0, "zehntel": 10.0}
# What is counted in one of these is not compared with what is counted in another.
_UNITS = {
    form: unit
    for unit, forms in {
        "percent": "prozent",
        "euro": "euro euros",
        "dollar": "dollar dollars",
        "cent": "cent cents",
        "franc": "franken",
        "pound": "pfund pounds",
        "yen": "yen",
        "rouble": "rubel",
        "year": "jahr jahre jahren jährige jähriger jähriges jährigen years year",
        "month": "monat monate monaten month months",
        "week": "woche wochen week weeks",
        "day": "tag tage tagen day days",
        "hour": "stunde stunden hour hours",
        "minute": "minute minuten minutes",
        "second": "sekunde sekunden seconds",
        "kilometre": "km kilometer kilometern kilometres",
        "metre": "m meter metern metres",
        "square metre": "quadratmeter quadratmetern",
        "tonne": "tonne tonnen tonnes",
        "kilogram": "kg kilo kilogramm",
        "litre": "liter litern litres",
        "degree": "grad degrees",
    }.items()
    for form in forms.split()
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, None if what is counted is no measure; ``about``: not exact."""

    number: float
    unit: str | None
    about: bool

    def agrees(self, other: "Amount") -> bool | None:
        """Return whether both say the same; None if they count different things."""
        if self.unit != other.unit:
            return None
        spread = ABOUT if self.about or other.about else 1e-9
        return abs(self.number - other.number) <= spread * max(abs(self.number), abs(other.number))

    def __str__(self) -> str:
        return f"{self.number:.12g}{f' {self.unit}' if self.unit else ''}"


def read_amount(text: str) -> Amount | None:
    """Return the amount that words name; None if they name none, or several: "40 bis 50"."""
    number: float | None = None
    scale, unit, about = 1.0, None, False
    for word in words(text):
        form = canonical(word, "de") or canonical(word, "en") or word
        about = about or word in _ABOUT_WORDS
        if number is None and (found := _number(form)) is not None:
            number = found
        elif form in _SCALES and (number is not None or not form.isdigit()):
            scale *= _GERMAN_BILLION if _ONE_BILLION.search(text) else _SCALES[form]
        elif number is not None and _number(form) is not None:
            return None
        elif word in _SHARES:
            scale, unit, about = scale * _SHARES[word], "percent", True
        elif unit is None:
            unit = _UNITS.get(form)
    if number is None and scale == 1.0:
        return None
    if money := _MONEY_SCALE.search(text):
        scale *= _MONEY_SCALES[money[1].lower()]
    # Of a change "-3 Prozent" and "3 Prozent weniger" are the same; of a temperature they are not.
    sign = -1.0 if unit == "degree" and _MINUS.search(text) else 1.0
    return Amount(sign * (1.0 if number is None else number) * scale, unit, about)


def _number(form: str) -> float | None:
    if form in _NUMERALS:
        return _NUMERALS[form]
    digits = re.match(r"\d+(?:\.\d+)?", form)
    return float(digits.group()) if digits else None
