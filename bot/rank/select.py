"""Candidate sentences → the probability of each that it is the one that answers best."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from bot.arrays import Floats
from bot.brought import read_brought
from bot.rank.answer_words import SentenceWords
from bot.rank.features import Features

WEIGHTS = "selector.safetensors"
# The log odds of a sentence whose words were not read.
UNREAD = -8.0


@dataclass(frozen=True, slots=True)
class Scorer:
    """A linear model plus a network with one hidden layer, over standardised features.

    ``mean``, ``scale``, ``linear``: (features,). ``hidden``: (features, units), ``hidden_bias``,
    ``output``: (units,).
    """

    mean: Floats
    scale: Floats
    linear: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats

    def __call__(self, features: Floats) -> Floats:
        """Return a score for each row of ``features``, shape (rows,)."""
        standard = np.clip((features - self.mean) * self.scale, -6, 6)
        activated = np.maximum(standard @ self.hidden + self.hidden_bias, 0)
        scores: Floats = standard @ self.linear + activated @ self.output
        return scores


@dataclass(frozen=True, slots=True)
class Selection:
    """Natural logarithms of probabilities over the candidates.

    ``articles``: that an article holds the answer, (articles,). ``within``: that a sentence is the
    answer if its article holds it, (sentences,). ``joint``: their sum, (sentences,).
    ``article_scores``, ``sentence_scores``: the models' scores as they are, not normalised.
    ``words``, ``article_words``: log odds that words of the sentence, (sentences,), or of its
    article, (articles,), answer; UNREAD where they were not read.
    """

    articles: Floats
    within: Floats
    joint: Floats
    article_scores: Floats
    sentence_scores: Floats
    words: Floats
    article_words: Floats


@dataclass(frozen=True, slots=True)
class Selector:
    """Two listwise models: which article, and which sentence in it."""

    article: Scorer
    sentence: Scorer

    def select(
        self,
        features: Features,
        article_of: npt.NDArray[np.int64],
        first_sentences: npt.NDArray[np.int64],
        words: SentenceWords,
    ) -> Selection:
        """Return the log probabilities of all candidates.

        ``article_of`` is each sentence's article, ``first_sentences`` each article's first;
        ``words`` what the words of the likeliest articles say.
        """
        article_scores = self.article(features.articles)
        articles = log_softmax(article_scores)
        scores = self.sentence(features.sentences)
        scores[words.sentences] += words.added
        log_odds = np.full(len(scores), UNREAD, dtype=np.float32)
        log_odds[words.sentences] = words.log_odds
        within = log_softmax_in_groups(scores, article_of, first_sentences)
        joint = articles[article_of] + within
        return Selection(
            articles=articles,
            within=within,
            joint=joint,
            article_scores=article_scores,
            sentence_scores=scores,
            words=log_odds,
            article_words=np.logaddexp.reduceat(log_odds, first_sentences),
        )


@cache
def trained_selector() -> Selector:
    """Return the selector with the weights that zitat brings."""
    tensors = load(read_brought(WEIGHTS))
    return Selector(*(read_scorer(tensors, part) for part in ("article", "sentence")))


def read_scorer(tensors: dict[str, npt.NDArray[np.float32]], part: str) -> Scorer:
    """Return one of the models in a file of weights."""
    names = ("mean", "scale", "linear", "hidden", "hidden_bias", "output")
    return Scorer(*(tensors[f"{part}.{name}"] for name in names))


def log_softmax(scores: Floats) -> Floats:
    """Return log(exp(s) / Σ exp(s)), without overflow."""
    shifted = scores - scores.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result


def log_softmax_in_groups(
    scores: Floats, group: npt.NDArray[np.int64], first: npt.NDArray[np.int64]
) -> Floats:
    """As ``log_softmax``, for each run of rows of one group, which begins at ``first``."""
    shifted = scores - np.maximum.reduceat(scores, first)[group]
    result: Floats = shifted - np.log(np.add.reduceat(np.exp(shifted), first))[group]
    return result
