"""A folder of articles → an archive in shards: each is built by itself, then all are joined.

A shard is built as any index, and takes over what it holds unchanged. The archive is put in place
by one rename after all of them: if one fails, the old archive stays, complete.
"""

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index import errors
from index.clock import Clock
from index.config import IndexConfig, ReadLimits
from index.embedding.embedder import Embedder
from index.errors import SettingError, StoredIndexError, ZitatError
from index.files.address import Source, source_at, stored
from index.files.articles import Skipped
from index.files.scan import LeftOut, look_through
from index.files.stat_cache import look_at
from index.messages import Message
from index.rebuild.history import PastBuild, record
from index.rebuild.rebuild import (
    NothingReadableError,
    build,
    finished,
    nothing_readable,
    with_settings,
)
from index.rebuild.report import BuildReport, Changes, Progress
from index.settings import IndexSettings
from index.shards.dealing import FOLDER, Shard, shards
from index.shards.joining import Joined, join
from index.store.generations import current_generation, new_generation
from index.store.manifest import read_manifest
from index.store.stored_files import StoredFiles, told_files

MOST_SHARDS = 999


@dataclass(frozen=True)
class Task:
    """A shard that is to be built of some files, by their paths in ``source``; as of ``build``."""

    shard: Shard
    files: frozenset[str]
    source: Source
    index_dir: Path
    config: IndexConfig
    limits: ReadLimits
    full: bool = False
    embedder: Embedder | None = None


@dataclass(frozen=True)
class Built:
    """A shard that was built: its generation's folder, None if no file of it holds an article.

    ``error``: why it could not be, as the name of a class of ``index.errors`` and its message.
    """

    generation: Path | None = None
    report: BuildReport | None = None
    skipped: Sequence[Skipped] = ()
    error: tuple[str, Message] | None = None


class Workers:
    """Builds shards one after the other in this process: each uses all cores by itself."""

    machines = 1

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Built]]:
        """Yield each task's place with what came of it, in any order."""
        return ((place, build_shard(task)) for place, task in enumerate(tasks))


def build_shard(task: Task) -> Built:
    """Build one shard. Raises nothing that is meant for a reader: that comes back."""
    folder = task.shard.folder(task.index_dir)
    try:
        report = build(
            task.source,
            folder,
            task.config,
            limits=task.limits,
            embedder=task.embedder,
            full=task.full,
            holds=task.files.__contains__,
        )
    except NothingReadableError as error:
        return Built(skipped=error.skipped)
    except ZitatError as error:
        return Built(error=(type(error).__name__, error.message))
    return Built(current_generation(folder), report)


def rebuild_index(
    source: str | Source,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    count: int | None = None,
    cluster: str | None = None,
    limits: ReadLimits | None = None,
    unfinished: Callable[[str], bool] | None = None,
) -> BuildReport:
    """Build an index in ``count`` shards, on the cluster of Ray at an address if one is given.

    By default it has as many shards as before; one that has none gets one a machine of the cluster,
    or stays without. With a ``count`` of 0 it is built in one again. All else is as of ``build``.
    Raises SettingError too if there is no such cluster.
    """
    folder = IndexSettings.load().index_dir if index_dir is None else Path(index_dir)
    count = (shards_of(folder) or None) if count is None else count
    if not count and (count == 0 or cluster is None):
        report = build(source, folder, config, progress, limits=limits, unfinished=unfinished)
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        return report
    workers = _workers(cluster)
    return build_shards(
        source,
        count or workers.machines,
        folder,
        config,
        progress,
        workers=workers,
        limits=limits,
        unfinished=unfinished,
    )


def _workers(cluster: str | None) -> Workers:
    if cluster is None:
        return Workers()
    from index.shards.cluster import RayWorkers  # noqa: PLC0415  an extra

    return RayWorkers(cluster)


def shards_of(index_dir: Path) -> int:
    """Return how many shards the index in ``index_dir`` has, 0 if it is none or has none."""
    try:
        return len(read_manifest(current_generation(index_dir), "").shards)
    except (StoredIndexError, OSError):
        return 0


def build_shards(
    source: str | Source,
    count: int,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    workers: Workers | None = None,
    limits: ReadLimits | None = None,
    embedder: Embedder | None = None,
    full: bool = False,
    unfinished: Callable[[str], bool] | None = None,
) -> BuildReport:
    """Build the index of the articles below ``source`` in ``count`` shards, all or nothing.

    Unchanged files are taken over from the shards as they are. All else is as of ``build``.
    Raises SettingError for a number of shards that cannot be, and what ``build`` raises.
    """
    if not 1 <= count <= MOST_SHARDS:
        raise SettingError(f"{count} shards cannot be built: expected 1 to {MOST_SHARDS}.")
    source = source_at(source)
    index_dir, config, limits = with_settings(index_dir, config, limits)
    report = progress or (lambda _: None)
    clock = Clock()
    with clock.step("scan"):
        looked = look_through(source)
        files = finished(looked.files, unfinished)
    with new_generation(index_dir) as folder:
        seen, old = look_at(files, index_dir), _old_files(index_dir)
        with clock.step("read"):
            tasks = [
                Task(
                    shard,
                    frozenset(file.path for file in files if shard.holds(file.path)),
                    source_at(stored(source)),
                    index_dir.resolve(),
                    config,
                    limits,
                    full,
                    embedder,
                )
                for shard in shards(count)
            ]
            built = _built(tasks, workers or Workers(), report)
        if all(one.generation is None for one in built):
            skipped = [item for one in built for item in one.skipped]
            raise NothingReadableError(nothing_readable(source, skipped), skipped)
        with clock.step("compare"):
            report(Progress("compare", 0, 1))
            generations = [one.generation for one in built]
            joined = join(folder, index_dir, generations, config, source)
            report(Progress("compare", 1, 1))
        report(Progress("write", 0, 1))
        known = joined.found.files
        places = [known.places.get(file.path, -1) for file in files]
        hashes = known.sha256[places]
        hashes[[place < 0 for place in places]] = 0
        seen.remember(index_dir, hashes)
    report(Progress("write", 1, 1))
    _drop_others(index_dir, count)
    made = _report(built, old, joined, clock, looked.left_out)
    record(index_dir, PastBuild.succeeded(made))
    return made


def _old_files(index_dir: Path) -> StoredFiles:
    """Return the files of the archive as it is; none if there is none."""
    try:
        return told_files(current_generation(index_dir))
    except StoredIndexError:
        return StoredFiles.of({})


def _built(
    tasks: Sequence[Task], workers: Workers, report: Callable[[Progress], None]
) -> list[Built]:
    """Return what came of each task, in order. Raises the first error, when all have ended."""
    found: dict[int, Built] = {}
    report(Progress("read", 0, len(tasks)))
    for place, one in workers.run(tasks):
        found[place] = one
        report(Progress("read", len(found), len(tasks)))
    built = [found[place] for place in range(len(tasks))]
    for one in built:
        if one.error is not None:
            kind, message = one.error
            raise getattr(errors, kind, ZitatError)(message)
    return built


def _report(
    built: Sequence[Built],
    old: StoredFiles,
    joined: Joined,
    clock: Clock,
    left_out: tuple[LeftOut, ...],
) -> BuildReport:
    reports = [one.report for one in built if one.report is not None]
    skipped, remarks, unreadable = joined.found.told()
    skipped += [item for one in built for item in one.skipped]
    unread = {item.path for one in built for item in one.skipped}
    reasons = [one.changes.rebuilt_because for one in reports if one.changes.rebuilt_because]
    changes = _changes(old, joined.found.files, unreadable, reasons[0] if reasons else None)
    changes = replace(changes, unreadable=changes.unreadable + len(unread))
    return BuildReport(
        articles=joined.found.runs.article_count,
        chunks=joined.found.runs.chunk_count,
        seconds=clock.total(),
        skipped=tuple(sorted(skipped, key=lambda item: item.path)),
        changes=changes,
        duplicates=joined.duplicates,
        masked=joined.masked,
        embedded_chunks=sum(one.embedded_chunks for one in reports),
        step_seconds=_steps(clock, [one.step_seconds for one in reports]),
        remarks=tuple(remarks),
        left_out=left_out,
    )


def _changes(
    old: StoredFiles, new: StoredFiles, unreadable: Collection[str], rebuilt_because: str | None
) -> Changes:
    """Return how the files differ from those of the archive before, whichever shards held them."""
    both = sorted(old.places.keys() & new.places.keys())
    before = old.sha256[[old.places[path] for path in both]]
    now = new.sha256[[new.places[path] for path in both]]
    changed = [both[row] for row in np.flatnonzero((before != now).any(axis=1)).tolist()]
    return Changes(
        added=tuple(sorted(new.places.keys() - old.places.keys())),
        changed=tuple(changed),
        deleted=tuple(sorted(old.places.keys() - new.places.keys())),
        unchanged=len(both) - len(changed),
        rebuilt_because=rebuilt_because,
    ).without(unreadable)


def _steps(clock: Clock, of_shards: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """Return the seconds of each step; those of embedding and loading are all workers'."""
    inside = {
        step: sum(one.get(step, 0.0) for one in of_shards) for step in ("load", "embed", "write")
    }
    return {**inside, **clock.seconds}


def _drop_others(index_dir: Path, count: int) -> None:
    """Remove the folders of shards that the archive no longer has."""
    kept = {shard.folder(index_dir) for shard in shards(count)}
    for folder in set((index_dir / FOLDER).iterdir()) - kept:
        shutil.rmtree(folder, ignore_errors=True)
