"""Few lines beside a long text: a last column that is not full, a small box.

They are too few to show by their alignment that they are a column. Their words show it: both sides
are running text, and the long one has the same width where nothing stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from index.layout.prose import ENDS_SENTENCE, is_strip, mean_words, reads_on
from index.layout.words import LOWER_CASE_WORDS, Line, lower_case_words
from index.text.analyze import is_function_word

# In heights of the line.
_STRIP = 0.7
_SPACE = 0.3
_ALIGNED = 0.2
_WIDEST_INDENT = 2.0
_CLOSE_PITCH = 1.6
_SAME_SIZE = 0.04
_MOST_LINES = 4
_LEAST_LINES_ALONE = 2
_LEAST_FULL_LINES = 2
_LINE_WORDS = 5.0


@dataclass(frozen=True, slots=True)
class Beside:
    """A text, the few lines right of it, and what is above and below both."""

    above: tuple[Line, ...]
    text: tuple[Line, ...]
    short: tuple[Line, ...]
    below: tuple[Line, ...]


def few_lines_beside(lines: Sequence[Line]) -> Beside | None:
    """Return the first few lines beside a text that is broken off where they begin."""
    for start, line in enumerate(lines):
        at = _widest_gap(line)
        if at and (found := _beside(lines, start, line.words[at].left)) is not None:
            return found
    return None


def _widest_gap(line: Line) -> int:
    """Return before which word of a line the widest gap is, 0 if none is wide."""
    width, at = max(((width, at) for at, width in enumerate(line.spaces, 1)), default=(0.0, 0))
    return at if width >= _STRIP * line.height else 0


def _beside(lines: Sequence[Line], start: int, edge: float) -> Beside | None:
    pairs = list(takewhile(bool, (_sides(line, edge) for line in lines[start:])))
    left = [pair[0] for pair in pairs if pair]
    right = [pair[1] for pair in pairs if pair]
    if not pairs or len(pairs) > _MOST_LINES or not is_strip(left, right):
        return None
    strip = edge - _STRIP * lines[start].height
    alone = list(takewhile(lambda line: line.right <= strip, lines[start + len(pairs) :]))
    text = _close([*left, *alone])
    if len(text) < len(pairs) + _LEAST_LINES_ALONE:
        return None
    if not _is_running(left) or not _is_running(right) or not _is_running(text):
        return None
    right_end = max(line.right for line in text)
    full = [_is_full(before, after, right_end) for before, after in pairwise(text)]
    is_broken_off = any(
        is_full and _is_broken_off(before, after)
        for is_full, before, after in zip(full, left, text[1:], strict=False)
    ) or any(map(_is_unfinished, right[:-1]))
    if not is_broken_off or sum(full) < _LEAST_FULL_LINES:
        return None
    end = start + len(pairs) + len(alone)
    return Beside(tuple(lines[:start]), (*left, *alone), tuple(right), tuple(lines[end:]))


def _sides(line: Line, edge: float) -> tuple[Line, Line] | None:
    """Return what stands left of an edge, and what begins there; None if there is no such gap."""
    at = next((n for n, word in enumerate(line.words) if word.left >= edge - 1), 0)
    if not at:
        return None
    left, right = Line(line.words[:at]), Line(line.words[at:])
    is_aligned = right.left - edge <= _WIDEST_INDENT * line.height
    if not is_aligned or right.left - left.right < _STRIP * line.height:
        return None
    return left, right


def _close(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from the first one that follow one another closely, in one size of type."""
    found = [lines[0]]
    for line in lines[1:]:
        before = found[-1]
        if line.baseline - before.baseline > _CLOSE_PITCH * line.height:
            break
        if abs(line.height - before.height) > _SAME_SIZE * before.height:
            break
        found.append(line)
    return found


def _is_running(lines: Sequence[Line]) -> bool:
    words = [line.words for line in lines]
    is_long = mean_words(words) >= _LINE_WORDS or len(lines[0].words) >= _LINE_WORDS
    return is_long and lower_case_words(words) >= LOWER_CASE_WORDS * len(words)


def _is_full(line: Line, following: Line, right: float) -> bool:
    """Return whether a line had no room for the next one's first word."""
    return right - line.right <= following.words[0].width + _SPACE * line.height


def _is_broken_off(line: Line, following: Line) -> bool:
    """Return whether a line breaks off within a sentence, with which the next one goes on."""
    if len(line.words) < _LINE_WORDS or ENDS_SENTENCE.search(line.text):
        return False
    return reads_on(line.text, following.text) > 0


def _is_unfinished(line: Line) -> bool:
    """Return whether a line ends with a word that no cell of a table ends with: "the", "of"."""
    return len(line.words) >= _LINE_WORDS and is_function_word(line.words[-1].text)
