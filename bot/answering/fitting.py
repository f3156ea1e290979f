"""Which answers were right → how raw scores become probabilities, and from which on to answer."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.answering.confidence import Calibration
from bot.arrays import Flags, Floats
from bot.rank.scorer import Scorer

DECAY = 3e-3
# The shares of right answers that an archive's owner can choose from.
LEVELS = tuple(share / 100 for share in range(20, 100, 5))

Doubles = npt.NDArray[np.float64]


def learn_logistic(names: tuple[str, ...], rows: Floats, right: Flags) -> Scorer:
    """Learn P(right) = 1 / (1 + exp(−score)) from rows; return what gives the score.

    ``names`` are the columns'. The optimum is unique, so that the same input gives the same
    weights.
    """
    mean, scale = standard_of(rows)
    standard = ((rows - mean) * scale).astype(np.float64)
    columns = np.column_stack([standard, np.ones(len(rows))])
    decays = np.append(np.full(rows.shape[1], DECAY), 0.0)
    learned = _fit(columns, right.astype(np.float64), np.zeros(columns.shape[1]), decays)
    weights = learned[:-1] * scale
    return Scorer(names, weights.astype(np.float32), float(learned[-1] - weights @ mean))


def fit_platt(scores: Floats, right: Flags) -> tuple[float, float]:
    """Return slope and offset of P(right) = 1 / (1 + exp(−(slope · score + offset))) (Platt 1999).

    As Platt does, the targets are drawn in from 0 and 1 by the number of examples, so that a
    handful of questions cannot give certainty.
    """
    positive = int(right.sum())
    negative = len(right) - positive
    target = np.where(right, (positive + 1) / (positive + 2), 1 / (negative + 2))
    columns = np.column_stack([scores.astype(np.float64), np.ones(len(scores))])
    slope, offset = _fit(columns, target, np.array([1.0, 0.0]), np.zeros(2)).tolist()
    return slope, offset


def fit_calibration(scores: Floats, right: Flags, accuracy: float) -> Calibration:
    """Return the calibration of raw scores, by which answers were right."""
    slope, offset = fit_platt(scores, right)
    bare = Calibration(slope, offset, (), accuracy)
    levels = measure_levels(bare.confidences(scores), right.tolist(), accuracy)
    return Calibration(slope, offset, levels, accuracy)


def measure_levels(
    confidences: Sequence[float], right: Sequence[bool], accuracy: float
) -> tuple[tuple[float, float], ...]:
    """Return the ``levels`` of a Calibration, of which ``accuracy`` is one.

    A share that the answers of no level reach is left out, as are all above it.
    """
    shares = sorted({*LEVELS, accuracy})
    levels = [(share, threshold_at(confidences, right, share)) for share in shares]
    return tuple(pair for pair in levels if math.isfinite(pair[1]))


def threshold_at(scores: Sequence[float], right: Sequence[bool], accuracy: float) -> float:
    """Return the lowest score from which on at least ``accuracy`` are right; inf if none is."""
    values, truth = np.asarray(scores, dtype=float), np.asarray(right, dtype=float)
    if not len(values):
        return math.inf
    order = np.argsort(-values, kind="stable")
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    last_of_tie = np.append(values[order][1:] != values[order][:-1], True)
    reached = np.flatnonzero((share >= accuracy) & last_of_tie)
    return float(values[order][reached[-1]]) if len(reached) else math.inf


def standard_of(rows: Floats) -> tuple[Floats, Floats]:
    """Return mean and 1 / deviation of each column, 0 for one that never varies."""
    deviation = rows.std(axis=0)
    scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0)
    return rows.mean(axis=0).astype(np.float32), scale.astype(np.float32)


def _fit(columns: Doubles, target: Doubles, start: Doubles, decay: Doubles) -> Doubles:
    """Return the weights of the logistic model with the least cross-entropy (L-BFGS)."""

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        score = columns @ weights
        fit = (np.logaddexp(0, score) - target * score).mean() + (decay * weights**2).sum()
        slope = columns.T @ (1 / (1 + np.exp(-score)) - target) / len(target)
        return float(fit), slope + 2 * decay * weights

    found: Doubles = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found
