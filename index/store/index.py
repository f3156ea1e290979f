"""The stored index: articles, chunks, vectors and terms of one generation."""

import json
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from index.clean.duplicates import members
from index.errors import IndexDamagedError, IndexMismatchError
from index.store.bounds import check_bounds
from index.store.generations import current_generation, rebuild_remedy
from index.store.lexical import LexicalIndex
from index.store.manifest import Manifest, check_files, read_manifest
from index.store.parts import ARTICLES, LEXICAL, VECTORS
from index.types import REASONS, Article, Chunk, Mask

CHUNKS = "chunks.npy"
DENSE_STATISTICS = "dense_statistics.npy"
GROUPS = "groups.npy"
MASKS = "masks.npy"

_SLAB_VECTORS = 65_536
# What the readers of JSON, numpy and bm25s files raise for content that they cannot make sense of.
_NO_INDEX = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


class Index:
    """One generation, loaded and checked. Never changes; safe to read from several threads."""

    def __init__(
        self,
        manifest: Manifest,
        articles: Sequence[Article],
        chunks: Sequence[Chunk],
        vectors: faiss.Index,
        dense_statistics: npt.NDArray[np.float32],
        lexical: LexicalIndex,
        groups: npt.NDArray[np.int32],
        masks: npt.NDArray[np.int32],
        generation: str = "",
    ) -> None:
        self.manifest = manifest
        self.generation = generation
        self.articles = tuple(articles)
        self.chunks = tuple(chunks)
        self.lexical = lexical
        self._groups = members(groups)
        self._group_of = groups
        self._masks: dict[int, tuple[Mask, ...]] = {
            row: tuple(Mask(start, end, REASONS[reason]) for _, start, end, reason in entries)
            for row, entries in groupby(masks.tolist(), key=lambda entry: entry[0])
        }
        self._vectors = vectors
        self._dense_mean = dense_statistics[0]
        self._dense_covariance = dense_statistics[1:]

    @classmethod
    def open(cls, index_dir: Path) -> "Index":
        """Load the newest generation in ``index_dir``.

        Raises IndexMissingError, IndexDamagedError or IndexMismatchError; each names the rebuild
        command.
        """
        folder = current_generation(index_dir)
        try:
            return cls._load(folder, rebuild_remedy(index_dir))
        except (IndexDamagedError, OSError):
            # Two rebuilds while it was read: its folder is gone, and there is a newer one.
            newest = current_generation(index_dir)
            if newest == folder:
                raise
            return cls._load(newest, rebuild_remedy(index_dir))

    @classmethod
    def _load(cls, folder: Path, remedy: str) -> "Index":
        manifest = read_manifest(folder, remedy)
        check_files(folder, manifest, remedy)
        try:
            return cls._read(folder, manifest, remedy)
        except _NO_INDEX as error:  # the checksums agree: somebody made these files so
            raise IndexDamagedError(
                f"The index {str(folder)!r} is none that zitat writes: {error}. {remedy}"
            ) from error

    @classmethod
    def _read(cls, folder: Path, manifest: Manifest, remedy: str) -> "Index":
        articles = _read_articles(folder / ARTICLES)
        spans, groups, masks, statistics = (
            np.array(np.load(folder / name, mmap_mode="r", allow_pickle=False))
            for name in (CHUNKS, GROUPS, MASKS, DENSE_STATISTICS)
        )
        check_bounds(articles, spans, groups, masks)
        chunks = [
            Chunk(row, start, end, articles[row].text[start:end])
            for row, start, end in spans.tolist()
        ]
        vectors = _read_vectors(folder / VECTORS)
        counts = (len(articles), len(chunks), vectors.ntotal, vectors.d)
        expected = (
            manifest.article_count,
            manifest.chunk_count,
            manifest.chunk_count,
            manifest.dimension,
        )
        if counts != expected:
            raise IndexDamagedError(
                f"The index {str(folder)!r} holds {counts} articles, chunks, vectors and "
                f"dimensions; its manifest says {expected}. {remedy}"
            )
        if statistics.shape != (1 + vectors.d, vectors.d):
            raise ValueError("its statistics are of other vectors")
        lexical = LexicalIndex.load(folder / LEXICAL, len(chunks))
        return cls(
            manifest, articles, chunks, vectors, statistics, lexical, groups, masks, folder.name
        )

    def masks_of(self, article_row: int) -> tuple[Mask, ...]:
        """Return what in an article is not its text, in order; see ``index.clean.boilerplate``."""
        return self._masks.get(article_row, ())

    def is_masked(
        self, article_row: int, start: int, end: int, *, photo_credits: bool = True
    ) -> bool:
        """Tell whether a stretch of an article says nothing but what is masked.

        With ``photo_credits=False`` those count as text: someone asks who took the photo.
        """
        position = start
        text = self.articles[article_row].text
        for mask in self._masks.get(article_row, ()):
            if mask.end <= position or (mask.reason == "photo credit" and not photo_credits):
                continue
            if mask.start >= end:
                break
            if any(map(str.isalnum, text[position : mask.start])):
                return False
            position = mask.end
        return position > start and not any(map(str.isalnum, text[position:end]))

    @cached_property
    def masked_chunks(self) -> npt.NDArray[np.bool_]:
        """Which chunks hold nothing but masked text, shape (chunks,)."""
        return np.array(
            [
                chunk.article_row in self._masks
                and self.is_masked(chunk.article_row, chunk.start, chunk.end)
                for chunk in self.chunks
            ],
            dtype=bool,
        )

    def same_report(self, article_row: int) -> tuple[int, ...]:
        """Return the rows of all articles that say the same as this one, itself among them."""
        return self._groups.get(int(self._group_of[article_row]), (article_row,))

    def dense_search(
        self,
        question_vector: npt.NDArray[np.float32],
        k: int,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> npt.NDArray[np.int64]:
        """Return the rows of the ``k`` chunks nearest to a unit vector (all, if fewer).

        If ``among``, (chunks,), is given, only the rows that it marks count.
        """
        k = min(k, len(self.chunks))
        narrowed = None
        if among is not None:
            # What faiss says of its types is that of C++; Python's constructors take arrays.
            bits: Any = np.packbits(among, bitorder="little")
            marked = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg]
            narrowed = faiss.SearchParameters(sel=marked)  # type: ignore[call-arg]
        rows = self._vectors.search(question_vector[None, :], k, params=narrowed)[1][0]
        return np.asarray(rows[rows >= 0], dtype=np.int64)

    def dense_scores(
        self, question_vector: npt.NDArray[np.float32], rows: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float32]:
        """Return the standard scores of some chunks' cosine with a unit vector, shape (rows,).

        Mean and variance over the whole archive follow from the chunks' mean vector m and
        covariance C without a scan: the cosines q·v have mean q·m and variance qᵀCq.
        """
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        vectors = self._vectors.reconstruct_batch(rows)
        mean = question_vector @ self._dense_mean
        deviation = np.sqrt(question_vector @ self._dense_covariance @ question_vector)
        return standardise(vectors @ question_vector, float(mean), float(deviation))

    def check_model(self, name: str, dimension: int, first_vector: Sequence[float]) -> None:
        """Raise IndexMismatchError unless a loaded model is the one that built this index.

        ``first_vector`` is that model's vector of the first chunk: it tells models apart that have
        one name and one dimension.
        """
        built = self.manifest
        if dimension == built.dimension:
            stored = self._vectors.reconstruct(0)
            cosine = float(np.dot(stored, np.asarray(first_vector)))
            if cosine > 0.99 or not (np.any(stored) or np.any(first_vector)):
                return
        raise IndexMismatchError(
            f"The index was built by the model {built.config.model!r} ({built.dimension} "
            f"dimensions); the model {name!r} ({dimension} dimensions) embeds otherwise. "
            "Rebuild the index with this model: zitat index FOLDER --model MODEL"
        )


def standardise(
    scores: npt.NDArray[np.float32], mean: float, deviation: float
) -> npt.NDArray[np.float32]:
    """Return (scores − mean) / deviation; zeros where all scores are alike."""
    if deviation < 1e-6:
        return np.zeros_like(scores, dtype=np.float32)
    return ((scores - mean) / deviation).astype(np.float32)


def _read_vectors(path: Path) -> faiss.Index:
    vectors = np.load(path, mmap_mode="r", allow_pickle=False)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    for first in range(0, len(vectors), _SLAB_VECTORS):
        flat.add(np.ascontiguousarray(vectors[first : first + _SLAB_VECTORS]))
    return flat


def _read_articles(path: Path) -> list[Article]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return [Article(*json.loads(line)) for line in file]
