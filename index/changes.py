"""What a rebuild has to do: the files of the folder against those of the old index."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.config import IndexConfig
from index.embed import Embedder
from index.errors import StoredIndexError
from index.generations import current_generation, rebuild_remedy
from index.load import SourceFile, find_files
from index.manifest import check_files, read_manifest
from index.parts import NOT_TAKEN_OVER, OldParts
from index.reading_version import reading_version
from index.report import Changes, Progress
from index.seen import SeenFiles, look_at

_CHECKED_CHUNKS = 8
_SAME_VECTOR = 1e-4


@dataclass(frozen=True, slots=True)
class Work:
    """The files of the archive in order: with their row in the old index, or None if to be read."""

    files: list[tuple[SourceFile, int | None]]
    changes: Changes


def compare(
    files: list[SourceFile],
    old: OldParts | None,
    seen: SeenFiles,
    report: Callable[[Progress], None],
) -> Work:
    """Return which files are to be read: those whose bytes the old index does not hold."""
    report(Progress("scan", 0, len(files)))
    if old is None:
        changes = Changes(tuple(file.path for file in files), (), (), 0)
        work = Work([(file, None) for file in files], changes)
    else:
        found: list[tuple[SourceFile, int | None]] = []
        added: list[str] = []
        changed: list[str] = []
        for file in files:
            row = old.rows.get(file.path)
            if row is None:
                added.append(file.path)
            elif old.files[row].sha256 != seen.sha256(file):
                changed.append(file.path)
                row = None
            elif not old.is_whole(row):
                row = None  # it is as it was, and is tried again
            found.append((file, row))
        changes = Changes(
            added=tuple(added),
            changed=tuple(changed),
            deleted=tuple(sorted(old.rows.keys() - {file.path for file in files})),
            unchanged=len(files) - len(added) - len(changed),
        )
        work = Work(found, changes)
    report(Progress("scan", len(files), len(files)))
    return work


def take_stock(
    files: list[SourceFile], index_dir: Path | None, config: IndexConfig
) -> tuple[OldParts | None, SeenFiles]:
    """Return what an earlier build left of use, if anything, and the facts of the files now."""
    old = None if index_dir is None else _usable_old(index_dir, config)
    return old, look_at(files, index_dir)


def _usable_old(index_dir: Path, config: IndexConfig) -> OldParts | None:
    """Return the current generation's parts if files can be taken over from it."""
    try:
        folder = current_generation(index_dir)
        remedy = rebuild_remedy(index_dir)
        manifest = read_manifest(folder, remedy)
        if (manifest.config, manifest.reading) != (config, reading_version()):
            return None
        check_files(folder, manifest, remedy, but=NOT_TAKEN_OVER)
    except (StoredIndexError, OSError):
        return None  # there is none, or it is damaged: everything is read anew
    return OldParts(folder)


def embeds_as_before(embedder: Embedder, old: OldParts) -> bool:
    """Tell whether a model is the one that made the old vectors, by some chunks."""
    if embedder.dimension != old.vectors.shape[1]:
        return False
    chunks = old.parts.chunks[:_CHECKED_CHUNKS].tolist()
    texts = [old.text(row)[start:end] for row, start, end in chunks]
    found = embedder.passages(texts)
    return bool(np.allclose(found, old.vectors[: len(chunks)], atol=_SAME_VECTOR))


def is_current(source: Path, index_dir: Path, config: IndexConfig) -> bool:
    """Tell whether the index was built from just these files, by this zitat, so configured.

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
