"""One line of where an article appeared: "Odenwälder Zeitung vom 03.02.2023, S. 14 / Lokales".

The parts stand in any order, and in any of the forms in which archives of the press cite:
"FAZ, Mittwoch, den 7. Juni 2017, Nr. 130, Seite 5", "Die Welt | 04.05.16 | S. 3".
"""

import re
from collections.abc import Mapping

from index.metadata.dates import DATE, LONGEST_DATELINE_CHARS, SHORT_DATE, WEEKDAY, iso_date

_MARK = "\0"
_DATE_PART = re.compile(
    rf"(?:\b(?:vom|of|from|am|v\.)\s)?(?:\b{WEEKDAY},?\s)?(?:\bden\s)?"
    rf"(?<![\w.])(?P<date>{DATE}|{SHORT_DATE})(?![\w.])",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\b(?:S\.|Seiten?|p\.|pp\.|page)\s?(?P<number>[A-Z]{0,2}\s?0*(?P<digits>\d{1,4}))\b"
    r"(?:\s?[-–]\s?\d{1,4})?",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"\b(?:Nr\.|No\.|Heft|Jg\.|Jahrgang|Issue)\s?\d[\w./-]{0,15}", re.IGNORECASE)
_SECTION = re.compile(r"\b(?:Ressort|Rubrik|Ausgabe|Edition|Section|Teil)\b:?\s", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?:(?:Autor|Autorin|Author):\s?|(?:von|by)\s)(?P<name>[A-ZÄÖÜ][\w.'’-]*(?:\s[A-ZÄÖÜ][\w.'’-]*){1,3})",
    re.IGNORECASE,
)
_BREAK = re.compile(rf"(?:[,;|/·•(){_MARK}]|(?<![^\s{_MARK}])[–—-](?![^\s{_MARK}]))+")
# A name or a heading: words in capitals and the small ones between them, no sentence.
_LABEL = re.compile(
    r"[A-ZÄÖÜ0-9][\w.&'’+-]*"
    r"(?:\s(?:(?:und|u\.|&|der|die|das|des|für|aus|am|im|in|zum|vom|von|of|and|the|de|la)\s)?"
    r"[A-ZÄÖÜ0-9][\w.&'’+-]*){0,5}"
)
_PAPER = re.compile(
    r"(?:(?:der|die|das|the|le)\s)?(?:zeit|welt|spiegel|stern|focus|taz|faz|bild|presse|standard|"
    r"nzz|guardian|times|economist|observer|tagesspiegel|handelsblatt)"
    r"|\S.*?(?:zeitung|kurier|anzeiger|bote|nachrichten|[\s-]post|presse|blatt|rundschau|allgemeine"
    r"|merkur|echo|spiegel|journal|magazin|express|stimme|morgenpost|[\s-]times|[\s-]news|herald"
    r"|tribune|telegraph|gazette|chronicle|courier|woche)(?:\s(?:am\s\w+tag|online|plus))?",
    re.IGNORECASE,
)


def is_paper(name: str) -> bool:
    """Return whether a name is one that newspapers have."""
    return _PAPER.fullmatch(name) is not None and _LABEL.fullmatch(_capital(name)) is not None


def read_press_line(line: str, labelled: bool = False) -> Mapping[str, str] | None:
    """Return source, date, page and author as a line names them; None for a line that says more.

    In doubt it is text: a name and a day alone may head a report of an event, unless the name is a
    newspaper's or the line is ``labelled`` as the source.
    """
    if len(line) > LONGEST_DATELINE_CHARS or line.endswith((".", "!", "?", ":", ",")):
        return None
    when = _DATE_PART.search(line)
    if when is None or iso_date(when["date"]) is None:
        return None
    rest = line[: when.start()] + _MARK + line[when.end() :]
    fields = {"date": when["date"]}
    if page := _PAGE.search(rest):
        fields["page"] = page["digits"]
        rest = rest[: page.start()] + _MARK + rest[page.end() :]
    if issue := _ISSUE.search(rest):
        rest = rest[: issue.start()] + _MARK + rest[issue.end() :]
    rest = _SECTION.sub(_MARK, rest)
    parts = list(filter(None, map(str.strip, _BREAK.split(rest))))
    for part in parts[1:]:
        if author := _AUTHOR.fullmatch(part):
            fields["author"] = author["name"]
            parts.remove(part)
    if not parts or not all(_LABEL.fullmatch(_capital(part)) for part in parts):
        return None
    fields["source"] = parts[0]
    certain = labelled or "page" in fields or is_paper(parts[0])
    return fields if certain else None


def _capital(name: str) -> str:
    """Return a name with a capital: taz."""
    return name[:1].upper() + name[1:]
