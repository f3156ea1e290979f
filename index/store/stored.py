"""Articles and chunks as they lie on the disk, read one by one."""

import json
import os
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from index.files.heads import line_checksum
from index.store.runs import Runs
from index.store.segment.parts import ARTICLES, NO_INDEX
from index.store.segment.segment import Segment
from index.types import Article, Chunk

# So many characters of text are kept decoded: some hundred articles, those of a few questions.
_KEPT_CHARS = 8_000_000


class StoredArticles(Sequence[Article]):
    """The articles of an index by their row, each read and proven when it is asked for.

    Safe for several threads. Raises what ``damaged`` returns for an article that is not what was
    written.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        runs: Runs,
        heads: npt.NDArray[Any],
        damaged: Callable[[str], Exception],
    ) -> None:
        """Open the files of the segments; ``runs`` say in which of them a row lies."""
        self._runs = runs
        self._files = [_Lines(segment) for segment in segments]
        self._checksums = heads["line"]
        self._damaged = damaged
        self._kept: OrderedDict[int, Article] = OrderedDict()
        self._kept_chars = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._checksums)

    @overload
    def __getitem__(self, row: int) -> Article: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, row: int | slice) -> Article | tuple[Article, ...]:
        """Return the article in a row, or those of a slice."""
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        row = range(len(self))[row]
        with self._lock:
            if (kept := self._kept.get(row)) is not None:
                self._kept.move_to_end(row)
                return kept
        article = self._read(row)
        with self._lock:
            if row not in self._kept:
                self._kept[row] = article
                self._kept_chars += len(article.text)
            while self._kept_chars > _KEPT_CHARS and len(self._kept) > 1:
                self._kept_chars -= len(self._kept.popitem(last=False)[1].text)
        return article

    def __iter__(self) -> Iterator[Article]:
        """Yield all articles in order; none of them is kept."""
        return map(self._read, range(len(self)))

    def _read(self, row: int) -> Article:
        segment, inside = self._runs.article(row)
        line = self._files[segment].read(inside)
        if line_checksum(line) != int(self._checksums[row]):
            raise self._damaged(f"the article in row {row} has changed since it was written")
        try:
            return Article(*json.loads(line))
        except NO_INDEX as error:  # the checksums agree: somebody made it so
            raise self._damaged(f"the article in row {row} is none that zitat writes") from error


class _Lines:
    """The lines of a segment's articles."""

    def __init__(self, segment: Segment) -> None:
        self._places = segment.parts.article_bytes
        self._reading = Lock()
        # Read, not mapped: what is cut off meanwhile fails a checksum and ends no process.
        self._file = os.open(segment.folder / ARTICLES, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._file)

    def read(self, row: int) -> bytes:
        """Return the line of the article in a row of the segment."""
        first, end = int(self._places[row]), int(self._places[row + 1])
        with self._reading:
            os.lseek(self._file, first, os.SEEK_SET)
            return os.read(self._file, end - first)


class StoredChunks(Sequence[Chunk]):
    """The chunks of an index by their row. ``spans``: article row, start, end, (chunks, 3)."""

    def __init__(
        self,
        articles: Sequence[Article],
        spans: npt.NDArray[np.int32],
        firsts: npt.NDArray[np.int64],
    ) -> None:
        """Take the spans, and the row of each article's first chunk, (articles + 1,)."""
        self.spans = spans
        self._articles = articles
        self._firsts = firsts

    def __len__(self) -> int:
        return len(self.spans)

    @overload
    def __getitem__(self, row: int) -> Chunk: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Chunk, ...]: ...
    def __getitem__(self, row: int | slice) -> Chunk | tuple[Chunk, ...]:
        """Return the chunk in a row, or those of a slice."""
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        article_row, start, end = self.spans[row].tolist()
        return Chunk(article_row, start, end, self._articles[article_row].text[start:end])

    def of_marked(self, articles: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return which chunks are of articles that are marked, (chunks,); takes (articles,)."""
        return np.repeat(articles, np.diff(self._firsts))

    def of_article(self, article_row: int) -> range:
        """Return the rows of an article's chunks."""
        return range(*self._firsts[article_row : article_row + 2].tolist())
