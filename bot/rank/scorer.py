"""What is measured of candidate sentences → how likely each of them is the one that answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np

from bot.arrays import Floats, Ints
from bot.bundled import read_bundled
from bot.rank.features import Features

WEIGHTS = "ranking.json"
ARTICLE, SENTENCE = "article", "sentence"
# About the number of articles in the smallest and the largest archive that is learned from.
ARTICLES_LEARNED = (5, 1500)
_BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Scorer:
    """A weighted sum of named columns, and a number that is added: ``weights`` is (names,)."""

    names: tuple[str, ...]
    weights: Floats
    bias: float = 0.0

    def __call__(self, rows: Floats) -> Floats:
        """Return a score for each of ``rows``, (rows, names); shape (rows,)."""
        scores: Floats = rows @ self.weights + np.float32(self.bias)
        return scores

    @classmethod
    def of(cls, by_name: Mapping[str, float]) -> Self:
        """Return the one that ``by_name`` says: the weight of each column, and the bias."""
        weights = {name: weight for name, weight in by_name.items() if name != _BIAS}
        return cls(tuple(weights), np.array([*weights.values()], np.float32), by_name[_BIAS])

    def by_name(self) -> dict[str, float]:
        """Return the weight of each column, and the bias."""
        weights = dict(zip(self.names, map(float, self.weights), strict=True))
        return weights | {_BIAS: self.bias}


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
    found = read_scorers(read_bundled(WEIGHTS).decode())
    return Ranking(found[ARTICLE], found[SENTENCE])


def read_scorers(text: str) -> dict[str, Scorer]:
    """Return the scorers that are written as JSON, by name."""
    return {name: Scorer.of(weights) for name, weights in json.loads(text).items()}


def scorers_as_json(scorers: Mapping[str, Scorer]) -> str:
    """Return what ``read_scorers`` reads."""
    told = {name: scorer.by_name() for name, scorer in scorers.items()}
    return json.dumps(told, indent=1) + "\n"


def archive_size(article_count: int) -> float:
    """Return log10 of a number of articles, or of the nearest of ``ARTICLES_LEARNED``."""
    return float(np.log10(np.clip(article_count, *ARTICLES_LEARNED)))


def first_of_each(article_of: Ints) -> Ints:
    """Return where each article's sentences begin, (articles,)."""
    firsts: Ints = np.flatnonzero(np.diff(article_of, prepend=-1))
    return firsts


def log_softmax(scores: Floats) -> Floats:
    """Return log(exp(s) / Σ exp(s)), without overflow."""
    shifted = scores - scores.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result
