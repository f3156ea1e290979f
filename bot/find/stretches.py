"""A long article → the stretches of it that are read: what a question costs does not grow with it.

They are cut where paragraphs end, so that no sentence is parted. A file with tables is one stretch:
the heads of a table may stand far above a row.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.distinct import distinct
from index.text.tables import table_rows
from index.types import Span

# An article of so many characters is read whole.
WHOLE_CHARS = 40_000
# The least of a stretch; and how much longer it may get before it is cut at a line's end.
STRETCH_CHARS, MORE_CHARS = 3_000, 12_000
# So many chunks that are likest by either search, of one article and of all, say which stretches
# are read.
CHUNKS, ALL_CHUNKS = 8, 48
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*")
_LINE_END = re.compile(r"\r\n|\n|\r")


def stretches_of(text: str) -> tuple[Span, ...]:
    """Return where each stretch of a text begins and ends, in order: all of it, without gaps."""
    if len(text) <= WHOLE_CHARS or table_rows(text):
        return ((0, len(text)),)
    cuts = [0]
    while (least := cuts[-1] + STRETCH_CHARS) < len(text):
        found = _BLANK_LINE.search(text, least, least + MORE_CHARS) or _LINE_END.search(text, least)
        if found is None:
            break
        cuts.append(found.end())
    if cuts[-1] < len(text):
        cuts.append(len(text))
    return tuple(pairwise(cuts))


def likest_chunks(
    starts: Sequence[npt.NDArray[np.int32]], *searches: Sequence[npt.NDArray[np.float32]]
) -> list[npt.NDArray[np.int32]]:
    """Return of each article where its likest chunks begin, by the scores of either search.

    ``starts`` has those of all its chunks, ``searches`` their scores. Of an article the best of
    each search are among them, and up to ``CHUNKS`` of those that are among the ``ALL_CHUNKS`` best
    of all articles.
    """
    found: list[list[npt.NDArray[np.intp]]] = [[] for _ in starts]
    for scores in searches:
        ordered = np.sort(np.concatenate(scores))[::-1]
        least = ordered[min(ALL_CHUNKS, len(ordered)) - 1]
        for places, own in zip(found, scores, strict=True):
            best = np.argsort(-own, kind="stable")[:CHUNKS]
            places.append(best[(own[best] >= least) | (best == best[0])])
    return [
        own[distinct(np.concatenate(places))] for own, places in zip(starts, found, strict=True)
    ]


def chosen(stretches: Sequence[Span], offsets: npt.NDArray[np.int32]) -> list[Span]:
    """Return the stretches in which some offsets lie, and the first, which may be the title's."""
    begins = np.array([start for start, _ in stretches])
    places = distinct(np.append(begins.searchsorted(offsets, side="right") - 1, 0))
    return [stretches[place] for place in places]
