"""The measures of answers: pure functions of numbers and texts."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bot.answering.fitting import threshold_at

BINS = 10
T = TypeVar("T")
_ARTICLES = frozenset("der die das den dem des ein eine einen einem einer eines the a an".split())


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); (0, 1) of nothing."""
    if count == 0:
        return 0.0, 1.0
    z = 1.959964
    share = right / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Return the chance that a positive scores higher than a negative; None without both.

    Ties count half.
    """
    values, truth = np.asarray(scores, dtype=float), np.asarray(positive, dtype=bool)
    above, below = values[truth], np.sort(values[~truth])
    if not len(above) or not len(below):
        return None
    less = np.searchsorted(below, above, side="left")
    at_most = np.searchsorted(below, above, side="right")
    return float((less + at_most).mean() / (2 * len(below)))


def coverage_at(scores: Sequence[float], right: Sequence[bool], accuracy: float) -> float:
    """Return the greatest share of questions that can be shown, surest first, at an accuracy."""
    threshold = threshold_at(scores, right, accuracy)
    values = np.asarray(scores, dtype=float)
    return float((values >= threshold).mean()) if len(values) else 0.0


def reliability(
    confidences: Sequence[float], right: Sequence[bool]
) -> list[tuple[int, float, float]]:
    """Return (questions, mean confidence, share right) of each of ``BINS`` bins of equal width."""
    values, truth = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    bins = np.minimum((values * BINS).astype(int), BINS - 1)
    rows = []
    for number in range(BINS):
        inside = bins == number
        count = int(inside.sum())
        rows.append(
            (count, float(values[inside].mean()), float(truth[inside].mean()))
            if count
            else (0, (number + 0.5) / BINS, 0.0)
        )
    return rows


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean gap between confidence and accuracy over the bins, weighed by questions.

    The expected calibration error of Naeini et al. 2015.
    """
    rows = reliability(confidences, right)
    count = max(sum(row[0] for row in rows), 1)
    return sum(row[0] * abs(row[1] - row[2]) for row in rows) / count


def token_f1(marked: str, gold: str) -> float:
    """Return SQuAD's token F1 (Rajpurkar et al. 2016), German articles left out as well."""
    ours, theirs = _squad_tokens(marked), _squad_tokens(gold)
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs))


def bootstrap_mean(values: Sequence[float], rounds: int = 1000) -> tuple[float, float]:
    """Return the 95 % interval of a mean, by resampling with a fixed seed; (0, 1) of nothing."""
    if not values:
        return 0.0, 1.0
    sample = np.asarray(values, dtype=float)
    rng = np.random.default_rng(0)
    means: npt.NDArray[np.float64] = rng.choice(sample, (rounds, len(sample))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def bootstrap(
    items: Sequence[T], measure: Callable[[Sequence[T]], float | None], rounds: int = 300
) -> tuple[float, float]:
    """Return the 95 % interval of any measure of items, by resampling them with a fixed seed.

    Samples for which the measure is None do not count; (0, 1) if that is all of them.
    """
    rng = np.random.default_rng(0)
    samples = (rng.integers(0, len(items), len(items)) for _ in range(rounds))
    values = [measure([items[place] for place in sample]) for sample in samples]
    known = [value for value in values if value is not None]
    if not known:
        return 0.0, 1.0
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _squad_tokens(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in _ARTICLES]
