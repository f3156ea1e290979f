"""What an article says about itself: its date, from metadata, dateline or text."""

import re
from datetime import date
from unicodedata import normalize

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan",
            "februar feber february feb",
            "märz march mär mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    r"(?:(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)"
    rf"|(?P<dd>\d{{1,2}})\.?\s(?P<name>{_MONTH})\.?,?\s(?P<yy>(?:19|20)\d\d)"
    rf"|(?P<name2>{_MONTH})\.?\s(?P<dd2>\d{{1,2}}),?\s(?P<yy2>(?:19|20)\d\d))"
)
_ANY = re.compile(_DATE, re.IGNORECASE)
# Where a date is the article's own: a line of its own near the top, perhaps after a word such as
# "Stand:" or "Veröffentlicht am", or before a time; "Berlin, 3. Mai 2015 –"; "(APA, 18.3.2016)".
_LINE = re.compile(
    rf"[^\n.!?:]{{0,40}}?:?\s*{_DATE}(?:[,\s|–-]*(?:um\s)?\d{{1,2}}[.:]\d\d(?:\sUhr)?)?\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"[A-ZÄÖÜ][\w\s./()-]{{1,40}}[,(]\s?{_DATE}\)?(?:\s?[-–—:(]|\.\s)", re.IGNORECASE
)
_END = re.compile(rf"\([^()\n]{{0,80}}?{_DATE}\)\s*$", re.IGNORECASE)
_TOP_LINES = 6
# Only where nothing else stands: 20200301, 2020/03/01; 3.2.18.
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
)
_SHORT = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d\d)")
_PIVOT = 69  # two digits from here on are of the 20th century, as POSIX has it


def iso_date(text: str | None) -> str | None:
    """Return the first real date in a string as ISO 8601, None if there is none."""
    whole = normalize("NFC", text or "").strip()
    if bare := _COMPACT.fullmatch(whole) or _SHORT.fullmatch(whole):
        year = int(bare["year"])
        century = 0 if year > 99 else 1900 if year >= _PIVOT else 2000
        return _real(century + year, int(bare["month"]), int(bare["day"]))
    for match in _ANY.finditer(whole):
        found = _as_iso(match)
        if found is not None:
            return found
    return None


def date_of(text: str) -> str | None:
    """Return the date that an article gives itself, as ISO 8601.

    Only a line near the top, a dateline, or the parenthesis at the end counts: a date within the
    text is some event's. None if there is none.
    """
    head, end = normalize("NFC", text[:2000]), normalize("NFC", text[-200:])
    top = [line for line in head.splitlines() if line.strip()][:_TOP_LINES]
    found = (
        next((m for line in top if (m := _LINE.fullmatch(line.strip()))), None)
        or next((m for line in top if (m := _PLACE.match(line.strip()))), None)
        or _END.search(end)
    )
    return None if found is None else _as_iso(found)


def _as_iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = parts["year"] or parts["y"] or parts["yy"] or parts["yy2"]
    name = parts["name"] or parts["name2"]
    month = parts["month"] or parts["m"] or MONTHS[name.lower()]
    day = parts["day"] or parts["d"] or parts["dd"] or parts["dd2"]
    return _real(int(year), int(month), int(day))


def _real(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
