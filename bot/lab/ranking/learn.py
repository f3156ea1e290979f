"""Learns a Scorer that puts the right ones of a list first."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.answering.fitting import Doubles, standard_of
from bot.arrays import Flags, Floats
from bot.rank.scorer import Scorer

DECAY = 1e-4


def learn(lists: Sequence[tuple[Floats, Flags]], names: tuple[str, ...]) -> Scorer:
    """Learn from lists of rows, (rows, ``names``) each, and which rows of each list are right.

    Maximises the log of the softmax probability of all right rows of a list together (ListNet's top
    one, Cao et al. 2007), by L-BFGS. The same input gives the same weights. A list's scores are
    compared with each other only, so that there is no bias.
    """
    rows = np.concatenate([own for own, _ in lists])
    right = np.concatenate([flags for _, flags in lists])
    lengths = np.array([len(flags) for _, flags in lists])
    firsts = np.cumsum(lengths) - lengths
    mean, scale = standard_of(rows)
    columns = ((rows - mean) * scale).astype(np.float64)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        scores = columns @ weights
        shares, total = _softmax(scores, firsts, lengths)
        of_right, total_right = _softmax(np.where(right, scores, -np.inf), firsts, lengths)
        fit = (total - total_right).mean() + DECAY * (weights**2).sum()
        slope = columns.T @ (shares - of_right) / len(lists)
        return float(fit), slope + 2 * DECAY * weights

    found: Doubles = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return Scorer(names, (found * scale).astype(np.float32))


def _softmax(
    scores: Doubles, firsts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> tuple[Doubles, Doubles]:
    """Return each row's share in its list, and the logarithm of each list's sum."""
    highest = np.maximum.reduceat(scores, firsts)
    powers = np.exp(scores - np.repeat(highest, lengths))
    sums = np.add.reduceat(powers, firsts)
    return powers / np.repeat(sums, lengths), np.log(sums) + highest
