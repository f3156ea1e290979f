"""The files of an archive → the collector, in order: unchanged ones taken over, others read."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import groupby, pairwise

from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.files.pool import read_files
from index.files.scan import fingerprint
from index.rebuild.changes import Work
from index.rebuild.collect import Collector
from index.rebuild.report import Progress


def gather(
    collector: Collector,
    work: Work,
    config: IndexConfig,
    limits: ReadLimits,
    report: Callable[[Progress], None],
    clock: Clock,
) -> None:
    """Give the collector all files in order: unchanged ones in runs, the others read.

    What copies the unchanged ones' parts counts on ``clock`` as writing.
    """
    reading = [file for file, row in work.files if row is None]
    done = 0
    report(Progress("read", 0, len(reading)))
    with closing(read_files(reading, config, limits)) as results:
        for is_old, run in groupby(work.files, key=lambda item: item[1] is not None):
            if is_old:
                with clock.step("write"):
                    for first, last in _consecutive([row for _, row in run if row is not None]):
                        collector.take_over(first, last)
                continue
            for _, (file, items) in zip(run, results, strict=False):
                collector.add(file.path, items, partial(fingerprint, file.file))
                done += 1
                report(Progress("read", done, len(reading)))


def _consecutive(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and end of each run of consecutive numbers."""
    cuts = [0, *(i for i in range(1, len(rows)) if rows[i] != rows[i - 1] + 1), len(rows)]
    for start, end in pairwise(cuts):
        yield rows[start], rows[end - 1] + 1
