"""The chunks' vectors on disk, written in their order: new ones embedded, old ones copied."""

import json
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from index.clock import Clock
from index.embedding.embedder import SLAB_TEXTS, Embedder
from index.store.columns import Column
from index.store.parts import VECTORS

# More chunks than this say no more about the mean and spread of an archive's vectors.
SAMPLED_CHUNKS = 8_192


class VectorWriter:
    """Takes the chunks of an archive in their order and writes a vector of each.

    ``embedded`` is the number of those embedded anew, whose time goes to the step ``embed`` of
    ``clock``. ``old`` are the vectors of the old index.
    """

    def __init__(
        self, folder: Path, embedder: Embedder, old: npt.NDArray[np.float32] | None, clock: Clock
    ) -> None:
        self.embedded = 0
        self._embedder = embedder
        self._old = old
        self._clock = clock
        self._texts: list[str] = []
        self._column = Column(folder / VECTORS, np.float32, embedder.dimension)

    def __enter__(self) -> "VectorWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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

    def take_over(self, first: int, last: int) -> None:
        """Take the old index's vectors from row ``first`` to before ``last``."""
        if self._old is None:
            raise ValueError("There are no old vectors to take over.")
        self._embed()
        self._column.add(self._old[first:last])

    def _embed(self) -> None:
        with self._clock.step("embed"):
            texts, self._texts = self._texts, []
            if texts:
                self._column.add(self._embedder.passages(texts))
                self.embedded += len(texts)


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
    with path.open("rb", buffering=0) as file:  # a buffer would read five times as much
        np.lib.format.read_magic(file)
        (count, dimension), _, _ = np.lib.format.read_array_header_1_0(file)
        if count <= SAMPLED_CHUNKS:
            return np.fromfile(file, dtype="<f4").reshape(count, dimension)
        start, length = file.tell(), 4 * dimension
        sample = np.empty((SAMPLED_CHUNKS, dimension), dtype="<f4")
        rows = np.linspace(0, count - 1, SAMPLED_CHUNKS).astype(np.int64).tolist()
        for vector, row in zip(sample, rows, strict=True):
            file.seek(start + row * length)
            file.readinto(vector.data)
    return sample
