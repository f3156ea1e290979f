"""What the words of a sentence bring that is new, of the kind asked for, near to a match."""

import numpy as np
import numpy.typing as npt

from bot.arrays import Floats
from bot.question import KINDS, Question
from bot.rank.coverage import TermWeights, covered
from bot.rank.evidence import Evidence
from bot.rank.interaction import Likeness, Passages

# A word that no question word is this like is new: it may be the answer.
NEW_BELOW = 0.5
# Words on either side that count as near.
NEAR_WORDS = 8

_FUNCTION_WORDS = {Evidence.TIME, Evidence.CAUSE, Evidence.MANNER, Evidence.SPEECH}


def word_columns(
    question: Question, passages: Passages, likeness: Likeness, weights: TermWeights
) -> dict[str, Floats]:
    """Return what the sentences bring that is new, and of the kind that is asked for."""
    likest = likeness.best.max(axis=0, initial=0)
    content = passages.evidence[:, Evidence.NUMBER] | passages.content
    new = (likest < NEW_BELOW) & content
    near = nearness(likeness, weights.archive)
    heads = np.array([word.head for word in question.words], dtype=bool)
    head_like = (
        np.where(new, likeness.meaning[heads].max(axis=0), np.float32(0))
        if heads.any()
        else np.zeros(len(new), dtype=np.float32)
    )
    head_near = (
        passages.per_sentence_max(_smoothed(likeness.best[heads].max(axis=0)) * new)
        if heads.any()
        else np.zeros(len(passages.first_words), dtype=np.float32)
    )
    brought = _brought(passages, likest < NEW_BELOW, new, near)
    matched = covered(passages.per_sentence_max(likeness.best), weights.archive)
    new_count = passages.per_sentence_sum(new.astype(np.float32))
    nothing = np.zeros(len(matched), dtype=np.float32)
    asked = {
        f"{kind}: {name}": column if kind == question.kind else nothing
        for kind in KINDS
        for name, column in {**brought, "best": matched}.items()
    }
    return {
        "new words": np.log1p(new_count) / 3,
        "nothing new": (new_count == 0).astype(np.float32),
        "head new": passages.per_sentence_max(head_like.astype(np.float32)),
        "head near": head_near,
        "new near": passages.per_sentence_max(near * new),
        **brought,
        **asked,
    }


def nearness(likeness: Likeness, weights: Floats) -> Floats:
    """Return how near each word is to words like the question's, whose ``weights`` these are."""
    mass = weights @ np.where(likeness.best > 0.3, likeness.best, 0)
    return _smoothed(mass / max(float(weights.sum()), 1e-6))


def _brought(
    passages: Passages, unlike: npt.NDArray[np.bool_], new: npt.NDArray[np.bool_], near: Floats
) -> dict[str, Floats]:
    """Return of each kind of evidence whether a sentence brings it, and how near to a match."""
    may_bring = np.stack([unlike if kind in _FUNCTION_WORDS else new for kind in Evidence])
    flags = (passages.evidence.T & may_bring).astype(np.float32)
    columns = passages.per_sentence_max(np.concatenate([flags, flags * near]))
    return {
        f"{kind.name}{suffix}": columns[kind + offset]
        for kind in Evidence
        for suffix, offset in (("", 0), (" near", len(Evidence)))
    }


def _smoothed(mass: Floats) -> Floats:
    """Return each word's share of what its neighbours match, falling with their distance."""
    kernel = 1 - np.abs(np.arange(-NEAR_WORDS, NEAR_WORDS + 1)) / (NEAR_WORDS + 1)
    return np.convolve(mass, kernel.astype(np.float32), mode="same")[: len(mass)]
