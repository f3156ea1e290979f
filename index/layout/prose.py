"""Lines of running text: whether lines are such, and whether one goes on with another."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.layout.words import LOWER_CASE_WORDS, Line, Word, lower_case_words
from index.text.analyze import begins_sentence, is_function_word

# The least of running text: words a line, and full lines of all.
LINE_WORDS = 2.0
_FULL_SHARE = 0.6
_SPACE, _INDENT = 0.25, (0.5, 2.0)  # of the height
_DENSE_PITCH = 2.2
_SAME_BASELINE = 0.35
_WIDER_GAP = 1.25  # than the widest space of a line
_ALIKE, _OTHER = 1.04, 1.1  # widths of spaces
_MOST = 0.6

ENDS_SENTENCE = re.compile(r"[.!?:…][\"“”»«)’']*$")
BREAKS_WORD = re.compile("[-\u00ad‐]$")

Piece = Sequence[Word]


def is_prose(pieces: Sequence[Piece]) -> bool:
    """Return whether lines hold words of sentences and are as full as they can be."""
    if not pieces or mean_words(pieces) < LINE_WORDS:
        return False
    if lower_case_words(pieces) < LOWER_CASE_WORDS * len(pieces):
        return False
    left = min(piece[0].left for piece in pieces)
    right = max(piece[-1].right for piece in pieces)
    chars = max(map(_chars, pieces))
    full = sum(
        right - piece[-1].right <= 1.35 * _SPACE * piece[-1].height + following[0].width
        or chars <= _chars(piece) + len(following[0].text)
        or _begins_paragraph(following, piece, left)
        for piece, following in pairwise(pieces)
    )
    return full >= _FULL_SHARE * (len(pieces) - 1)


def _begins_paragraph(piece: Piece, before: Piece, left: float) -> bool:
    """Return whether a line is indented behind the end of a sentence: its paragraph ends short."""
    indent = (piece[0].left - left) / piece[0].height
    return _INDENT[0] <= indent <= _INDENT[1] and bool(ENDS_SENTENCE.search(before[-1].text))


def mean_words(pieces: Sequence[Piece]) -> float:
    """Return how many words a line holds."""
    return sum(map(len, pieces)) / max(len(pieces), 1)


def is_dense(lines: Sequence[Line]) -> bool:
    """Return whether lines follow one another without gaps."""
    gaps = pairwise(lines)
    near = sum(b.baseline - a.baseline <= _DENSE_PITCH * b.height for a, b in gaps)
    return near >= 0.8 * (len(lines) - 1)


def reads_on(before: str, after: str) -> int:
    """Return 1 if a line goes on with what stands before it, -1 if it cannot, 0 if it may."""
    is_lower = after[0].islower()
    if BREAKS_WORD.search(before):
        return 1 if is_lower else 0
    if ENDS_SENTENCE.search(before):
        return -1 if is_lower and before[-1] in "!?…." and not _ABBREVIATED.search(before) else 0
    if is_lower:
        return 1
    if begins_sentence(after):
        return -1
    return 1 if is_function_word(before.rsplit(maxsplit=1)[-1]) else 0


# "Dr.", "z. B.", "23.", "rd.": what stands before the full stop is short.
_ABBREVIATED = re.compile(r"(?:^|[\s(„\"])[^\s]{1,4}[.!?…]$")


def reads_as_one(texts: Sequence[str], *, least: int = 0) -> bool:
    """Return whether lines read one after the other are one text.

    At least so many go on with the one before, and at most half as many cannot.
    """
    told = [reads_on(before, after) for before, after in pairwise(texts)]
    return told.count(1) >= max(least, 2 * told.count(-1))


def is_strip(left: Iterable[Line], right: Sequence[Line]) -> bool:
    """Return whether the gaps between lines side by side, from the top, are no spaces within lines.

    They are wider than the spaces on both sides, or other than these where all are alike: a
    justified line has one width of spaces.
    """
    told = []
    baselines = [line.baseline for line in right]
    for line in left:
        near = _SAME_BASELINE * line.words[0].height
        at = bisect_left(baselines, line.baseline - near)
        if at < len(right) and baselines[at] <= line.baseline + near:
            gap = right[at].words[0].left - line.words[-1].right
            told.append(_is_no_space(gap, line.spaces, right[at].spaces))
    return sum(told) >= _MOST * len(told)


def _is_no_space(gap: float, left: Sequence[float], right: Sequence[float]) -> bool:
    spaces = (*left, *right)
    if gap > _WIDER_GAP * max(spaces, default=0.0):
        return True
    if not left or not right or any(max(own) > _ALIKE * min(own) for own in (left, right)):
        return False
    return max(gap, *spaces) > _OTHER * min(gap, *spaces)


def _chars(piece: Piece) -> int:
    return sum(len(word.text) for word in piece) + len(piece) - 1
