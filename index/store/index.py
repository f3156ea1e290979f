"""The stored index: articles, chunks, vectors and terms of one generation."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError, IndexMismatchError
from index.files.heads import name_key
from index.store.generations import current_generation, rebuild_remedy
from index.store.manifest import Manifest, read_manifest
from index.store.masking import covered
from index.store.names import Names
from index.store.proof import Proof, forget_proven
from index.store.runs import Runs
from index.store.search import Archive, Search, Searched, SegmentSearch
from index.store.segment.bounds import check_bounds
from index.store.segment.mapped import load_array
from index.store.segment.parts import NO_INDEX
from index.store.segment.segment import Segment, is_segment
from index.store.stored import StoredArticles, StoredChunks
from index.store.stored_files import FileHashes
from index.types import REASONS, Mask

# The arrays that an index has beside its segments, as files of these names.
ARRAYS = tuple(
    f"{name}.npy"
    for name in (
        "heads",
        "chunks",
        "first_chunks",
        "groups",
        "masks",
        "first_masks",
        "dense_statistics",
        "runs",
        "live_files",
    )
)
HEADS, CHUNKS, FIRST_CHUNKS, GROUPS, MASKS, FIRST_MASKS, DENSE_STATISTICS, RUNS, LIVE = ARRAYS


class Index:
    """One generation, mapped and checked. Never changes; safe to read from several threads.

    ``articles`` and ``chunks`` are read when they are asked for; ``heads`` are the articles'
    records of ``heads.HEAD``, (articles,); ``paths`` finds and sorts them by name.
    """

    def __init__(
        self,
        manifest: Manifest,
        articles: StoredArticles,
        chunks: StoredChunks,
        heads: npt.NDArray[Any],
        paths: Names,
        segments: Sequence[Segment],
        live_files: npt.NDArray[np.bool_],
        search: Search,
        dense_statistics: npt.NDArray[np.float32],
        groups: npt.NDArray[np.int32],
        masks: npt.NDArray[np.int32],
        first_masks: npt.NDArray[np.int64],
        proof: Proof,
        generation: str = "",
    ) -> None:
        self.manifest = manifest
        self.generation = generation
        self.articles = articles
        self.chunks = chunks
        self.heads = heads
        self.paths = paths
        self.lexical = search.lexical
        self._search = search
        self._group_of = groups
        self._masks = masks
        self._first_masks = first_masks
        self._segments = tuple(segments)
        self._live = live_files
        self._dense_mean = dense_statistics[0]
        self._dense_covariance = dense_statistics[1:]
        self._proof = proof

    @classmethod
    def open(cls, index_dir: Path, search: Callable[[Archive], Search] = SegmentSearch) -> "Index":
        """Map the newest generation in ``index_dir``; ``search`` gives what searches it.

        Its names and sizes are checked, and all bytes of a small one; those of a large one are
        checked meanwhile, once a generation: ``check`` tells. Raises IndexMissingError,
        IndexDamagedError or IndexMismatchError; each names the rebuild command.
        """
        folder = current_generation(index_dir)
        try:
            return cls._load(folder, rebuild_remedy(index_dir), search)
        except (IndexDamagedError, OSError):
            # Some rebuilds while it was read: its folder is gone, and there is a newer one.
            newest = current_generation(index_dir)
            if newest == folder:
                raise
            return cls._load(newest, rebuild_remedy(index_dir), search)

    def check(self) -> None:
        """Raise IndexDamagedError if damage was found since the index was opened."""
        self._proof.check()

    def wait_until_proven(self) -> None:
        """Wait until all of a large index is checked. Raises IndexDamagedError."""
        self._proof.wait()
        self.check()

    @classmethod
    def _load(cls, folder: Path, remedy: str, search: Callable[[Archive], Search]) -> "Index":
        manifest = read_manifest(folder, remedy)
        proof = Proof.begin(folder, manifest, remedy)
        try:
            return cls._read(folder, manifest, proof, remedy, search)
        except NO_INDEX as error:  # damaged since it was proven, or somebody made these files so
            forget_proven(folder.parent)
            raise IndexDamagedError(
                f"The index {str(folder)!r} is none that zitat writes: {error}. {remedy}"
            ) from error

    @classmethod
    def _read(
        cls,
        folder: Path,
        manifest: Manifest,
        proof: Proof,
        remedy: str,
        search: Callable[[Archive], Search],
    ) -> "Index":
        heads, spans, first_chunks, groups, masks, first_masks, statistics, records, live_files = (
            load_array(folder / name) for name in ARRAYS
        )
        check_bounds(heads, spans, first_chunks, groups, masks, first_masks)
        archive = read_archive(folder, manifest, records, remedy)
        segments, runs = archive.segments, archive.runs
        if live_files.shape != (sum(len(segment.files) for segment in segments),):
            raise ValueError("its files are not those of its segments")
        counts = (len(heads), len(spans), runs.article_count, runs.chunk_count)
        expected = 2 * (manifest.article_count, manifest.chunk_count)
        if counts != expected:
            raise IndexDamagedError(
                f"The index {str(folder)!r} holds {counts} articles, chunks, and both in its "
                f"segments; its manifest says {expected}. {remedy}"
            )
        if statistics.shape != (1 + manifest.dimension, manifest.dimension):
            raise ValueError("its statistics are of other vectors")
        articles = StoredArticles(segments, runs, heads, archive.damaged)
        return cls(
            manifest=manifest,
            articles=articles,
            chunks=StoredChunks(articles, spans, first_chunks),
            heads=heads,
            paths=Names([segment.names for segment in segments], runs),
            segments=segments,
            live_files=live_files,
            search=search(archive),
            dense_statistics=np.array(statistics),
            groups=groups,
            masks=masks,
            first_masks=first_masks,
            proof=proof,
            generation=folder.name,
        )

    def row_of(self, path: str) -> int:
        """Return the row of the article with this path. Raises KeyError if there is none."""
        keys, rows = self._by_path
        key = np.uint64(name_key(path))
        first, last = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
        for row in rows[first:last].tolist():
            if self.articles[row].path == path:
                return int(row)
        raise KeyError(path)

    @cached_property
    def files(self) -> FileHashes:
        """The hex SHA-256 of each file that the index was built from, by its path, if it was read.

        Empty of one that could not be read.
        """
        return FileHashes([segment.files for segment in self._segments], self._live)

    @cached_property
    def _by_path(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
        """The keys of all paths, sorted, and their rows."""
        keys = np.ascontiguousarray(self.heads["path"])
        rows = np.argsort(keys, kind="stable").astype(np.int32)
        return keys[rows], rows

    @cached_property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day of the articles that have one, ISO 8601; None if none has."""
        dated = self.heads["day"][self.heads["day"] > 0]
        if not len(dated):
            return None
        first, last = (date.fromordinal(int(day)) for day in (dated.min(), dated.max()))
        return first.isoformat(), last.isoformat()

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """Who published the articles, with their number in ``heads``, in alphabetical order."""
        keys, firsts = np.unique(self.heads["source"], return_index=True)
        found = {
            name: key
            for key, row in zip(keys.tolist(), firsts.tolist(), strict=True)
            if key and (name := self.articles[row].source)
        }
        return {name: found[name] for name in sorted(found, key=str.casefold)}

    def masked_chars(self) -> npt.NDArray[np.int64]:
        """Return how many characters of each article are masked, (articles,)."""
        rows, starts, ends, _ = self._masks.T
        counted = np.bincount(rows, weights=ends - starts, minlength=len(self.heads))
        return counted.astype(np.int64)

    def masks_of(self, article_row: int) -> tuple[Mask, ...]:
        """Return what in an article is not its text, in order; see ``index.clean.boilerplate``."""
        first, last = self._first_masks[article_row : article_row + 2]
        return tuple(
            Mask(start, end, REASONS[reason])
            for _, start, end, reason in self._masks[first:last].tolist()
        )

    def is_masked(
        self, article_row: int, start: int, end: int, *, photo_credits: bool = True
    ) -> bool:
        """Return whether a stretch of an article says nothing but what is masked.

        With ``photo_credits=False`` those count as text: someone asks who took the photo.
        """
        masks = self.masks_of(article_row)
        if not masks:
            return False
        position = start
        text = self.articles[article_row].text
        for mask in masks:
            if mask.end <= position or (mask.reason == "photo credit" and not photo_credits):
                continue
            if mask.start >= end:
                break
            if any(map(str.isalnum, text[position : mask.start])):
                return False
            position = mask.end
        return position > start and not any(map(str.isalnum, text[position:end]))

    def masked_chunks(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Return which of some chunks hold nothing but masked text, shape (rows,)."""
        masked = np.zeros(len(rows), dtype=bool)
        spans = self.chunks.spans[rows]
        # Only the text says whether what a mask leaves out has a word in it; half of a chunk has.
        mostly = 2 * covered(spans, self._masks, self._first_masks) >= spans[:, 2] - spans[:, 1]
        for place in np.flatnonzero(mostly).tolist():
            masked[place] = self.is_masked(*spans[place].tolist())
        return masked

    def same_report(self, article_row: int) -> tuple[int, ...]:
        """Return the rows of all articles that say the same as this one, itself among them."""
        own = self._group_of[article_row]
        order = self._by_group
        first = np.searchsorted(self._group_of, own, side="left", sorter=order)
        last = np.searchsorted(self._group_of, own, side="right", sorter=order)
        return tuple(order[first:last].tolist())

    @cached_property
    def _by_group(self) -> npt.NDArray[np.int64]:
        """The articles' rows, those of a group one behind the other, (articles,)."""
        return np.argsort(self._group_of, kind="stable")

    def dense_search(
        self,
        question_vector: npt.NDArray[np.float32],
        k: int,
        among: npt.NDArray[np.bool_] | None = None,
    ) -> npt.NDArray[np.int64]:
        """Return the rows of the ``k`` chunks nearest to a unit vector (all, if fewer), best first.

        If ``among``, (chunks,), is given, only the rows that it marks count. Of a segment with
        more than ``dense.EXACT_CHUNKS`` a few of the nearest may be missing.
        """
        return self._search.nearest(question_vector, k, among)[1]

    def watched(self) -> AbstractContextManager[Searched]:
        """Return a block; what it gives has, at its end, the share that was searched in it."""
        return self._search.watched()

    def dense_scores(
        self, question_vector: npt.NDArray[np.float32], rows: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float32]:
        """Return the standard scores of some chunks' cosine with a unit vector, shape (rows,).

        Mean and variance over the whole archive follow from the chunks' mean vector m and
        covariance C without a scan: the cosines q·v have mean q·m and variance qᵀCq.
        """
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        vectors = self._search.vectors(rows)
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
            stored = self._search.vectors(np.zeros(1, dtype=np.int64))[0]
            cosine = float(np.dot(stored, np.asarray(first_vector)))
            if cosine > 0.99 or not (np.any(stored) or np.any(first_vector)):
                return
        raise IndexMismatchError(
            f"The index was built by the model {built.config.model!r} ({built.dimension} "
            f"dimensions); the model {name!r} ({dimension} dimensions) embeds otherwise. "
            "Rebuild the index with this model: zitat index FOLDER --model MODEL"
        )


def read_archive(
    folder: Path, manifest: Manifest, records: npt.NDArray[Any], remedy: str
) -> Archive:
    """Map the segments of the generation in ``folder``; ``records`` are those of its RUNS.

    Raises ValueError, or what numpy raises, unless they fit together.
    """

    def damaged(what: str) -> IndexDamagedError:
        forget_proven(folder.parent)
        return IndexDamagedError(f"In the index {str(folder)!r} {what}. {remedy}")

    runs = Runs(records)
    if not all(map(is_segment, manifest.segments)):
        raise ValueError("its segments are none")
    segments = [Segment(folder / name) for name in manifest.segments]
    runs.check([segment.check(manifest.dimension) for segment in segments])
    return Archive(folder, manifest, segments, runs, damaged)


def standardise(
    scores: npt.NDArray[np.float32], mean: float, deviation: float
) -> npt.NDArray[np.float32]:
    """Return (scores − mean) / deviation; zeros where all scores are alike."""
    if deviation < 1e-6:
        return np.zeros_like(scores, dtype=np.float32)
    return ((scores - mean) / deviation).astype(np.float32)
