"""The chunks' vectors on disk, written in their order: new ones embedded, old ones copied."""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from index.embed import Embedder
from index.parts import ARTICLES, VECTORS, Parts

SLAB_CHUNKS = 4096
# More chunks than this say no more about the mean and spread of an archive's vectors.
SAMPLED_CHUNKS = 8_192


def write_vectors(
    folder: Path,
    parts: Parts,
    old_rows: npt.NDArray[np.int64],
    old_vectors: npt.NDArray[np.float32] | None,
    embedder: Embedder | None,
    dimension: int,
    progress: Callable[[int, int], None],
) -> None:
    """Write each chunk's vector, float32, (chunks, dimension), without holding all of them.

    Chunks whose old row is not −1 keep their old vector, so that ``embedder`` may be None if all
    are such. ``progress`` gets the chunks embedded and to be embedded.
    """
    total, done = int((old_rows < 0).sum()), 0
    with (folder / VECTORS).open("wb") as file:
        _write_header(file, (len(parts.chunks), dimension))
        for first, last in _runs(old_rows):
            if old_rows[first] >= 0:
                if old_vectors is None:
                    raise ValueError("There are no old vectors to take over.")
                begin = int(old_rows[first])
                file.write(old_vectors[begin : begin + last - first].tobytes())
                continue
            if embedder is None:
                raise ValueError("There is no model for new chunks.")
            for slab in _texts(folder, parts, first, last):
                file.write(embedder.passages(slab).tobytes())
                done += len(slab)
                progress(done, total)


def statistics(folder: Path) -> npt.NDArray[np.float32]:
    """Return the mean of the vectors and, below it, their covariance, (1 + d, d).

    In a large archive they are those of SAMPLED_CHUNKS vectors at even distances.
    """
    sample = _sample(folder / VECTORS)
    mean = sample.mean(axis=0)
    covariance = (sample.T @ sample) / len(sample) - np.outer(mean, mean)
    return np.vstack([mean, covariance]).astype(np.float32)


def _sample(path: Path) -> npt.NDArray[np.float32]:
    """Read some rows one by one: mapped into memory, they would bring most of the file along."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        (count, dimension), _, _ = np.lib.format.read_array_header_1_0(file)
        if count <= SAMPLED_CHUNKS:
            return np.fromfile(file, dtype="<f4").reshape(count, dimension)
        start, length = file.tell(), 4 * dimension
        sample = np.empty((SAMPLED_CHUNKS, dimension), dtype=np.float32)
        for i, row in enumerate(np.linspace(0, count - 1, SAMPLED_CHUNKS).astype(np.int64)):
            file.seek(start + int(row) * length)
            sample[i] = np.frombuffer(file.read(length), dtype="<f4")
    return sample


def _write_header(file: BinaryIO, shape: tuple[int, int]) -> None:
    header = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)


def _runs(old_rows: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the first and end of each run of chunks that are all new, or lie in a row in the old.

    Long runs are cut, to bound what is held at once.
    """
    new = old_rows < 0
    steps = np.diff(old_rows)
    breaks = (new[1:] != new[:-1]) | (~new[1:] & (steps != 1))
    bounds = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(old_rows)]
    for first, last in pairwise(bounds):
        if new[first : first + 1].any():
            yield first, last
        else:
            for begin in range(first, last, SLAB_CHUNKS):
                yield begin, min(begin + SLAB_CHUNKS, last)


def _texts(folder: Path, parts: Parts, first: int, last: int) -> Iterator[list[str]]:
    """Yield the texts of some chunks in slabs."""
    slab: list[str] = []
    with (folder / ARTICLES).open("rb") as file:
        row, text = -1, ""
        for article_row, start, end in parts.chunks[first:last].tolist():
            if article_row != row:
                row = article_row
                file.seek(int(parts.article_bytes[row]))
                text = json.loads(file.readline())[2]
            slab.append(text[start:end])
            if len(slab) == SLAB_CHUNKS:
                yield slab
                slab = []
    if slab:
        yield slab
