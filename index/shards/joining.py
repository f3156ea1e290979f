"""The generations of all shards → one of the whole archive.

The shards' segments go into it as they are. What depends on all articles is found anew: their
order, the groups of copies, the masks of what stands in many, mean and spread of the vectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.checksums import checksum_of
from index.config import IndexConfig
from index.errors import StoredIndexError
from index.files.address import Source, stored
from index.rebuild.archive import write_archive
from index.rebuild.arrangement import Arrangement
from index.rebuild.groups import duplicate_paths, groups_and_masks, masked_by_reason
from index.rebuild.reading_version import reading_version
from index.rebuild.verdicts import VERDICTS, Verdicts
from index.store.generations import current_generation, rebuild_remedy
from index.store.manifest import Manifest, hash_files, read_manifest, sizes_of
from index.store.runs import runs_of
from index.store.segment.files_list import FilesList
from index.store.segment.parts import NO_INDEX
from index.store.segment.segment import Segment, link_files
from index.store.stored_files import StoredFiles, read_live
from index.store.vectors import statistics

# The numbers of a shard's segments in the archive begin with that of the shard, from 1 on.
_SEGMENTS_A_SHARD = 1_000_000


@dataclass(frozen=True)
class Joined:
    """The archive that was written, with what is told of it as in ``BuildReport``."""

    found: Arrangement
    duplicates: tuple[tuple[str, ...], ...]
    masked: Mapping[str, int]


@dataclass(frozen=True)
class _Part:
    """A shard's generation; ``names`` are those of its segments in the archive."""

    folder: Path
    manifest: Manifest
    names: Mapping[str, str]


def join(
    folder: Path,
    index_dir: Path,
    generations: Sequence[Path | None],
    config: IndexConfig,
    source: Source,
) -> Joined:
    """Write the generation of an archive into ``folder``, given those of its shards, in order.

    None stands for a shard without an article; one at least has some. Raises StoredIndexError for
    a generation that cannot be read.
    """
    parts = [None if one is None else _part(number, one) for number, one in enumerate(generations)]
    present = [part for part in parts if part is not None]
    lists = [FilesList.load(part.folder / name) for part in present for name in part.names]
    live = np.concatenate([read_live(part.folder) for part in present])
    files = StoredFiles(lists, live)
    places = np.array([files.places[path] for path in sorted(files.places)], dtype=np.int64)
    segments = [Segment(part.folder / name) for part in present for name in part.names]
    runs = runs_of(
        files.segment[places],
        files.first_article[places],
        files.articles[places],
        [segment.first_chunks for segment in segments],
    )
    found = Arrangement(tuple(segments), (), runs, files, places, None)
    verdicts = _old_verdicts(index_dir)
    groups, masks = groups_and_masks(segments, runs, verdicts)
    write_archive(folder, found, groups, masks, statistics(runs, segments))
    verdicts.write(folder)
    hashes, sizes = hash_files(folder), sizes_of(folder)
    for part in present:
        for old, new in part.names.items():
            own = part.manifest.of_segment(old)
            inside = [name.removeprefix(f"{old}/") for name in own]
            link_files(inside, part.folder / old, folder / new)
            for name, within in zip(own, inside, strict=True):
                hashes[f"{new}/{within}"] = part.manifest.files[name]
                sizes[f"{new}/{within}"] = part.manifest.sizes[name]
    Manifest(
        config=config,
        dimension=present[0].manifest.dimension,
        article_count=runs.article_count,
        chunk_count=runs.chunk_count,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        files=hashes,
        sizes=sizes,
        segments=[name for part in present for name in part.names.values()],
        dense={
            part.names[name]: parameters
            for part in present
            for name, parameters in part.manifest.dense.items()
        },
        reading=reading_version(),
        source_folder=stored(source),
        shards=[[] if part is None else list(part.names.values()) for part in parts],
    ).write(folder)
    duplicates = duplicate_paths(segments, runs, groups)
    return Joined(found, duplicates, masked_by_reason(masks))


def _part(number: int, folder: Path) -> _Part:
    manifest = read_manifest(folder, rebuild_remedy(folder.parent.parent.parent))
    first = (number + 1) * _SEGMENTS_A_SHARD
    names = {
        name: f"segment-{first + int(name.removeprefix('segment-')):06d}"
        for name in manifest.segments
    }
    return _Part(folder, manifest, names)


def _old_verdicts(index_dir: Path) -> Verdicts:
    """Return what the archive's last build found; nothing if it is not there, or damaged."""
    try:
        folder = current_generation(index_dir)
        manifest = read_manifest(folder, "")
        if checksum_of(folder / VERDICTS) == manifest.files[VERDICTS]:
            return Verdicts(folder)
    except (StoredIndexError, OSError, *NO_INDEX):
        pass
    return Verdicts()
