"""Learning to read: batches of questions → weights, in stages, with checkpoints.

The logit of "nothing here" is 0. All windows of a question share one softmax over where the answer
starts, together with that 0, and one over where it ends (shared normalisation: Clark & Gardner
2018), so that what is read in different windows and articles compares, and a question that none of
them answers pushes all below 0. Of several right places the probabilities are summed.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from bot.lab.training.batches import Row, Texts, groups_of, rows_of
from bot.lab.training.network import Average, Network, load_network, save_network
from bot.lab.training.proposals import Proposal
from bot.lab.training.sources import Asked

QUESTIONS_A_STEP = 16
FROZEN_LAYERS = 3
PEAK_RATE, HEAD_RATE = 1.2e-4, 1e-3
WARM_UP_STEPS = 100
WEIGHT_DECAY = 0.01
LONGEST_GRADIENT = 1.0
AVERAGE_DECAY = 0.995
CHECKPOINT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Source:
    """Questions over texts; ``windows`` of each are read, the first that answers if one does."""

    name: str
    questions: Sequence[Asked]
    texts: Texts
    proposed: dict[str, list[Proposal]]
    windows: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the training: so many tokens, and each source's share of the questions."""

    name: str
    tokens: int
    shares: dict[str, float]


@dataclass
class Progress:
    """How far the training has come; ``drawn`` counts the questions of each source."""

    step: int
    tokens: int
    drawn: dict[str, int]


class Course:
    """A training that can stop and go on: ``folder`` holds its checkpoint."""

    def __init__(
        self, network: Network, sources: Sequence[Source], folder: Path, seed: int = 0
    ) -> None:
        self.network = network
        network.freeze(min(FROZEN_LAYERS, len(network.bert.encoder.layer) - 1))
        self._sources = {source.name: source for source in sources}
        self._folder = folder
        self._seed = seed
        self.progress = Progress(0, 0, {source.name: 0 for source in sources})
        body = [weights for weights in network.bert.parameters() if weights.requires_grad]
        self._optimizer = torch.optim.AdamW(
            [
                {"params": body, "peak": PEAK_RATE},
                {"params": list(network.head.parameters()), "peak": HEAD_RATE},
            ],
            weight_decay=WEIGHT_DECAY,
            fused=True,
        )
        self.average = Average(network, AVERAGE_DECAY)

    def run(
        self,
        stages: Sequence[Stage],
        after_stage: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        """Learn through all stages from where the checkpoint left off.

        ``after_stage`` is called with each finished stage's name, ``say`` with lines on progress.
        """
        total = sum(stage.tokens for stage in stages)
        before = 0
        for stage in stages:
            until = before + stage.tokens
            if self.progress.tokens < until:
                self._run_stage(stage, until, total, say)
                after_stage(stage.name)
            before = until

    def _run_stage(self, stage: Stage, until: int, total: int, say: Callable[[str], None]) -> None:
        started = saved = time.monotonic()
        begun_at = self.progress.tokens
        lost, steps = 0.0, 0
        while self.progress.tokens < until:
            loss = self._step(stage, total)
            lost, steps = lost + loss, steps + 1
            now = time.monotonic()
            if steps % 20 == 0:
                rate = (self.progress.tokens - begun_at) / (now - started)
                say(
                    f"{stage.name}: step {self.progress.step}, {self.progress.tokens / 1e6:.2f} of "
                    f"{total / 1e6:.1f} M tokens, {rate:.0f} a second, loss {lost / 20:.3f}, "
                    f"{(total - self.progress.tokens) / rate / 60:.0f} minutes to go"
                )
                lost = 0.0
            if now - saved > CHECKPOINT_SECONDS:
                self.save()
                saved = now
        self.save()

    def _step(self, stage: Stage, total: int) -> float:
        random = Random(f"{self._seed} {self.progress.step}")
        rows, count = self._draw(stage, random)
        share = max(0.0, 1 - self.progress.tokens / total)
        warm = min(1.0, (self.progress.step + 1) / WARM_UP_STEPS)
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * warm * share
        self.network.train()
        loss = batch_loss(self.network, rows, count)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.average.follow(self.network)
        self.progress.step += 1
        self.progress.tokens += sum(len(row.ids) for row in rows)
        return float(loss.detach())

    def _draw(self, stage: Stage, random: Random) -> tuple[list[Row], int]:
        rows: list[Row] = []
        names, shares = zip(*stage.shares.items(), strict=True)
        for place, name in enumerate(random.choices(names, shares, k=QUESTIONS_A_STEP)):
            source = self._sources[name]
            epoch, at = divmod(self.progress.drawn[name], len(source.questions))
            self.progress.drawn[name] += 1
            asked = source.questions[_order(len(source.questions), self._seed, epoch)[at]]
            proposed = source.proposed.get(asked.id, [])
            rows += rows_of(place, asked, source.texts, proposed, source.windows, random)
        return rows, QUESTIONS_A_STEP

    def save(self) -> None:
        """Write the checkpoint, each file whole or not at all, the progress last."""
        self._folder.mkdir(parents=True, exist_ok=True)
        save_network(self.network, self._folder / "network.safetensors")
        save_network(self.average.network, self._folder / "average.safetensors")
        aside = self._folder / "optimizer.new"
        torch.save(self._optimizer.state_dict(), aside)
        aside.replace(self._folder / "optimizer.pt")
        aside = self._folder / "progress.new"
        aside.write_text(json.dumps(asdict(self.progress)), encoding="utf-8")
        aside.replace(self._folder / "progress.json")

    def resume(self) -> None:
        """Go on from the checkpoint."""
        load_network(self.network, self._folder / "network.safetensors")
        load_network(self.average.network, self._folder / "average.safetensors")
        state = torch.load(self._folder / "optimizer.pt", weights_only=True)
        peaks = [group["peak"] for group in self._optimizer.param_groups]
        self._optimizer.load_state_dict(state)
        for group, peak in zip(self._optimizer.param_groups, peaks, strict=True):
            group["peak"] = peak
        told = json.loads((self._folder / "progress.json").read_text(encoding="utf-8"))
        drawn = {name: told["drawn"].get(name, 0) for name in self._sources}
        self.progress = Progress(told["step"], told["tokens"], drawn)


def batch_loss(network: Network, rows: Sequence[Row], questions: int) -> Tensor:
    """Return the mean over a batch's questions of the cross entropy of start and end."""
    groups = list(groups_of(rows))
    dtype = torch.bfloat16 if has_bfloat16() else torch.float32
    found = network.logits([(group.ids, group.mask) for group in groups], dtype)
    joined = torch.cat([one[group.text] for one, group in zip(found, groups, strict=True)])
    starts = torch.cat([group.starts[group.text] for group in groups])
    ends = torch.cat([group.ends[group.text] for group in groups])
    question = torch.cat(
        [group.question[:, None].expand(group.text.shape)[group.text] for group in groups]
    )
    total = joined.new_zeros(())
    for side, right in enumerate((starts, ends)):
        scores = joined[:, side]
        for place in range(questions):
            own = scores[question == place]
            gold = scores[(question == place) & right]
            nothing = own.new_zeros(1)
            whole = torch.logsumexp(torch.cat([own, nothing]), 0)
            total = total + whole - (torch.logsumexp(gold, 0) if len(gold) else 0)
    return total / questions


def has_bfloat16() -> bool:
    """Return whether this processor multiplies in bfloat16; elsewhere that is slower."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


@lru_cache(maxsize=8)
def _order(count: int, seed: int, epoch: int) -> list[int]:
    order = list(range(count))
    Random(f"{seed} {epoch} {count}").shuffle(order)
    return order
