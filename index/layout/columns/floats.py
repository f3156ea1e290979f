"""Text that runs round something: a box, a caption beside its picture, a quotation set large.

There the lines of a text are narrower than those right above or below, with which they go on. What
stands beside them is taken out, and they count as wide as the others.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

from index.layout.prose import ENDS_SENTENCE, is_prose, is_strip, reads_as_one, reads_on
from index.layout.words import Line, Word, lines_of

# In heights of the page's most frequent type: the least strip between a text and its float.
_STRIP = 0.45
_ALIGNED = 0.2
_INDENT = 5.0
_WIDEST_SPACE = 0.9
_LEAST_WIDTH = 2.0
# In heights of the text's own type.
_SPACE = 0.3
_SAME_BASELINE = 0.1
_SAME_SIZE = 0.04
_WIDER_PITCH = 1.35  # of the text's, before what is no more of it
_LEAST_LINES = 2
_LEAST_LINES_OF_ONE = 3  # beside a float of one line
_LEAST_LETTERS = 6
_LABEL_WORDS = 3
_MOST = 0.8
_MOST_TIMES = 1.6  # as many words as the text beside it: else they are columns
_ALIGNED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip between columns that no word crosses: its sides, and the baselines along it."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Float:
    """What a text runs round, and the lines beside it as if it were not there."""

    words: tuple[Word, ...]
    text: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """What stands left and right of a strip, and the lines above and below that cross it."""

    left: list[Line]
    right: list[Line]
    above: Line | None
    below: Line | None


def find_float(words: Sequence[Word], height: float, gutter: Gutter | None = None) -> Float | None:
    """Return the largest of what the text of a column runs round, if there is any.

    What stands right of the strip begins where a gutter ends; where there is none, anywhere.
    """
    lines = lines_of(words)
    if gutter is not None:
        if _goes_past_lines(gutter, lines, height):
            return None
        edges = [gutter.right]
    else:
        edges = sorted({piece[0].left for line in lines for piece in line.pieces(_STRIP)})
    best: Float | None = None
    last = float("-inf")
    for start in edges:
        if start - last < 0.5 * _ALIGNED * height:
            continue
        last = start
        for run in _runs(lines, start, height):
            for found in (_right_of(run, lines), _left_of(run, lines, start)):
                if found is None or len(found.words) > _MOST_TIMES * len(found.text):
                    continue
                if best is None or len(found.words) > len(best.words):
                    best = found
    return best


def _goes_past_lines(gutter: Gutter, lines: Sequence[Line], height: float) -> bool:
    """Return whether a gutter goes on beyond a line that only by chance has no wider space there.

    A float ends at such a line, the next of the text that runs round it; columns go on.
    """
    along = [line for line in lines if gutter.top <= line.baseline <= gutter.bottom]
    return sum(1 for _ in _runs(along, gutter.right, height)) > 1


def _runs(lines: Sequence[Line], edge: float, height: float) -> Iterator[_Run]:
    """Yield what stands beside the strip left of an edge, down to each line that crosses it."""
    left, right = edge - _STRIP * height, edge - 0.05 * height
    before: list[Line] = []
    behind: list[Line] = []
    above: Line | None = None
    for line in lines:
        at = bisect_left(line.words, right, key=attrgetter("left"))
        crosses = at > 0 and line.words[at - 1].right > left
        if crosses or (0 < at < len(line.words) and _is_running(line, at)):
            if before and behind:
                yield _Run(before, behind, above, line)
            before, behind, above = [], [], line
            continue
        if at:
            before.append(Line(line.words[:at]))
        if at < len(line.words):
            behind.append(Line(line.words[at:]))
    if before and behind:
        yield _Run(before, behind, above, None)


def _is_running(line: Line, at: int) -> bool:
    """Return whether the gap before a word of a line is a space like its others."""
    before, behind = Line(line.words[:at]), Line(line.words[at:])
    if behind.words[0].left - before.words[-1].right >= _WIDEST_SPACE * line.height:
        return False
    return _is_size(before, behind.height) and not is_strip([before], [behind])


def _first_left(lines: Sequence[Line]) -> float:
    return min(line.words[0].left for line in lines)


def _right_of(run: _Run, lines: Sequence[Line]) -> Float | None:
    """Return what stands right of the strip, if the text left of it is narrower for that."""
    host = _host(run, run.left, lines)
    if host is None:
        return None
    text, around, left, right = host
    if _share(abs(line.left - left) <= _ALIGNED * line.height for line in text) < _ALIGNED_SHARE:
        return None
    if not all(-_ALIGNED <= (line.left - left) / line.height <= _INDENT for line in text):
        return None
    after = [*text[1:], *([run.below] if run.below in around else [])]
    if not _is_narrowed(text, after, right) or not _is_apart(run.right, text, run, around):
        return None
    room = right - max(line.right for line in text)
    return _found(run.right, text, (0.0, room))


def _left_of(run: _Run, lines: Sequence[Line], edge: float) -> Float | None:
    """Return what stands left of the strip, if the text right of it is narrower for that."""
    near = [line for line in run.right if abs(line.left - edge) <= _ALIGNED * line.height]
    host = _host(run, run.right, lines) if len(near) >= _MOST * len(run.right) else None
    if host is None:
        return None
    text, around, left, right = host
    size = text[0].height
    reach = 0.5 * size
    beside = [
        line
        for line in run.left
        if text[0].baseline - reach <= line.baseline <= text[-1].baseline + reach
    ]
    if not beside or edge - left < _LEAST_WIDTH * size:
        return None
    if max(line.right for line in text) > right + size or _are_labels(beside, text):
        return None
    if not _is_apart(beside, text, run, around):
        return None
    return _found(beside, text, (edge - left, 0.0))


def _host(
    run: _Run, side: Sequence[Line], lines: Sequence[Line]
) -> tuple[list[Line], list[Line], float, float] | None:
    """Return a text beside a strip, its lines across the strip, and where these begin and end."""
    size = median(line.height for line in side)
    text = [line for line in side if _is_size(line, size)]
    if len(text) < max(_LEAST_LINES, _MOST * len(side)) or not is_prose([t.words for t in text]):
        return None
    pitch = median(b.baseline - a.baseline for a, b in pairwise(text))
    most = _WIDER_PITCH * pitch
    around = []
    for line, gap in (
        (run.above, text[0].baseline - run.above.baseline if run.above else most + 1),
        (run.below, run.below.baseline - text[-1].baseline if run.below else most + 1),
    ):
        if line is not None and gap <= most and _is_size(line, size):
            around.append(line)
    if not around or any(line.bold != text[0].bold for line in around):
        return None
    edge = min(line.left for line in run.right)
    across = [
        line
        for line in lines
        if _is_size(line, size)
        and line.left < edge < line.right
        and not run.left[0].baseline <= line.baseline <= run.left[-1].baseline
    ]
    across = across or around
    return text, around, min(line.left for line in around), max(line.right for line in across)


def _is_size(line: Line, size: float) -> bool:
    return abs(line.height - size) <= _SAME_SIZE * size


def _is_narrowed(text: Sequence[Line], after: Sequence[Line], right: float) -> bool:
    """Return whether nearly all lines had room for the next one's first word, were they as wide."""
    pairs = list(zip(text, after, strict=False))
    had = (b.words[0].width + _SPACE * a.height < right - a.right for a, b in pairs)
    return bool(pairs) and _share(had) >= _MOST


def _is_apart(
    beside: Sequence[Line], text: Sequence[Line], run: _Run, around: Sequence[Line]
) -> bool:
    """Return whether a text goes on past what stands beside it, and that is no part of it."""
    if len(beside) == 1 and len(text) < _LEAST_LINES_OF_ONE:
        return False
    letters = sum(letter.isalpha() for line in beside for letter in line.text)
    if letters < _LEAST_LETTERS:
        return False
    above = [run.above] if run.above is not None and run.above in around else []
    below = [run.below] if run.below is not None and run.below in around else []
    size = text[0].height
    sizes = {abs(word.height - size) > _SAME_SIZE * size for line in beside for word in line.words}
    if len(sizes) > 1 or not _is_set_as_one(beside):
        return False
    is_other_type = True in sizes
    texts = [line.text for line in (*above, *text, *below)]
    if not reads_as_one(texts, least=0 if is_other_type else 1):
        return False
    if is_other_type:
        return True
    if beside[0].text[0].islower():
        return False
    if not is_strip(*sorted((beside, text), key=_first_left)):
        return False
    baselines = [line.baseline for line in text]
    level = _share(
        any(abs(line.baseline - other) <= _SAME_BASELINE * size for other in baselines)
        for line in beside
    )
    if level < _MOST:
        return True
    # Set like the text, on its lines: a column, unless each of both is a text of its own.
    if not below or ENDS_SENTENCE.search(beside[-1].text) is None:
        return False
    last = text[-1].text
    return reads_on(last, below[0].text) >= max(0, reads_on(last, beside[0].text))


def _is_set_as_one(lines: Sequence[Line]) -> bool:
    """Return whether lines begin below each other, or end so, or have one middle."""
    near = _ALIGNED * lines[0].height
    places = (
        [line.left for line in lines],
        [line.right for line in lines],
        [(line.left + line.right) / 2 for line in lines],
    )
    return any(
        _share(abs(place - median(own)) <= near for place in own) >= _ALIGNED_SHARE
        for own in places
    )


def _are_labels(beside: Sequence[Line], text: Sequence[Line]) -> bool:
    """Return whether short lines stand each where a paragraph beside them begins."""
    if max(len(line.words) for line in beside) > _LABEL_WORDS:
        return False
    right = max(line.right for line in text)
    begun = [text[0].baseline]
    for before, line in pairwise(text):
        room = right - before.right - _SPACE * before.height
        if ENDS_SENTENCE.search(before.text) and (line.words[0].width < room):
            begun.append(line.baseline)
    near = 0.35 * text[0].height
    return all(any(abs(line.baseline - at) <= near for at in begun) for line in beside)


def _share(values: Iterable[bool]) -> float:
    told = list(values)
    return sum(told) / max(len(told), 1)


def _found(beside: Sequence[Line], text: Sequence[Line], taken: tuple[float, float]) -> Float:
    return Float(
        tuple(word for line in beside for word in line.words),
        tuple(replace(word, taken=taken) for line in text for word in line.words),
    )
