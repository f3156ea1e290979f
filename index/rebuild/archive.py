"""What an index has beside its segments: small arrays that every rebuild writes anew."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.config import IndexConfig
from index.files.address import Source, stored
from index.files.heads import HEAD
from index.rebuild.arrangement import Arrangement
from index.rebuild.changes import OldIndex
from index.rebuild.reading_version import reading_version
from index.store.index import (
    CHUNKS,
    DENSE_STATISTICS,
    FIRST_CHUNKS,
    FIRST_MASKS,
    GROUPS,
    HEADS,
    LIVE,
    MASKS,
    RUNS,
)
from index.store.manifest import DenseParameters, Manifest, hash_files, sizes_of
from index.store.segment.columns import Column
from index.store.segment.segment import link_files


def write_archive(
    folder: Path,
    found: Arrangement,
    groups: npt.NDArray[np.int32],
    masks: npt.NDArray[np.int32],
    dense_statistics: npt.NDArray[np.float32],
) -> None:
    """Write the articles' heads, chunks and masks in the order of the archive, and how they lie."""
    with (
        Column(folder / HEADS, HEAD) as heads,
        Column(folder / CHUNKS, np.int32, 3) as chunks,
        Column(folder / FIRST_CHUNKS, np.int64) as first_chunks,
    ):
        for run in found.runs:
            segment = found.segments[run.segment]
            heads.add(segment.parts.heads[run.first : run.end])
            shift = np.array([run.row - run.first, 0, 0])
            chunks.add(segment.parts.chunks[run.first_chunk : run.end_chunk] + shift)
            firsts = segment.first_chunks[run.first : run.end]
            first_chunks.add(firsts + (run.chunk_row - run.first_chunk))
        first_chunks.add(np.array([found.runs.chunk_count]))
    arrays: dict[str, npt.NDArray[Any]] = {
        GROUPS: groups,
        MASKS: masks,
        FIRST_MASKS: np.searchsorted(masks[:, 0], np.arange(len(groups) + 1)),
        DENSE_STATISTICS: dense_statistics,
        RUNS: found.runs.records,
        LIVE: found.files.live,
    }
    for name, array in arrays.items():
        np.save(folder / name, array, allow_pickle=False)


def write_manifest(
    folder: Path,
    found: Arrangement,
    old: OldIndex | None,
    config: IndexConfig,
    dimension: int,
    dense: DenseParameters | None,
    source: Source,
) -> None:
    """Put the segments that stay into the new generation, and write its manifest.

    They are not read again: their checksums are those of the old index's manifest. ``dense`` are
    the parameters of the new one.
    """
    hashes, sizes = hash_files(folder), sizes_of(folder)
    parameters = {} if dense is None else {found.segments[-1].name: dense}
    if old is not None:
        for segment in found.kept:
            if segment.name in old.manifest.dense:
                parameters[segment.name] = old.manifest.dense[segment.name]
            files = old.manifest.of_segment(segment.name)
            link_files(files, old.folder, folder)
            hashes |= {name: old.manifest.files[name] for name in files}
            sizes |= {name: old.manifest.sizes[name] for name in files}
    Manifest(
        config=config,
        dimension=dimension,
        article_count=found.runs.article_count,
        chunk_count=found.runs.chunk_count,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        files=hashes,
        sizes=sizes,
        segments=[segment.name for segment in found.segments],
        dense=parameters,
        reading=reading_version(),
        source_folder=stored(source),
    ).write(folder)
