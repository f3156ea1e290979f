"""How sure, without a reader: what is measured of a sentence → the probability that it answers.

The search's own shares say which candidate is best, not whether the best is any good. So the
confidence is a logistic model of its own features, learned from right and wrong answers, from
questions that nearly fit an article, and from questions whose article was hidden.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from bot.arrays import Floats, Ints
from bot.bundled import read_bundled
from bot.question import KINDS, Question
from bot.rank.features import Features
from bot.rank.scorer import Scorer, archive_size, read_scorers

WEIGHTS = "confidence.json"
PART = "confidence"
# A probability from which on nothing is shown.
NEVER = 2.0

# Only what means the same in an archive of two articles and of a million: shares, no scores that
# are relative to the rest of the archive. That the best of many is less likely right than the best
# of few follows from the archive's size, as far as it was learned from.
_OF_SENTENCE = ("best", "local", "around", "named")
_OF_ARTICLE = ("best", "window", "named", "lead")
NAMES = (
    *("log share", "share"),
    *(f"sentence: {name}" for name in _OF_SENTENCE),
    *(f"article: {name}" for name in _OF_ARTICLE),
    *KINDS,
    *("English", "words", "names", "archive"),
)


def measure_confidence(
    question: Question,
    features: Features,
    article_of: Ints,
    log_shares: Floats,
    positions: Ints,
    article_count: int,
) -> Floats:
    """Return what says whether some of the candidate sentences answer, (positions, ``NAMES``).

    ``article_of``: each sentence's article, ``log_shares``: the logarithm of its probability by the
    search; ``article_count``: the number of articles in the archive.
    """
    own, articles = log_shares[positions], article_of[positions]
    rows = [
        own,
        np.exp(own),
        *(features.of_sentences(name)[positions] for name in _OF_SENTENCE),
        *(features.of_articles(name)[articles] for name in _OF_ARTICLE),
        *(np.full(len(positions), float(kind == question.kind)) for kind in KINDS),
        np.full(len(positions), float(question.language == "en")),
        np.full(len(positions), len(question.words)),
        np.full(len(positions), sum(word.named for word in question.words)),
        np.full(len(positions), archive_size(article_count)),
    ]
    return np.stack(rows, axis=1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the raw score becomes a probability, and from which one on an answer is shown.

    The probability is 1 / (1 + exp(−(``slope`` · score + ``offset``))) (Platt 1999). ``levels`` are
    pairs, rising: a share of right answers, and the probability from which on that share of the
    shown answers was right. ``accuracy`` is the share that is wanted where nobody sets another.
    """

    slope: float
    offset: float
    levels: tuple[tuple[float, float], ...]
    accuracy: float

    def threshold(self, accuracy: float | None = None) -> float:
        """Return from which probability on an answer is shown so that a share of them is right.

        It is that of the next higher level that was measured; above 1, so that none is shown, if
        no answers reached the share.
        """
        wanted = self.accuracy if accuracy is None else accuracy
        reached = (level for share, level in self.levels if share >= wanted - 1e-9)
        return next(reached, NEVER)

    def confidences(self, scores: Floats) -> list[float]:
        """Return the probabilities of raw scores, in [0, 1], rounded as they are shown."""
        probabilities = 1 / (1 + np.exp(-(self.slope * scores + self.offset)))
        rounded: list[float] = np.round(probabilities.astype(np.float64), 6).tolist()
        return rounded


@cache
def trained_confidence() -> Scorer:
    """Return the model with the weights that zitat brings."""
    return read_scorers(read_bundled(WEIGHTS).decode())[PART]
