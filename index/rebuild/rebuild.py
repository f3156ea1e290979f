"""A folder of articles → a stored index; unchanged files are taken over from the old one."""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.embedding.embedder import Embedder
from index.errors import SourceError
from index.files.articles import Skipped
from index.files.scan import look_through
from index.messages import Code, Message
from index.rebuild.changes import compare, embeds_as_before, inspect_previous_build
from index.rebuild.collect import Collector
from index.rebuild.garbage import only_new_objects
from index.rebuild.gather import gather
from index.rebuild.groups import duplicate_paths, groups_and_masks, masked_by_reason
from index.rebuild.history import PastBuild, record
from index.rebuild.reading_version import reading_version
from index.rebuild.report import BuildReport, Plan, Progress
from index.settings import load_settings
from index.store.generations import new_generation
from index.store.index import DENSE_STATISTICS, GROUPS, MASKS
from index.store.manifest import Manifest, hash_files, sizes_of
from index.store.parts import LEXICAL, write_files_list
from index.store.postings import write_postings
from index.store.vectors import VectorWriter, statistics


@only_new_objects()
def build(
    source: str | Path,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: ReadLimits | None = None,
    embedder: Embedder | None = None,
    full: bool = False,
    unfinished: Callable[[str], bool] | None = None,
) -> BuildReport:
    """Build the index of the articles below ``source`` and put it in place of the old one.

    ``index_dir``, ``config`` and ``limits`` default to the settings; an ``embedder`` that is loaded
    already must be that of ``config.model``. Files that the old index holds unchanged are taken
    over from it, unless ``full``: the result is the same. A file of which ``unfinished`` says, by
    its name, that it is still being written is left out. Until the new index is complete the old
    one stays and answers; if anything fails, or on Ctrl-C, it stays for good.

    Raises SourceError, ModelError, SettingError, IndexWriteError or BuildBusyError.
    """
    settings = load_settings()
    source = Path(source)
    index_dir = settings.index_dir if index_dir is None else Path(index_dir)
    config = settings.index_config if config is None else config
    limits = settings.read_limits if limits is None else limits
    report = progress or (lambda _: None)
    clock = Clock()
    with clock.step("scan"):
        found = look_through(source)  # a wrong folder is told before anything is written
    files = [file for file in found.files if unfinished is None or not unfinished(file.file)]
    with new_generation(index_dir) as folder:
        with clock.step("scan"):
            previous = inspect_previous_build(files, None if full else index_dir, config)
        with clock.step("load"):
            embedder = embedder or Embedder.load(config.model)
            if previous.old is not None and not embeds_as_before(embedder, previous.old):
                previous = previous.without_old("was built by a model that embeds otherwise")
        with clock.step("scan"):
            work = compare(files, previous, report)
        with clock.step("read"):
            old_vectors = None if previous.old is None else previous.old.vectors
            with (
                VectorWriter(folder, embedder, old_vectors, clock) as vectors,
                Collector(folder, previous.old, vectors) as collector,
            ):
                gather(collector, work, config, limits, report, clock)
                parts, vocabulary = collector.finish()
        if len(parts.article_bytes) == 1:
            raise SourceError(_nothing_readable(source, collector.skipped))
        with clock.step("compare"):
            report(Progress("compare", 0, 1))
            with ThreadPoolExecutor(1) as pool:  # numpy lets a second core sort and multiply
                grouping = pool.submit(groups_and_masks, folder, parts)
                measuring = pool.submit(statistics, folder)
                write_postings(folder / LEXICAL, parts.term_counts(vocabulary), clock)
                groups, masks = grouping.result()
                np.save(folder / DENSE_STATISTICS, measuring.result(), allow_pickle=False)
            np.save(folder / GROUPS, groups, allow_pickle=False)
            np.save(folder / MASKS, masks, allow_pickle=False)
            report(Progress("compare", 1, 1))
        writing = time.monotonic()
        report(Progress("write", 0, 1))
        write_files_list(folder, collector.files)
        duplicates = duplicate_paths(folder, parts, groups)
        hashes = {entry.path: entry.sha256 for entry in collector.files}
        Manifest(
            config=config,
            dimension=embedder.dimension,
            article_count=len(parts.article_bytes) - 1,
            chunk_count=len(parts.chunks),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            files=hash_files(folder),
            sizes=sizes_of(folder),
            sources=hashes,
            reading=reading_version(),
            source_folder=str(Path(source).resolve()),
        ).write(folder)
        previous.seen.remember(index_dir, files, hashes)
    written = clock.seconds.get("write", 0.0) + time.monotonic() - writing
    seconds = clock.seconds | {"write": written}
    report(Progress("write", 1, 1))
    made = BuildReport(
        articles=len(parts.article_bytes) - 1,
        chunks=len(parts.chunks),
        seconds=clock.total(),
        skipped=tuple(collector.skipped),
        remarks=tuple(collector.remarks),
        changes=work.changes.without(collector.unreadable()),
        duplicates=duplicates,
        masked=masked_by_reason(masks),
        embedded_chunks=vectors.embedded,
        step_seconds=seconds,
        left_out=found.left_out,
    )
    record(index_dir, PastBuild.succeeded(made))
    return made


def plan(
    source: str | Path,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: ReadLimits | None = None,
) -> Plan:
    """Return what ``build`` would find: it reads new and changed files, and writes no index.

    Raises SourceError or SettingError.
    """
    settings = load_settings()
    index_dir = settings.index_dir if index_dir is None else Path(index_dir)
    config = settings.index_config if config is None else config
    report = progress or (lambda _: None)
    found = look_through(Path(source))
    files = found.files
    previous = inspect_previous_build(files, index_dir, config)
    work = compare(files, previous, report)
    with tempfile.TemporaryDirectory() as name, Collector(Path(name), previous.old) as collector:
        gather(collector, work, config, limits or settings.read_limits, report, Clock())
        parts, _ = collector.finish()
        groups, _ = groups_and_masks(Path(name), parts)
        duplicates = duplicate_paths(Path(name), parts, groups)
    return Plan(
        changes=work.changes.without(collector.unreadable()),
        articles=len(parts.article_bytes) - 1,
        skipped=tuple(collector.skipped),
        duplicates=duplicates,
        remarks=tuple(collector.remarks),
        left_out=found.left_out,
    )


def _nothing_readable(source: Path, skipped: list[Skipped]) -> Message:
    first = "; ".join(f"{item.path} {item.reason}" for item in skipped[:3])
    more = f", and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return Code.NOTHING_READABLE(folder=str(source), files=f"{first}{more}")
