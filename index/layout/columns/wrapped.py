"""Tables whose cells hold text of several lines: their rows are read one after the other.

Beside each other such cells look like columns of an article. What distinguishes them: in all
columns of a table cells begin on the same lines, in columns of an article anywhere.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.layout.words import Line, Word, lines_of

# In heights of the page's most frequent type; the gap is that between two columns.
_COLUMN_GAP = 0.8
_SAME_BASELINE = 0.35
_SPACE = 0.35
_WIDER_PITCH = 1.2  # of the least distance between two baselines, before another row
_OTHER_SIZE = 0.12
_LEAST_ROWS = 3
_BEGUN_TOGETHER = 0.85  # of all cells

_ENDS_SENTENCE = re.compile(r"[.!?:…][\"“”»«)’']*$")

Cells = tuple[tuple[Line, ...], ...]


def wrapped_rows(words: Sequence[Word], height: float) -> list[Cells]:
    """Return the rows of a table whose cells hold several lines; nothing if words are no such.

    A row has a cell for each column, empty ones too.
    """
    if any(abs(word.height - height) > _OTHER_SIZE * height for word in words):
        return []  # headings of articles
    columns = [lines_of(column) for column in _columns(words, height)]
    if len(columns) < 2:
        return []
    pitches = [
        after.baseline - before.baseline for lines in columns for before, after in pairwise(lines)
    ]
    if not pitches:
        return []
    # Cells of one line each, as names in the first column are, have but the pitch of rows.
    widest = _WIDER_PITCH * min(pitches)
    starts = [_starts(lines, height, widest) for lines in columns]
    rows: list[float] = []
    for baseline in sorted(start for column in starts for start in column):
        if not rows or baseline - rows[-1] > _SAME_BASELINE * height:
            rows.append(baseline)
    together = [row for row in rows if sum(_has(column, row, height) for column in starts) > 1]
    begun = sum(_has(together, start, height) for column in starts for start in column)
    if len(together) < _LEAST_ROWS or begun < _BEGUN_TOGETHER * sum(map(len, starts)):
        return []
    for lines, own in zip(columns, starts, strict=True):
        if not all(_may_start(lines, own, row, height) for row in together):
            return []
    bounds = [float("-inf"), *(row - _SAME_BASELINE * height for row in together[1:])]
    ends = [*bounds[1:], float("inf")]
    found = [
        tuple(tuple(line for line in lines if start <= line.baseline < end) for lines in columns)
        for start, end in zip(bounds, ends, strict=True)
    ]
    wrapped = sum(any(len(cell) > 1 for cell in row) for row in found)
    return found if 2 * wrapped >= len(found) else []


def _columns(words: Sequence[Word], height: float) -> list[list[Word]]:
    """Return the words of each column: between two is a strip that no word crosses."""
    found: list[list[Word]] = []
    right = float("-inf")
    for word in sorted(words, key=lambda word: word.left):
        if word.left - right >= _COLUMN_GAP * height:
            found.append([])
        found[-1].append(word)
        right = max(right, word.right)
    return found


def _starts(lines: Sequence[Line], height: float, widest: float) -> list[float]:
    """Return the baselines on which the cells of a column begin, or paragraphs."""
    right = max(line.right for line in lines)
    found = [lines[0].baseline]
    for before, line in pairwise(lines):
        has_room = before.right + _SPACE * height + line.words[0].width < right
        anew = not line.text[0].islower() and has_room
        if line.baseline - before.baseline > widest or anew:
            found.append(line.baseline)
    return found


def _may_start(lines: Sequence[Line], starts: Sequence[float], row: float, height: float) -> bool:
    """Return whether a cell of a column may begin where a row does; it may be empty."""
    near = _SAME_BASELINE * height
    at = next((n for n, line in enumerate(lines) if line.baseline >= row - near), None)
    if at is None or _has(starts, row, height):
        return True
    if lines[at].baseline > row + near or lines[at].text[0].islower():
        return False
    return _ENDS_SENTENCE.search(lines[at - 1].text) is not None


def _has(baselines: Sequence[float], wanted: float, height: float) -> bool:
    return any(abs(baseline - wanted) <= _SAME_BASELINE * height for baseline in baselines)
