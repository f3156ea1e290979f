"""What is measured of candidate sentences → how likely each of them is the one that answers."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from bot.arrays import Floats, Ints
from bot.bundled import read_bundled
from bot.rank.features import Features

WEIGHTS = "ranking.safetensors"
# A standardised feature is cut here.
LIMIT = 6.0
_ARRAYS = ("mean", "scale", "linear", "hidden", "hidden_bias", "output")


@dataclass(frozen=True, slots=True)
class Scorer:
    """A linear model plus a network with one hidden layer, over standardised features.

    ``names``: of the features. ``mean``, ``scale``, ``linear``: (features,). ``hidden``:
    (features, units), ``hidden_bias``, ``output``: (units,).
    """

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    linear: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats

    def __call__(self, features: Floats) -> Floats:
        """Return a score for each row of ``features``, shape (rows,)."""
        standard = standardised(features, self.mean, self.scale)
        activated = np.maximum(standard @ self.hidden + self.hidden_bias, 0)
        scores: Floats = standard @ self.linear + activated @ self.output
        return scores


def standardised(features: Floats, mean: Floats, scale: Floats) -> Floats:
    """Return features as standard scores, shape as ``features``, cut at ``LIMIT``."""
    standard: Floats = np.clip((features - mean) * scale, -LIMIT, LIMIT)
    return standard


def linear_scorer(names: tuple[str, ...], mean: Floats, scale: Floats, linear: Floats) -> Scorer:
    """Return a scorer without a hidden layer."""
    empty = np.zeros(0, dtype=np.float32)
    return Scorer(names, mean, scale, linear, np.zeros((len(mean), 0), np.float32), empty, empty)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Two listwise models: which article answers, and which sentence of it."""

    article: Scorer
    sentence: Scorer

    def log_shares(self, features: Features, article_of: Ints) -> Floats:
        """Return the natural logarithm of each sentence's probability, (sentences,).

        ``article_of`` is each sentence's article, rising.
        """
        articles = log_softmax(self.article(features.articles))
        scores, firsts = self.sentence(features.sentences), first_of_each(article_of)
        shifted = scores - np.maximum.reduceat(scores, firsts)[article_of]
        total = np.log(np.add.reduceat(np.exp(shifted), firsts))
        shares: Floats = articles[article_of] + shifted - total[article_of]
        return shares


@cache
def trained_ranking() -> Ranking:
    """Return the models with the weights that zitat brings."""
    tensors = load(read_bundled(WEIGHTS))
    return Ranking(read_scorer(tensors, "article"), read_scorer(tensors, "sentence"))


def read_scorer(tensors: dict[str, npt.NDArray[np.float32]], part: str) -> Scorer:
    """Return one of the scorers in a file of weights."""
    names = tuple(tensors[f"{part}.names"].tobytes().decode().split("\n"))
    return Scorer(names, *(tensors[f"{part}.{name}"] for name in _ARRAYS))


def as_tensors(scorer: Scorer, part: str) -> dict[str, npt.NDArray[Any]]:
    """Return what ``read_scorer`` reads: its arrays by name, and the names as bytes of UTF-8."""
    names = np.frombuffer("\n".join(scorer.names).encode(), dtype=np.uint8)
    arrays = {
        f"{part}.{name}": np.ascontiguousarray(getattr(scorer, name), dtype=np.float32)
        for name in _ARRAYS
    }
    return {f"{part}.names": names, **arrays}


def first_of_each(article_of: Ints) -> Ints:
    """Return where each article's sentences begin, (articles,)."""
    firsts: Ints = np.flatnonzero(np.diff(article_of, prepend=-1))
    return firsts


def log_softmax(scores: Floats) -> Floats:
    """Return log(exp(s) / Σ exp(s)), without overflow."""
    shifted = scores - scores.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result
