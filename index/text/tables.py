"""A text → the rows of its tables, each with the heads of its columns.

Tables lie in texts as the readers of the formats write them (tabs or bars between cells), as people
write them in Markdown, and as typewriters set them: columns parted by blanks.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from index.text.analyze import terms
from index.types import Span

_Parting = Literal["tab", "bar", "blanks"]
_Kind = Literal["", "year", "number", "words"]

_CAPTION_CHARS = 120
# What only blanks part is a table from so many lines on, if its cells are no longer than this.
_BLANKS_LINES = 3
_BLANKS_CHARS = 40
_PART: dict[_Parting, re.Pattern[str]] = {
    "tab": re.compile(r"\t"),
    "bar": re.compile(r"(?<!\\)\|"),
    "blanks": re.compile(r" {2,}"),
}
# What parts cells, in any text that has a table: looked for before lines are.
_PARTING = ("\t", "|", "  ")
_RULE = re.compile(r"[\s|:+-]*--[\s|:+-]*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:/\d\d)?")
# "4.388", "ca. 12,5 Mio. Euro", "34,1 %", "22.42 Uhr", "45:19"; "3. Mai" and "1. FC Köln" are none.
_NUMBER = re.compile(
    r"(?:(?:ca|rd)\. ?|[+±−–<>≈~$€£-]\s?)?(?!\d{1,2}\. [^\W\d])\d[\d.,:/\s-]*"
    r"(?:[^\W\d]\S*\s?){0,2}[%€$]?"
)
_PROSE = re.compile(r"(?=.*\b[a-zäöüß]{3})(?:\S+\s+){3,}\S*\w[.!?][\"“”»«)]?")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"“”»«)’']*$")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, ``text[start:end]``: its line, without white space around it.

    ``cells``: where each stands; an empty one ends where it starts. ``heads``: those of the cells'
    columns, in the same order; none where the table does not name its columns. ``upper``: those in
    a second row above them, which several columns may share; in the same order, or none.
    ``caption``: what stands above them as the table's title, if anything does.
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    heads: tuple[Span, ...] = ()
    caption: Span | None = None
    upper: tuple[Span, ...] = ()

    @property
    def context(self) -> Span | None:
        """Where that stands which says what the row means: the table's caption and heads."""
        above = (self.caption, *self.upper, *self.heads)
        named = [span for span in above if span and span[0] < span[1]]
        return (named[0][0], named[-1][1]) if named else None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, from ``start`` to ``end`` without white space around it.

    It has ``cells`` if it may be a row; ``filled`` are those that are not empty. A rule, as
    Markdown has it below the heads, has a ``parting`` and no cells.
    """

    start: int
    end: int
    parting: _Parting | None = None
    cells: tuple[Span, ...] = ()
    filled: tuple[Span, ...] = ()


def table_rows(text: str) -> list[TableRow]:
    """Return the rows of a text's tables, in order; the heads of columns are none.

    A line whose cells hold sentences is no row: there a table only lays out a page.
    """
    if not any(parting in text for parting in _PARTING):
        return []
    rows: list[TableRow] = []
    above: Span | None = None
    for parting, group in groupby(_lines(text), key=lambda line: line.parting):
        lines = list(group)
        if parting is None:
            filled = [(line.start, line.end) for line in lines if line.start < line.end]
            above = filled[-1] if filled else above
            continue
        if _is_table(lines, parting):
            caption = above if above and _is_caption(text[slice(*above)]) else None
            rows += _rows_of(text, lines, caption)
        above = None
    return rows


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        start = position + raw.index(line)
        if "|" in line and _RULE.fullmatch(line):
            yield _Line(start, start + len(line), "bar")
        else:
            parting, cells = _cells(raw.rstrip("\r\n"), position)
            filled = tuple(cell for cell in cells if cell[0] < cell[1])
            yield _Line(start, start + len(line), parting, cells, filled)
        position += len(raw)


def _cells(line: str, position: int) -> tuple[_Parting | None, tuple[Span, ...]]:
    """Return what parts the cells of a line at a position of the text, and where they stand."""
    inside = line.strip()
    first, last = line.index(inside), line.index(inside) + len(inside)
    parting: _Parting
    if "\t" in line[first:]:
        parting, first, last = "tab", 0, len(line)
    elif "|" in inside:
        parting = "bar"
    elif "  " in inside:
        parting = "blanks"
    else:
        return None, ()
    bounds = [first]
    for match in _PART[parting].finditer(line, first, last):
        bounds += match.span()
    bounds.append(last)
    cells = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        cell = line[start:end].strip()
        begin = position + (line.index(cell, start) if cell else start)
        cells.append((begin, begin + len(cell)))
    if parting == "bar":
        cells = cells[inside.startswith("|") : len(cells) - inside.endswith("|")]
    if len(cells) < 2 or all(start == end for start, end in cells):
        return None, ()
    return parting, tuple(cells)


def _is_table(lines: Sequence[_Line], parting: _Parting) -> bool:
    rows = [line for line in lines if len(line.filled) > 1]
    if len(rows) < (_BLANKS_LINES if parting == "blanks" else 2):
        return False
    if parting == "bar":  # menus and lines of authors have bars too
        is_ruled = any(not line.cells for line in lines)
        return is_ruled or all(line.start < line.cells[0][0] for line in rows)
    if parting == "blanks":
        longest = max(end - start for line in rows for start, end in line.cells)
        return len({len(line.cells) for line in rows}) == 1 and longest <= _BLANKS_CHARS
    return True


def _is_caption(line: str) -> bool:
    return len(line) <= _CAPTION_CHARS and _ENDS_SENTENCE.search(line) is None


def _rows_of(text: str, lines: Sequence[_Line], caption: Span | None) -> Iterator[TableRow]:
    """Yield the rows of lines. A row of fewer cells than the table has columns has no heads."""
    ruled = {lines[at - 1].start for at, line in enumerate(lines) if at and not line.cells}
    heads: tuple[Span, ...] = ()
    upper: tuple[Span, ...] = ()
    above: tuple[Span, ...] = ()
    rows = [line for line in lines if line.cells]
    tables = [list(group) for _, group in groupby(rows, key=lambda line: len(line.cells))]
    for table, following in zip(tables, [*tables[1:], []], strict=True):
        while len(table) > 1 and len(table[0].filled) == 1 and not heads:
            caption = table.pop(0).filled[0]
        if len(table) == 1 and (above := _upper_heads(text, table[0], following)):
            continue
        if not above and (above := _upper_heads(text, table[0], table[1:])):
            del table[0]
        if above or _begins_with_heads(text, table, table[0].start in ruled):
            heads, upper, above = table.pop(0).cells, above, ()
        for row in table:
            if not any(_PROSE.fullmatch(text[slice(*cell)]) for cell in row.filled):
                own = heads if len(heads) == len(row.cells) else ()
                yield TableRow(row.start, row.end, row.cells, own, caption, upper if own else ())


def _upper_heads(text: str, line: _Line, table: Sequence[_Line]) -> tuple[Span, ...]:
    """Return for each column of a table what a line above its heads calls it; else nothing.

    Such a line has a cell for several columns, the others empty or left out; or the heads name no
    more than units, and nothing in the first column.
    """
    if not _begins_with_heads(text, table, False):
        return ()
    heads = [text[slice(*cell)] for cell in table[0].cells]
    names = [text[slice(*cell)] for cell in line.cells]
    if not all(_kind(name) in {"", "year", "words"} for name in names):
        return ()
    if not all(_kind(head) == "words" for head in heads[1:]):
        return ()
    if len(names) < len(heads):
        # "2018", "2023" above "Partei", "Stimmen", "Anteil", "Stimmen", "Anteil".
        has_first = not (names[0] and heads[0])
        first = line.cells[0] if has_first else (line.start, line.start)
        shared = line.cells[has_first:]
        period = _period(heads[1:])
        if len(shared) < 2 or period * len(shared) != len(heads) - 1 or not all(names[1:]):
            return ()
        return (first, *(cell for cell in shared for _ in range(period)))
    if len(names) > len(heads) or (names[0] and heads[0]):
        return ()
    has_shared = not all(names[1:]) or len(set(names[1:])) < len(names) - 1
    if not names[1] or not (has_shared or not heads[0]):
        return ()
    found = [line.cells[0]]
    for cell in line.cells[1:]:
        found.append(cell if cell[0] < cell[1] or len(found) == 1 else found[-1])
    return tuple(found)


def _period(names: Sequence[str]) -> int:
    """Return after how many names they begin anew; their number if they do not."""
    lengths = range(1, len(names))
    return next((n for n in lengths if names[n:] == names[:-n]), len(names))


def _begins_with_heads(text: str, table: Sequence[_Line], is_ruled: bool) -> bool:
    """Return whether the first row names the columns: it has a rule below it, or reads so."""
    if len(table) < 2:
        return False
    first, *others = ([text[slice(*cell)] for cell in row.cells] for row in table)
    if any(_kind(head) == "number" for head in first):
        return False
    if is_ruled:
        return True
    if len(first) == 2 and len(others) == 1:  # two facts, one below the other
        return False
    columns = zip(*others, strict=True)
    return any(_names(head, column) for head, column in zip(first, columns, strict=True))


def _names(head: str, column: Sequence[str]) -> bool:
    """Return whether a cell is of another kind than all those below it, which are of one."""
    below = [cell for cell in column if _kind(cell)]
    kinds = {_kind(cell) for cell in below}
    own = _kind(head)
    if not own or not kinds:
        return False
    if kinds <= {"year", "number"}:
        return own == "words" or (own == "year" and "number" in kinds)
    # "Name" above "Karin Stoll" and "Jens Alt".
    are_words = own == "words" and kinds == {"words"} and len(below) > 1
    return are_words and " " not in head and all(" " in cell for cell in below)


def _kind(cell: str) -> _Kind:
    """Return what stands in a cell; nothing if it is empty or a dash."""
    if not any(map(str.isalnum, cell)):
        return ""
    if _YEAR.fullmatch(cell):
        return "year"
    return "number" if _NUMBER.fullmatch(cell) else "words"


def as_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the text of a table, as Markdown has it: heads, a rule, a line for each row."""
    rule = "|" + "---|" * len(heads)
    return "\n".join([_as_row(heads), rule, *map(_as_row, rows)])


def _as_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


@dataclass(frozen=True, slots=True)
class LinearRow:
    """A row in words, as it is read: "Wahl. Partei SPD: 22.877 Stimmen; Anteil 25 %.".

    ``places``: where each character of ``text`` stands in the article's; -1 for what the row itself
    does not hold: caption, heads, and the marks between.
    """

    row: TableRow
    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> Span | None:
        """Return where the row's own part of ``text[start:end]`` stands in the article's text."""
        own = [place for place in self.places[start:end] if place >= 0]
        return (own[0], own[-1] + 1) if own else None

    def cell_of(self, place: int) -> Span:
        """Return the cell that a place of the article's text is in."""
        return max(cell for cell in self.row.cells if cell[0] <= place)


def linearize(text: str, row: TableRow, asked: Collection[str] = ()) -> LinearRow:
    """Return a row in words: after its caption the first cell as its name, then the others.

    A mere number stands before its head, "44 Geburten", everything else behind it. Where heads of
    numbers are among what is ``asked`` for, terms of a question, numbers under other heads are left
    out: which of many numbers is meant follows from their heads alone.
    """
    parts: list[tuple[str, int]] = []

    def add(words: str, place: int = -1) -> None:
        parts.append((words, place))

    if row.caption is not None:
        add(text[slice(*row.caption)].strip("#*_:=| \t") + ". ")
    heads = [text[slice(*head)] for head in row.heads] or [""] * len(row.cells)
    upper = [text[slice(*head)] for head in row.upper] or [""] * len(row.cells)
    named = [f"{above} {head}" for above, head in zip(upper, heads, strict=True)]
    others = _numbers_not_asked(text, row, named, asked)
    before = ""
    columns = zip(row.cells, heads, upper, strict=True)
    for number, ((start, end), head, shared) in enumerate(columns):
        if start == end or number in others:
            continue
        cell = text[start:end]
        add(before)
        if shared:
            add(f"{shared} ")
        behind = before and _kind(head) == "words" and _is_bare(cell)
        if head and not behind:
            add(f"{head} ")
        add(cell, start)
        if behind:
            add(f" {head}")
        before = "; " if before else ": "
    add(".")
    places = [at + n if at >= 0 else -1 for words, at in parts for n in range(len(words))]
    return LinearRow(row, "".join(words for words, _ in parts), tuple(places))


def _numbers_not_asked(
    text: str, row: TableRow, heads: Sequence[str], asked: Collection[str]
) -> set[int]:
    """Return the cells, by number, that are left out for what is asked."""
    numbers = [n for n, cell in enumerate(row.cells) if n and _kind(text[slice(*cell)]) == "number"]
    told = {n: len(set(terms(heads[n], "de")).intersection(asked)) for n in numbers}
    most = max(told.values(), default=0)
    # Of two rows of heads both may be asked for: "Stimmen" and "2018".
    least = most if row.upper else min(most, 1)
    return {n for n in numbers if told[n] < least}


def _is_bare(cell: str) -> bool:
    """Return whether a cell is a number without a unit."""
    return _kind(cell) == "number" and not any(map(str.isalpha, cell)) and cell[-1].isdigit()
