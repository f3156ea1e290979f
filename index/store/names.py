"""The titles and paths of all articles, searched and sorted where they lie: no object an article.

Each segment is searched once, in however many runs its articles lie.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt

from index.files.names import END, TITLE_KEY, encoded, path_of, title_of, title_order
from index.store.runs import Runs
from index.store.segment.names import Records


class Names(Sequence[str]):
    """The paths of an index's articles by their row, and what finds and sorts articles by name.

    Never changes; safe for several threads.
    """

    def __init__(self, segments: Sequence[Records], runs: Runs) -> None:
        """Take the records of the segments, and which of them lie where in the archive."""
        self._segments = segments
        self._runs = runs

    def __len__(self) -> int:
        return self._runs.article_count

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[str, ...]: ...
    def __getitem__(self, row: int | slice) -> str | tuple[str, ...]:
        """Return the path of the article in a row, or those of a slice."""
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        return path_of(self._record(range(len(self))[row]))

    def title(self, row: int) -> str:
        """Return the title of the article in a row, in small letters."""
        return title_of(self._record(row))

    def holding(self, word: str) -> npt.NDArray[np.bool_]:
        """Return whose title or path holds a word, in capitals or not, (articles,)."""
        return self._holding(encoded(word.casefold()))

    def beginning_with(self, start: str) -> dict[int, str]:
        """Return the paths that begin with ``start`` by their articles' rows, in order."""
        rows = np.flatnonzero(self._holding(END + encoded(start).lower())).tolist()
        return {row: path for row in rows if (path := self[row]).startswith(start)}

    def ending_with(self, end: str) -> dict[int, str]:
        """Return the paths that end with ``end`` by their articles' rows, in order."""
        rows = np.flatnonzero(self._holding(encoded(end).lower() + END)).tolist()
        return {row: path for row in rows if (path := self[row]).endswith(end)}

    @cached_property
    def by_title(self) -> npt.NDArray[np.int32]:
        """All rows in the order of their titles' keys, those of equal ones in their own order."""
        keys = self._title_keys
        high, low = keys.view(">u8").reshape(-1, 2).astype(np.uint64).T
        return np.lexsort((low, high)).astype(np.int32)

    def sorted_within(
        self, rows: npt.NDArray[np.int32], first: int, count: int, *, descending: bool
    ) -> list[int]:
        """Return ``count`` rows from ``first`` on of some that are in the order of ``by_title``.

        Those whose keys are equal are sorted by their whole titles, then by path; only so many are
        compared as are like the first and the last. ``descending``: all is the other way round.
        """
        wanted = rows[first : first + count]
        if not len(wanted):
            return []
        keys = self._title_keys[rows]
        like = np.flatnonzero((keys == keys[first]) | (keys == keys[first + len(wanted) - 1]))
        begin, end = int(like[0]), int(like[-1]) + 1
        ordered = sorted(rows[begin:end].tolist(), key=self._order, reverse=descending)
        return ordered[first - begin : first - begin + len(wanted)]

    @cached_property
    def _title_keys(self) -> npt.NDArray[np.bytes_]:
        keys = np.zeros(len(self), dtype=TITLE_KEY)
        for number, segment in enumerate(self._segments):
            runs = self._runs.articles_of_segment(number)
            places, rows = runs.in_archive(np.arange(len(segment)))
            keys[rows] = segment.title_keys[places]
        return keys

    def _order(self, row: int) -> tuple[str, str]:
        record = self._record(row)
        return title_order(title_of(record)), path_of(record)

    def _record(self, row: int) -> bytes:
        segment, inside = self._runs.article(row)
        return self._segments[segment].record(inside)

    def _holding(self, needle: bytes) -> npt.NDArray[np.bool_]:
        """Return whose record holds some bytes in which ASCII has no capitals, (articles,)."""
        held = np.zeros(len(self), dtype=bool)
        for number, segment in enumerate(self._segments):
            found = np.flatnonzero(segment.holding(needle))
            held[self._runs.articles_of_segment(number).in_archive(found)[1]] = True
        return held
