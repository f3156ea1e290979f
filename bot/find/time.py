"""Candidate sentences → how each fits the time that is asked about."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.question import Question
from bot.text.sentences import Sentence
from bot.time import Fit, Told, fit_of, times_of
from index.types import Article

Fits = npt.NDArray[np.int8]
# What the logarithm of a sentence's probability loses by its fit. A sentence of another time is no
# answer; one that may be of the time asked stands behind one that is.
PENALTY = {Fit.OTHER: 12.0, Fit.UNKNOWN: 0.7, Fit.SAME: 0.0}


# Of a long article only what stands so near before a sentence tells its time.
_BLOCK_CHARS = 20_000


def told_by(article: Article, start: int, end: int) -> Told:
    """Return the times that the sentence ``article.text[start:end]`` speaks of."""
    first = max(0, start // _BLOCK_CHARS - 1) * _BLOCK_CHARS
    near = article.text[first : first + 3 * _BLOCK_CHARS]
    return times_of(article.title, near, article.date).told(start - first, end - first)


def time_fits(
    question: Question, articles: Sequence[tuple[Article, Sequence[Sentence]]]
) -> Fits | None:
    """Return the ``Fit`` of every sentence of some articles, in order, shape (sentences,).

    None if the question is about no time.
    """
    if question.time is None:
        return None
    return np.array(
        [
            fit_of(question.time.periods, told_by(article, sentence.start, sentence.end))
            for article, sentences in articles
            for sentence in sentences
        ],
        dtype=np.int8,
    )


def penalties(fits: Fits) -> npt.NDArray[np.float32]:
    """Return what each sentence loses by its fit, shape as ``fits``."""
    by_fit = np.array([PENALTY[fit] for fit in sorted(Fit)], dtype=np.float32)
    result: npt.NDArray[np.float32] = by_fit[fits]
    return result
