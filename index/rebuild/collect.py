"""Articles → a new segment, part by part onto the disk.

The files of segments that are merged are taken over in runs; the result is, byte for byte, what
reading them anew would give.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.files.articles import Remark, Skipped
from index.files.pool import read_files
from index.files.prepare import Prepared
from index.files.scan import SourceFile, fingerprint_of
from index.rebuild.report import Progress
from index.store.segment.columns import Column
from index.store.segment.files_list import FileEntry
from index.store.segment.parts import ARTICLES, COLUMNS, Parts
from index.store.segment.segment import Segment
from index.store.vectors import VectorWriter

# A file with the segment that holds its part and its row there; None: it is to be read.
Task = tuple[SourceFile, tuple[Segment, int] | None]


class Collector:
    """Takes files in the order of their paths, and gives the Parts of all at the end.

    ``vectors`` gets each chunk's text, or where its vector lies in an old segment.
    """

    def __init__(self, folder: Path, vectors: VectorWriter | None = None) -> None:
        self.files: list[FileEntry] = []
        self._folder = folder
        self._vectors = vectors
        self._ids: defaultdict[str, int] = defaultdict()
        self._ids.default_factory = self._ids.__len__
        self._ids_of: dict[Segment, npt.NDArray[np.int32]] = {}
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

    def take_over(self, segment: Segment, first_file: int, end_file: int) -> None:
        """Take a segment's files from row ``first_file`` to before ``end_file``."""
        self.files += map(segment.files.entry, range(first_file, end_file))
        first, end = (int(segment.first_articles[row]) for row in (first_file, end_file))
        if first == end:
            return
        parts, shift = segment.parts, self._article_count - first
        for block in segment.lines(first, end):
            self._texts.write(block)
        ends = parts.article_bytes[first : end + 1]
        self._add("article_bytes", ends[1:] + (self._text_bytes - ends[0]))
        self._text_bytes += int(ends[-1] - ends[0])
        self._add("heads", parts.heads[first:end])
        names = parts.name_bytes[first : end + 1]
        self._add("name_bytes", names[1:] + (self._name_bytes - names[0]))
        self._name_bytes += int(names[-1] - names[0])
        self._add("names", parts.names[names[0] : names[-1]])
        self._add("title_keys", parts.title_keys[first:end])
        self._add("signatures", parts.signatures[first:end])
        chunk_from, chunk_to = (int(segment.first_chunks[row]) for row in (first, end))
        self._add("chunks", parts.chunks[chunk_from:chunk_to] + np.array([shift, 0, 0]))
        if self._vectors is not None:
            self._vectors.take_over(segment.vectors[chunk_from:chunk_to])
        starts = parts.count_starts[chunk_from : chunk_to + 1]
        self._add("count_starts", starts[1:] + (self._counted - starts[0]))
        self._counted += int(starts[-1] - starts[0])
        ids = self._ids_of_terms(segment)
        self._add("count_terms", ids[parts.count_terms[starts[0] : starts[-1]]])
        self._add("count_numbers", parts.count_numbers[starts[0] : starts[-1]])
        self._add("own_masks", segment.own_masks(first, end, shift))
        self._add("passages", segment.passages(first, end, shift))
        self._article_count += end - first

    def finish(self) -> tuple[Parts, list[str]]:
        """Return the parts, as files of the folder, and the vocabulary.

        The vocabulary is sorted and holds no term of files that were not taken over.
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

    def _ids_of_terms(self, segment: Segment) -> npt.NDArray[np.int32]:
        """Return the number here of each term of a segment's vocabulary, (terms,)."""
        if segment not in self._ids_of:
            numbers = map(self._ids.__getitem__, segment.vocabulary)
            self._ids_of[segment] = np.fromiter(numbers, np.int32, len(segment.vocabulary))
        return self._ids_of[segment]

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


def gather(
    collector: Collector,
    tasks: Sequence[Task],
    config: IndexConfig,
    limits: ReadLimits,
    report: Callable[[Progress], None],
    clock: Clock,
) -> None:
    """Give the collector all files in order: those of merged segments in runs, the others read.

    What copies the merged ones' parts counts on ``clock`` as writing.
    """
    reading = [file for file, place in tasks if place is None]
    done = 0
    report(Progress("read", 0, len(reading)))
    with closing(read_files(reading, config, limits)) as results:
        for is_read, run in groupby(tasks, key=lambda task: task[1] is None):
            if not is_read:
                with clock.step("write"):
                    for segment, first, end in _runs([place for _, place in run if place]):
                        collector.take_over(segment, first, end)
                continue
            for _, (file, items) in zip(run, results, strict=False):
                collector.add(file.path, items, partial(fingerprint_of, file))
                done += 1
                report(Progress("read", done, len(reading)))


def _runs(places: list[tuple[Segment, int]]) -> Iterator[tuple[Segment, int, int]]:
    """Yield the first and end of each run of consecutive rows of a segment."""
    cuts = [
        number
        for number, (before, after) in enumerate(pairwise(places), 1)
        if after != (before[0], before[1] + 1)
    ]
    for start, end in pairwise([0, *cuts, len(places)]):
        segment, first = places[start]
        yield segment, first, first + end - start
