"""Learns the confidence: a logistic model, and the threshold from which on an answer is shown."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from bot.answering.confidence import Calibration
from bot.arrays import Floats
from bot.lab.bench.measures import threshold_at
from bot.rank.select import Scorer

DECAY = 3e-3
LIMIT = 6.0
# The shares of right answers that an archive's owner can choose from.
LEVELS = tuple(share / 100 for share in range(20, 100, 5))


def learn_logistic(
    rows: Floats, right: npt.NDArray[np.bool_], decay: float = DECAY
) -> tuple[Scorer, float]:
    """Learn P(right) = 1 / (1 + exp(−(score + offset))) from rows; return the scorer and offset.

    The optimum is unique, so that the same input gives the same weights.
    """
    deviation = rows.std(axis=0)
    mean = rows.mean(axis=0).astype(np.float32)
    scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0).astype(np.float32)
    standard = torch.from_numpy(np.clip((rows - mean) * scale, -LIMIT, LIMIT))
    wanted = torch.from_numpy(right.astype(np.float32))
    weights = torch.zeros(rows.shape[1] + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = standard @ weights[:-1] + weights[-1]
        fit = torch.nn.functional.binary_cross_entropy_with_logits(scores, wanted)
        total = fit + decay * (weights[:-1] ** 2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    learned = weights.detach().numpy()
    empty = np.zeros(0, dtype=np.float32)
    scorer = Scorer(mean, scale, learned[:-1], np.zeros((len(mean), 0), np.float32), empty, empty)
    return scorer, float(learned[-1])


def fit_platt(scores: Floats, right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset of P(right) = 1 / (1 + exp(−(slope · score + offset))) (Platt 1999).

    As Platt does, the targets are drawn in from 0 and 1 by the number of examples, so that a
    handful of questions cannot give certainty.
    """
    positive = int(right.sum())
    negative = len(right) - positive
    target = np.where(right, (positive + 1) / (positive + 2), 1 / (negative + 2))
    wanted = torch.from_numpy(target.astype(np.float64))
    given = torch.from_numpy(scores.astype(np.float64))
    weights = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        total = torch.nn.functional.binary_cross_entropy_with_logits(
            weights[0] * given + weights[1], wanted
        )
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    slope, offset = weights.detach().tolist()
    return slope, offset


def fit_calibration(scores: Floats, right: npt.NDArray[np.bool_], accuracy: float) -> Calibration:
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
