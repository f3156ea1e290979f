"""A question → the chunks that may answer it: dense and lexical search, summed."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.masking import answering_rows
from bot.question import Question
from index import Index
from index.store import standardise
from index.types import Hit

CANDIDATE_CHUNKS = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the dense and of the lexical standard score in a hit's score."""

    dense: float
    lexical: float


def retrieve(
    index: Index, question: Question, vector: npt.NDArray[np.float32], k: int
) -> list[Hit]:
    """Return the ``k`` best chunks for a question, best first; ties in the order of the archive.

    ``vector`` is the question's, of length 1. Candidates are the best ``CANDIDATE_CHUNKS`` of
    either search; each gets both scores, standardised over the whole archive, so that they can
    be summed (ranks cannot: they forget how far the first is ahead).
    """
    bm25 = index.lexical.scores([term for variants in question.terms for term in variants])
    rows = np.union1d(index.dense_search(vector, CANDIDATE_CHUNKS), _best(bm25, CANDIDATE_CHUNKS))
    rows = answering_rows(index, question, rows)
    if not len(rows):
        return []
    dense = index.dense_scores(vector, rows)
    lexical = standardise(bm25[rows], float(bm25.mean()), float(bm25.std()))
    weights = weigh(index, question)
    scores = weights.dense * dense + weights.lexical * lexical
    order = np.argsort(-scores, kind="stable")[:k]
    return [
        Hit(
            chunk_row=int(rows[i]),
            chunk=index.chunks[rows[i]],
            score=float(scores[i]),
            dense=float(dense[i]),
            lexical=float(lexical[i]),
        )
        for i in order
    ]


def weigh(index: Index, question: Question) -> Weights:
    """Return the weights for a question: the lexical one follows how much of it BM25 can see.

    An English question's words are mostly unknown to a German archive; what little matches then
    must not outvote the vectors.
    """
    if not question.terms:
        return Weights(dense=1.0, lexical=0.0)
    known = sum(bool(index.lexical.known(variants)) for variants in question.terms)
    return Weights(dense=1.0, lexical=known / len(question.terms))


def _best(scores: npt.NDArray[np.float32], k: int) -> npt.NDArray[np.int64]:
    """Return the rows of the ``k`` highest scores above zero."""
    k = min(k, len(scores))
    rows = np.argpartition(-scores, k - 1)[:k]
    return rows[scores[rows] > 0].astype(np.int64)
