"""Plain text set in columns by blanks, as ``pdftotext -layout`` writes it → one after the other.

Each line of the result is a stretch of a line of the text, and no word is lost or added. Text in
which no columns stand beside each other comes back as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from index.layout.columns.blocks import Block, blocks_of
from index.layout.flow import flows_before_noun
from index.layout.prose import BREAKS_WORD, ENDS_SENTENCE
from index.layout.words import Line, Word

# In heights: what fixed-width type has.
_CHAR, _PITCH = 0.6, 1.2
_PAGE = re.compile("(\f)")
_WORD = re.compile(r"\S+")
_GAP = re.compile(" {2,}")
# At least two words on either side of a gap, one of them in lower case.
_LEFT, _RIGHT = re.compile(r"\S [a-zäöüß]"), re.compile(r"\S+ \S")
_LEAST_LINES = 3
_LEAST_BELOW = 4
# A word or a number with the marks that may stand around it: program text holds few such.
_PLAIN = re.compile(r"[„“\"»«(‚‘'’]*[^\W_](?:[\w/.,:’'‐-]*[^\W_])?[%€.,;:!?…)\"“”«»’'-]*|[–—-]")
_PLAIN_SHARE = 0.85
# A part is looked at alone: it ends at two blank lines, or at a blank one when it is this long.
_PART_LINES, _MOST_LINES = 100, 150
_MOST_CHARS = 400  # of a line of columns


def in_reading_order(text: str) -> str:
    """Return a text, the columns that stand side by side in it one after the other."""
    if "   " not in text or not _has_columns(text.splitlines()):
        return text
    return "".join(_read_page(page) for page in _PAGE.split(text))


def _has_columns(lines: Iterable[str]) -> bool:
    """Return whether words stand beside each other in enough lines. Takes linear time."""
    return len(list(islice(filter(_is_beside, lines), _LEAST_LINES))) == _LEAST_LINES


def _is_beside(line: str) -> bool:
    if "  " not in line or len(line) > _MOST_CHARS:
        return False
    stretches = pairwise(_GAP.split(line.strip()))
    return any(_LEFT.search(left) and _RIGHT.match(right) for left, right in stretches)


def _read_page(page: str) -> str:
    return "".join(map(_read_part, _parts(page.splitlines(keepends=True))))


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the parts of a page: none has two blank lines within it, or is very long."""
    part: list[str] = []
    for number, line in enumerate(lines):
        after_blank = number > 0 and not lines[number - 1].strip()
        is_end = after_blank and (not line.strip() or len(part) >= _PART_LINES)
        if is_end or len(part) >= _MOST_LINES:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _read_part(lines: Sequence[str]) -> str:
    whole = "".join(lines)
    if "\t" in whole or max(map(len, lines)) > _MOST_CHARS:
        return whole
    if not _has_columns(lines) or not _has_strip(lines):
        return whole
    words = [
        Word(match[0], _CHAR * match.start(), _CHAR * match.end(), _PITCH * number, 1.0)
        for number, line in enumerate(lines)
        for match in _WORD.finditer(line)
    ]
    if sum(_is_plain(word.text) for word in words) < _PLAIN_SHARE * len(words):
        return whole
    blocks = blocks_of(words, page_height=None)
    if not any(block.goes_on or block.cells for block in blocks):
        return whole
    # Blank lines at the end of a part are kept.
    end = whole[len(whole.rstrip()) :]
    return "".join(_written(blocks, lines)) + end


def _has_strip(lines: Sequence[str]) -> bool:
    """Return whether words begin at one place, behind blanks, in lines that follow one another.

    Between these may be lines that end before that place.
    """
    runs: dict[int, int] = {}
    for line in map(str.rstrip, lines):
        starts = {gap.end() for gap in _GAP.finditer(line)}
        shorter = {start: count for start, count in runs.items() if start >= len(line)}
        runs = shorter | {start: runs.get(start, 0) + 1 for start in starts}
        if max(runs.values(), default=0) >= _LEAST_BELOW:
            return True
    return False


def _is_plain(word: str) -> bool:
    return _PLAIN.fullmatch(word) is not None


def _written(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of blocks, a blank one between two that do not go on with each other."""
    before: Block | None = None
    for block in blocks:
        goes_on = before is not None and block.goes_on and _goes_on(before, block)
        for cell in block.cells or (block.lines,):
            row = -1
            for line in cell:
                number, text = _stretch(line, lines)
                if before is not None:
                    yield "\n" if goes_on or number == row + 1 > 0 else "\n\n"
                yield text
                before, row, goes_on = block, number, False


def _stretch(line: Line, lines: Sequence[str]) -> tuple[int, str]:
    """Return the number of the text's line that a line of a block stands in, and its text."""
    number = round(line.words[0].baseline / _PITCH)
    last = line.words[-1]
    end = round(last.left / _CHAR) + len(last.text)
    return number, lines[number][round(line.words[0].left / _CHAR) : end]


def _goes_on(column: Block, following: Block) -> bool:
    last, first = column.lines[-1].text, following.lines[0].text
    if BREAKS_WORD.search(last):
        return True
    if ENDS_SENTENCE.search(last):
        return False
    return first[0].islower() or flows_before_noun(_last_text(column), column, following)


def _last_text(column: Block) -> str:
    """Return the lines above a column's end that no blank one parts."""
    found = [column.lines[-1]]
    for line in column.lines[-2::-1]:
        if found[-1].baseline - line.baseline > 1.5 * _PITCH:
            break
        found.append(line)
    return " ".join(line.text for line in reversed(found))
