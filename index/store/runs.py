"""How the articles of an archive lie in its segments: runs, in the order of the articles' paths.

A row of the archive is that of an index that was built in one: nothing depends on the segments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.distinct import distinct

# ``segment``: its number. ``article``, ``chunk``: the run's first rows in it; ``articles``,
# ``chunks``: how many follow. What of a segment is in no run is deleted, or replaced.
RUN = np.dtype(
    [
        ("segment", "<i4"),
        ("article", "<i4"),
        ("articles", "<i4"),
        ("chunk", "<i4"),
        ("chunks", "<i4"),
    ]
)

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Run:
    """Articles that lie one behind the other in a segment: ``first`` is the first one's row in it.

    ``row`` is the first one's in the archive; ``end`` is the row in the segment behind the last.
    ``first_chunk``, ``end_chunk`` and ``chunk_row`` are the same of their chunks.
    """

    segment: int
    first: int
    end: int
    row: int
    first_chunk: int
    end_chunk: int
    chunk_row: int


class Runs:
    """The runs of an archive. Never changes; safe for several threads."""

    def __init__(self, records: npt.NDArray[np.void]) -> None:
        """Take records of RUN, in the order of the archive."""
        self.records = records
        self._article_ends = np.cumsum(records["articles"], dtype=np.int64)
        self._chunk_ends = np.cumsum(records["chunks"], dtype=np.int64)

    @property
    def article_count(self) -> int:
        """The number of articles in the archive."""
        return int(self._article_ends[-1]) if len(self.records) else 0

    @property
    def chunk_count(self) -> int:
        """The number of chunks in the archive."""
        return int(self._chunk_ends[-1]) if len(self.records) else 0

    def __iter__(self) -> Iterator[Run]:
        """Yield the runs in order."""
        row = chunk_row = 0
        for segment, article, articles, chunk, chunks in self.records.tolist():
            yield Run(segment, article, article + articles, row, chunk, chunk + chunks, chunk_row)
            row += articles
            chunk_row += chunks

    def check(self, sizes: Sequence[tuple[int, int]]) -> None:
        """Raise ValueError unless the runs lie apart in segments of so many articles and chunks."""
        found = self.records
        if found.dtype != RUN or found.ndim != 1:
            raise ValueError("its runs are none")
        known = (found["segment"] >= 0) & (found["segment"] < len(sizes))
        if not known.all() or (found["articles"] < 1).any() or (found["chunks"] < 0).any():
            raise ValueError("its runs are of no segments")
        order = np.argsort(found["segment"], kind="stable")
        for first, count, most in (("article", "articles", 0), ("chunk", "chunks", 1)):
            begins = found[first][order].astype(np.int64)
            ends = begins + found[count][order]
            last = np.array([size[most] for size in sizes])[found["segment"][order]]
            same = np.diff(found["segment"][order]) == 0
            if (begins < 0).any() or (ends > last).any() or (begins[1:] < ends[:-1])[same].any():
                raise ValueError("its runs lie outside of its segments")

    def article(self, row: int) -> tuple[int, int]:
        """Return the segment that an article of the archive lies in, and its row there."""
        run = int(np.searchsorted(self._article_ends, row, side="right"))
        segment, article, articles, _, _ = self.records[run].tolist()
        return segment, article + row - (int(self._article_ends[run]) - articles)

    def articles(self, rows: Rows) -> Iterator[tuple[int, Rows, Rows]]:
        """Yield where articles of the archive lie, as ``chunks`` does."""
        return self._lying(rows, self._article_ends, "article", "articles")

    def chunks(self, rows: Rows) -> Iterator[tuple[int, Rows, Rows]]:
        """Yield where chunks of the archive lie: a segment, their rows there, and in ``rows``."""
        return self._lying(rows, self._chunk_ends, "chunk", "chunks")

    def _lying(
        self, rows: Rows, ends: Rows, first: str, count: str
    ) -> Iterator[tuple[int, Rows, Rows]]:
        runs = np.searchsorted(ends, rows, side="right")
        found = self.records[runs]
        inside = rows - (ends[runs] - found[count]) + found[first]
        for segment in distinct(found["segment"]).tolist():
            places = np.flatnonzero(found["segment"] == segment)
            yield segment, inside[places], places

    def of_segment(self, segment: int) -> "SegmentRuns":
        """Return the runs of one segment's chunks."""
        return self._of_segments.get(segment, _NONE)

    def articles_of_segment(self, segment: int) -> "SegmentRuns":
        """Return the runs of one segment's articles."""
        return self._articles_of_segments.get(segment, _NONE)

    @cached_property
    def _of_segments(self) -> dict[int, "SegmentRuns"]:
        return self._by_segment(self._chunk_ends, "chunk", "chunks")

    @cached_property
    def _articles_of_segments(self) -> dict[int, "SegmentRuns"]:
        return self._by_segment(self._article_ends, "article", "articles")

    def _by_segment(self, ends: Rows, first: str, count: str) -> dict[int, "SegmentRuns"]:
        counts = self.records[count]
        starts = ends - counts
        found = {}
        for segment in distinct(self.records["segment"]).tolist():
            own = np.flatnonzero((self.records["segment"] == segment) & (counts > 0))
            firsts = self.records[first][own].astype(np.int64)
            found[segment] = SegmentRuns(firsts, firsts + counts[own], starts[own] - firsts)
        return found


@dataclass(frozen=True, slots=True)
class SegmentRuns:
    """The runs of one segment's chunks or articles.

    Of each the first row, the end, and what is added to a row for that in the archive.

    All (runs,), rising: the articles of a segment have the order of the archive's.
    """

    firsts: Rows
    ends: Rows
    shifts: Rows

    def in_archive(self, rows: npt.NDArray[np.integer]) -> tuple[Rows, Rows]:
        """Return which of some rising rows of the segment are in a run, and those in the archive.

        Both have the shape (rows in a run,), the first are positions in ``rows``.
        """
        if len(rows) < len(self.firsts):  # as of a shard, whose articles lie between others'
            runs = np.searchsorted(self.firsts, rows, side="right") - 1
            places = np.flatnonzero((runs >= 0) & (rows < self.ends[runs]))
            return places, rows[places] + self.shifts[runs[places]]
        begins, stops = np.searchsorted(rows, self.firsts), np.searchsorted(rows, self.ends)
        counts = stops - begins
        skipped = np.repeat(begins - (np.cumsum(counts) - counts), counts)
        places = np.arange(len(skipped)) + skipped
        return places, rows[places] + np.repeat(self.shifts, counts)

    def live(self, count: int) -> npt.NDArray[np.bool_]:
        """Return which of the segment's ``count`` chunks are in a run, (count,)."""
        return _inside(self.firsts, self.ends, count)

    def among(
        self, marks: npt.NDArray[np.bool_] | None, count: int
    ) -> npt.NDArray[np.bool_] | None:
        """Return which of the segment's ``count`` chunks count, (count,); None if all do.

        If ``marks``, of the archive's chunks, is given, those count that it marks.
        """
        if marks is None and int((self.ends - self.firsts).sum()) == count:
            return None
        found = self.live(count)
        if marks is not None:
            found[found] = marks[
                _inside(self.firsts + self.shifts, self.ends + self.shifts, len(marks))
            ]
        return found


_NONE = SegmentRuns(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


def _inside(firsts: Rows, ends: Rows, count: int) -> npt.NDArray[np.bool_]:
    """Return which of ``count`` rows lie in one of some ranges that do not overlap, (count,)."""
    changes = np.zeros(count + 1, dtype=np.int8)
    changes[firsts] += 1
    changes[ends] -= 1
    return np.cumsum(changes[:-1], dtype=np.int8).astype(bool)


def runs_of(
    segments: npt.NDArray[np.integer],
    firsts: npt.NDArray[np.integer],
    counts: npt.NDArray[np.integer],
    chunk_starts: Sequence[Rows],
) -> Runs:
    """Return the runs of an archive's files, in order.

    Of each file (files,): its segment, its first article's row there, and how many follow.
    ``chunk_starts`` are of each segment the first chunks of its articles, and the end.
    """
    filled = np.flatnonzero(counts)
    segments, firsts, counts = segments[filled], firsts[filled], counts[filled]
    ends = firsts + counts
    new = np.ones(len(filled), dtype=bool)
    new[1:] = (segments[1:] != segments[:-1]) | (firsts[1:] != ends[:-1])
    begins = np.flatnonzero(new)
    stops = np.append(begins[1:], len(filled)) - 1 if len(begins) else begins
    records = np.zeros(len(begins), dtype=RUN)
    records["segment"], records["article"] = segments[begins], firsts[begins]
    records["articles"] = ends[stops] - firsts[begins]
    for number, starts in enumerate(chunk_starts):
        own = records["segment"] == number
        records["chunk"][own] = starts[firsts[begins][own]]
        records["chunks"][own] = starts[ends[stops][own]] - records["chunk"][own]
    return Runs(records)
