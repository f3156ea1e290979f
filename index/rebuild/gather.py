"""The files of a new segment → the collector, in order: those of merged segments, others read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby, pairwise

from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.files.pool import read_files
from index.files.scan import SourceFile, fingerprint_of
from index.rebuild.collect import Collector
from index.rebuild.report import Progress
from index.store.segment.segment import Segment

# A file with the segment that holds its part and its row there; None: it is to be read.
Task = tuple[SourceFile, tuple[Segment, int] | None]


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
