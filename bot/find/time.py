"""Candidate sentences → how each fits the time that is asked about."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from bot.question import Question
from bot.text.sentences import Sentence
from bot.time import ArticleTimes, Fit, Told, fit_of, times_of
from index.types import Article

Fits = npt.NDArray[np.int8]
# What the logarithm of a sentence's probability loses by its fit. A sentence of another time is no
# answer; one that may be of the time asked stands behind one that is.
PENALTY = {Fit.OTHER: 12.0, Fit.UNKNOWN: 0.7, Fit.SAME: 0.0}


# Of a long article only what stands so near before a sentence gives its time.
_BLOCK_CHARS = 20_000


def told_by(article: Article, start: int, end: int) -> Told:
    """Return the times that the sentence ``article.text[start:end]`` speaks of."""
    first, times = _times_near(article, start)
    return times.told(start - first, end - first)


def of_other_times(
    question: Question, article: Article, start: int, end: int
) -> list[tuple[int, int]]:
    """Return what in the sentence ``article.text[start:end]`` counts something of another time.

    Empty if the question is about no time or no amount, or if nothing there is counted of its own.
    """
    if question.time is None or question.kind != "how_much":
        return []
    first, times = _times_near(article, start)
    parts = times.parts(start - first, end - first)
    if len(parts) < 2:
        return []
    told = replace(times.told(start - first, end - first), named=(), beside=())
    fits = [
        fit_of(question.time.periods, replace(told, named=(p.period,) if p.period else ()))
        for p in parts
    ]
    if not any(fit == Fit.SAME and p.counts for fit, p in zip(fits, parts, strict=True)):
        return []
    return [
        (first + p.start, first + p.end)
        for fit, p in zip(fits, parts, strict=True)
        if fit != Fit.SAME
    ]


def _times_near(article: Article, place: int) -> tuple[int, ArticleTimes]:
    """Return the times that an article names around a place, and where that text begins."""
    first = max(0, place // _BLOCK_CHARS - 1) * _BLOCK_CHARS
    near = article.text[first : first + 3 * _BLOCK_CHARS]
    return first, times_of(article.title, near, article.date)


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
