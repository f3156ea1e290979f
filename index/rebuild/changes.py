"""What a rebuild has to do: the files of the folder against those of the old index."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.config import IndexConfig
from index.embedding.embedder import Embedder
from index.errors import IndexMismatchError, StoredIndexError
from index.files.scan import SourceFile, find_files
from index.files.stat_cache import SeenFiles, look_at
from index.rebuild.reading_version import reading_version
from index.rebuild.report import Changes, Progress
from index.store.generations import current_generation, rebuild_remedy
from index.store.manifest import check_files, read_manifest, told_sources
from index.store.parts import NOT_TAKEN_OVER, OldParts

_CHECKED_CHUNKS = 8
_SAME_VECTOR = 1e-4


@dataclass(frozen=True, slots=True)
class Work:
    """The files of the archive in order: with their row in the old index, or None if to be read."""

    files: list[tuple[SourceFile, int | None]]
    changes: Changes


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """What an earlier build left, and the facts of the files now.

    ``old`` is what unchanged files are taken over from, if anything; ``rebuilt_because`` is why
    nothing can be reused of an index that is there. ``sources``: the SHA-256 of the files that it
    was built from.
    """

    seen: SeenFiles
    old: OldParts | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    rebuilt_because: str | None = None

    def without_old(self, rebuilt_because: str) -> "PreviousBuild":
        """Return it with nothing to be taken over, and why."""
        return replace(self, old=None, rebuilt_because=rebuilt_because)


def compare(
    files: list[SourceFile], previous: PreviousBuild, report: Callable[[Progress], None]
) -> Work:
    """Return which files are to be read: those whose bytes the old index does not hold."""
    report(Progress("scan", 0, len(files)))
    old, sources = previous.old, previous.sources
    found: list[tuple[SourceFile, int | None]] = []
    added: list[str] = []
    changed: list[str] = []
    for file in files:
        row = None if old is None else old.rows.get(file.path)
        known = sources.get(file.path)
        if known is None:
            added.append(file.path)
            row = None
        elif known != previous.seen.sha256(file):
            changed.append(file.path)
            row = None
        elif old is not None and row is not None and not old.is_whole(row):
            row = None  # it is as it was, and is tried again
        found.append((file, row))
    changes = Changes(
        added=tuple(added),
        changed=tuple(changed),
        deleted=tuple(sorted(sources.keys() - {file.path for file in files})),
        unchanged=len(files) - len(added) - len(changed),
        rebuilt_because=previous.rebuilt_because,
    )
    report(Progress("scan", len(files), len(files)))
    return Work(found, changes)


def inspect_previous_build(
    files: list[SourceFile], index_dir: Path | None, config: IndexConfig
) -> PreviousBuild:
    """Return what an earlier build left, if anything, and the facts of the files now."""
    seen = look_at(files, index_dir)
    if index_dir is None:
        return PreviousBuild(seen)
    try:
        folder = current_generation(index_dir)
    except (StoredIndexError, OSError):
        return PreviousBuild(seen)
    try:
        remedy = rebuild_remedy(index_dir)
        manifest = read_manifest(folder, remedy)
        told = PreviousBuild(seen, sources=manifest.sources)
        if manifest.config != config:
            return told.without_old("was built with other settings")
        if manifest.reading != reading_version():
            return told.without_old("was built by another version of zitat or its libraries")
        check_files(folder, manifest, remedy, but=NOT_TAKEN_OVER)
    except IndexMismatchError:
        return PreviousBuild(
            seen, sources=told_sources(folder), rebuilt_because="is of another format"
        )
    except (StoredIndexError, OSError):
        return PreviousBuild(seen, sources=told_sources(folder), rebuilt_because="is damaged")
    return replace(told, old=OldParts(folder))


def embeds_as_before(embedder: Embedder, old: OldParts) -> bool:
    """Return whether a model is the one that made the old vectors, by some chunks."""
    if embedder.dimension != old.vectors.shape[1]:
        return False
    chunks = old.parts.chunks[:_CHECKED_CHUNKS].tolist()
    texts = [old.text(row)[start:end] for row, start, end in chunks]
    found = embedder.passages(texts)
    return bool(np.allclose(found, old.vectors[: len(chunks)], atol=_SAME_VECTOR))


def is_current(source: Path, index_dir: Path, config: IndexConfig) -> bool:
    """Return whether the index was built from just these files, by this zitat, so configured.

    Raises SourceError if the folder of articles is missing.
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
    seen = look_at(files.values(), index_dir)
    return all(seen.sha256(file) == manifest.sources[path] for path, file in files.items())
