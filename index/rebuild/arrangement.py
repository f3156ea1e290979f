"""The segments of a new generation, and how the archive's files lie in them."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.files.articles import Remark, Skipped
from index.files.stat_cache import Hashes
from index.rebuild.changes import PreviousBuild, Work
from index.rebuild.collect import Collector, Task, gather
from index.rebuild.merging import segments_to_merge
from index.rebuild.report import Progress
from index.store.runs import Runs, runs_of
from index.store.segment.files_list import write_files_list
from index.store.segment.postings import TermCounts
from index.store.segment.segment import Segment, new_name
from index.store.stored_files import StoredFiles
from index.store.vectors import VectorWriters


@dataclass(frozen=True)
class Arrangement:
    """The segments of a generation, by their number; those of ``kept`` are the old index's.

    ``runs`` are of their articles, in the order of the archive. ``files`` are all of theirs,
    ``places`` where those of the archive lie in them, in order. ``counts`` are the terms of the
    new segment, which is the last one, if there is one.
    """

    segments: tuple[Segment, ...]
    kept: tuple[Segment, ...]
    runs: Runs
    files: StoredFiles
    places: npt.NDArray[np.int64]
    counts: TermCounts | None

    @property
    def hashes(self) -> Hashes:
        """The SHA-256 of the archive's files, in order, zeros of one that was not read."""
        return self.files.sha256[self.places]

    def told(self) -> tuple[list[Skipped], list[Remark], frozenset[str]]:
        """Return what was skipped and remarked, in order, and the files without any article."""
        said = [
            files.entry(row)
            for number, files in enumerate(self.files.lists)
            for row in files.said
            if self.files.live[self.files.first_place[number] + row]
        ]
        said.sort(key=lambda entry: entry.path)
        return (
            [Skipped(path, why, entry.sha256) for entry in said for path, why in entry.skipped],
            [Remark(path, text) for entry in said for path, text in entry.remarks],
            frozenset(entry.path for entry in said if entry.skipped and not entry.articles),
        )


def arrange(
    folder: Path,
    work: Work,
    previous: PreviousBuild,
    config: IndexConfig,
    limits: ReadLimits,
    report: Callable[[Progress], None],
    clock: Clock,
    vectors: VectorWriters | None = None,
) -> Arrangement:
    """Write the new segment into ``folder``, if there is anything new, and arrange all of them.

    Without ``vectors`` none are written. The postings of its terms are not written here.
    """
    old = () if previous.old is None else previous.old.segments
    stored = previous.stored
    merged = merged_segments(work, previous)
    segment_of = np.full(len(work.files), -1)
    taken = work.places >= 0
    segment_of[taken] = stored.segment[work.places[taken]]
    stays = taken & ~np.isin(segment_of, merged)
    kept = tuple(segment for number, segment in enumerate(old) if number not in merged)
    moved = np.flatnonzero(~stays)
    segments, counts = kept, None
    if len(moved):
        name = new_name([segment.name for segment in old])
        tasks: list[Task] = []
        for row, place in zip(moved.tolist(), work.places[moved].tolist(), strict=True):
            where = (old[stored.segment[place]], int(stored.row[place])) if place >= 0 else None
            tasks.append((work.files[row], where))
        new, counts = _write(folder / name, tasks, config, limits, report, clock, vectors)
        segments = (*kept, new)
    # The place of a file in the segments that stay, and in the new one behind them.
    numbers = [number for number in range(len(old)) if number not in merged]
    sizes = [len(segment.files) for segment in segments]
    firsts = np.cumsum([0, *sizes])
    shift = np.zeros(len(old), dtype=np.int64)
    shift[numbers] = firsts[: len(numbers)]
    places = np.empty(len(work.files), dtype=np.int64)
    staying = work.places[stays]
    places[stays] = shift[stored.segment[staying]] + stored.row[staying]
    places[moved] = firsts[len(numbers)] + np.arange(len(moved)) if len(moved) else 0
    live = np.zeros(int(firsts[-1]), dtype=bool)
    live[places] = True
    files = StoredFiles([segment.files for segment in segments], live)
    runs = runs_of(
        files.segment[places],
        files.first_article[places],
        files.articles[places],
        [segment.first_chunks for segment in segments],
    )
    return Arrangement(segments, kept, runs, files, places, counts)


def merged_segments(work: Work, previous: PreviousBuild) -> list[int]:
    """Return the numbers of the old segments that go into the new one."""
    if previous.old is None:
        return []
    stored, taken = previous.stored, work.places[work.places >= 0]
    count = len(previous.old.segments)
    size = 1 + stored.articles
    live = np.bincount(stored.segment[taken], size[taken], minlength=count)
    whole = np.bincount(stored.segment, size, minlength=count)
    new = int((work.places < 0).sum())
    return segments_to_merge(live.tolist(), (whole - live).tolist(), new)


def _write(
    folder: Path,
    tasks: Sequence[Task],
    config: IndexConfig,
    limits: ReadLimits,
    report: Callable[[Progress], None],
    clock: Clock,
    vectors: VectorWriters | None,
) -> tuple[Segment, TermCounts]:
    folder.mkdir()
    with ExitStack() as stack:
        writer = None if vectors is None else stack.enter_context(vectors.of(folder))
        collector = stack.enter_context(Collector(folder, writer))
        gather(collector, tasks, config, limits, report, clock)
        parts, vocabulary = collector.finish()
    write_files_list(folder, collector.files)
    return Segment(folder), parts.term_counts(vocabulary)
