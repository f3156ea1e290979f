"""The titles and paths of all articles, searched and sorted where they lie: no object an article.

Nothing here is proven when it is read, as articles are: it says which articles a list shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from index.files.names import END, TITLE_KEY, encoded, path_of, title_of, title_order
from index.store.runs import Runs

_BLOCK_BYTES = 1 << 23
_SAMPLE_BYTES = 1 << 16

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of articles that lie one behind the other: ``data[starts[i]:starts[i + 1]]``.

    ``title_keys``: those of their titles, (articles,). Raises ValueError unless they fit.
    """

    starts: npt.NDArray[np.int64]
    data: npt.NDArray[np.uint8]
    title_keys: npt.NDArray[np.bytes_]

    def __post_init__(self) -> None:
        starts = self.starts
        if starts[0] < 0 or starts[-1] > len(self.data) or (np.diff(starts) < 2).any():
            raise ValueError("its names lie outside of their file")
        if self.title_keys.shape != (len(starts) - 1,) or self.title_keys.dtype != TITLE_KEY:
            raise ValueError("its titles have no keys")

    def __len__(self) -> int:
        return len(self.title_keys)

    def record(self, row: int) -> bytes:
        """Return an article's record."""
        return self.data[int(self.starts[row]) : int(self.starts[row + 1])].tobytes()

    def holding(self, needle: bytes) -> npt.NDArray[np.bool_]:
        """Return whose record holds some bytes in which ASCII has no capitals, (articles,)."""
        found = np.zeros(len(self), dtype=bool)
        starts, first = self.starts, 0
        while first < len(self):
            last = int(np.searchsorted(starts, starts[first] + _BLOCK_BYTES, "right")) - 1
            last = max(last, first + 1)
            block = self.data[int(starts[first]) : int(starts[last])].tobytes().lower()
            places = _places(np.frombuffer(block, dtype=np.uint8), needle)
            rows = np.searchsorted(starts[first:last], places + int(starts[first]), "right") - 1
            found[first + rows] = True
            first = last
        return found


class Names(Sequence[str]):
    """The paths of an index's articles by their row, and what finds and sorts articles by name.

    Never changes; safe for several threads.
    """

    def __init__(self, segments: Sequence[Records], runs: Runs) -> None:
        """Take the records of each segment, and how the articles lie in them."""
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
        found = np.zeros(len(self), dtype=TITLE_KEY)
        for number, segment in enumerate(self._segments):
            rows, inside = self._runs.articles_of(number)
            found[rows] = segment.title_keys[inside]
        return found

    def _order(self, row: int) -> tuple[str, str]:
        record = self._record(row)
        return title_order(title_of(record)), path_of(record)

    def _record(self, row: int) -> bytes:
        segment, inside = self._runs.article(row)
        return self._segments[segment].record(inside)

    def _holding(self, needle: bytes) -> npt.NDArray[np.bool_]:
        """Return whose record holds some bytes in which ASCII has no capitals, (articles,)."""
        found = np.zeros(len(self), dtype=bool)
        for number, segment in enumerate(self._segments):
            rows, inside = self._runs.articles_of(number)
            found[rows] = segment.holding(needle)[inside]
        return found


def _places(text: npt.NDArray[Any], needle: bytes) -> Rows:
    """Return where some bytes begin in a text: by their rarest one first, then the others."""
    begins = len(text) - len(needle) + 1
    if begins <= 0:
        return np.zeros(0, dtype=np.int64)
    often = np.bincount(text[:_SAMPLE_BYTES], minlength=256)
    rarest, *others = sorted(range(len(needle)), key=lambda place: int(often[needle[place]]))
    places = np.flatnonzero(text[rarest : rarest + begins] == needle[rarest])
    for place in others:
        places = places[text[places + place] == needle[place]]
    return places
