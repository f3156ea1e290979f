"""The network that is trained: the base's encoder, and one linear layer for start and end."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from bot.lab.training.base import Base

_MASKED = -1e4  # what is added to the score of padding before the softmax


class Network(nn.Module):
    """Tokens → two logits each: an answer starts here, an answer ends here."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.head = nn.Linear(config.hidden_size, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return (rows, tokens, 2) logits of (rows, tokens) ids; ``mask`` is 0 at padding."""
        return self.logits([(ids, mask)], torch.float32)[0]

    def logits(self, groups: Iterable[tuple[Tensor, Tensor]], dtype: torch.dtype) -> list[Tensor]:
        """Return ``forward`` of each (ids, mask), computed in a floating point type.

        Written out for speed: a CPU trains with it a fifth faster than with ``BertModel`` under
        autocast, since query, key and value are one product and nothing is converted twice.
        """
        layers = [_Layer.of(layer, dtype) for layer in self.bert.encoder.layer]
        eps = self.bert.config.layer_norm_eps
        found = []
        for ids, mask in groups:
            hidden = self.bert.embeddings(ids).to(dtype)
            masked = ((1 - mask)[:, None, None, :] * _MASKED).to(dtype)
            for layer in layers:
                hidden = layer(hidden, masked, self.bert.config.num_attention_heads, eps)
            found.append(self.head(hidden.float()))
        return found

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the lowest layers as they are."""
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
            for weights in part.parameters():
                weights.requires_grad = False


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer's weights and biases in the type that is computed in: see Vaswani et al. 2017."""

    attended: tuple[Tensor, Tensor]
    joined: tuple[Tensor, Tensor]
    first_norm: tuple[Tensor, Tensor]
    wide: tuple[Tensor, Tensor]
    narrow: tuple[Tensor, Tensor]
    second_norm: tuple[Tensor, Tensor]

    @classmethod
    def of(cls, layer: Any, dtype: torch.dtype) -> "_Layer":
        own = layer.attention.self
        parts = (own.query, own.key, own.value)
        attended = (
            torch.cat([part.weight for part in parts]).to(dtype),
            torch.cat([part.bias for part in parts]).to(dtype),
        )
        others = (
            layer.attention.output.dense,
            layer.attention.output.LayerNorm,
            layer.intermediate.dense,
            layer.output.dense,
            layer.output.LayerNorm,
        )
        return cls(attended, *((part.weight.to(dtype), part.bias.to(dtype)) for part in others))

    def __call__(self, hidden: Tensor, masked: Tensor, heads: int, eps: float) -> Tensor:
        rows, tokens, size = hidden.shape
        of_heads = functional.linear(hidden, *self.attended).view(rows, tokens, 3, heads, -1)
        query, key, value = of_heads.permute(2, 0, 3, 1, 4)
        scores = (query * (size // heads) ** -0.5) @ key.transpose(-1, -2) + masked
        context = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, tokens, size)
        hidden = functional.layer_norm(
            functional.linear(context, *self.joined) + hidden, (size,), *self.first_norm, eps
        )
        wide = functional.gelu(functional.linear(hidden, *self.wide))
        return functional.layer_norm(
            functional.linear(wide, *self.narrow) + hidden, (size,), *self.second_norm, eps
        )


def config_of(base: Base, pieces: int, layers: int | None = None) -> BertConfig:
    """Return the encoder's configuration; without dropout, which a few epochs do not need."""
    return BertConfig(
        vocab_size=pieces,
        hidden_size=base.hidden,
        num_hidden_layers=layers or base.layers,
        num_attention_heads=base.heads,
        intermediate_size=base.intermediate,
        max_position_embeddings=base.positions,
        type_vocab_size=1,
        layer_norm_eps=base.layer_norm_eps,
        pad_token_id=1,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )


def network_of(base: Base, rows: NDArray[np.int64], layers: int | None = None) -> Network:
    """Return the base with the pieces in ``rows`` only, and its lowest ``layers``, all by default.

    Its head is random, by torch's seed.
    """
    network = Network(config_of(base, len(rows), layers))
    word, kind = "embeddings.word_embeddings.weight", "embeddings.token_type_embeddings.weight"
    weights = {name: torch.from_numpy(values.copy()) for name, values in base.tensors.items()}
    weights[word] = weights[word][torch.from_numpy(rows)]
    weights[kind] = weights[kind][:1]
    own = network.bert.state_dict()
    network.bert.load_state_dict({name: weights[name] for name in own})
    return network


def save_network(network: Network, path: Path) -> None:
    """Write a network's weights, whole or not at all."""
    aside = path.with_suffix(".new")
    save_file({name: weights.contiguous() for name, weights in network.state_dict().items()}, aside)
    aside.replace(path)


def load_network(network: Network, path: Path) -> None:
    """Read weights that ``save_network`` wrote into a network of the same shape."""
    network.load_state_dict(load_file(path))


class Average:
    """The exponential moving average of a network's weights (Polyak & Juditsky 1992)."""

    def __init__(self, network: Network, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self._decay = decay
        self._steps = 0

    @torch.no_grad()
    def follow(self, network: Network) -> None:
        """Move the average towards the network as it is now."""
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        for own, now in zip(self.network.parameters(), network.parameters(), strict=True):
            if now.requires_grad:
                own.lerp_(now, 1 - decay)
