"""Strips of a page that no word crosses: where gutters between columns may be."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.layout.columns.floats import Gutter
from index.layout.words import Word

# In heights of the page's most frequent type.
LEAST_GUTTER = 0.45
BAND = 1.9
_HEADLINE = 1.2
LEAST_LINES = 2  # of a column


@dataclass(frozen=True, slots=True)
class Ordered:
    """Words from the top down, and their baselines: what stands between two is found quickly.

    ``tall``: those of headlines.
    """

    words: Sequence[Word]
    baselines: Sequence[float]
    tall: Sequence[Word]

    @classmethod
    def of(cls, words: Sequence[Word], height: float) -> "Ordered":
        """Return words in order; ``height`` is that of the page's most frequent type."""
        words = sorted(words, key=lambda word: word.baseline)
        tall = [word for word in words if word.height > _HEADLINE * height]
        return cls(words, [word.baseline for word in words], tall)

    def between(self, top: float, bottom: float) -> range:
        """Return the numbers of the words below one height and above another."""
        start = bisect_right(self.baselines, top)
        return range(start, bisect_left(self.baselines, bottom, lo=start))

    def along(self, top: float, bottom: float) -> Sequence[Word]:
        """Return the words from one baseline down to another, both included."""
        start = bisect_left(self.baselines, top)
        return self.words[start : bisect_right(self.baselines, bottom, lo=start)]


def free_strips(
    ordered: Ordered, edge: float, height: float, bands: Sequence[float]
) -> list[Gutter]:
    """Return the longest stretches of the strip left of an edge that no word crosses.

    A headline on one side ends them as well, where nothing stands beside it. Stretches with too few
    words for columns are left out.
    """
    words = ordered.words
    left, right = edge - LEAST_GUTTER * height, edge - 0.05 * height
    across = [word for word in words if word.left < right and word.right > left]
    headlines = [word for word in ordered.tall if word.left < right and word.right > left]
    alone = [
        w for w in ordered.tall if _stands_alone(w, ordered, edge) or _goes_on_below(w, headlines)
    ]
    crossing = sorted([*(word.baseline for word in (*across, *alone)), *bands])
    tops = [float("-inf"), *(baseline + 0.3 * height for baseline in crossing)]
    bottoms = [*(baseline - 0.3 * height for baseline in crossing), float("inf")]
    found = []
    for top, bottom in zip(tops, bottoms, strict=True):
        if bottom <= top:  # words of one line
            continue
        at = ordered.between(top, bottom)
        if len(at) < 2 * LEAST_LINES:
            continue
        ends = [words[number].right for number in at if words[number].right <= left + 0.01]
        gutter_left = max(ends, default=left)
        found.append(Gutter(gutter_left, edge, words[at[0]].baseline, words[at[-1]].baseline))
    return found


def _stands_alone(word: Word, ordered: Ordered, edge: float) -> bool:
    """Return whether nothing on the other side of an edge is beside a word."""
    near = 1.2 * word.height
    side = word.left < edge
    beside = ordered.between(word.baseline - near, word.baseline + near)
    return all((ordered.words[number].left < edge) == side for number in beside)


def _goes_on_below(word: Word, headlines: Sequence[Word]) -> bool:
    """Return whether a word stands in the next line of a headline."""
    return any(
        0 < word.baseline - above.baseline <= BAND * word.height
        and abs(word.height - above.height) <= 0.1 * word.height
        for above in headlines
    )
