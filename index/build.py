"""A folder of articles → a stored index; unchanged files are taken over from the old one."""

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from index.archive import groups_and_masks
from index.collect import Collector
from index.config import IndexConfig
from index.duplicates import members
from index.embed import Embedder
from index.errors import SourceError, StoredIndexError
from index.generations import current_generation, new_generation, rebuild_remedy
from index.lexical import LexicalIndex
from index.limits import ReadLimits
from index.load import SourceFile, find_files, fingerprint
from index.manifest import Manifest, check_files, hash_files, read_manifest
from index.parts import ARTICLES, LEXICAL, OldParts, Parts, write_files_list
from index.pool import read_files
from index.prepare import Skipped
from index.reading_version import reading_version
from index.report import BuildReport, Changes, Plan, Progress, Step
from index.settings import load_settings
from index.store import DENSE_STATISTICS, GROUPS, MASKS
from index.types import REASONS
from index.vectors import statistics, write_vectors

_CHECKED_CHUNKS = 8
_SAME_VECTOR = 1e-4


@dataclass(frozen=True, slots=True)
class _Work:
    """The files of the archive in order: with their row in the old index, or None if to be read."""

    files: list[tuple[SourceFile, int | None]]
    changes: Changes


def build(
    source: str | Path,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: ReadLimits | None = None,
    embedder: Embedder | None = None,
    full: bool = False,
) -> BuildReport:
    """Build the index of the articles below ``source`` and put it in place of the old one.

    ``index_dir``, ``config`` and ``limits`` default to the settings; an ``embedder`` that is loaded
    already must be that of ``config.model``. Files that the old index holds unchanged are taken
    over from it, unless ``full``: the result is the same. Until the new index is complete the old
    one stays and answers; if anything fails, or on Ctrl-C, it stays for good.

    Raises SourceError, ModelError, SettingError, IndexWriteError or BuildBusyError.
    """
    settings = load_settings()
    source = Path(source)
    index_dir = settings.index_dir if index_dir is None else Path(index_dir)
    config = settings.index_config if config is None else config
    limits = settings.read_limits if limits is None else limits
    report = progress or (lambda _: None)
    clock = _Clock()
    with clock.step("scan"):
        files = find_files(source)  # a wrong folder is told before anything is written
    with new_generation(index_dir) as folder:
        with clock.step("scan"):
            old = None if full else _usable_old(index_dir, config)
        with clock.step("load"):
            embedder = embedder or Embedder.load(config.model)
            if old is not None and not _embeds_as_before(embedder, old):
                old = None
        with clock.step("scan"):
            work = _compare(files, old, report)
        with clock.step("read"), Collector(folder, old) as collector:
            _collect(collector, work, config, limits, report)
            parts, vocabulary, old_rows = collector.finish()
            entries, skipped = collector.files, collector.skipped
        if len(parts.article_bytes) == 1:
            raise SourceError(_nothing_readable(source, skipped))
        with clock.step("compare"):
            report(Progress("compare", 0, 1))
            groups, masks = groups_and_masks(parts)
            LexicalIndex.from_counts(parts.term_counts(vocabulary)).save(folder / LEXICAL)
            np.save(folder / GROUPS, groups, allow_pickle=False)
            np.save(folder / MASKS, masks, allow_pickle=False)
            report(Progress("compare", 1, 1))
        with clock.step("embed"):
            write_vectors(
                folder,
                parts,
                old_rows,
                old.vectors if old else None,
                embedder,
                embedder.dimension,
                lambda done, total: report(Progress("embed", done, total)),
            )
        with clock.step("compare"):
            np.save(folder / DENSE_STATISTICS, statistics(folder), allow_pickle=False)
        writing = time.monotonic()
        report(Progress("write", 0, 1))
        parts.save(folder)
        write_files_list(folder, entries)
        duplicates = duplicate_paths(folder, parts, groups)
        Manifest(
            config=config,
            dimension=embedder.dimension,
            article_count=len(parts.article_bytes) - 1,
            chunk_count=len(parts.chunks),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            files=hash_files(folder),
            sources={entry.path: entry.sha256 for entry in entries},
            reading=reading_version(),
            source_folder=str(Path(source).resolve()),
        ).write(folder)
    clock.add("write", time.monotonic() - writing)
    report(Progress("write", 1, 1))
    return BuildReport(
        articles=len(parts.article_bytes) - 1,
        chunks=len(parts.chunks),
        seconds=clock.total(),
        skipped=tuple(skipped),
        changes=work.changes,
        duplicates=duplicates,
        masked=_masked_by_reason(masks),
        embedded_chunks=int((old_rows < 0).sum()),
        step_seconds=clock.seconds,
    )


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
    old = _usable_old(index_dir, config)
    work = _compare(find_files(Path(source)), old, report)
    with tempfile.TemporaryDirectory() as name, Collector(Path(name), old) as collector:
        _collect(collector, work, config, limits or settings.read_limits, report)
        parts, _, _ = collector.finish()
        groups, _ = groups_and_masks(parts)
        duplicates = duplicate_paths(Path(name), parts, groups)
    return Plan(work.changes, len(parts.article_bytes) - 1, tuple(collector.skipped), duplicates)


def is_current(source: Path, index_dir: Path, config: IndexConfig) -> bool:
    """Tell whether the index was built from just these files, by this zitat, so configured.

    Raises SourceError if the folder of articles is missing or empty.
    """
    files = {file.path: file for file in find_files(source)}
    try:
        folder = current_generation(index_dir)
        manifest = read_manifest(folder, rebuild_remedy(index_dir))
    except StoredIndexError:
        return False
    if (manifest.config, manifest.reading) != (config, reading_version()):
        return False
    if manifest.sources.keys() != files.keys():
        return False
    return all(fingerprint(file.file) == manifest.sources[path] for path, file in files.items())


def _usable_old(index_dir: Path, config: IndexConfig) -> OldParts | None:
    """Return the current generation's parts if files can be taken over from it."""
    try:
        folder = current_generation(index_dir)
        remedy = rebuild_remedy(index_dir)
        manifest = read_manifest(folder, remedy)
        if (manifest.config, manifest.reading) != (config, reading_version()):
            return None
        check_files(folder, manifest, remedy)
    except StoredIndexError:
        return None  # there is none, or it is damaged: everything is read anew
    return OldParts(folder)


def _embeds_as_before(embedder: Embedder, old: OldParts) -> bool:
    """Tell whether a model is the one that made the old vectors, by some chunks."""
    if embedder.dimension != old.vectors.shape[1]:
        return False
    chunks = old.parts.chunks[:_CHECKED_CHUNKS].tolist()
    texts = [old.text(row)[start:end] for row, start, end in chunks]
    found = embedder.passages(texts)
    return bool(np.allclose(found, old.vectors[: len(chunks)], atol=_SAME_VECTOR))


def _compare(
    files: list[SourceFile], old: OldParts | None, report: Callable[[Progress], None]
) -> _Work:
    report(Progress("scan", 0, len(files)))
    if old is None:
        changes = Changes(tuple(file.path for file in files), (), (), 0)
        work = _Work([(file, None) for file in files], changes)
    else:
        found: list[tuple[SourceFile, int | None]] = []
        for file in files:
            unchanged = file.path in old.rows and old.is_unchanged(
                file.path, fingerprint(file.file)
            )
            found.append((file, old.rows[file.path] if unchanged else None))
        to_read = [file.path for file, row in found if row is None]
        changes = Changes(
            added=tuple(path for path in to_read if path not in old.rows),
            changed=tuple(path for path in to_read if path in old.rows),
            deleted=tuple(sorted(old.rows.keys() - {file.path for file in files})),
            unchanged=len(files) - len(to_read),
        )
        work = _Work(found, changes)
    report(Progress("scan", len(files), len(files)))
    return work


def _collect(
    collector: Collector,
    work: _Work,
    config: IndexConfig,
    limits: ReadLimits,
    report: Callable[[Progress], None],
) -> None:
    """Give the collector all files in order: unchanged ones in runs, the others read."""
    reading = [file for file, row in work.files if row is None]
    done = 0
    report(Progress("read", 0, len(reading)))
    with closing(read_files(reading, config, limits)) as results:
        for is_old, run in groupby(work.files, key=lambda item: item[1] is not None):
            if is_old:
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


def duplicate_paths(
    folder: Path, parts: Parts, groups: npt.NDArray[np.int32]
) -> tuple[tuple[str, ...], ...]:
    """Return the paths of each group of duplicates, in the order of the archive."""
    found = members(groups)
    with (folder / ARTICLES).open("rb") as file:

        def path(row: int) -> str:
            file.seek(int(parts.article_bytes[row]))
            name: str = json.loads(file.readline())[0]
            return name

        return tuple(tuple(path(row) for row in rows) for rows in found.values())


def _masked_by_reason(masks: npt.NDArray[np.int32]) -> dict[str, int]:
    numbers = Counter(masks[:, 3].tolist())
    return {reason: numbers[i] for i, reason in enumerate(REASONS) if numbers[i]}


def _nothing_readable(source: Path, skipped: list[Skipped]) -> str:
    first = "; ".join(f"{item.path} {item.reason}" for item in skipped[:3])
    more = f", and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return f"The folder {str(source)!r} holds no readable article: {first}{more}."


class _Clock:
    """The seconds that each step of a rebuild has taken."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = time.monotonic()

    def add(self, step: str, seconds: float) -> None:
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds

    @contextmanager
    def step(self, name: Step | Literal["load"]) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.add(name, time.monotonic() - started)

    def total(self) -> float:
        return time.monotonic() - self._started
