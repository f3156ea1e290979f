"""A word of a page, and words as lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

# Baselines that differ by less, in heights of a line, are one: raised figures, mixed fonts.
_SAME_BASELINE = 0.35
# Lines of running text have at least so many words in lower case each.
LOWER_CASE_WORDS = 0.8
# All letters of fixed-width type are as wide, and its spaces too; those of other type have a
# quarter of the height.
_SAME_WIDTH = 0.02
_FIXED_SHARE = 0.8
_FIXED_WORDS = 8
_USUAL_SPACE = 0.25


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in points: ``baseline`` from the page's top, ``height`` of its font.

    ``taken``: how much what its text runs round takes from its line, on the left and on the right.
    """

    text: str
    left: float
    right: float
    baseline: float
    height: float
    bold: bool = False
    taken: tuple[float, float] = (0.0, 0.0)

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


@dataclass(frozen=True)
class Line:
    """Words on one baseline, from left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where the first word begins, or would if the text ran round nothing."""
        return self.words[0].left - self.words[0].taken[0]

    @property
    def right(self) -> float:
        """Where the last word ends, or would if the text ran round nothing."""
        return self.words[-1].right + self.words[-1].taken[1]

    @cached_property
    def baseline(self) -> float:
        """The distance from the page's top."""
        return median(word.baseline for word in self.words)

    @cached_property
    def height(self) -> float:
        """The height of the font."""
        return median(word.height for word in self.words)

    @cached_property
    def spaces(self) -> tuple[float, ...]:
        """How wide the spaces between its words are."""
        return tuple(word.left - before.right for before, word in pairwise(self.words))

    @property
    def bold(self) -> bool:
        """Whether all words are set in bold type."""
        return all(word.bold for word in self.words)

    def pieces(self, gap: float) -> list[tuple[Word, ...]]:
        """Return the words between gaps of at least so many heights."""
        found = [[self.words[0]]]
        for word in self.words[1:]:
            if word.left - found[-1][-1].right >= gap * self.height:
                found.append([])
            found[-1].append(word)
        return [tuple(piece) for piece in found]

    @cached_property
    def text(self) -> str:
        """The words with a space between two."""
        return " ".join(word.text for word in self.words)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the words as lines, from the top down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.left)):
        row = rows[-1] if rows else None
        near = _SAME_BASELINE * word.height
        if row is not None and abs(word.baseline - row[0].baseline) <= near:
            row.append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def lower_case_words(lines: Iterable[Sequence[Word]]) -> int:
    """Return how many words begin in lower case: sentences hold one or more a line, tables few."""
    return sum(word.text[0].islower() for line in lines for word in line)


def typical_height(words: Sequence[Word]) -> float:
    """Return the height of most words."""
    return median(word.height for word in words)


def with_usual_spaces(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a page, those of fixed-width type with spaces as other type has them.

    What a space is wider there counts to the word before it.
    """
    widths = [word.width / len(word.text) / word.height for word in words if len(word.text) > 2]
    if len(widths) < _FIXED_WORDS:
        return words
    usual = median(widths)
    fixed = sum(abs(width - usual) <= _SAME_WIDTH * usual for width in widths)
    more = usual - _USUAL_SPACE
    if fixed < _FIXED_SHARE * len(widths) or more <= 0:
        return words
    return [
        replace(word, right=word.right + more * word.height)
        if abs(word.width - usual * len(word.text) * word.height) <= _SAME_WIDTH * word.width
        else word
        for word in words
    ]
