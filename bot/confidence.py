"""How sure: a sentence's features → the probability that it answers."""

import math

from bot.select import ScoredSentence

# Below this the answer is "not in the articles".
ANSWER_THRESHOLD = 0.5


def confidence(sentence: ScoredSentence) -> float:
    """Return the probability in [0, 1] that a sentence answers its question.

    A logistic function of similarity, coverage and the asked-for kind, set by hand for a first
    cut: it is no calibrated probability yet.
    """
    evidence = 5 * sentence.coverage + 3 * sentence.similarity + 1.5 * sentence.holds_kind - 5.2
    return 1 / (1 + math.exp(-evidence))
