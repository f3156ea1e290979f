"""Both searches over the segments of an archive: what of a question reads postings and vectors.

An ``Index`` asks a ``Search``: that of all its segments in this process, or one that lets several
shards search theirs; see ``index.shards``.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.store.dense import DenseIndex, best_of
from index.store.lexical import LexicalIndex, LexicalPart
from index.store.manifest import Manifest
from index.store.runs import Runs
from index.store.segment.parts import LEXICAL
from index.store.segment.postings import Postings
from index.store.segment.segment import Segment

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


@dataclass
class Searched:
    """The share of the archive's articles that some questions were looked for in, 0 to 1."""

    share: float = 1.0


class Search(Protocol):
    """Searches an archive; all rows are the archive's. Safe for several threads."""

    @property
    def lexical(self) -> LexicalIndex:
        """BM25 over all chunks, and the archive's terms."""

    def nearest(self, question: Floats, k: int, among: Flags | None = None) -> tuple[Floats, Rows]:
        """Return the cosines and rows of the ``k`` chunks nearest to a unit vector, best first."""

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of some chunks, (rows, d)."""

    def watched(self) -> AbstractContextManager[Searched]:
        """Return a block; what it gives has, at its end, the share that was searched in it."""


@dataclass(frozen=True)
class Archive:
    """A generation's segments, mapped, and how its articles lie in them.

    ``damaged`` makes the error that is raised for what is not as it was written.
    """

    folder: Path
    manifest: Manifest
    segments: Sequence[Segment]
    runs: Runs
    damaged: Callable[[str], Exception]


class SegmentSearch:
    """Searches some segments of an archive in this process; by default all of them."""

    def __init__(self, archive: Archive, numbers: Collection[int] | None = None) -> None:
        """Map the postings and vectors of the segments of these numbers.

        Raises ValueError, or what numpy raises, for what no rebuild writes.
        """
        self._runs, self._dimension = archive.runs, archive.manifest.dimension
        numbers = range(len(archive.segments)) if numbers is None else sorted(numbers)
        self._segments = {number: archive.segments[number] for number in numbers}
        self.lexical = LexicalIndex(
            [
                LexicalPart(
                    Postings.open(
                        segment.folder / LEXICAL, len(segment.parts.chunks), archive.damaged
                    ),
                    len(segment.parts.chunks),
                    archive.runs.of_segment(number),
                )
                for number, segment in self._segments.items()
            ]
        )
        self._dense = {
            number: DenseIndex.open(
                segment.folder,
                segment.vectors,
                archive.manifest.dense.get(segment.name),
                archive.damaged,
            )
            for number, segment in self._segments.items()
        }

    def nearest(self, question: Floats, k: int, among: Flags | None = None) -> tuple[Floats, Rows]:
        """Return the cosines and rows of the ``k`` chunks nearest to a unit vector, best first.

        If ``among``, (all chunks,), is given, only the rows that it marks count. Of a segment with
        more than ``dense.EXACT_CHUNKS`` a few of the nearest may be missing.
        """
        found = []
        for number, segment in self._segments.items():
            runs, count = self._runs.of_segment(number), len(segment.vectors)
            marks = self._live_chunks[number] if among is None else runs.among(among, count)
            cosines, inside = self._dense[number].nearest(question, k, marks)
            order = np.argsort(inside)
            found.append((cosines[order], runs.in_archive(inside[order])[1]))
        return best_of(found, k)

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of some chunks of these segments, (rows, d)."""
        found = np.empty((len(rows), self._dimension), dtype=np.float32)
        for segment, inside, places in self._runs.chunks(rows):
            found[places] = self._dense[segment].vectors(inside)
        return found

    def watched(self) -> AbstractContextManager[Searched]:
        """Return a block that searches everything."""
        return nullcontext(Searched())

    @cached_property
    def _live_chunks(self) -> dict[int, Flags | None]:
        """Which chunks of each segment count, None where all do."""
        return {
            number: self._runs.of_segment(number).among(None, len(segment.vectors))
            for number, segment in self._segments.items()
        }
