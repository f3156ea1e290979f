"""The stored index: articles, chunks, vectors and terms of one generation."""

import json
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError, IndexMismatchError
from index.generations import current_generation, rebuild_remedy
from index.lexical import LexicalIndex
from index.manifest import Manifest, check_files, read_manifest
from index.types import Article, Chunk

ARTICLES = "articles.jsonl"
CHUNKS = "chunks.npy"
VECTORS = "vectors.faiss"
DENSE_STATISTICS = "dense_statistics.npy"
LEXICAL = "lexical"


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
    ) -> None:
        self.manifest = manifest
        self.articles = tuple(articles)
        self.chunks = tuple(chunks)
        self.lexical = lexical
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
        remedy = rebuild_remedy(index_dir)
        manifest = read_manifest(folder, remedy)
        check_files(folder, manifest, remedy)
        articles = _read_articles(folder / ARTICLES)
        chunks = [
            Chunk(row, start, end, articles[row].text[start:end])
            for row, start, end in np.load(folder / CHUNKS, allow_pickle=False).tolist()
        ]
        vectors = faiss.read_index(str(folder / VECTORS))
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
        statistics = np.load(folder / DENSE_STATISTICS, allow_pickle=False)
        lexical = LexicalIndex.load(folder / LEXICAL, len(chunks))
        return cls(manifest, articles, chunks, vectors, statistics, lexical)

    def dense_search(
        self, question_vector: npt.NDArray[np.float32], k: int
    ) -> npt.NDArray[np.int64]:
        """Return the rows of the ``k`` chunks nearest to a unit vector (all, if fewer)."""
        k = min(k, len(self.chunks))
        rows = self._vectors.search(question_vector[None, :], k)[1][0]
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
            cosine = float(np.dot(self._vectors.reconstruct(0), np.asarray(first_vector)))
            if cosine > 0.99 or not np.any(first_vector):
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


def write_index_files(
    folder: Path,
    articles: Sequence[Article],
    chunks: Sequence[Chunk],
    vectors: npt.NDArray[np.float32],
    lexical: LexicalIndex,
) -> None:
    """Write all files of a generation but its manifest. ``vectors``: (chunks, d), unit rows."""
    with (folder / ARTICLES).open("w", encoding="utf-8") as file:
        for article in articles:
            fields = (article.path, article.title, article.text, article.sha256)
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
    places = [(chunk.article_row, chunk.start, chunk.end) for chunk in chunks]
    np.save(folder / CHUNKS, np.array(places, dtype=np.int64).reshape(-1, 3), allow_pickle=False)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    faiss.write_index(flat, str(folder / VECTORS))
    mean = vectors.mean(axis=0)
    covariance = (vectors.T @ vectors) / len(vectors) - np.outer(mean, mean)
    statistics = np.vstack([mean, covariance]).astype(np.float32)
    np.save(folder / DENSE_STATISTICS, statistics, allow_pickle=False)
    lexical.save(folder / LEXICAL)


def _read_articles(path: Path) -> list[Article]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return [Article(*json.loads(line)) for line in file]
