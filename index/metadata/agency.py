"""Where and by whom a report was filed: "Wien (APA) 12.03.2017 -", "LONDON (Reuters) -", "(dpa)".

Such words before an article's first sentence are no part of it; their day, if any, is its date.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from index.metadata.dates import DATE, SHORT_DATE, WEEKDAY, Dateline, iso_date, names_a_place
from index.metadata.months import MONTH

_CODE = r"(?:[A-ZÄÖÜ]{2,6}|[a-zäöü]{2,5}|Reuters|Xinhua|Bloomberg|Tass|Sputnik|Red)"
_AGENCY = rf"(?P<agency>\({_CODE}(?:\s?[/,|+-]\s?[\w.]{{2,12}}){{0,3}}\))"
# Of parties, which stand behind names of people.
_NO_AGENCY = re.compile(
    r"\((?:SPD|CDU|CSU|FDP|AFD|BSW|ÖVP|SPÖ|FPÖ|NEOS|SVP|SP|FW|PDS|NPD|USA?|EU|UN|GB|BRD|DDR|CEO)\)",
    re.IGNORECASE,
)
_DAY = (
    rf"(?i:(?:(?:{WEEKDAY},?\s)?(?:den\s)?(?P<day>{DATE}|{SHORT_DATE})"
    rf"|\d{{1,2}}\.?\s(?:{MONTH})\b\.?|(?:{MONTH})\b\.?\s\d{{1,2}}|{WEEKDAY})"
    r"(?:[,\s]{1,2}\d{1,2}[.:]\d\d(?:\sUhr)?)?)"
)
_PLACE = r"(?P<place>[A-ZÄÖÜ][\w./’' -]{1,40}?(?:,\s?[A-Z][\w.]{1,12})?)"
_END = r"\s?(?:[-–—_:|]|\.)(?=\s|$)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE},?\s?{_AGENCY}(?:,?\s{_DAY})?{_END}",
        rf"{_PLACE},\s{_DAY},?\s?{_AGENCY}{_END}",
        rf"{_DAY},?\s{_PLACE},?\s?{_AGENCY}{_END}",
        rf"{_AGENCY}(?:\s?[-–—:])?(?=\s[A-ZÄÖÜ„\"“»])",
    )
)
_DATED_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE}(?:\s?[–—|]|\s-|\.)\s?(?i:(?:{WEEKDAY},?\s)?{DATE}){_END}",
        rf"(?i:{DATE})\s?[-–—|:](?=\s)",
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# What follows, unlike a headline or the other team's name.
_SENTENCE = re.compile(r"\s*(?:\S+\s+){3}.*(?:[.!?:…][\"“”»«')]*|.{60})")
_TOP_LINES = 5
_TOP_CHARS = 1200
_HEAD_CHARS = 90


@lru_cache(maxsize=1)  # asked for by title, date and masks of one text
def find_agency_line(text: str) -> Dateline | None:
    """Return the words before the first sentence that say where, when or by whom it was filed.

    ``date`` is empty where they name no whole day. None if there are none.
    """
    position = seen = 0
    for raw in text[:_TOP_CHARS].splitlines(keepends=True):
        start, position = position, position + len(raw)
        line = raw.strip()
        if not line:
            continue
        if (end := _end(line)) is not None:
            first = start + len(raw) - len(raw.lstrip())
            return Dateline(iso_date(line[:end]) or "", first, first + end)
        if (seen := seen + 1) == _TOP_LINES:
            break
    return None


def _end(line: str) -> int | None:
    """Return where the words before a line's first sentence end, None if there are none."""
    head = line[:_HEAD_CHARS]
    forms = _FORMS if "(" in head else _DATED_FORMS if _YEAR.search(head) else ()
    for form in forms if normalize("NFC", head) == head else ():
        match = form.match(line)
        if match is None:
            continue
        found = match.groupdict()
        if _NO_AGENCY.search(found.get("agency") or ""):
            continue
        if (place := found.get("place")) is not None and not names_a_place(place):
            continue
        alone = match.end() == len(line) and "agency" in found
        if alone or _SENTENCE.fullmatch(line, match.end()):
            return match.end()
    return None
