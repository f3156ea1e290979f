"""A segment: some files' part of an archive, written once and never changed.

A rebuild takes over the segments of the old index as they are, by hard links, and writes one new
one for the files that are new or have changed; see ``index.rebuild.merging``.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.store.segment.bounds import check_places
from index.store.segment.files_list import FilesList
from index.store.segment.mapped import load_array
from index.store.segment.names import Records
from index.store.segment.parts import ARTICLES, LEXICAL, VECTORS, Parts
from index.store.segment.postings import read_vocabulary
from index.types import Article

_NAME = re.compile(r"segment-\d{6,}")
_BLOCK_BYTES = 1 << 22


class Segment:
    """A segment of a generation, mapped as it is asked for. Never changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @cached_property
    def parts(self) -> Parts:
        """What it keeps of its files."""
        return Parts.load(self.folder)

    def check(self, dimension: int) -> tuple[int, int]:
        """Map what an index reads; return the numbers of articles and chunks.

        Raises ValueError, or what numpy raises, unless its parts fit together.
        """
        parts, vectors = self.parts, self.vectors
        count, chunk_count = len(parts.heads), len(parts.chunks)
        check_places(parts.article_bytes, count, (self.folder / ARTICLES).stat().st_size)
        if vectors.dtype != np.float32 or vectors.shape != (chunk_count, dimension):
            raise ValueError("its vectors are not those of its chunks")
        if len(self.names) != count:
            raise ValueError("its names are not those of its articles")
        if int(self.files.articles.sum()) != count:
            raise ValueError("its files are not those of its articles")
        return count, chunk_count

    @cached_property
    def files(self) -> FilesList:
        """The files that it was made of."""
        return FilesList.load(self.folder)

    @cached_property
    def names(self) -> Records:
        """The titles and paths of its articles."""
        parts = self.parts
        if parts.name_bytes[0] != 0 or parts.name_bytes[-1] != len(parts.names):
            raise ValueError("its names are not all of its articles'")
        return Records(parts.name_bytes, parts.names, parts.title_keys)

    @cached_property
    def first_articles(self) -> npt.NDArray[np.int64]:
        """The row of each file's first article, and the end, (files + 1,)."""
        return np.concatenate([[0], np.cumsum(self.files.articles, dtype=np.int64)])

    @cached_property
    def first_chunks(self) -> npt.NDArray[np.int64]:
        """The row of each article's first chunk, and the end, (articles + 1,)."""
        return self._firsts(self.parts.chunks[:, 0])

    @cached_property
    def _first_masks(self) -> npt.NDArray[np.int64]:
        return self._firsts(self.parts.own_masks[:, 0])

    @cached_property
    def _first_passages(self) -> npt.NDArray[np.int64]:
        return self._firsts(self.parts.passages["article_row"])

    def _firsts(self, article_rows: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
        """Return where each article's begin in rising rows of articles, and the end."""
        return np.searchsorted(article_rows, np.arange(len(self.parts.heads) + 1))

    @cached_property
    def vocabulary(self) -> list[str]:
        """The terms by their number in ``count_terms``."""
        return read_vocabulary(self.folder / LEXICAL)

    @cached_property
    def vectors(self) -> npt.NDArray[np.float32]:
        """The chunks' vectors, mapped, (chunks, d)."""
        return np.ascontiguousarray(load_array(self.folder / VECTORS))

    def own_masks(self, first: int, end: int, shift: int) -> npt.NDArray[np.int32]:
        """Return the masks of the articles from row ``first`` to before ``end``, (masks, 4).

        ``shift`` is added to the articles' rows.
        """
        begin, stop = self._first_masks[first], self._first_masks[end]
        return self.parts.own_masks[begin:stop] + np.array([shift, 0, 0, 0], dtype=np.int32)

    def passages(self, first: int, end: int, shift: int) -> npt.NDArray[np.void]:
        """Return the passages of articles, as ``own_masks`` does their masks."""
        begin, stop = self._first_passages[first], self._first_passages[end]
        found = self.parts.passages[begin:stop].copy()
        found["article_row"] += shift
        return found

    def article(self, row: int) -> Article:
        """Return an article as it is stored."""
        return Article(*json.loads(b"".join(self.lines(row, row + 1))))

    def lines(self, first: int, end: int) -> Iterator[bytes]:
        """Yield the stored lines of the articles from row ``first`` to before ``end``, in blocks.

        A block may end within a line.
        """
        begin, stop = (int(self.parts.article_bytes[row]) for row in (first, end))
        with (self.folder / ARTICLES).open("rb") as file:
            file.seek(begin)
            for position in range(begin, stop, _BLOCK_BYTES):
                yield file.read(min(_BLOCK_BYTES, stop - position))


def new_name(taken: Sequence[str]) -> str:
    """Return the name of a new segment beside others."""
    numbers = [int(name.removeprefix("segment-")) for name in taken]
    return f"segment-{max(numbers, default=0) + 1:06d}"


def is_segment(name: str) -> bool:
    """Return whether a name is one that ``new_name`` gives."""
    return _NAME.fullmatch(name) is not None


def link_files(files: Sequence[str], source: Path, target: Path) -> None:
    """Put files of one folder, by their relative paths, into another one as well.

    They are the same files on the disk, where it has hard links; else copies: what a file system
    says that has none differs, and whatever else is wrong a copy says too.
    """
    linking = True
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if linking:
            try:
                os.link(source / name, target / name)
                continue
            except OSError:
                linking = False
        shutil.copyfile(source / name, target / name)
