"""The lines of a column → paragraphs: what was one before it was set in lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from statistics import median

from index.layout.columns.blocks import Block
from index.layout.flow import flows_before_noun, had_room_below
from index.layout.hyphens import Vocabulary
from index.layout.prose import BREAKS_WORD, ENDS_SENTENCE
from index.layout.rows import Cell, cells_gone_on, cells_of, column_of
from index.layout.words import LOWER_CASE_WORDS, Line, lower_case_words, typical_height
from index.text.analyze import begins_sentence

_WIDER_GAP = 1.3  # of a column's usual distance between baselines
_WIDEST_PITCH = 1.9  # in heights, where a column has no usual one
_OTHER_SIZE = 1.12
_INDENT = (0.5, 5.0)  # in heights
_SPACE = 0.25
_STICKS_OUT = 0.5
_NEARLY_FULL = 2.5
_HEADING_LINES = 3
_TALLER = 1.15  # than most words of the page, in a headline
_LIST_MARK = re.compile(r"(?:[•●▪■◦–—*·‣►-]|\(?\d{1,2}[.)]|\(?[a-z]\))(?:\s|$)")
# "am 23. Juni" and a dash are broken at a line's end as well.
_MAYBE_LIST_MARK = re.compile(r"(?:[–—-]|\d{1,2}\.)\s")
_ENDS_PART = re.compile(r"[.!?:…,;][\"“”»«)’']*$")
# Dots between an entry of a table of contents and its page.
_ENDS_ENTRY = re.compile(r"(?:\. ?|…){4,}\s*\d+$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading, or a row of a table, with tabs between its cells.

    ``height`` is its font's. ``spaced``: a gap or other type parts it from what is before.
    ``full``: its last line ends where its column does.
    """

    text: str
    height: float
    bold: bool
    spaced: bool
    full: bool = False
    is_row: bool = False

    def is_like(self, other: "Paragraph") -> bool:
        """Return whether both are set in one size and weight of type."""
        return self.bold == other.bold and _same_size(self.height, other.height)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with what it says; ``is_row`` if it has cells, which may go on down to ``last``."""

    line: Line
    text: str
    is_row: bool
    last: Line


def paragraphs_of(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[Paragraph]:
    """Return the paragraphs of a page's columns; one that goes on in the next column is whole."""
    found: list[Paragraph] = []
    if not blocks:
        return found
    usual = typical_height(
        [word for block in blocks for line in block.lines for word in line.words]
    )
    for column, block in zip([blocks[0], *blocks], blocks, strict=False):
        if block.cells:
            found.append(_row_of(block, vocabulary))
            continue
        first, *others = _of_block(block.lines, vocabulary, _TALLER * usual)
        if block.goes_on and found and _goes_on(found[-1], first, column, block):
            whole = vocabulary.join(found[-1].text, first.text)
            found[-1] = replace(found[-1], text=whole, full=first.full)
        else:
            found.append(first)
        found += others
    return found


def _row_of(block: Block, vocabulary: Vocabulary) -> Paragraph:
    """Return a row of a table whose cells hold several lines."""
    texts = [[line.text for line in cell] for cell in block.cells]
    cells = [reduce(vocabulary.join, lines) if lines else "" for lines in texts]
    first = block.lines[0]
    bold = all(line.bold for line in block.lines)
    return Paragraph("\t".join(cells).strip(), first.height, bold, spaced=False, is_row=True)


def _goes_on(before: Paragraph, paragraph: Paragraph, column: Block, following: Block) -> bool:
    """Return whether a column's last paragraph goes on at the top of the next one."""
    if before.is_row or paragraph.is_row or ENDS_SENTENCE.search(before.text):
        return False
    if not before.is_like(paragraph) or _LIST_MARK.match(paragraph.text):
        return False
    if not before.full and had_room_below(column, following):
        return False
    if paragraph.text[0].islower() or BREAKS_WORD.search(before.text):
        return True
    return flows_before_noun(before.text, column, following)


def _of_block(
    lines: Sequence[Line], vocabulary: Vocabulary, headline: float
) -> Iterator[Paragraph]:
    """Yield the paragraphs of one column; type of the height ``headline`` is that of headlines."""
    rows = list(_rows(lines, vocabulary))
    for run in _runs(rows):
        edge = _Edge(run, is_headline=min(row.line.height for row in run) >= headline)
        text, start = run[0].text, 0
        for position in range(1, len(run)):
            if _is_end(run, start, position, edge):
                yield _paragraph(text, run, start, position, edge)
                text, start = run[position].text, position
            else:
                text = vocabulary.join(text, run[position].text)
        yield _paragraph(text, run, start, len(run), edge)


def _rows(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[_Row]:
    """Yield the lines of a column, the rows of its tables with what goes on of their cells."""
    cells = cells_of(lines)
    rights: dict[int, float] = {}
    for cell in (cell for own in cells for cell in own):
        rights[column_of(cell)] = max(cell[-1].right, rights.get(column_of(cell), 0.0))
    below: Sequence[Cell] = ()
    row: _Row | None = None
    for line, own in zip(lines, cells, strict=True):
        gone_on = cells_gone_on(below, line, rights) if row is not None else {}
        if row is not None and gone_on:
            texts = row.text.split("\t")
            for at, cell in gone_on.items():
                texts[at] = vocabulary.join(texts[at], " ".join(word.text for word in cell))
            below = [gone_on.get(at, cell) for at, cell in enumerate(below)]
            row = _Row(row.line, "\t".join(texts), True, line)
            continue
        if row is not None:
            yield row
        texts = [" ".join(word.text for word in cell) for cell in own]
        row = _Row(line, "\t".join(texts), len(own) > 1, line)
        below = own if len(own) > 1 else ()
    if row is not None:
        yield row


class _Edge:
    """Where the lines of a run end at most, in points and in characters; whether they are prose.

    A first line that sticks out is a heading and does not count, if the others could have been
    fuller beside it. A headline breaks its lines where it wants.
    """

    def __init__(self, run: Sequence[_Row], *, is_headline: bool = False) -> None:
        self.is_headline = is_headline
        lines = [row.line for row in run]
        self.right, self.chars = _reach(lines)
        if len(run) > 2:
            without = _reach(lines[1:])
            reach = self.right, self.chars
            if any(
                _had_room(a, b, *reach) and not _had_room(a, b, *without)
                for a, b in pairwise(lines[1:])
            ):
                self.right, self.chars = without
        self.left = min(row.line.left for row in run)
        words = [row.line.words for row in run]
        self.is_prose = lower_case_words(words) >= LOWER_CASE_WORDS * len(words)


def _paragraph(text: str, run: Sequence[_Row], start: int, end: int, edge: _Edge) -> Paragraph:
    last = run[end - 1]
    return Paragraph(
        text,
        last.line.height,
        all(row.line.bold for row in run[start:end]),
        spaced=start == 0,
        full=edge.right - last.line.right < _NEARLY_FULL * last.line.height,
        is_row=last.is_row,
    )


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Yield lines that follow one another closely, in one size and weight of type."""
    lines = [(a.last, b.line) for a, b in pairwise(rows)]
    pitches = [(b.baseline - a.baseline) / b.height for a, b in lines if _alike(a, b)]
    usual = median(pitches) if len(pitches) > 1 else float("inf")
    run: list[_Row] = []
    for row in rows:
        if run:
            before = run[-1].last
            widest = min(_WIDER_GAP * usual, _WIDEST_PITCH)
            gap = (row.line.baseline - before.baseline) / row.line.height
            if gap > widest or not _alike(before, row.line):
                yield run
                run = []
        run.append(row)
    if run:
        yield run


def _alike(line: Line, other: Line) -> bool:
    return line.bold == other.bold and _same_size(line.height, other.height)


def _same_size(height: float, other: float) -> bool:
    return max(height, other) <= _OTHER_SIZE * min(height, other)


def _is_end(run: Sequence[_Row], start: int, position: int, edge: _Edge) -> bool:
    """Return whether a paragraph ends before a line of a run.

    That is so if this line's first word had room on the one before, or that one sticks out of the
    column or is a heading, or this one is indented or begins an entry of a list.
    """
    before, row = run[position - 1], run[position]
    if before.is_row or row.is_row:
        return True
    if _LIST_MARK.match(row.text) and not _is_within_sentence(before, row, edge):
        return True
    if _ENDS_ENTRY.search(before.text):
        return True
    if BREAKS_WORD.search(before.text):
        return False
    if edge.is_headline:
        return ENDS_SENTENCE.search(before.text) is not None
    if not edge.is_prose and not row.text[0].islower():
        return True
    height = before.line.height
    sticks_out = before.line.right > edge.right + _STICKS_OUT * height
    if position == 1 and sticks_out and not row.text[0].islower():
        return True
    if _has_room(before, row, edge):
        return True
    if start == 0 and position <= _HEADING_LINES and _is_heading(run[:position], row.text):
        return True
    indent, was = ((one.line.left - edge.left) / height for one in (row, before))
    return (
        _INDENT[0] <= indent <= _INDENT[1]
        and was < _INDENT[0]
        and ENDS_SENTENCE.search(before.text) is not None
    )


def _is_within_sentence(before: _Row, row: _Row, edge: _Edge) -> bool:
    """Return whether what looks like the mark of a list stands within a sentence."""
    return (
        edge.is_prose
        and _MAYBE_LIST_MARK.match(row.text) is not None
        and _ENDS_PART.search(before.text) is None
        and not _has_room(before, row, edge)
    )


def _has_room(before: _Row, row: _Row, edge: _Edge) -> bool:
    """Return whether a line's first word had room on the line before."""
    return _had_room(before.line, row.line, edge.right, edge.chars)


def _had_room(before: Line, line: Line, right: float, chars: int) -> bool:
    """Return whether a line's first word had room behind another, in points and in characters."""
    first = line.words[0]
    room = right - before.right - (_SPACE + 0.1) * before.height
    return first.width < room and len(before.text) + 1 + len(first.text) <= chars


def _reach(lines: Sequence[Line]) -> tuple[float, int]:
    """Return how far lines reach, in points and in characters."""
    return max(line.right for line in lines), max(len(line.text) for line in lines)


def _is_heading(rows: Sequence[_Row], following: str) -> bool:
    """Return whether lines without the end of a sentence stand before one that begins one."""
    ended = any(re.search(r"[.!?,;:–-](?:\s|$)", row.text) for row in rows)
    return not ended and begins_sentence(following)
