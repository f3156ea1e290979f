"""Articles → the parts of a new index, text by text onto the disk.

Articles of unchanged files are taken over from the old index in runs; the result is, byte for
byte, what reading all files anew would give.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from index.duplicates import PERMUTATIONS
from index.parts import ARTICLES, FileEntry, OldParts, Parts
from index.prepare import Prepared, Skipped
from index.repeats import PASSAGE
from index.types import REASONS

_MOST_COUNTED = np.iinfo(np.uint16).max


class Collector:
    """Takes the files of an archive in their order, and gives the Parts of all at the end."""

    def __init__(self, folder: Path, old: OldParts | None) -> None:
        self.files: list[FileEntry] = []
        self.skipped: list[Skipped] = []
        self._old = old
        self._texts = (folder / ARTICLES).open("wb")
        self._article_count = 0
        self._ids: dict[str, int] = {}
        if old is not None:
            self._ids = {term: number for number, term in enumerate(old.vocabulary)}
        self._line_lengths = _Column(np.int64)
        self._chunks = _Column(np.int64, 3)
        self._vector_rows = _Column(np.int64)
        self._count_lengths = _Column(np.int64)
        self._count_terms = _Column(np.int32)
        self._count_numbers = _Column(np.uint16)
        self._masks = _Column(np.int32, 4)
        self._passages = _Column(PASSAGE)
        self._signatures = _Column(np.uint32, PERMUTATIONS)

    def __enter__(self) -> "Collector":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._texts.close()

    def add(self, path: str, items: Iterable[object], fingerprint: Callable[[], str]) -> None:
        """Take a file that was read. ``fingerprint`` tells its hash where no item names one."""
        before = self._article_count
        sha256 = ""
        skipped: list[Skipped] = []
        for item in items:
            if isinstance(item, Prepared):
                self._add_article(item)
                sha256 = item.article.sha256
            elif isinstance(item, Skipped):
                skipped.append(item)
                sha256 = item.sha256 or sha256
        self.skipped += skipped
        self.files.append(
            FileEntry(
                path=path,
                sha256=sha256 or fingerprint(),
                articles=self._article_count - before,
                skipped=tuple((item.path, item.reason) for item in skipped),
                retry=any(not item.sha256 for item in skipped),
            )
        )

    def take_over(self, first_file: int, last_file: int) -> None:
        """Take the old index's files from row ``first_file`` to before ``last_file``."""
        old = self._old
        if old is None:
            raise ValueError("There is no old index to take files from.")
        for entry in old.files[first_file:last_file]:
            self.files.append(entry)
            self.skipped += (Skipped(p, reason, entry.sha256) for p, reason in entry.skipped)
        first, last = (int(old.first_articles[row]) for row in (first_file, last_file))
        if first == last:
            return
        parts, shift = old.parts, self._article_count - first
        self._texts.write(old.article_lines(first, last))
        self._line_lengths.add(np.diff(parts.article_bytes[first : last + 1]))
        self._signatures.add(parts.signatures[first:last])
        chunk_from, chunk_to = np.searchsorted(parts.chunks[:, 0], [first, last])
        self._chunks.add(parts.chunks[chunk_from:chunk_to] + np.array([shift, 0, 0]))
        self._vector_rows.add(np.arange(chunk_from, chunk_to))
        starts = parts.count_starts[chunk_from : chunk_to + 1]
        self._count_lengths.add(np.diff(starts))
        self._count_terms.add(parts.count_terms[starts[0] : starts[-1]])
        self._count_numbers.add(parts.count_numbers[starts[0] : starts[-1]])
        mask_from, mask_to = np.searchsorted(parts.own_masks[:, 0], [first, last])
        shifts = np.array([shift, 0, 0, 0], dtype=np.int32)
        self._masks.add(parts.own_masks[mask_from:mask_to] + shifts)
        rows = parts.passages["article_row"]
        passages = np.array(parts.passages[slice(*np.searchsorted(rows, [first, last]))])
        passages["article_row"] += shift
        self._passages.add(passages)
        self._article_count += last - first

    def finish(self) -> tuple[Parts, list[str], npt.NDArray[np.int64]]:
        """Return the parts, the vocabulary, and each chunk's row in the old vectors, or −1.

        The vocabulary is sorted and holds no term of deleted articles.
        """
        self._texts.close()
        term_ids = self._count_terms.array()
        used = np.zeros(len(self._ids), dtype=bool)
        used[term_ids] = True
        terms = list(self._ids)
        order = sorted(np.flatnonzero(used).tolist(), key=terms.__getitem__)
        renumbered = np.zeros(len(terms), dtype=np.int32)
        renumbered[order] = np.arange(len(order), dtype=np.int32)
        parts = Parts(
            article_bytes=_from_zero(self._line_lengths.array()),
            chunks=self._chunks.array(),
            count_starts=_from_zero(self._count_lengths.array()),
            count_terms=renumbered[term_ids],
            count_numbers=self._count_numbers.array(),
            own_masks=self._masks.array(),
            passages=self._passages.array(),
            signatures=self._signatures.array(),
        )
        return parts, [terms[number] for number in order], self._vector_rows.array()

    def _add_article(self, item: Prepared) -> None:
        row = self._article_count
        self._article_count += 1
        line = json.dumps(astuple(item.article), ensure_ascii=False).encode() + b"\n"
        self._texts.write(line)
        self._line_lengths.add([len(line)])
        self._signatures.add([item.signature])
        self._chunks.add([(row, start, end) for start, end in item.chunks])
        self._vector_rows.add([-1] * len(item.chunks))
        self._count_lengths.add([len(pairs) // 2 for pairs in item.counts])
        ids = [self._ids.setdefault(term, len(self._ids)) for term in item.terms]
        self._count_terms.add([ids[i] for pairs in item.counts for i in pairs[::2]])
        self._count_numbers.add(
            [min(number, _MOST_COUNTED) for pairs in item.counts for number in pairs[1::2]]
        )
        self._masks.add([(row, m.start, m.end, REASONS.index(m.reason)) for m in item.masks])
        self._passages.add([(key, row, start, end) for key, start, end in item.passages])


class _Column:
    """An array that grows at its end, in one block: many small ones would scatter the memory."""

    def __init__(self, dtype: npt.DTypeLike, width: int = 0) -> None:
        self._dtype = np.dtype(dtype)
        self._shape = (-1, width) if width else (-1,)
        self._bytes = bytearray()

    def add(self, values: Any) -> None:
        if len(values):
            self._bytes += np.asarray(values, dtype=self._dtype).tobytes()

    def array(self) -> npt.NDArray[Any]:
        """Return all that was added, without copying it, and forget it."""
        block, self._bytes = self._bytes, bytearray()
        return np.frombuffer(block, dtype=self._dtype).reshape(self._shape)


def _from_zero(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
