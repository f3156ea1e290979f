"""Where a sentence names an amount or a time: slices of it, in order."""

import re
from collections.abc import Sequence

from index.metadata.months import WHOLE_MONTHS
from index.text.numerals import GERMAN_NUMERAL
from index.types import Span

_PART = r"(?:halbe[nrs]?|Drittel|Viertel|Fünftel|Zehntel)"
_NUMERAL = (
    rf"(?i:{GERMAN_NUMERAL}|(?:ein|zwei)mal|eine?[nmr]? {_PART}|(?:zwei|drei) {_PART}"
    r"|die Hälfte|eine?[nmr]?(?= (?:Million|Milliarde|Billion|Dutzend)))"
)
_GROUPED = r"\d{1,3}(?:[\u00a0\u202f'’]\d{3})+"
_DIGITS = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)*)(?![\d:])"
_CLOCKED = r"\d+:\d\d(?= (?:Stunden|Minuten))"
_ONE = rf"(?:{_CLOCKED}|{_DIGITS}|{_NUMERAL})"
_SIGN = r"(?:(?i:minus|plus)\s|(?<![\w.,:/)])[-−–+±](?=\d))?"
_NUMBER = (
    rf"(?:(?i:zwischen)\s{_ONE}\sund\s{_ONE}|{_SIGN}(?<![\w.,:/])"
    rf"{_ONE}(?:(?:\s(?:bis|oder)\s|\s?[-–]\s?){_ONE})?)"
    r"(?:-?[jJ]ährige[nrms]?|-mal|mal)?(?!\w)"
)
_SCALE = r"(?:\s?(?:Mrd\.?|Mio\.?|Milliarden?|Million(?:en)?|Tausend|Billion(?:en)?|Dutzend))?"
_UNIT = (
    r"(?:\s?(?:Prozentpunkte?n?|Prozent|%|€|\$|(?:US-)?Dollar|Euro|Cent|Franken|Pfund|Yen|Rubel"
    r"|Jahren?|Monaten?|Wochen?|Tagen?|Stunden?|Minuten?|Sekunden?|Kilometern?|Metern?|km/h|km|m²"
    r"|m(?![/³])|Quadratmetern?|Tonnen|Kilo(?:gramm)?|kg|Liter|Grad|[Mm]al|[A-ZÄÖÜ][\w-]+)(?!\w))?"
)
_ABOUT = (
    r"(?i:\b(?:rund|etwa|knapp|über|mehr als|weniger als|fast|beinahe|mindestens|höchstens"
    r"|zumindest|nahezu|maximal|gut|circa|ca\.|ungefähr|lediglich|insgesamt)\s)?"
)
_MONTH = rf"(?:{'|'.join(map(str.title, WHOLE_MONTHS))})"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = (
    r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag(?:abend|vormittag|nachmittag|nacht|früh)?"
    r"|Mittwoch(?:abend|vormittag|nachmittag)?|Sonnabend)"
)
_MOMENT = (
    rf"(?:\d{{1,2}}(?:\.\s?|\s){_MONTH}(?:\s{_YEAR})?|\d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR}|\d\d)?"
    rf"|\d{{1,2}}\.\s\d{{1,2}}\.\s?{_YEAR}"
    rf"|(?:Anfang\s|Mitte\s|Ende\s)?{_MONTH}(?:\s{_YEAR})?"
    rf"|(?:(?:Sommer|Herbst|Winter|Frühling|Frühjahr|Anfang|Mitte|Ende)\s)?{_YEAR}|{_DAY}"
    r"|gestern|heute|heuer|\d{1,2}(?:[.:]\d\d)?\sUhr)"
)
_OPENING = (
    r"(?:\b(?i:im|am|um|seit|ab|bis|bis zum|zum|vor|nach|von|spätestens|in der Nacht auf|Jahr)\s)*"
)
_SEVERAL_DAYS = r"(?:\d{1,2}\.\s(?:bis|und|–|-)\s{1,2})?"

AMOUNT = re.compile(rf"{_ABOUT}{_NUMBER}{_SCALE}{_UNIT}")
TIME = re.compile(
    rf"{_OPENING}{_SEVERAL_DAYS}{_MOMENT}(?!\w)"
    rf"(?:(?:,\s|\s(?:bis\s|oder\s)?){_OPENING}{_MOMENT}(?!\w))*"
)
_DATE = re.compile(rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.\s?(?:{_MONTH}|\d{{1,2}}\.)(?:\s?{_YEAR})?")


def amounts(sentence: str) -> list[Span]:
    """Return the amounts; the day and the year of a date are none."""
    dates = [match.span() for match in _DATE.finditer(sentence)]
    found = [match.span() for match in AMOUNT.finditer(sentence)]
    return [(start, end) for start, end in found if not _touches(start, end, dates)]


def _touches(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Return whether a span touches one of others."""
    return any(start < other_end and end > other_start for other_start, other_end in spans)


def times(sentence: str) -> list[Span]:
    """Return the moments and the days, with the words that lead to them."""
    return [match.span() for match in TIME.finditer(sentence)]
