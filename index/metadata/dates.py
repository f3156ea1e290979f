"""What an article says about itself: its date, from metadata, dateline, text or file name."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from unicodedata import normalize

from index.metadata.months import MONTH, MONTHS

_DATE = (
    r"(?:(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)"
    rf"|(?P<dd>\d{{1,2}})(?:\.\s?|\s)(?P<name>{MONTH})\.?,?\s(?P<yy>(?:19|20)\d\d)"
    rf"|(?P<name2>{MONTH})\.?\s(?P<dd2>\d{{1,2}}),?\s(?P<yy2>(?:19|20)\d\d))"
)
# The same without names of groups, to stand in other patterns.
DATE = re.sub(r"\?P<\w+>", "?:", _DATE)
SHORT_DATE = r"\d{1,2}\.\s?\d{1,2}\.\s?\d\d(?!\d)"
WEEKDAY = (
    r"(?:(?:mon|diens|donners|frei|sams)tag|mittwoch|sonn(?:tag|abend)|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|(?:mo|di|mi|do|fr|sa|so)\b)\.?"
)
_ANY = re.compile(_DATE, re.IGNORECASE)
_TIME = r"(?:[,\s|–-]*(?:um\s)?\d{1,2}(?:[.:]\d\d(?:\sUhr)?|\sUhr))?"
# Where a date is the article's own: a line of its own near the top, perhaps after a word such as
# "Stand:" or "Veröffentlicht am", or before a time; "Berlin, 3. Mai 2015 –"; "(APA, 18.3.2016)".
_LINE = re.compile(
    rf"(?P<before>[^\n.!?:]{{0,40}}?:?\s*){_DATE}{_TIME}\s*(?:[|·•]\s?[^\n]{{0,100}})?",
    re.IGNORECASE,
)
_PUBLISHED = (
    r"(?:zuletzt\s)?(?:veröffentlicht|publiziert|erschienen|aktualisiert|erstellt|stand|datum"
    r"|published|updated|posted|date)\b\s?:?\s?(?:(?:am|vom|on)\s)?"
    r"|(?:(?:presse|medien)(?:mitteilung|meldung|information|aussendung)|press\srelease)\b"
    r"(?:\s(?:Nr\.|No\.)?\s?\d[\w/.-]{0,9})?,?\s(?:(?:vom|of)\s)?"
)
# Before the date of some event: a headline, somebody's birth.
_EVENT = re.compile(
    r"\b(?:am|zum|seit|bis|ab|dem|nach|vor|on|since|until|geboren|gestorben|born|died"
    rf"|termin|beginn|wann|frist)\b(?:\s{WEEKDAY},?)?\s*:?\s*$|[*†]",
    re.IGNORECASE,
)
_LABEL = re.compile(r":\s*$")
_OWN_LABEL = re.compile(
    r"(?:erscheinungs|publikations|veröffentlichungs|artikel)?(?:datum|tag)|vom|von|ausgabe|update"
    r"|(?:letzte\s)?(?:änderung|aktualisierung)|(?:last\s)?(?:modified|updated)|gedruckt|online",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(_PUBLISHED, re.IGNORECASE)
_DAY_WORDS = rf"(?:{WEEKDAY},?\s)?(?:den\s)?"
# Of those the ones that say nothing else.
_ONLY_DATE = re.compile(
    rf"(?:{_PUBLISHED}|[A-ZÄÖÜ][\w\s./-]{{1,40}}\([\w/, ]{{2,20}}\)\s?[-–—]\s?)?{_DAY_WORDS}"
    rf"{_DATE}{_TIME}(?:,?\s{WEEKDAY})?\s*(?:[|·•]\s?[^\n]{{0,100}})?",
    re.IGNORECASE,
)
_PLACE_NAME = r"[A-ZÄÖÜ][\w\s./()-]{1,40}"
_PLACE_ENDS = r"(?:\s?[-–—:(|]|\.(?=\s|$))"
_PLACE = re.compile(
    rf"(?P<place>{_PLACE_NAME})[,(]\s?{_DAY_WORDS}{_DATE}(?:\)?{_PLACE_ENDS}|(?<=\d)\)?$)",
    re.IGNORECASE,
)
# Small words within names of places, and agencies beside them; weekdays are no places.
_IN_PLACES = frozenset(
    "a am an auf bei d den dem der i im in ob und unter vor vorm zu zum zur de del di la le les of "
    "on sur the upon dpa epd afp ap apa kna sid ots".split()
)
_NO_PLACE = re.compile(
    rf"(?:der|die|das|ein|eine|am|im|bis|seit)\s|(?:.*\s)?{WEEKDAY}$", re.IGNORECASE
)
_END = re.compile(rf"\([^()\n]{{0,80}}?{_DATE}\)\s*$", re.IGNORECASE)
_LAST_CHARS = 120
# Of a report of the agency dpa, at its end: "dpa:230912-99-123456/2".
_NUMBER = re.compile(r"\bdpa:(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)-\d\d-\d{4,7}")
_TOP_LINES = 6
_PROSE_WORDS = 12
_TOP_CHARS = 2000
LONGEST_DATELINE_CHARS = 300  # no pattern of a whole line that dates an article takes more
# Only where nothing else stands: 20200301, 2020/03/01; 3.2.18.
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
)
_SHORT_NAMED = r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d\d)(?!\d)"
_SHORT = re.compile(rf"{_DAY_WORDS}{_SHORT_NAMED}{_TIME}", re.IGNORECASE)
# Such numbers count as a date where a word says so, or where the line holds two digits of each.
_SHORT_LINE = re.compile(
    rf"(?:{_PUBLISHED}{_DAY_WORDS}|{WEEKDAY},?\s(?:den\s)?|den\s"
    rf"|(?=\d\d\.\s?\d\d\.\s?\d\d)){_SHORT_NAMED}{_TIME}",
    re.IGNORECASE,
)
_SHORT_PLACE = re.compile(
    rf"(?P<place>{_PLACE_NAME}),\s?{_DAY_WORDS}{_SHORT_NAMED}(?:{_PLACE_ENDS}|$)", re.IGNORECASE
)
# Above a headline, or before it: "01.02.19 Rat tagt".
_FIRST = re.compile(r"(?P<day>\d{2})\.(?P<month>\d{2})\.(?P<year>\d\d)\s+(?=[A-ZÄÖÜ„\"»])")
# In names of files and folders: 2017-07-07, 20160708, 2017/07/07; 09.10.2015.
_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_./ ]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?!\d)"
    r"|(?<!\d)(?P<d>\d{1,2})(?P<mark2>[-_.])(?P<m>\d{1,2})(?P=mark2)(?P<y>(?:19|20)\d\d)(?!\d)"
)
# 12062018, 12. Juni 2018; that is no other date turned round.
_DAY_FIRST_IN_NAME = re.compile(
    r"(?<!\d)(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<dd>\d{{1,2}})[._ -]{{1,2}}(?P<name>{MONTH})[._ -]{{1,2}}"
    r"(?P<yy>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# With two digits of the year only before a name: 190203_rat, 03.02.19 rat.
_SHORT_IN_NAME = re.compile(
    r"(?:(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)|(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d))"
    r"[-_ ]+(?=[^\W\d_])"
)
# Within it only with dots: Bericht_01.02.19.
_DOTTED_IN_NAME = re.compile(
    r"(?<![\d.])(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)(?![\d.])(?P<year>)(?P<month>)(?P<day>)"
)
_PIVOT = 69  # two digits from here on are of the 20th century, as POSIX has it


def iso_date(text: str | None) -> str | None:
    """Return the first real date in a string as ISO 8601, None if there is none."""
    whole = normalize("NFC", text or "").strip()
    if bare := _COMPACT.fullmatch(whole) or _SHORT.fullmatch(whole):
        return _short(bare)
    for match in _ANY.finditer(whole):
        found = _as_iso(match)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The date that an article gives itself, and ``text[start:end]``, which says nothing else.

    ``start`` equals ``end`` where the date stands among other words.
    """

    date: str
    start: int
    end: int


def date_of(text: str, path: str = "", made: str | None = None) -> str | None:
    """Return the date that an article gives itself, or its file, as ISO 8601.

    Only a line near the top, a dateline, or what stands at the end counts: a date within the text
    is some event's; one among the words of a line counts less than that in the path, and one in the
    first line, a headline, less than the day on which the file was ``made``. None if there is none.
    """
    line = find_dateline(text)
    if line is not None and line.start < line.end:
        return line.date
    end = _END.search(normalize("NFC", text[-200:]))
    told = None if end is None else _as_iso(end)
    if told is None and (number := _NUMBER.search(text, max(len(text) - _LAST_CHARS, 0))):
        told = _short(number)
    if told is None and (last := find_last_date(text)) is not None:
        told = last.date
    named = date_in_name(path) if path else None
    if told or named or line is None:
        return told or named or made
    headline = not text[: line.start].strip()
    return (made or line.date) if headline else line.date


def find_last_date(text: str) -> Dateline | None:
    """Return the last line of a text, if all that it says is when it was written: "Stand: …"."""
    stripped = text[-_LAST_CHARS:].rstrip()
    line = stripped[stripped.rfind("\n") + 1 :]
    if line == stripped or not line[-1:].isdigit() or (day := date_alone(line.strip())) is None:
        return None
    end = max(len(text) - _LAST_CHARS, 0) + len(stripped)
    return Dateline(day, end - len(line.lstrip()), end)


def date_alone(line: str) -> str | None:
    """Return the date that a line holds and nothing else: "Mittwoch, 4. Mai 2016"."""
    for pattern in (_ONLY_DATE, _SHORT_LINE):
        match = pattern.fullmatch(normalize("NFC", line))
        if match is not None and (day := _as_iso(match)) is not None:
            return day
    return None


@lru_cache(maxsize=1)  # asked for by title, date and masks of one text
def find_dateline(text: str) -> Dateline | None:
    """Return the first line near the top that dates a text: "Linz, 5. Juli 2022.", "Stand: …"."""
    lines, position = [], 0
    for raw in text[:_TOP_CHARS].splitlines(keepends=True):
        if raw.strip():
            lines.append((raw.strip(), position + len(raw) - len(raw.lstrip())))
        position += len(raw)
    lines = lines[:_TOP_LINES]
    short = [one for one in lines if len(one[0]) <= LONGEST_DATELINE_CHARS]
    for pattern in (_ONLY_DATE, _COMPACT, _SHORT_LINE):
        for line, start in short:
            match = pattern.fullmatch(normalize("NFC", line))
            if match is not None and (day := _as_iso(match)) is not None:
                return Dateline(day, start, start + len(line))
    # What stands behind a paragraph is of some other day.
    behind = (n + 1 for n, (line, _) in enumerate(lines) if n and _is_prose(line))
    for number, (line, start) in enumerate(lines[: next(behind, None)]):
        whole = normalize("NFC", line)
        match = _PLACE.match(whole) or _SHORT_PLACE.match(whole)
        if match is None or not names_a_place(match["place"]) or (day := _as_iso(match)) is None:
            continue
        if match.end() == len(whole) and not _is_place_and_day(whole, number):
            continue
        return Dateline(day, start, start + _raw_length(line, match.end()))
    for line, start in short:
        match = _LINE.fullmatch(normalize("NFC", line))
        if match is not None and not _is_event(match["before"]) and (day := _as_iso(match)):
            return Dateline(day, start, start)
    if lines and (first := _FIRST.match(lines[0][0])) is not None:
        line, start = lines[0]
        if (day := _short(first)) is not None:
            return Dateline(day, start, start + first.end() - 1)
    return None


def _is_prose(line: str) -> bool:
    return len(line.split()) >= _PROSE_WORDS and line.endswith((".", "!", "?", "“", '"'))


def date_in_name(path: str) -> str | None:
    """Return the date in the name of a file, or in those of its folders; None without one."""
    for match in reversed(list(_IN_NAME.finditer(str(PurePosixPath(path).with_suffix(""))))):
        found = _real(
            int(match["year"] or match["y"]),
            int(match["month"] or match["m"]),
            int(match["day"] or match["d"]),
        )
        if found is not None:
            return found
    name = PurePosixPath(path).name
    for match in _DAY_FIRST_IN_NAME.finditer(name):
        month = match["m"] or MONTHS[match["name"].lower()]
        found = _real(int(match["y"] or match["yy"]), int(month), int(match["d"] or match["dd"]))
        if found is not None:
            return found
    short = _SHORT_IN_NAME.match(name) or _DOTTED_IN_NAME.search(PurePosixPath(path).stem)
    if short is None:
        return None
    year = int(short["year"] or short["y"])
    month, day = int(short["month"] or short["m"]), int(short["day"] or short["d"])
    return _real(_full_year(year), month, day)


def names_a_place(name: str) -> bool:
    """Return whether words before a day may name a place: a verb in lower case does not."""
    name = re.sub(r"\([^)]*\)?", " ", name).strip()
    words = [word.strip("./-") for word in name.split()]
    others = (word for word in words if word and not word[0].isupper())
    return _NO_PLACE.match(name) is None and all(word.lower() in _IN_PLACES for word in others)


def _is_event(before: str) -> bool:
    """Return whether the words before a date say that something else happened then."""
    if _SAYS_PUBLISHED.match(before) is not None:
        return False
    label = _LABEL.sub("", before)
    if label != before:
        return _OWN_LABEL.match(label.strip()) is None
    return "|" in before or "\t" in before or ";" in before or _EVENT.search(before) is not None


def _is_place_and_day(line: str, number: int) -> bool:
    """Return whether a line that holds no more than a name and a day is a dateline.

    The first line may be a headline: "Ostermarkt, 3. Mai 2015".
    """
    place = line.partition(",")[0]
    return line.endswith(".") or ", den " in line or (number > 0 and " " not in place)


def _raw_length(text: str, length: int) -> int:
    """Return how many characters of a text give so many in composed form."""
    if len(normalize("NFC", text)) == len(text):
        return length
    return next(
        n for n in range(length, len(text) + 1) if len(normalize("NFC", text[:n])) >= length
    )


def _short(match: re.Match[str]) -> str | None:
    return _real(_full_year(int(match["year"])), int(match["month"]), int(match["day"]))


def _full_year(year: int) -> int:
    """Return a year written with two digits or four."""
    return year if year > 99 else year + (1900 if year >= _PIVOT else 2000)


def _as_iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if "y" not in parts:
        return _short(match)
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
