"""Distillation: both sides of a pair are pulled to the teacher's vector of the English side."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of one training run."""

    seed: int = 0
    epochs: float = 1.0
    batch: int = 1024
    rate: float = 0.01
    contrast: float = 0.1
    scale: float = 20.0
    word_share: float = 0.5
    sentence_rounds: int = 2
    sif: float = 3e-4


@dataclass(frozen=True, slots=True)
class Texts:
    """Token ids of many texts in one array; text i is ids[offsets[i]:offsets[i + 1]]."""

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, tokenizer: Tokenizer, texts: list[str]) -> "Texts":
        """Tokenize texts, without special tokens."""
        encoded = [e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
        offsets = np.cumsum([0] + [len(ids) for ids in encoded], dtype=np.int64)
        return cls(np.fromiter((i for ids in encoded for i in ids), np.int64), offsets)

    def bags(self, rows: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Flat token ids of the chosen texts and where each text starts in them."""
        lengths = self.offsets[rows + 1] - self.offsets[rows]
        starts = np.cumsum(lengths) - lengths
        flat = np.repeat(self.offsets[rows] - starts, lengths) + np.arange(lengths.sum())
        return torch.from_numpy(self.ids[flat]), torch.from_numpy(starts)


@dataclass(frozen=True, slots=True)
class Side:
    """German texts with the row of their English text and the weight of each pair."""

    german: Texts
    english_rows: NDArray[np.int64]
    weights: NDArray[np.float32]


class Student(torch.nn.Module):
    """Weighted mean of token vectors: one row a stem, one learned weight a token."""

    def __init__(self, vocabulary: Vocabulary, rows: NDArray[np.float32], sif: float) -> None:
        super().__init__()
        frequencies = torch.tensor(vocabulary.frequencies, dtype=torch.float32)
        self.rows = torch.nn.Parameter(torch.from_numpy(rows))
        self.log_weights = torch.nn.Parameter((sif / (sif + frequencies)).log().clamp(min=-4))
        self.mapping = torch.tensor(vocabulary.rows, dtype=torch.long)

    def forward(self, ids: Tensor, starts: Tensor) -> Tensor:
        """Return the unit vectors of bags of tokens, as ``Texts.bags`` gives them: (bags, d)."""
        weights = self.log_weights[ids].exp()
        bags = functional.embedding_bag(
            self.mapping[ids], self.rows, starts, mode="sum", per_sample_weights=weights
        )
        return functional.normalize(bags, dim=1, eps=1e-6)


def first_rows(
    vocabulary: Vocabulary,
    words: Side,
    english: Texts,
    targets: NDArray[np.float16],
    surfaces: NDArray[np.float16],
) -> NDArray[np.float32]:
    """Return unit rows: the mean teacher vector of a stem's translations, else its own."""
    mapping = np.array(vocabulary.rows)
    sums = np.zeros((mapping.max() + 1, targets.shape[1]), np.float32)
    single = np.flatnonzero(np.diff(words.german.offsets) == 1)
    row = mapping[words.german.ids[words.german.offsets[single]]]
    vectors = targets[words.english_rows[single]].astype(np.float32)
    np.add.at(sums, row, vectors * words.weights[single, None])
    single = np.flatnonzero(np.diff(english.offsets) == 1)
    np.add.at(sums, mapping[english.ids[english.offsets[single]]], targets[single])
    filled: NDArray[np.bool_] = np.abs(sums).max(axis=1) > 0
    empty = ~filled[mapping]
    np.add.at(sums, mapping[empty], surfaces[empty])
    norms: NDArray[np.float32] = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (sums / np.maximum(norms, 1e-6)).astype(np.float32)
    return unit


def train(
    student: Student,
    sides: tuple[Side, Side],
    english: Texts,
    targets: NDArray[np.float16],
    recipe: Recipe,
) -> None:
    """Train in place on (words, sentences); the rate falls linearly to zero."""
    optimizer = torch.optim.Adam(
        [{"params": [student.rows], "share": 0.1}, {"params": [student.log_weights], "share": 1.0}],
        fused=True,
    )
    plan = _plan(sides, recipe)
    for step, (kind, pick) in enumerate(track(plan, "training")):
        rate = recipe.rate * min(1, step / 50) * (1 - step / len(plan))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["share"]
        side, rows = sides[kind], sides[kind].english_rows[pick]
        loss = _loss(
            student(*side.german.bags(pick)),
            student(*english.bags(rows)),
            torch.from_numpy(targets[rows].astype(np.float32)),
            torch.from_numpy(rows[:, None] == rows[None, :]),
            recipe,
        )
        optimizer.zero_grad(set_to_none=True)
        (loss * (recipe.word_share if kind == 0 else 1.0)).backward()  # type: ignore[no-untyped-call]
        optimizer.step()


def _plan(sides: tuple[Side, Side], recipe: Recipe) -> list[tuple[int, NDArray[np.int64]]]:
    random = np.random.default_rng(recipe.seed)
    plan: list[tuple[int, NDArray[np.int64]]] = []
    for kind, rounds in ((0, 1), (1, recipe.sentence_rounds)):
        for _ in range(rounds):
            order = random.permutation(len(sides[kind].english_rows))
            whole = len(order) // recipe.batch * recipe.batch
            plan += [(kind, part) for part in order[:whole].reshape(-1, recipe.batch)]
    shuffled = [
        plan[i] for _ in range(int(recipe.epochs) + 1) for i in random.permutation(len(plan))
    ]
    return shuffled[: int(recipe.epochs * len(plan))]


def _loss(german: Tensor, english: Tensor, target: Tensor, same: Tensor, recipe: Recipe) -> Tensor:
    """Return 1 - cos(side, teacher), summed over sides, plus contrast * four InfoNCE directions."""
    other = same.clone().fill_diagonal_(False)
    labels = torch.arange(len(target))

    def contrast(a: Tensor, b: Tensor) -> Tensor:
        return functional.cross_entropy((a @ b.T * recipe.scale).masked_fill(other, -1e4), labels)

    distance = 2 - (german * target).sum(1).mean() - (english * target).sum(1).mean()
    info = contrast(german, target) + contrast(english, target)
    info = info + contrast(german, english) + contrast(english, german)
    return distance + recipe.contrast * info
