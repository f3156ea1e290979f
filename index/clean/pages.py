"""Heads and feet of a document's pages, told by what repeats at the edges of its pages.

A form feed parts the pages, as in the text that readers of PDF give everywhere.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.types import Line

PAGE_BREAK = "\f"
EDGE_LINES = 2
# A head stands on so many pages, and on this share of them: left and right pages have their own.
LEAST_PAGES = 3
SHARE = 1 / 3
_LONGEST_WORDS = 16
_DIGITS = re.compile(r"\d+")


def page_edges(text: str, lines: Sequence[Line]) -> list[int]:
    """Return which lines are the head or the foot of a page, in order.

    That is a line among the first or last EDGE_LINES of a page which others have at the same edge,
    whatever numbers are in it: they count the pages. ``lines`` are those of the text, in order.
    """
    if PAGE_BREAK not in text:
        return []
    starts = [line.start for line in lines]
    breaks = [match.start() for match in re.finditer(PAGE_BREAK, text)]
    bounds = [0, *(bisect_left(starts, position) for position in breaks), len(lines)]
    pages = [range(first, last) for first, last in pairwise(bounds) if first < last]
    edges = [set(_edges(page, lines)) for page in pages]
    pages_with = Counter(key for edge in edges for key in {key for key, _ in edge})
    least = max(LEAST_PAGES, SHARE * len(pages))
    return sorted({i for edge in edges for key, i in edge if pages_with[key] >= least})


def _edges(page: range, lines: Sequence[Line]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the edge and the folded words, without numbers, of the lines at a page's edges."""
    for edge, numbers in (("head", page[:EDGE_LINES]), ("foot", page[-EDGE_LINES:])):
        for i in numbers:
            if lines[i].words <= _LONGEST_WORDS:
                folded = " ".join(_DIGITS.sub("0", lines[i].text).split()).casefold()
                yield (edge, folded), i
