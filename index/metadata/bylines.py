"""Lines that only name who wrote an article: "Von Marga Stein", "By Ann Lee and Bob Ray"."""

import re
from dataclasses import dataclass
from functools import lru_cache

_CAPITAL = "A-ZÀ-ÖØ-ÞŠŽČŁŚŻĆĐŞİŘŐ"
_DEGREES = r"(?:(?:Dr|Prof|Mag|DDr|Dipl)\.(?:-Ing\.|\s?h\.\s?c\.|\s?med\.)?\s)*"
_WORD = rf"[{_CAPITAL}][\w.'’-]*"
_SMALL = r"(?:(?:von|van|de|der|den|du|di|da|del|al|ten|ter)\s){0,2}"
_NAME = rf"{_DEGREES}{_WORD}(?:\s{_SMALL}{_WORD}){{1,3}}"
_DOES = r"(?:\s?\([^()\n]{1,30}\))?"
_OURS = (
    r"(?:unser(?:em|er|en)\s(?:[\w-]+\s){0,2}?[\w-]*(?:redakt|korrespondent|mitarbeiter|reporter"
    r"|autor|mitglied)\w*\s)?"
)
_KIND = (
    r"(?:(?:ein|eine)\s)?(?:[\w-]*(?:bericht|kommentar|reportage|analyse|interview|porträt|beitrag"
    r"|kolumne|glosse|essay|kritik|rezension)|aufgezeichnet|notiert|protokolliert)\s"
)
_AND = r"(?:,\s|\s(?:und|and|sowie|&|u\.)\s|\s?/\s?)"
_FIRST = rf"(?:(?i:(?:{_KIND})?(?:von|by)\s{_OURS}|(?:text|autor|autorin|protokoll|interview):\s))"
_BYLINE = re.compile(
    rf"{_FIRST}(?P<names>{_NAME}{_DOES}(?:{_AND}{_NAME}{_DOES}){{0,4}})"
    rf"(?:,\s{_WORD}(?:[\s/-]\w+){{0,3}}|\s(?:in|aus)\s{_WORD}|\s?[|·•–-]\s?[^\n]{{1,60}})?"
)
_BEGINS = re.compile(
    r"^[ \t]*(?:\w+\s){0,2}(?:von|by)\s|^[ \t]*(?:text|autor|autorin|protokoll|interview):\s",
    re.IGNORECASE | re.MULTILINE,
)
_NO_AUTHOR = re.compile(r"foto|bild|photo|picture|grafik", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\b(?:user|benutzer|office|inc|acrobat|adobe|scan\w*|pdf\w*|admin\w*|windows|system)\b", re.I
)
_TOP_LINES = 5
_TOP_CHARS = 800
_TAIL_CHARS = 200
_LONGEST_CHARS = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article, names parted by commas, and ``text[start:end]``, which says so."""

    author: str
    start: int
    end: int


def read_byline(line: str) -> str | None:
    """Return who is named as the author in a line that says nothing else; else None."""
    if len(line) > _LONGEST_CHARS:
        return None
    match = _BYLINE.fullmatch(line)
    if match is None:
        return None
    names = [part.strip() for part in re.split(_AND, match["names"])]
    authors = (re.sub(r"\s?\(.*", "", name) for name in names if not _NO_AUTHOR.search(name))
    return ", ".join(authors) or None


def read_maker(told: str) -> str | None:
    """Return who made a file, if it is named as people are: not by a program, or by an account."""
    return None if _PROGRAM.search(told) else read_byline(f"Von {told.replace(';', ',')}")


@lru_cache(maxsize=1)  # asked for by title, date and masks of one text
def find_byline(text: str) -> Byline | None:
    """Return the line near the top, or the last one, that names an article's author, if any."""
    if _BEGINS.search(text, 0, _TOP_CHARS) is not None:
        position = found = 0
        for raw in text[:_TOP_CHARS].splitlines(keepends=True):
            start, position = position, position + len(raw)
            if not raw.strip():
                continue
            if (line := _line(text, start, position)) is not None:
                return line if found or text[position:].strip() else None
            if (found := found + 1) == _TOP_LINES:
                break
    stripped = text[-_TAIL_CHARS:].rstrip()
    last = stripped.rfind("\n") + 1
    if not last or _BEGINS.match(stripped, last) is None:
        return None
    base = max(len(text) - _TAIL_CHARS, 0)
    return _line(text, base + last, base + len(stripped))


def _line(text: str, start: int, end: int) -> Byline | None:
    line = text[start:end]
    author = read_byline(line.strip())
    if author is None:
        return None
    first = start + len(line) - len(line.lstrip())
    return Byline(author, first, first + len(line.strip()))
