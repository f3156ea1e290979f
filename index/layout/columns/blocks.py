"""The order of a page: columns one after the other, tables row by row.

A gutter is a strip that no word crosses, right of prose and left of the aligned beginnings of other
prose. Cut at the longest one, what is above, left, right and below it is cut in the same way: an
X-Y cut (Nagy and Seth 1984) whose cuts are found from the alignment of words, not from the page's
profile, so that a headline above two of three columns does no harm.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

from index.layout.columns.floats import Gutter, find_float
from index.layout.columns.initials import with_initials
from index.layout.columns.short import few_lines_beside
from index.layout.columns.strips import BAND, LEAST_GUTTER, LEAST_LINES, Ordered, free_strips
from index.layout.columns.wrapped import Cells, wrapped_rows
from index.layout.prose import (
    LINE_WORDS,
    Piece,
    is_dense,
    is_prose,
    is_strip,
    mean_words,
    reads_as_one,
)
from index.layout.words import Line, Word, lines_of, typical_height, with_usual_spaces

# In heights of the page's most frequent type.
_ALIGNED = 0.2
_CLOSE_PITCH = 1.6
_SAME_SIZE = 0.04
# Fewer lines may be rows of a table, or, beside a strip narrower than a height, agree by chance,
# unless those before it end at one place: then the words must show that they are columns.
_LINES_OF_COLUMNS, _LINES_OF_NARROW = 3, 5
_LINE_WORDS_OF_FEW = 3.0
_ALIGNED_SHARE = 0.6
_WIDEST_INDENT = 2.0
_LOWER_SHARE = 0.2
# Heads and feet stand in this part of the page's height, and this far from the rest, in heights.
_EDGE_SHARE = 0.055
_EDGE_GAP = 1.6


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column, or a row of a table whose ``cells`` hold several lines.

    ``goes_on``: the column begins to the right of the block before it.
    """

    lines: tuple[Line, ...]
    goes_on: bool = False
    cells: Cells = ()


def blocks_of(words: Sequence[Word], page_height: float | None) -> list[Block]:
    """Return a page's columns, and what stands above and below them, in the order to read them.

    Without ``page_height`` the words are no page: none of them are its head or its foot.
    """
    if not words:
        return []
    height = typical_height(words)
    words = with_usual_spaces(with_initials(words, height))
    lines = lines_of(words)
    first, last = (0, len(lines)) if page_height is None else _body(lines, page_height)
    body = [word for line in lines[first:last] for word in line.words]
    blocks, floats = _cut(body, height)
    blocks = [Block(tuple(lines[:first])), *blocks, *floats, Block(tuple(lines[last:]))]
    return [block for block in blocks if block.lines]


def _body(lines: Sequence[Line], page_height: float) -> tuple[int, int]:
    """Return the first line behind the page's head, and the end before its foot."""
    first, last = 0, len(lines)
    for count in (1, 2):
        if count < len(lines) and lines[count - 1].baseline < _EDGE_SHARE * page_height:
            gap = lines[count].baseline - lines[count - 1].baseline
            if gap > _EDGE_GAP * lines[count].height:
                first = count
        if count < len(lines) and lines[-count].baseline > (1 - _EDGE_SHARE) * page_height:
            gap = lines[-count].baseline - lines[-count - 1].baseline
            if gap > _EDGE_GAP * lines[-count].height:
                last = len(lines) - count
    return (first, last) if first < last else (0, len(lines))


def _cut(words: Sequence[Word], height: float) -> tuple[list[Block], list[Block]]:
    """Return the blocks of a part of a page, and apart from them what its texts run round."""
    if not words:
        return [], []
    gutter = _longest_gutter(words, height)
    beside = find_float(words, height, gutter)
    if beside is not None:
        places = {(word.left, word.baseline) for word in (*beside.words, *beside.text)}
        others = [word for word in words if (word.left, word.baseline) not in places]
        blocks, floats = _cut([*others, *beside.text], height)
        own, within = _cut(beside.words, height)
        return blocks, [*own, *within, *floats]
    if gutter is None:
        return _with_few_beside(lines_of(words)), []
    top = _top_beside(words, gutter, height)
    above, floats = _cut([word for word in words if word.baseline < top], height)
    below, floats_below = _cut([word for word in words if word.baseline > gutter.bottom], height)
    middle = [word for word in words if top <= word.baseline <= gutter.bottom]
    if rows := wrapped_rows(middle, height):
        table = [Block(tuple(line for cell in row for line in cell), cells=row) for row in rows]
        return [*above, *floats, *table, *below], floats_below
    left, floats_left = _cut([word for word in middle if word.left < gutter.left], height)
    right, floats_right = _cut([word for word in middle if word.left >= gutter.left], height)
    if right:
        right[0] = replace(right[0], goes_on=True)
    columns = [*left, *right, *floats_left, *floats_right]
    return [*above, *floats, *columns, *below], floats_below


def _with_few_beside(lines: Sequence[Line]) -> list[Block]:
    """Return lines as one block, apart from it the few that stand beside a text."""
    found = few_lines_beside(lines)
    if found is None:
        return [Block(tuple(lines))] if lines else []
    above = [Block(found.above)] if found.above else []
    beside = [Block(found.text), Block(found.short, goes_on=not found.below)]
    return [*above, *beside, *_with_few_beside(found.below)]


def _top_beside(words: Sequence[Word], gutter: Gutter, height: float) -> float:
    """Return where columns begin: a short last line of what is above stands left of the gutter."""
    beside = [word for word in words if gutter.top <= word.baseline <= gutter.bottom]
    first = min(word.baseline for word in beside if word.left >= gutter.left)
    baselines = sorted({word.baseline for word in beside if word.baseline <= first})
    bands = (after for before, after in pairwise(baselines) if after - before > BAND * height)
    return max(bands, default=gutter.top)


def _longest_gutter(words: Sequence[Word], height: float) -> Gutter | None:
    """Return the gutter between two columns of prose that runs along most of the page.

    Only where there is none, one that ends at a band without words counts.
    """
    ordered = Ordered.of(words, height)
    edges = _edges(words, height, _LINES_OF_COLUMNS)
    for bands in ([], _bands(words, height)):
        gutters = (strip for edge in edges for strip in free_strips(ordered, edge, height, bands))
        if best := _longest(gutters, ordered, height):
            return best
    few = (
        strip
        for part in _few_lines(words, height)
        for edge in _edges(part, height, LEAST_LINES)
        for strip in free_strips(Ordered.of(part, height), edge, height, [])
    )
    return _longest(few, ordered, height)


def _longest(gutters: Iterable[Gutter], words: Ordered, height: float) -> Gutter | None:
    best: Gutter | None = None
    for gutter in gutters:
        longer = best is None or gutter.bottom - gutter.top > best.bottom - best.top
        if longer and _parts_columns(words, gutter, height):
            best = gutter
    return best


def _few_lines(words: Sequence[Word], height: float) -> Iterator[list[Word]]:
    """Yield the words of a few lines that stand apart from what is above and below them."""
    part: list[Line] = []
    for line in [*lines_of(words), None]:
        if part and (line is None or line.baseline - part[-1].baseline > _CLOSE_PITCH * height):
            if LEAST_LINES <= len(part) < _LINES_OF_NARROW:
                yield [word for one in part for word in one.words]
            part = []
        if line is not None:
            part.append(line)


def _bands(words: Sequence[Word], height: float) -> list[float]:
    """Return the middles of the bands without words across all columns."""
    baselines = sorted({word.baseline for word in words})
    return [(a + b) / 2 for a, b in pairwise(baselines) if b - a > BAND * height]


def _edges(words: Sequence[Word], height: float, least: int) -> list[float]:
    """Return where at least so many pieces of lines begin one below the other."""
    starts = sorted(
        piece[0].left for line in lines_of(words) for piece in line.pieces(LEAST_GUTTER)
    )
    near = _ALIGNED * height
    found: list[float] = []
    for start in starts:
        if found and start - found[-1] < near:
            continue
        if bisect_right(starts, start + near) - bisect_left(starts, start) >= least:
            found.append(start)
    return found[1:]  # left of the first there is nothing


def _parts_columns(words: Ordered, gutter: Gutter, height: float) -> bool:
    """Return whether running text stands on both sides of a strip: no table, no list of facts."""
    beside = words.along(gutter.top, gutter.bottom)
    left = lines_of(word for word in beside if word.left < gutter.left)
    right = lines_of(word for word in beside if word.left >= gutter.left)
    if min(len(left), len(right)) < LEAST_LINES:
        return False
    near = _ALIGNED * height
    aligned = _aligned([line.left - gutter.right for line in right], near, _WIDEST_INDENT * height)
    if aligned < max(LEAST_LINES, _ALIGNED_SHARE * len(right)):
        return False
    before = _nearest(left, last=True)
    behind = _nearest(right, last=False)
    if _are_phrases(before) or _are_phrases(behind):
        return False
    prose_before, prose_behind = is_prose(before), is_prose(behind)
    narrow = gutter.right - gutter.left < height and not _ends_are_aligned(left)
    least = _LINES_OF_NARROW if narrow else _LINES_OF_COLUMNS
    if min(len(left), aligned) < _LINES_OF_NARROW and not is_strip(
        [Line(tuple(piece)) for piece in before], [Line(tuple(piece)) for piece in behind]
    ):
        return False
    if min(len(left), aligned) < least:
        are_columns = prose_before and prose_behind and _are_few_columns(before, behind)
        return are_columns and _stand_alone(words.words, beside)
    if prose_before and prose_behind:
        return True
    # A box beside an article: facts line by line, but no labels of what the article's lines say.
    other, pieces, prose = (right, behind, before) if prose_before else (left, before, behind)
    return (
        (prose_before or prose_behind)
        and _goes_on(prose)
        and (
            (is_dense(other) and mean_words(pieces) >= LINE_WORDS)
            or _are_line_numbers(other, len(prose))
        )
    )


def _aligned(offsets: Sequence[float], near: float, indent: float) -> int:
    """Return how many lines begin at a column's edge, or at the one indent of its paragraphs."""
    flush = sum(abs(offset) <= near for offset in offsets)
    indents = sorted(offset for offset in offsets if near < offset <= indent)
    if flush < LEAST_LINES or not indents:
        return flush
    usual = median(indents)
    return flush + sum(abs(offset - usual) <= near for offset in indents)


def _are_phrases(pieces: Sequence[Piece]) -> bool:
    """Return whether lines all begin in lower case and hold no mark: "in Ulm", "in Altenau"."""
    marks = any(not word.text[-1].isalnum() for piece in pieces for word in piece)
    return not marks and all(piece[0].text[0].islower() for piece in pieces)


def _are_few_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Return whether few lines on both sides of a strip are columns, and no rows of a table.

    They are long, and read one after the other as one text.
    """
    if min(mean_words(left), mean_words(right)) < _LINE_WORDS_OF_FEW:
        return False
    texts = [" ".join(word.text for word in piece) for piece in (*left, *right)]
    return reads_as_one(texts, least=1)


def _stand_alone(words: Sequence[Word], beside: Sequence[Word]) -> bool:
    """Return whether no line of the same text stands right above or below some words."""
    top, bottom = beside[0].baseline, beside[-1].baseline
    height = typical_height(beside)
    return not any(
        0 < max(top - word.baseline, word.baseline - bottom) <= _CLOSE_PITCH * height
        and abs(word.height - height) <= _SAME_SIZE * height
        for word in words
    )


def _are_line_numbers(lines: Sequence[Line], count: int) -> bool:
    """Return whether a side counts the lines beside it, each or every fifth of them."""
    texts = [line.text for line in lines]
    if not all(text.isdecimal() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    step = 1 if len(numbers) == count else 5
    return all(b - a == step for a, b in pairwise(numbers)) and numbers[0] % step == 0


def _ends_are_aligned(lines: Sequence[Line]) -> bool:
    """Return whether lines end at one place, as justified text does."""
    right = max((line.right for line in lines), default=0.0)
    aligned = sum(right - line.right <= 0.5 * _ALIGNED * line.height for line in lines)
    return aligned >= 0.8 * len(lines)


def _edges_of_most(lines: Sequence[Line]) -> list[float]:
    """Return where pieces of most lines begin: the columns of a side, or of a table, or chance."""
    starts = sorted(piece[0].left for line in lines for piece in line.pieces(LEAST_GUTTER))
    near = _ALIGNED * lines[0].height
    found: list[float] = []
    for start in starts:
        count = bisect_right(starts, start + near) - bisect_left(starts, start)
        if count >= _ALIGNED_SHARE * len(lines) and (not found or start > found[-1] + near):
            found.append(start)
    return found


def _is_edge(lines: Sequence[Line], edge: float) -> bool:
    """Return whether what parts lines left of an edge is wider than their spaces."""
    sides = [
        (line.words[:at], line.words[at:])
        for line in lines
        if 0 < (at := bisect_left(line.words, edge, key=attrgetter("left"))) < len(line.words)
    ]
    return is_strip([Line(left) for left, _ in sides], [Line(right) for _, right in sides])


def _nearest(lines: Sequence[Line], *, last: bool) -> list[tuple[Word, ...]]:
    """Return of each line what stands in its side's last column, or in its first."""
    _, *edges = _edges_of_most(lines) or [0.0]
    edge = next((one for one in (edges[::-1] if last else edges) if _is_edge(lines, one)), None)
    if edge is None:
        return [line.words for line in lines]
    pieces = (
        tuple(word for word in line.words if (word.left >= edge - 1) == last) for line in lines
    )
    return [piece for piece in pieces if piece]


def _goes_on(pieces: Sequence[tuple[Word, ...]]) -> bool:
    """Return whether lines go on in lower case: a table's cells each begin anew."""
    return sum(piece[0].text[0].islower() for piece in pieces) >= _LOWER_SHARE * len(pieces)
