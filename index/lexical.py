"""BM25 over the chunks' terms (bm25s)."""

import math
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

# Lucene's BM25 with its usual constants: Kamphuis et al. 2020, "Which BM25 do you mean?"
_PARAMETERS = {"method": "lucene", "k1": 1.2, "b": 0.75}


class LexicalIndex:
    """BM25 scores of all chunks for the terms of a question."""

    def __init__(self, bm25: bm25s.BM25, chunk_count: int) -> None:
        self._bm25 = bm25
        self._chunk_count = chunk_count

    @classmethod
    def build(cls, chunk_terms: Sequence[list[str]]) -> "LexicalIndex":
        """Index the terms of each chunk, in the order of the chunks."""
        bm25 = bm25s.BM25(**_PARAMETERS)
        # An archive without a single term (numbers of one letter, say) still needs a vocabulary.
        bm25.index(list(chunk_terms), create_empty_token=True, show_progress=False)
        return cls(bm25, len(chunk_terms))

    def save(self, folder: Path) -> None:
        """Write the index as numpy and JSON files into ``folder``."""
        self._bm25.save(folder, allow_pickle=False, show_progress=False)

    @classmethod
    def load(cls, folder: Path, chunk_count: int) -> "LexicalIndex":
        """Read what ``save`` wrote."""
        bm25 = bm25s.BM25.load(folder, allow_pickle=False, show_progress=False, verbosity=0)
        return cls(bm25, chunk_count)

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

    def known(self, question_terms: Sequence[str]) -> list[str]:
        """Return those terms that stand in some chunk."""
        return [term for term in question_terms if term in self._bm25.vocab_dict]
