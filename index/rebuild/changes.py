"""What a rebuild has to do: the files of the folder against those of the old index."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.config import IndexConfig
from index.embedding.embedder import Embedder
from index.errors import IndexMismatchError, StoredIndexError
from index.files.address import Source
from index.files.scan import SourceFile, find_files
from index.files.stat_cache import SeenFiles, look_at
from index.rebuild.reading_version import reading_version
from index.rebuild.report import Changes, Progress
from index.store.generations import current_generation, rebuild_remedy
from index.store.manifest import Manifest, read_manifest
from index.store.proof import forget_proven, prove, prove_segments
from index.store.segment.parts import NO_INDEX
from index.store.segment.segment import Segment
from index.store.stored_files import StoredFiles, read_stored_files, told_files

_CHECKED_CHUNKS = 8
_SAME_VECTOR = 1e-4


@dataclass(frozen=True, slots=True)
class Work:
    """The files of the archive in order, and the place of each in the old index, (files,).

    A place is as of StoredFiles, -1 of a file that is to be read.
    """

    files: list[SourceFile]
    places: npt.NDArray[np.int64]
    changes: Changes


@dataclass(frozen=True, slots=True)
class OldIndex:
    """The generation that a rebuild takes segments over from."""

    folder: Path
    manifest: Manifest
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """What an earlier build left, and the facts of the files now.

    ``stored`` are the files that it was built from. ``old`` is what unchanged ones are taken over
    from, if anything; ``rebuilt_because`` is why nothing can be reused of an index that is there.
    """

    seen: SeenFiles
    stored: StoredFiles
    old: OldIndex | None = None
    rebuilt_because: str | None = None

    @property
    def old_folder(self) -> Path | None:
        """The folder of the generation that something is taken over from, if any."""
        return None if self.old is None else self.old.folder

    def without_old(self, rebuilt_because: str) -> "PreviousBuild":
        """Return it with nothing to be taken over, and why."""
        return replace(self, old=None, rebuilt_because=rebuilt_because)


def compare(
    files: list[SourceFile], previous: PreviousBuild, report: Callable[[Progress], None]
) -> Work:
    """Return which files are to be read: those whose bytes the old index does not hold."""
    report(Progress("scan", 0, len(files)))
    stored = previous.stored
    found = map(stored.places.get, (file.path for file in files), repeat(-1))
    places = np.fromiter(found, np.int64, len(files))
    known = np.flatnonzero(places >= 0)
    hashes = previous.seen.hashes(known)
    changed = known[(hashes != stored.sha256[places[known]]).any(axis=1)]
    added = np.flatnonzero(places < 0)
    gone = (
        stored.places.keys() - {file.path for file in files}
        if len(known) < len(stored.places)
        else ()
    )
    places[changed] = -1
    if previous.old is None:
        places[:] = -1
    else:
        again = known[stored.retry[places[known]] | ~stored.sha256[places[known]].any(axis=1)]
        places[again] = -1  # it is as it was, and is tried again
    changes = Changes(
        added=tuple(files[row].path for row in added.tolist()),
        changed=tuple(files[row].path for row in changed.tolist()),
        deleted=tuple(sorted(gone)),
        unchanged=len(files) - len(added) - len(changed),
        rebuilt_because=previous.rebuilt_because,
    )
    report(Progress("scan", len(files), len(files)))
    return Work(files, places, changes)


def inspect_previous_build(
    files: list[SourceFile], index_dir: Path | None, config: IndexConfig
) -> PreviousBuild:
    """Return what an earlier build left, if anything, and the facts of the files now."""
    seen = look_at(files, index_dir)
    nothing = PreviousBuild(seen, StoredFiles.of({}))
    if index_dir is None:
        return nothing
    try:
        folder = current_generation(index_dir)
    except (StoredIndexError, OSError):
        return nothing
    try:
        remedy = rebuild_remedy(index_dir)
        manifest = read_manifest(folder, remedy)
        if manifest.config != config:
            because = "was built with other settings"
        elif manifest.reading != reading_version():
            because = "was built by another version of zitat or its libraries"
        else:
            prove(folder, manifest, remedy)
            segments = tuple(Segment(folder / name) for name in manifest.segments)
            for segment in segments:  # what was proven before is not proven here
                segment.check(manifest.dimension)
            stored = read_stored_files(folder, manifest)
            return PreviousBuild(seen, stored, OldIndex(folder, manifest, segments))
    except IndexMismatchError:
        because = "is of another format"
    except (StoredIndexError, OSError, *NO_INDEX):
        forget_proven(index_dir)
        because = "is damaged"
    return PreviousBuild(seen, told_files(folder), rebuilt_because=because)


def checked_by_model(previous: PreviousBuild, embedder: Embedder) -> PreviousBuild:
    """Return it with nothing to be taken over unless the model made the old vectors."""
    if previous.old is None:
        return previous
    try:
        if _embeds_as_before(embedder, previous.old):
            return previous
    except (OSError, *NO_INDEX):
        forget_proven(previous.old.folder.parent)
        return previous.without_old("is damaged")
    return previous.without_old("was built by a model that embeds otherwise")


def _embeds_as_before(embedder: Embedder, old: OldIndex) -> bool:
    """Return whether a model is the one that made the old vectors, by some chunks."""
    if embedder.dimension != old.manifest.dimension:
        return False
    segment = max(old.segments, key=lambda segment: len(segment.parts.chunks))
    chunks = segment.parts.chunks[:_CHECKED_CHUNKS].tolist()
    texts = [segment.article(row).text[start:end] for row, start, end in chunks]
    found = embedder.passages(texts)
    return bool(np.allclose(found, segment.vectors[: len(chunks)], atol=_SAME_VECTOR))


def are_whole(old: OldIndex, numbers: Iterable[int]) -> bool:
    """Return whether some segments of the old index are, byte for byte, as they were written."""
    names = [old.segments[number].name for number in numbers]
    try:
        prove_segments(old.folder, old.manifest, "", names)
    except (StoredIndexError, OSError):
        forget_proven(old.folder.parent)
        return False
    return True


def is_current(source: Source, index_dir: Path, config: IndexConfig) -> bool:
    """Return whether the index was built from just these files, by this zitat, so configured.

    Raises SourceError if the folder of articles is missing.
    """
    files = find_files(source)
    try:
        folder = current_generation(index_dir)
        manifest = read_manifest(folder, rebuild_remedy(index_dir))
        if (manifest.config, manifest.reading) != (config, reading_version()):
            return False
        stored = read_stored_files(folder, manifest)
    except (StoredIndexError, OSError, *NO_INDEX):
        return False
    if stored.places.keys() != {file.path for file in files}:
        return False
    places = [stored.places[file.path] for file in files]
    return look_at(files, index_dir).are(stored.sha256[places])
