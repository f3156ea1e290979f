"""Which lines are rows of a table, where their cells part, and which go on in the next line."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.layout.words import Line, Word

# In heights of the line: a gap between cells; one that needs no other row to be sure of.
_CELL_GAP = 1.0
_SURE_GAP = 2.5
_NEIGHBOUR_GAP = 0.6
_ALIGNED = 0.25
_FLUSH = 0.3
_UNIFORM = 1.5
_SPACE = 0.35


Cell = tuple[Word, ...]


def cells_of(lines: Sequence[Line]) -> list[list[Cell]]:
    """Return the cells of each line of a column: one, unless it is a row of a table.

    A row's wide gaps have the like above or below. In justified text they have not, or all gaps of
    the line are as wide, and lines near it end where it does.
    """
    found = []
    for number, line in enumerate(lines):
        gaps = _gaps(line, _CELL_GAP)
        if gaps:
            near = [*lines[max(number - 2, 0) : number], *lines[number + 1 : number + 3]]
            near = [other for other in near if _is_near(line, other)]
            flush = _is_justified(line, near)
            gaps = [gap for gap in gaps if _is_cell(line, gap, near, sure=not flush)]
        found.append(_cells(line.words, gaps))
    return found


def _gaps(line: Line, width: float) -> list[int]:
    """Return the words, by number, that at least so many heights part from the one before."""
    return [
        number
        for number, (before, word) in enumerate(pairwise(line.words), 1)
        if word.left - before.right >= width * line.height
    ]


def _is_justified(line: Line, near: Sequence[Line]) -> bool:
    """Return whether all gaps of a line are as wide, and it ends where another does."""
    if near and not any(abs(line.right - other.right) <= _FLUSH * line.height for other in near):
        return False
    widths = [word.left - before.right for before, word in pairwise(line.words)]
    return max(widths) <= _UNIFORM * max(min(widths), 0.1)


def _is_near(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) <= 6 * line.height


def _is_cell(line: Line, number: int, near: Sequence[Line], *, sure: bool) -> bool:
    before, word = line.words[number - 1 : number + 1]
    if sure and word.left - before.right >= _SURE_GAP * line.height:
        return True
    if not sure:
        near = [other for other in near if not _is_running(other)]
        if _is_running(line):
            return False
    close = _ALIGNED * line.height
    # In justified text all lines end at one place.
    ends_count = sure or any(map(str.isdigit, word.text))
    return any(
        abs(other.words[at].left - word.left) <= close
        or (ends_count and abs(other.words[at].right - word.right) <= close)
        for other in near
        for at in _gaps(other, _NEIGHBOUR_GAP)
    )


def _is_running(line: Line) -> bool:
    return any(word.text[0].islower() for word in line.words)


def _cells(words: Sequence[Word], gaps: Sequence[int]) -> list[Cell]:
    bounds = [0, *gaps, len(words)]
    return [tuple(words[a:b]) for a, b in pairwise(bounds)]


def cells_gone_on(row: Sequence[Cell], line: Line, rights: Mapping[int, float]) -> dict[int, Cell]:
    """Return what of a row's cells, by number, goes on in a line; nothing if it is another row.

    There nothing stands in the first column, and what stands below a cell begins in lower case or
    had no room behind it. ``rights``: how far the cells of a column reach, by ``column_of``.
    """
    found: dict[int, Cell] = {}
    for piece in line.pieces(_CELL_GAP):
        close = _ALIGNED * line.height
        aligned = (n for n, cell in enumerate(row) if abs(cell[0].left - piece[0].left) <= close)
        at = next(aligned, 0)
        if not at:
            return {}
        room = rights.get(column_of(row[at]), 0.0) - row[at][-1].right - _SPACE * line.height
        if not piece[0].text[0].islower() and piece[0].width < room:
            return {}
        found[at] = piece
    return found


def column_of(cell: Cell) -> int:
    """Return a number that cells of one column share."""
    return round(cell[0].left / cell[0].height)
