"""What stands above an article's text and is about it: date, source, author, page, headline.

As archives of the press hand their articles out: lines "Datum: …", "Quelle: …" one below the
other, or one line such as "Odenwälder Zeitung vom 03.02.2023, S. 14 / Lokales", or both. In doubt a
line is the article's: an interview and a notice of a book have labels too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.metadata.bylines import read_byline
from index.metadata.dates import date_alone, iso_date
from index.metadata.heads.labels import ARCHIVE, LabelledLine, labelled
from index.metadata.heads.press_line import is_paper, read_press_line

_MOST_LINES = 20
_HEAD_CHARS = 4000
_HEADLINE_CHARS = 200
# Above all of it, as print-outs have it.
_COUNTER = re.compile(
    r"(?:\w+\s)?(?:Seite|Page|Dokument|Document|Treffer)\s\d+\s(?:von|of)\s\d+"
    r"|\d+\s(?:von|of)\s\d+\s(?:Dokumenten|Documents|Treffern)"
    # The number of a report, as agencies count them: "APA0123 5 CI 0234", "OTS0077 / 04.03.2020".
    r"|(?:APA|OTS)\d{4}(?:\s.{1,80})?",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?:[A-ZÄÖÜ][\w-]*\s){1,3}(?:Ausgabe|Edition)|[A-ZÄÖÜ][\w-]*ausgabe|(?:Seite|S\.|Page)\s[A-Z]?(?P<page>\d{1,4})"
)
_PAGE_BEHIND = re.compile(r"[;,]\s?(?:S\.|Seite|Pg\.|p\.)\s?(?P<page>\d{1,4})\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The stretches of a text that are only about it, in order, and what they say.

    A headline between or above them is among the fields; its line is none of the stretches.
    """

    spans: tuple[tuple[int, int], ...]
    fields: Mapping[str, str]

    @property
    def end(self) -> int:
        """Return where the last stretch ends, 0 if there is none."""
        return self.spans[-1][1] if self.spans else 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it, ``text[start:end]``; ``end`` is the next one's.

    ``below_blank``: whether a blank line stands above it.
    """

    text: str
    start: int
    end: int
    below_blank: bool


@dataclass
class _Found:
    """What was read so far: stretches, fields, labels, and the position of the next line."""

    at: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    others: int = 0

    def add(self, told: Mapping[str, str], line: _Line) -> None:
        """Take what a line says, unless an earlier one has said it."""
        self.fields = {**told, **self.fields}
        self.spans.append((line.start, line.end))


def read_head(text: str) -> Head:
    """Return the head of a text; one without a head has no stretch and no field."""
    lines = _first_lines(text)
    found = _Found()
    while found.at < len(lines) and _COUNTER.fullmatch(lines[found.at].text):
        day = iso_date(lines[found.at].text)
        found.add({} if day is None else {"date": day}, lines[found.at])
        found.at += 1
    for headlines in (0, 1, 2):
        at = found.at + headlines
        if at >= len(lines) or (headlines and len(lines[at - 1].text) > _HEADLINE_CHARS):
            break
        if headlines == 2 and read_byline(lines[at - 1].text) is None:
            break
        if read := _read(lines, at, headlines):
            spans = _joined(text, [*found.spans, *read.spans])
            return Head(spans, {**found.fields, **read.fields})
    return Head(_joined(text, found.spans), found.fields)


def _read(lines: Sequence[_Line], at: int, headlines: int) -> _Found | None:
    """Return the head that begins at a line, below so many headlines; None if none does."""
    found = _Found(at)
    if told := read_press_line(lines[at].text):
        found.add(told, lines[at])
        found.at += 1
    elif _is_masthead(lines, at) and not headlines:
        day = date_alone(lines[at + 1].text) or ""
        found.add({"source": lines[at].text, "date": day}, lines[at])
        found.add({}, lines[at + 1])
        found.at += 2
        while found.at < len(lines) and (part := _EDITION.fullmatch(lines[found.at].text)):
            found.add({"page": part["page"]} if part["page"] else {}, lines[found.at])
            found.at += 1
    appeared = bool(found.spans)
    if headlines:
        found.fields["title"] = lines[at - headlines].text
    if headlines == 2 and (author := read_byline(lines[at - 1].text)):
        found.fields.setdefault("author", author)
    block = _block(lines, found.at)
    if block is None and appeared and found.at + 1 < len(lines):
        block = _block(lines, found.at + 1)  # below the headline
        if block is not None and not _is_of_press(block):
            block = None
        if block is not None:
            found.fields.setdefault("title", lines[found.at].text)
    if not appeared and (block is None or not _is_of_press(block)):
        return None
    if block is not None and (appeared or block.labels):
        found.spans += block.spans
        found.fields = {**block.fields, **found.fields}
        if not appeared and "title" in block.fields:
            found.fields["title"] = block.fields["title"]
    return found


def _is_masthead(lines: Sequence[_Line], at: int) -> bool:
    """Return whether a newspaper's name stands alone in a line, and a day in the next."""
    if at + 1 >= len(lines) or not is_paper(lines[at].text):
        return False
    return date_alone(lines[at + 1].text) is not None


def _block(lines: Sequence[_Line], at: int) -> _Found | None:
    """Return the labelled lines from a line on that are about the article; None if there are none.

    An unknown label counts only between known ones.
    """
    found = _Found(at)
    waiting: list[_Line] = []
    for line in lines[at:]:
        told = labelled(line.text)
        if told is None or (told.says_something() and told.kind in ("known", "other")):
            break
        if told.kind == "other":
            if line.below_blank or not found.labels:
                break
            waiting.append(line)
            continue
        if waiting and line.below_blank:
            break
        for between in waiting:
            found.add({}, between)
        found.others += len(waiting)
        waiting = []
        found.at += 1
        if told.kind == "known":
            found.labels.add(told.label)
            found.add(_told(told), line)
        elif told.kind != "picture":
            found.spans.append((line.start, line.start + told.value_start))
            if told.kind == "text":
                break
    found.others += len(waiting)
    return found if found.labels else None


def _told(line: LabelledLine) -> Mapping[str, str]:
    """Return the fields that a labelled line names: "Quelle: Bote vom 3. Mai 2023, S. 4" three."""
    if line.field == "source" and (told := read_press_line(line.value, labelled=True)):
        return told
    if line.field is not None:
        return {line.field: line.value} if line.value else {}
    page = _PAGE_BEHIND.search(line.value)
    return {"page": page["page"]} if page else {}


def _is_of_press(block: _Found) -> bool:
    """Return whether labelled lines are an article's head, and not a notice of something else."""
    if len(block.labels) < 2 and not {"source", "date"} <= block.fields.keys():
        return False
    dated = iso_date(block.fields.get("date")) is not None
    sourced = "source" in block.fields
    if block.others and not (dated and sourced):
        return False
    return (
        sourced
        or not block.labels.isdisjoint(ARCHIVE)
        or (dated and not block.fields.keys().isdisjoint(("author", "page")))
    )


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return stretches in order; those with only white space between them become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _first_lines(text: str) -> list[_Line]:
    """Return the first lines that are not blank."""
    lines: list[_Line] = []
    position, blank = 0, False
    for raw in text[:_HEAD_CHARS].splitlines(keepends=True)[: 2 * _MOST_LINES]:
        start = position + len(raw) - len(raw.lstrip())
        position += len(raw)
        if raw.strip():
            lines.append(_Line(raw.strip(), start, position, blank))
        blank = not raw.strip()
    return lines[:_MOST_LINES]
