"""Learns a Scorer that puts the right one of a list first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from bot.arrays import Floats
from bot.rank.select import Scorer

LIMIT = 6.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How a Scorer is learned; ``units`` is the size of the hidden layer, 0 for a linear model."""

    units: int = 0
    epochs: int = 12
    batch: int = 64
    rate: float = 3e-3
    decay: float = 2e-4
    dropout: float = 0.2


class SmallNetwork(torch.nn.Module):
    """score(x) = a·x + b·relu(Wx + c)."""

    def __init__(self, width: int, settings: Settings) -> None:
        super().__init__()
        self.linear = torch.nn.Linear(width, 1, bias=False)
        torch.nn.init.zeros_(self.linear.weight)
        self.units = settings.units
        if self.units:
            self.hidden = torch.nn.Linear(width, self.units)
            self.output = torch.nn.Linear(self.units, 1, bias=False)
            self.dropout = torch.nn.Dropout(settings.dropout)
            with torch.no_grad():
                self.hidden.weight.mul_(0.5)
                self.output.weight.normal_(0, 0.05)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Return a score for each row."""
        scores = self.linear(rows)
        if self.units:
            scores = scores + self.output(self.dropout(torch.relu(self.hidden(rows))))
        return torch.as_tensor(scores).squeeze(-1)


def learn(
    lists: Sequence[Floats],
    right: Sequence[npt.NDArray[np.bool_]],
    settings: Settings,
    seed: int = 0,
    standard: tuple[Floats, Floats] | None = None,
) -> Scorer:
    """Learn from lists of rows, (rows, features) each, and which rows of each list are right.

    Maximises the log of the softmax probability of all right rows together (ListNet's top one,
    Cao et al. 2007). The same input gives the same weights on the same machine. ``standard`` is
    the mean and scale to use, by default those of ``lists``.
    """
    mean, scale = standard_of(lists) if standard is None else standard
    packed, present, wanted = _pack(lists, right, mean, scale)
    network = _train(packed, present, wanted, settings, seed)
    return as_scorer(network, (mean, scale))


def as_scorer(network: SmallNetwork, standard: tuple[Floats, Floats]) -> Scorer:
    """Return a learned network as the Scorer that applies it."""
    linear = _array(network.linear.weight)[0]
    if not network.units:
        empty = np.zeros(0, dtype=np.float32)
        return Scorer(*standard, linear, np.zeros((len(linear), 0), np.float32), empty, empty)
    return Scorer(
        *standard,
        linear=linear,
        hidden=_array(network.hidden.weight).T,
        hidden_bias=_array(network.hidden.bias),
        output=_array(network.output.weight)[0],
    )


def _train(
    packed: torch.Tensor,
    present: torch.Tensor,
    wanted: torch.Tensor,
    settings: Settings,
    seed: int,
) -> SmallNetwork:
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    network = SmallNetwork(packed.shape[2], settings)
    optimiser = torch.optim.Adam(network.parameters(), lr=settings.rate)
    steps = settings.epochs * -(-len(packed) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, settings.rate, total_steps=steps)
    for _ in range(settings.epochs):
        shuffled = torch.from_numpy(order.permutation(len(packed)))
        for rows in torch.split(shuffled, settings.batch):
            length = int(present[rows].sum(1).max())  # lists differ much in length
            scores = network(packed[rows, :length]).masked_fill(~present[rows, :length], -1e9)
            log_shares = torch.log_softmax(scores, 1).masked_fill(~wanted[rows, :length], -1e9)
            loss = -torch.logsumexp(log_shares, 1).mean()
            loss = loss + settings.decay * sum((p**2).sum() for p in network.parameters())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return network


def average(scorers: Sequence[Scorer]) -> Scorer:
    """Return one Scorer whose scores are the mean of several that share mean and scale."""
    share = np.float32(1 / len(scorers))
    return Scorer(
        mean=scorers[0].mean,
        scale=scorers[0].scale,
        linear=np.sum([s.linear * share for s in scorers], axis=0),
        hidden=np.concatenate([s.hidden for s in scorers], axis=1),
        hidden_bias=np.concatenate([s.hidden_bias for s in scorers]),
        output=np.concatenate([s.output * share for s in scorers]),
    )


def standard_of(lists: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return mean and 1 / deviation of each feature over all rows, 0 for one that never varies."""
    rows = np.concatenate(lists)
    deviation = rows.std(axis=0)
    scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0)
    return rows.mean(axis=0).astype(np.float32), scale.astype(np.float32)


def _pack(
    lists: Sequence[Floats], right: Sequence[npt.NDArray[np.bool_]], mean: Floats, scale: Floats
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    shape = (len(lists), max(map(len, lists)))
    packed = np.zeros((*shape, len(mean)), dtype=np.float32)
    present, wanted = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for place, (rows, flags) in enumerate(zip(lists, right, strict=True)):
        packed[place, : len(rows)] = np.clip((rows - mean) * scale, -LIMIT, LIMIT)
        present[place, : len(rows)] = True
        wanted[place, : len(rows)] = flags
    return torch.from_numpy(packed), torch.from_numpy(present), torch.from_numpy(wanted)


def _array(parameter: torch.Tensor) -> Floats:
    return parameter.detach().numpy().astype(np.float32)
