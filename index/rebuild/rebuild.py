"""A folder of articles → a stored index; unchanged files are taken over from the old one."""

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.embedding.embedder import Embedder
from index.errors import SourceError
from index.files.address import Source, source_at
from index.files.articles import Skipped
from index.files.scan import SourceFile, look_through
from index.messages import Code, Message
from index.rebuild.archive import write_archive, write_manifest
from index.rebuild.arrangement import arrange, merged_segments
from index.rebuild.changes import (
    PreviousBuild,
    Work,
    are_whole,
    checked_by_model,
    compare,
    inspect_previous_build,
)
from index.rebuild.garbage import only_new_objects
from index.rebuild.groups import duplicate_paths, groups_and_masks, masked_by_reason
from index.rebuild.history import PastBuild, record
from index.rebuild.report import BuildReport, Plan, Progress
from index.rebuild.verdicts import Verdicts
from index.settings import IndexSettings
from index.store.dense import EXACT_CHUNKS, write_dense
from index.store.generations import new_generation
from index.store.proof import proven_anew_after_failure
from index.store.segment.parts import LEXICAL
from index.store.segment.postings import write_postings
from index.store.vectors import VectorWriters, statistics


class NothingReadableError(SourceError):
    """No file holds an article; ``skipped`` says why of each."""

    def __init__(self, message: Message, skipped: Sequence[Skipped]) -> None:
        super().__init__(message)
        self.skipped = tuple(skipped)


@only_new_objects()
def build(
    source: str | Source,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: ReadLimits | None = None,
    embedder: Embedder | None = None,
    full: bool = False,
    unfinished: Callable[[str], bool] | None = None,
    exact_chunks: int = EXACT_CHUNKS,
    holds: Callable[[str], bool] | None = None,
) -> BuildReport:
    """Build the index of the articles below ``source`` and put it in place of the old one.

    ``source`` is a folder, or as a str the address of one that fsspec reads (``s3://bucket/news``).
    ``index_dir``, ``config`` and ``limits`` default to the settings; an ``embedder`` that is loaded
    already must be that of ``config.model``. Files that the old index holds unchanged are taken
    over from it, unless ``full``: the result is the same. A file of which ``unfinished`` says, by
    its name, that it is still being written is left out. More than ``exact_chunks`` written at once
    get an approximate index of vectors. Of a shard ``holds`` says, by their paths in ``source``,
    which files are its own. Until the new index is complete the old one stays and
    answers; if anything fails, or on Ctrl-C, it stays for good.

    Raises SourceError, ModelError, SettingError, IndexWriteError or BuildBusyError; the SourceError
    is a NothingReadableError if no file holds an article.
    """
    source = source_at(source)
    index_dir, config, limits = with_settings(index_dir, config, limits)
    report = progress or (lambda _: None)
    clock = Clock()
    with clock.step("scan"):
        looked = look_through(source)  # a wrong folder is told before anything is written
    files = finished(looked.files, unfinished)
    files = files if holds is None else [file for file in files if holds(file.path)]
    with new_generation(index_dir) as folder, proven_anew_after_failure(index_dir):
        with clock.step("scan"):
            previous = inspect_previous_build(files, None if full else index_dir, config)
        with clock.step("load"):
            embedder = embedder or Embedder.load(config.model)
            previous = checked_by_model(previous, embedder)
        with clock.step("scan"):
            work, previous = _compared(files, previous, report)
        with clock.step("read"):
            vectors = VectorWriters(embedder, clock)
            found = arrange(folder, work, previous, config, limits, report, clock, vectors)
        skipped, remarks, unreadable = found.told()
        if not found.runs.article_count:
            raise NothingReadableError(nothing_readable(source, skipped), skipped)
        with clock.step("compare"):
            report(Progress("compare", 0, 1))
            verdicts, dense = Verdicts(previous.old_folder), None
            with ThreadPoolExecutor(1) as pool:  # numpy lets a second core sort and multiply
                grouping = pool.submit(groups_and_masks, found.segments, found.runs, verdicts)
                if found.counts is not None:
                    newest = found.segments[-1].folder
                    write_postings(newest / LEXICAL, found.counts, clock)
                    dense = write_dense(newest, exact_chunks)
                measured = statistics(found.runs, found.segments)
                groups, masks = grouping.result()
            report(Progress("compare", 1, 1))
        writing = time.monotonic()
        report(Progress("write", 0, 1))
        write_archive(folder, found, groups, masks, measured)
        verdicts.write(folder)
        duplicates = duplicate_paths(found.segments, found.runs, groups)
        write_manifest(folder, found, previous.old, config, embedder.dimension, dense, source)
        previous.seen.remember(index_dir, found.hashes)
    written = clock.seconds.get("write", 0.0) + time.monotonic() - writing
    seconds = clock.seconds | {"write": written}
    report(Progress("write", 1, 1))
    made = BuildReport(
        articles=found.runs.article_count,
        chunks=found.runs.chunk_count,
        seconds=clock.total(),
        skipped=tuple(skipped),
        remarks=tuple(remarks),
        changes=work.changes.without(unreadable),
        duplicates=duplicates,
        masked=masked_by_reason(masks),
        embedded_chunks=vectors.embedded,
        step_seconds=seconds,
        left_out=looked.left_out,
    )
    record(index_dir, PastBuild.succeeded(made))
    return made


def plan(
    source: str | Source,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: ReadLimits | None = None,
) -> Plan:
    """Return what ``build`` would find: it reads new and changed files, and writes no index.

    Raises SourceError or SettingError.
    """
    index_dir, config, limits = with_settings(index_dir, config, limits)
    report = progress or (lambda _: None)
    found = look_through(source_at(source))
    previous = inspect_previous_build(found.files, index_dir, config)
    work = compare(found.files, previous, report)
    with tempfile.TemporaryDirectory() as name:
        made = arrange(Path(name), work, previous, config, limits, report, Clock())
        verdicts = Verdicts(previous.old_folder)
        groups, _ = groups_and_masks(made.segments, made.runs, verdicts)
        duplicates = duplicate_paths(made.segments, made.runs, groups)
        skipped, remarks, unreadable = made.told()
    return Plan(
        changes=work.changes.without(unreadable),
        articles=made.runs.article_count,
        skipped=tuple(skipped),
        duplicates=duplicates,
        remarks=tuple(remarks),
        left_out=found.left_out,
    )


def with_settings(
    index_dir: str | Path | None, config: IndexConfig | None, limits: ReadLimits | None
) -> tuple[Path, IndexConfig, ReadLimits]:
    """Return what is named, and what is None from the settings."""
    settings = IndexSettings.load()
    return (
        settings.index_dir if index_dir is None else Path(index_dir),
        config or settings.index_config,
        limits or settings.read_limits,
    )


def finished(files: list[SourceFile], unfinished: Callable[[str], bool] | None) -> list[SourceFile]:
    """Return the files that are not being written; at an address they appear when whole."""
    if unfinished is None:
        return files
    return [file for file in files if file.remote is not None or not unfinished(file.file)]


def _compared(
    files: list[SourceFile], previous: PreviousBuild, report: Callable[[Progress], None]
) -> tuple[Work, PreviousBuild]:
    """Return what is to be done; nothing is taken over if what would be merged is damaged."""
    work = compare(files, previous, report)
    if previous.old is None or are_whole(previous.old, merged_segments(work, previous)):
        return work, previous
    previous = previous.without_old("is damaged")
    return compare(files, previous, report), previous


def nothing_readable(source: Source, skipped: Sequence[Skipped]) -> Message:
    """Return what is said of a folder in which no file holds an article."""
    first = "; ".join(f"{item.path} {item.reason}" for item in skipped[:3])
    more = f", and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return Code.NOTHING_READABLE(folder=str(source), files=f"{first}{more}")
