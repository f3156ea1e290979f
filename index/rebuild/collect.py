"""Articles → the parts of a new index, part by part onto the disk.

Articles of unchanged files are taken over from the old index in runs; the result is, byte for
byte, what reading all files anew would give.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.files.articles import Remark, Skipped
from index.files.prepare import Prepared
from index.store.columns import Column
from index.store.parts import ARTICLES, COLUMNS, FileEntry, OldParts, Parts
from index.store.vectors import VectorWriter


class Collector:
    """Takes the files of an archive in their order, and gives the Parts of all at the end.

    ``vectors`` gets each chunk's text, or where its vector lies in the old index.
    """

    def __init__(
        self, folder: Path, old: OldParts | None, vectors: VectorWriter | None = None
    ) -> None:
        self.files: list[FileEntry] = []
        self.skipped: list[Skipped] = []
        self.remarks: list[Remark] = []
        self._folder = folder
        self._old = old
        self._vectors = vectors
        self._ids: defaultdict[str, int] = defaultdict()
        self._ids.default_factory = self._ids.__len__
        if old is not None:
            self._ids.update(zip(old.vocabulary, range(len(old.vocabulary)), strict=True))
        self._article_count = 0
        self._text_bytes = 0
        self._name_bytes = 0
        self._counted = 0
        with ExitStack() as stack:
            self._texts = stack.enter_context((folder / ARTICLES).open("wb"))
            self._columns = {
                name: stack.enter_context(Column(folder / f"{name}.npy", dtype, width))
                for name, (dtype, width) in COLUMNS.items()
            }
            self._add("article_bytes", np.zeros(1, dtype=np.int64))
            self._add("name_bytes", np.zeros(1, dtype=np.int64))
            self._add("count_starts", np.zeros(1, dtype=np.int64))
            self._open = stack.pop_all()

    def __enter__(self) -> "Collector":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, path: str, items: Iterable[object], fingerprint: Callable[[], str]) -> None:
        """Take a file that was read. ``fingerprint`` tells its hash where no item names one."""
        before = self._article_count
        sha256 = ""
        skipped: list[Skipped] = []
        remarks: list[Remark] = []
        for item in items:
            if isinstance(item, Prepared):
                self._add_article(item)
                sha256 = item.sha256
            elif isinstance(item, Skipped):
                skipped.append(item)
                sha256 = item.sha256 or sha256
            elif isinstance(item, Remark):
                remarks.append(item)
        self.skipped += skipped
        self.remarks += remarks
        self.files.append(
            FileEntry(
                path=path,
                sha256=sha256 or fingerprint(),
                articles=self._article_count - before,
                skipped=tuple((item.path, item.reason) for item in skipped),
                retry=any(not item.sha256 for item in skipped),
                remarks=tuple((item.path, item.text) for item in remarks),
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
            self.remarks += (Remark(p, text) for p, text in entry.remarks)
        first, last = (int(old.first_articles[row]) for row in (first_file, last_file))
        if first == last:
            return
        parts, shift = old.parts, self._article_count - first
        for block in old.article_lines(first, last):
            self._texts.write(block)
        ends = parts.article_bytes[first : last + 1]
        self._add("article_bytes", ends[1:] + (self._text_bytes - ends[0]))
        self._text_bytes += int(ends[-1] - ends[0])
        self._add("heads", parts.heads[first:last])
        names = parts.name_bytes[first : last + 1]
        self._add("name_bytes", names[1:] + (self._name_bytes - names[0]))
        self._name_bytes += int(names[-1] - names[0])
        self._add("names", parts.names[names[0] : names[-1]])
        self._add("title_keys", parts.title_keys[first:last])
        self._add("signatures", parts.signatures[first:last])
        chunk_from, chunk_to = np.searchsorted(parts.chunks[:, 0], [first, last])
        self._add("chunks", parts.chunks[chunk_from:chunk_to] + np.array([shift, 0, 0]))
        if self._vectors is not None:
            self._vectors.take_over(int(chunk_from), int(chunk_to))
        starts = parts.count_starts[chunk_from : chunk_to + 1]
        self._add("count_starts", starts[1:] + (self._counted - starts[0]))
        self._counted += int(starts[-1] - starts[0])
        self._add("count_terms", parts.count_terms[starts[0] : starts[-1]])
        self._add("count_numbers", parts.count_numbers[starts[0] : starts[-1]])
        mask_from, mask_to = np.searchsorted(parts.own_masks[:, 0], [first, last])
        self._add("own_masks", parts.own_masks[mask_from:mask_to] + np.array([shift, 0, 0, 0]))
        rows = parts.passages["article_row"]
        passages = np.array(parts.passages[slice(*np.searchsorted(rows, [first, last]))])
        passages["article_row"] += shift
        self._add("passages", passages)
        self._article_count += last - first

    def unreadable(self) -> frozenset[str]:
        """Return the paths of the files of which no article was read."""
        return frozenset(f.path for f in self.files if f.skipped and not f.articles)

    def finish(self) -> tuple[Parts, list[str]]:
        """Return the parts, as files of the folder, and the vocabulary.

        The vocabulary is sorted and holds no term of deleted articles.
        """
        used = np.zeros(len(self._ids), dtype=bool)
        for slab in self._columns["count_terms"].slabs():
            used[slab] = True
        terms = list(self._ids)
        order = sorted(np.flatnonzero(used).tolist(), key=terms.__getitem__)
        renumbered = np.zeros(len(terms), dtype=np.int32)
        renumbered[order] = np.arange(len(order), dtype=np.int32)
        if order != list(range(len(terms))):
            for slab in self._columns["count_terms"].slabs():
                slab[:] = renumbered[slab]
        self._open.close()
        return Parts.load(self._folder), [terms[number] for number in order]

    def _add(self, name: str, rows: npt.NDArray[Any]) -> None:
        self._columns[name].add(rows)

    def _add_rows(self, name: str, rows: npt.NDArray[np.int32], article_row: int) -> None:
        """Add rows whose first number is to be the article's row."""
        own = rows.copy()
        own[:, 0] = article_row
        self._add(name, own)

    def _add_article(self, item: Prepared) -> None:
        row = self._article_count
        self._article_count += 1
        self._texts.write(item.line)
        self._text_bytes += len(item.line)
        self._add("article_bytes", np.array([self._text_bytes]))
        self._add("heads", item.head)
        self._name_bytes += len(item.names)
        self._add("name_bytes", np.array([self._name_bytes]))
        self._add("names", item.names)
        self._add("title_keys", item.title_key)
        self._add("signatures", item.signature[None])
        self._add_rows("chunks", item.chunks, row)
        if self._vectors is not None:
            self._vectors.add(item.line, item.chunks)
        self._add("count_starts", np.cumsum(item.count_lengths, dtype=np.int64) + self._counted)
        self._counted += len(item.count_terms)
        ids = np.fromiter(map(self._ids.__getitem__, item.terms), np.int32, len(item.terms))
        self._add("count_terms", ids[item.count_terms])
        self._add("count_numbers", item.count_numbers)
        self._add_rows("own_masks", item.masks, row)
        passages = item.passages.copy()
        passages["article_row"] = row
        self._add("passages", passages)
