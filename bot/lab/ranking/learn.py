"""Learns a Scorer that puts the right ones of a list first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from bot.arrays import Flags, Floats
from bot.rank.scorer import Scorer, standardised


@dataclass(frozen=True, slots=True)
class Settings:
    """How a Scorer is learned; ``units`` is the size of the hidden layer."""

    units: int = 24
    epochs: int = 8
    batch: int = 32
    rate: float = 3e-3
    decay: float = 1e-3
    dropout: float = 0.3


class Network(torch.nn.Module):
    """score(x) = a·x + b·relu(Wx + c)."""

    def __init__(self, width: int, settings: Settings) -> None:
        super().__init__()
        self.linear = torch.nn.Linear(width, 1, bias=False)
        torch.nn.init.zeros_(self.linear.weight)
        self.hidden = torch.nn.Linear(width, settings.units)
        self.output = torch.nn.Linear(settings.units, 1, bias=False)
        self.dropout = torch.nn.Dropout(settings.dropout)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Return a score for each row."""
        hidden = self.dropout(torch.relu(self.hidden(rows)))
        return torch.as_tensor(self.linear(rows) + self.output(hidden)).squeeze(-1)


def learn(
    lists: Sequence[tuple[Floats, Flags]],
    names: tuple[str, ...],
    mean_and_scale: tuple[Floats, Floats],
    settings: Settings,
    seed: int = 0,
) -> Scorer:
    """Learn from lists of rows, (rows, ``names``) each, and which rows of each list are right.

    Maximises the log of the softmax probability of all right rows together (ListNet's top one, Cao
    et al. 2007). The same input gives the same weights on the same machine.
    """
    mean, scale = mean_and_scale
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    network = Network(len(mean), settings)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=settings.rate, weight_decay=settings.decay
    )
    batch = min(settings.batch, len(lists))
    steps = settings.epochs * (len(lists) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, settings.rate, total_steps=steps + 1)
    for _ in range(settings.epochs):
        shuffled = order.permutation(len(lists))
        for first in range(0, len(lists) - batch + 1, batch):
            chosen = [lists[place] for place in shuffled[first : first + batch]]
            loss = _loss(network, chosen, mean, scale)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return _as_scorer(network, names, mean, scale)


def average(scorers: Sequence[Scorer]) -> Scorer:
    """Return one Scorer whose scores are the mean of several that share mean and scale."""
    share = np.float32(1 / len(scorers))
    return Scorer(
        names=scorers[0].names,
        mean=scorers[0].mean,
        scale=scorers[0].scale,
        linear=np.sum([s.linear * share for s in scorers], axis=0),
        hidden=np.concatenate([s.hidden for s in scorers], axis=1),
        hidden_bias=np.concatenate([s.hidden_bias for s in scorers]),
        output=np.concatenate([s.output * share for s in scorers]),
    )


def _loss(
    network: Network, lists: Sequence[tuple[Floats, Flags]], mean: Floats, scale: Floats
) -> torch.Tensor:
    rows = np.concatenate([own for own, _ in lists])
    scores = network(torch.from_numpy(standardised(rows, mean, scale)))
    parts = torch.split(scores, [len(right) for _, right in lists])
    losses = [
        torch.logsumexp(own, 0) - torch.logsumexp(own[torch.from_numpy(right)], 0)
        for own, (_, right) in zip(parts, lists, strict=True)
    ]
    return torch.stack(losses).mean()


def _as_scorer(network: Network, names: tuple[str, ...], mean: Floats, scale: Floats) -> Scorer:
    return Scorer(
        names=names,
        mean=mean,
        scale=scale,
        linear=_array(network.linear.weight)[0],
        hidden=np.ascontiguousarray(_array(network.hidden.weight).T),
        hidden_bias=_array(network.hidden.bias),
        output=_array(network.output.weight)[0],
    )


def _array(parameter: torch.Tensor) -> Floats:
    return parameter.detach().numpy().astype(np.float32)
