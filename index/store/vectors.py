"""The chunks' vectors on disk, written in their order: new ones embedded, old ones copied."""

import json
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from index.clock import Clock
from index.embedding.embedder import SLAB_TEXTS, Embedder
from index.store.runs import Runs
from index.store.segment.columns import Column
from index.store.segment.parts import VECTORS
from index.store.segment.segment import Segment

# More chunks than this say no more about the mean and spread of an archive's vectors.
SAMPLED_CHUNKS = 8_192


class VectorWriters:
    """What writes the vectors of segments.

    ``embedded`` is the number of chunks embedded so far, whose time goes to the step ``embed`` of
    ``clock``.
    """

    def __init__(self, embedder: Embedder, clock: Clock) -> None:
        self.embedded = 0
        self._embedder = embedder
        self._clock = clock

    def of(self, folder: Path) -> "VectorWriter":
        """Return what writes the vectors of the segment in ``folder``."""
        return VectorWriter(self, Column(folder / VECTORS, np.float32, self._embedder.dimension))

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the vectors of some chunks."""
        with self._clock.step("embed"):
            self.embedded += len(texts)
            return self._embedder.passages(texts)


class VectorWriter:
    """Takes the chunks of a segment in their order and writes a vector of each."""

    def __init__(self, writers: VectorWriters, column: Column) -> None:
        self._writers = writers
        self._column = column
        self._texts: list[str] = []

    def __enter__(self) -> "VectorWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._embed()
        finally:
            self._column.close()

    def add(self, line: bytes, chunks: npt.NDArray[np.int32]) -> None:
        """Take the chunks of an article, as in Prepared, given its stored line."""
        text = json.loads(line)[2]
        self._texts += (text[start:end] for _, start, end in chunks.tolist())
        if len(self._texts) >= SLAB_TEXTS:
            self._embed()

    def take_over(self, vectors: npt.NDArray[np.float32]) -> None:
        """Take chunks whose vectors are known."""
        self._embed()
        self._column.add(vectors)

    def _embed(self) -> None:
        texts, self._texts = self._texts, []
        if texts:
            self._column.add(self._writers.embed(texts))


def statistics(runs: Runs, segments: Sequence[Segment]) -> npt.NDArray[np.float32]:
    """Return the mean of an archive's vectors and, below it, their covariance, (1 + d, d).

    In a large archive they are those of SAMPLED_CHUNKS vectors at even distances.
    """
    count = runs.chunk_count
    rows = np.linspace(0, count - 1, min(count, SAMPLED_CHUNKS)).astype(np.int64)
    sample = np.empty((len(rows), segments[0].vectors.shape[1]), dtype=np.float32)
    for number, inside, places in runs.chunks(rows):
        sample[places] = VectorReader(segments[number].folder / VECTORS).read(inside)
    mean = sample.mean(axis=0)
    covariance = (sample.T @ sample) / max(len(sample), 1) - np.outer(mean, mean)
    return np.vstack([mean, covariance]).astype(np.float32)


class VectorReader:
    """Reads vectors of a file. Safe for several threads.

    Mapped into memory, those that are asked for would bring most of the file along. ``damaged``
    makes the error that is raised if the file is cut off.
    """

    def __init__(self, path: Path, damaged: Callable[[str], Exception] = ValueError) -> None:
        self._damaged = damaged
        self._file = path.open("rb", buffering=0)  # a buffer would read five times as much
        weakref.finalize(self, self._file.close)
        self._reading = Lock()
        np.lib.format.read_magic(self._file)
        (self._count, self._dimension), _, _ = np.lib.format.read_array_header_1_0(self._file)
        self._start = self._file.tell()

    def read(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Return the vectors in some rows, (rows, d)."""
        found = np.empty((len(rows), self._dimension), dtype="<f4")
        # Of rows that follow each other, as an article's, all are read at once.
        firsts = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        ends = np.append(firsts[1:], len(rows)).tolist()
        with self._reading:
            for first, end, row in zip(firsts.tolist(), ends, rows[firsts].tolist(), strict=False):
                self._read_into(found[first:end], row)
        return found

    def slabs(self, most: int) -> Iterator[npt.NDArray[np.float32]]:
        """Yield all vectors in order, at most so many at a time, (rows, d)."""
        for first in range(0, self._count, most):
            slab = np.empty((min(most, self._count - first), self._dimension), dtype="<f4")
            with self._reading:
                self._read_into(slab, first)
            yield slab

    def _read_into(self, vectors: npt.NDArray[np.float32], row: int) -> None:
        """Fill an array with the vectors from a row on."""
        self._file.seek(self._start + row * 4 * self._dimension)
        left = vectors.data.cast("B")
        while left:
            if not (count := self._file.readinto(left)):
                raise self._damaged(f"the file {VECTORS} was cut off")
            left = left[count:]
