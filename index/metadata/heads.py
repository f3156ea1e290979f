"""What stands above an article's text and tells of it: date, source, author, page, headline.

Two forms, as archives of the press hand their articles out: lines "Datum: …", "Quelle: …" one below
the other, and one line such as "Odenwälder Zeitung vom 03.02.2023, S. 14 / Lokales".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.metadata.dates import DATE, LONGEST_DATELINE_CHARS, WEEKDAY

# The field of an article, and the labels that archives give it.
LABELS: Mapping[str, tuple[str, ...]] = {
    "title": ("titel", "title", "überschrift", "schlagzeile", "headline"),
    "date": (
        "datum",
        "date",
        "erscheinungsdatum",
        "veröffentlicht",
        "veröffentlichungsdatum",
        "publikationsdatum",
        "erschienen",
        "published",
        "ausgabe vom",
        "stand",
    ),
    "source": (
        "quelle",
        "source",
        "medium",
        "zeitung",
        "publikation",
        "publication",
        "publisher",
        "titel der publikation",
        "zeitschrift",
        "agentur",
    ),
    "author": ("autor", "autorin", "autoren", "author", "authors", "verfasser", "byline", "von"),
    "page": ("seite", "page", "seiten", "s."),
    "url": ("url", "link", "adresse", "dauerhafte adresse des dokuments"),
}
_OTHERS = frozenset(
    "ressort rubrik section category kategorie ausgabe edition untertitel schlagwort schlagwörter "
    "schlagworte keywords dokumentnummer dokument-id id issn wörter words sprache language auflage "
    "verlag copyright nummer nr. jahrgang region land bild foto".split()
)
# Only with one of these it is an article's head: "Datum:", "Ort:" may announce a concert.
_OF_THE_PRESS = frozenset(
    [*LABELS["source"], *LABELS["author"], "ressort", "rubrik", "section", "dokumentnummer", "issn"]
)
_FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}
_LABELLED = re.compile(
    r"(?P<label>[A-Za-zÄÖÜäöüß][\w .-]{0,34}?)[ \t]*:[ \t]*(?P<value>\S.{0,300})?"
)
_MOST_LINES = 20
_HEAD_CHARS = 4000
_PAGE = r"(?:S\.|Seiten?|p\.|page|pp\.)\s?(?P<number>\d{1,4})"
_PRESS_LINE = re.compile(
    rf"(?P<source>[A-ZÄÖÜ][\w .&'’/()-]{{2,60}}?)"
    rf"(?P<issue>,?\s(?:Nr\.|Ausgabe|Heft|Jg\.)\s?[\w./]{{1,20}},?)?"
    rf"(?P<from>\s(?:vom|of|from)\s|,\s|\s[|·/-]\s)(?:{WEEKDAY},?\s)?(?:den\s)?"
    rf"(?P<date>{DATE})(?:[,;/|\s]+{_PAGE})?(?:\s?[,/|;·-]\s?[^\n]{{0,80}})?",
    re.IGNORECASE,
)
_PRESS_LINES = 2
# What archives of the press write below an article.
_TAIL_LABEL = re.compile(
    r"(?:dokumentnummer|dokument-id|dauerhafte adresse des dokuments|alle rechte vorbehalten"
    r"|all rights reserved|document id)\b.{0,200}|©.{2,80}",
    re.IGNORECASE,
)
_TAIL_LINES = 6


@dataclass(frozen=True, slots=True)
class Head:
    """What a text's first lines tell of it, ``text[start:end]``; both are 0 without a head.

    A headline above it is among the fields.
    """

    start: int
    end: int
    fields: Mapping[str, str]


def read_head(text: str) -> Head:
    """Return the head of a text."""
    lines = _first_lines(text)
    return _labelled(lines) or _press_line(lines) or Head(0, 0, {})


def tail_lines(text: str) -> list[tuple[int, int]]:
    """Return where below an article its archive tells of it: number, address, rights."""
    found: list[tuple[int, int]] = []
    end = len(text)
    for _ in range(_TAIL_LINES):
        stripped = text[:end].rstrip()
        start = stripped.rfind("\n") + 1
        line = stripped[start:].strip()
        if not start or _TAIL_LABEL.fullmatch(line) is None:
            break
        found.append((len(stripped) - len(stripped[start:].lstrip()), len(stripped)))
        end = start
    return found[::-1]


def _first_lines(text: str) -> list[tuple[str, int, int]]:
    """Return the first lines that are not blank, without white space, each with start and end."""
    lines, position = [], 0
    for raw in text[:_HEAD_CHARS].splitlines(keepends=True)[: 2 * _MOST_LINES]:
        start = position + len(raw) - len(raw.lstrip())
        position += len(raw)
        if raw.strip():
            lines.append((raw.strip(), start, position))
    return lines[:_MOST_LINES]


def _labelled(lines: list[tuple[str, int, int]]) -> Head | None:
    fields: dict[str, str] = {}
    known: set[str] = set()
    others, first, last, title = 0, -1, 0, ""
    for number, (line, start, end) in enumerate(lines):
        match = _LABELLED.fullmatch(line)
        label = match["label"].strip().lower() if match else ""
        if match is None or (label not in _FIELD_OF and label not in _OTHERS and not known):
            if number == 0 and not known:
                title = line  # a headline above the block
                continue
            break
        if label in _FIELD_OF or label in _OTHERS:
            known.add(label)
        else:
            others += 1
        if label in _FIELD_OF and match["value"]:
            fields.setdefault(_FIELD_OF[label], match["value"].strip())
        first, last = (start if first < 0 else first), end
    if len(known) < 2 or others >= len(known) or not known & _OF_THE_PRESS:
        return None
    if title:
        fields.setdefault("title", title)
    return Head(first, last, fields)


def _press_line(lines: list[tuple[str, int, int]]) -> Head | None:
    for number, (line, start, end) in enumerate(lines[:_PRESS_LINES]):
        match = _PRESS_LINE.fullmatch(line) if len(line) <= LONGEST_DATELINE_CHARS else None
        # "Berlin, 3. Mai 2015" is a place and a day.
        if match is None or not (match["number"] or match["issue"] or "om" in match["from"]):
            continue
        fields = {"source": match["source"].strip(" ,"), "date": match["date"]}
        if match["number"]:
            fields["page"] = match["number"]
        if number:
            fields["title"] = lines[0][0]
        return Head(start, end, fields)
    return None
