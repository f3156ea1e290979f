"""Heads and feet of a document's pages, detected by what repeats at the edges of its pages.

A form feed parts the pages, as in the text that readers of PDF give everywhere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from index.types import Line

PAGE_BREAK = "\f"
EDGE_LINES = 2
# A head stands on so many pages, and on this share of them: left and right pages have their own.
LEAST_PAGES = 3
SHARE = 1 / 3
_LONGEST_WORDS = 16
_COUNTING = 0.6
_MOST_DIGITS = 9
_DIGITS = re.compile(r"\d+")


def page_edges(text: str, lines: Sequence[Line]) -> list[int]:
    """Return which lines are the head or the foot of a page, in order.

    That is a line among the first or last EDGE_LINES of a page which others have at the same edge;
    numbers in it stay or count the pages. ``lines`` are those of the text, in order.
    """
    if PAGE_BREAK not in text:
        return []
    starts = [line.start for line in lines]
    breaks = [match.start() for match in re.finditer(PAGE_BREAK, text)]
    bounds = [0, *(bisect_left(starts, position) for position in breaks), len(lines)]
    pages = [range(first, last) for first, last in pairwise(bounds) if first < last]
    found: dict[tuple[str, str], dict[int, list[int]]] = {}
    for number, page in enumerate(pages):
        for key, i in _edges(page, lines):
            found.setdefault(key, {}).setdefault(number, []).append(i)
    least = max(LEAST_PAGES, SHARE * len(pages))
    return sorted(
        {
            i
            for on_pages in found.values()
            if len(on_pages) >= least and _count_pages(on_pages, lines)
            for own in on_pages.values()
            for i in own
        }
    )


def _count_pages(on_pages: Mapping[int, Sequence[int]], lines: Sequence[Line]) -> bool:
    """Return whether the numbers in lines of several pages stay mostly, or grow with the pages.

    Those in notes below the text do not.
    """
    numbers = [
        (page, [int(digits[-_MOST_DIGITS:]) for digits in _DIGITS.findall(lines[own[0]].text)])
        for page, own in on_pages.items()
    ]
    counts = [
        all(b - a in (0, page - before) for a, b in zip(earlier, later, strict=True))
        for (before, earlier), (page, later) in pairwise(numbers)
    ]
    return sum(counts) >= _COUNTING * len(counts)


def _edges(page: range, lines: Sequence[Line]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the edge and the folded words, without numbers, of the lines at a page's edges."""
    for edge, numbers in (("head", page[:EDGE_LINES]), ("foot", page[-EDGE_LINES:])):
        for i in numbers:
            if lines[i].words <= _LONGEST_WORDS:
                folded = " ".join(_DIGITS.sub("0", lines[i].text).split()).casefold()
                yield (edge, folded), i
