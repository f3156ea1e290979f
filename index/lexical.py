"""BM25 over the chunks' terms (bm25s)."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

# Lucene's BM25 with its usual constants: Kamphuis et al. 2020, "Which BM25 do you mean?"
K1, B = 1.2, 0.75
_SLAB_SCORES = 1 << 20
_PARAMETERS = {"method": "lucene", "k1": K1, "b": B}


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term stands in each chunk.

    Chunk i holds ``numbers[j]`` times the term ``vocabulary[term_ids[j]]`` for every j from
    ``starts[i]`` to ``starts[i + 1]``; no term comes twice in a chunk.
    """

    vocabulary: Sequence[str]
    starts: npt.NDArray[np.int64]
    term_ids: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.uint16]


class LexicalIndex:
    """BM25 scores of all chunks for the terms of a question."""

    def __init__(self, bm25: bm25s.BM25, chunk_count: int) -> None:
        self._bm25 = bm25
        self._chunk_count = chunk_count

    @classmethod
    def build(cls, chunk_terms: Sequence[list[str]]) -> "LexicalIndex":
        """Index the terms of each chunk, in the order of the chunks."""
        vocabulary = sorted({term for terms in chunk_terms for term in terms})
        ids = {term: row for row, term in enumerate(vocabulary)}
        counted = [Counter(terms) for terms in chunk_terms]
        return cls.from_counts(
            TermCounts(
                vocabulary,
                np.cumsum([0, *map(len, counted)]),
                np.array([ids[term] for counts in counted for term in counts], dtype=np.int32),
                np.array([n for counts in counted for n in counts.values()], dtype=np.uint16),
            )
        )

    @classmethod
    def from_counts(cls, counts: TermCounts) -> "LexicalIndex":
        """Index chunks whose terms are counted already: what bm25s computes, without its loops.

        A term's score in a chunk is idf · tf / (tf + k1 · (1 − b + b · length / mean length)).
        """
        chunk_count, width = len(counts.starts) - 1, len(counts.vocabulary)
        shape = (chunk_count, width + 1)  # bm25s wants the empty term as the last of all
        by_chunk = csr_array(
            (counts.numbers.astype(np.float32), counts.term_ids, counts.starts.astype(np.int32)),
            shape=shape,
        )
        lengths = np.asarray(by_chunk.sum(axis=1), dtype=np.float32)
        by_term = by_chunk.tocsc()
        del by_chunk
        frequencies = np.diff(by_term.indptr)
        idf = np.log(1 + (chunk_count - frequencies + 0.5) / (frequencies + 0.5))
        mean_length = float(lengths.sum()) / max(chunk_count, 1) or 1.0  # without any term, 1
        penalty = (K1 * (1 - B + B * lengths / mean_length)).astype(np.float32)
        scores = by_term.data
        for first in range(0, len(scores), _SLAB_SCORES):  # to bound what is held at once
            slab = slice(first, first + _SLAB_SCORES)
            scores[slab] /= scores[slab] + penalty[by_term.indices[slab]]
        scores *= np.repeat(idf.astype(np.float32), frequencies)
        bm25 = bm25s.BM25(**_PARAMETERS)
        bm25.scores = {
            "data": scores,
            "indices": by_term.indices.astype(np.int32, copy=False),
            "indptr": by_term.indptr.astype(np.int64),
            "num_docs": chunk_count,
        }
        bm25.nonoccurrence_array = None  # other variants of BM25 have one
        bm25.vocab_dict = {term: row for row, term in enumerate([*counts.vocabulary, ""])}
        bm25.unique_token_ids_set = set(bm25.vocab_dict.values())
        return cls(bm25, chunk_count)

    def save(self, folder: Path) -> None:
        """Write the index as numpy and JSON files into ``folder``."""
        self._bm25.save(folder, allow_pickle=False, show_progress=False)

    @classmethod
    def load(cls, folder: Path, chunk_count: int) -> "LexicalIndex":
        """Read what ``save`` wrote."""
        bm25 = bm25s.BM25.load(folder, allow_pickle=False, show_progress=False, verbosity=0)
        return cls(bm25, chunk_count)

    @staticmethod
    def load_vocabulary(folder: Path) -> list[str]:
        """Return the terms that ``save`` wrote, in the order of TermCounts."""
        numbers: dict[str, int] = json.loads((folder / "vocab.index.json").read_text("utf-8"))
        return [term for term in numbers if term]

    def scores(self, question_terms: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the BM25 score of every chunk, shape (chunks,), zeros if no term is known."""
        known = self.known(question_terms)
        if not known:
            return np.zeros(self._chunk_count, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def idf(self, term: str) -> float:
        """Return log(1 + (n − df + 0.5) / (df + 0.5)), BM25's weight of a term, of n chunks."""
        row = self._bm25.vocab_dict.get(term)
        starts = self._bm25.scores["indptr"]
        frequency = 0 if row is None else int(starts[row + 1] - starts[row])
        return math.log(1 + (self._chunk_count - frequency + 0.5) / (frequency + 0.5))

    def frequencies(self) -> dict[str, int]:
        """Return the number of chunks that hold each term."""
        counts = np.diff(self._bm25.scores["indptr"])
        return {term: int(counts[row]) for term, row in self._bm25.vocab_dict.items() if term}

    def known(self, question_terms: Sequence[str]) -> list[str]:
        """Return those terms that stand in some chunk."""
        return [term for term in question_terms if term in self._bm25.vocab_dict]
