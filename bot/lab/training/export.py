"""A trained network → the ONNX file that zitat brings: weights in 8 bits, computed in floats.

Not in 8 bits too: processors round those differently, so that one machine would show what another
refuses, and without their own instructions for it (AVX2 alone) it takes longer than floats.

The graph is written out node by node, with ONNX Runtime's fused operators for transformers: 12
layers are some 100 nodes, which load in a tenth of a second.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from bot.lab.training.network import Network

# Weights share a scale in blocks of so many.
BLOCK = 128
_OPSET, _IR = 21, 10
_FUSED = "com.microsoft"


def export(network: Network, path: Path) -> None:
    """Write a network's graph and weights, whole or not at all.

    Inputs: ``ids``, int64 (rows, tokens), and ``mask``, int32 (rows, tokens), 0 at padding. Output:
    ``logits``, float32 (rows, tokens, 2).
    """
    graph = _Graph()
    weights = {name: value.numpy(force=True) for name, value in network.state_dict().items()}
    config = network.bert.config
    hidden = graph.embeddings(weights, config.layer_norm_eps)
    for layer in range(config.num_hidden_layers):
        prefix = f"bert.encoder.layer.{layer}."
        own = {
            name.removeprefix(prefix): value
            for name, value in weights.items()
            if name.startswith(prefix)
        }
        hidden = graph.layer(hidden, own, config.num_attention_heads, config.layer_norm_eps)
    head = graph.add("MatMul", hidden, graph.constant(weights["head.weight"].T))
    graph.add("Add", head, graph.constant(weights["head.bias"]), out="logits")
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "reader",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, ["rows", "tokens"]),
                helper.make_tensor_value_info("mask", TensorProto.INT32, ["rows", "tokens"]),
            ],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", "tokens", 2])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=_IR,
        producer_name="zitat",
    )
    aside = path.with_suffix(".new")
    onnx.save(model, aside)
    aside.replace(path)


class _Graph:
    """Nodes and constants, named by their number."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: NDArray[np.generic]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(
        self, kind: str, *inputs: str, out: str | None = None, domain: str = "", **options: Any
    ) -> str:
        name = out or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **options))
        return name

    def embeddings(self, weights: dict[str, NDArray[np.float32]], eps: float) -> str:
        """Return the sum of the embeddings of piece and place, normed; pieces in 8 bits a row."""
        part = "bert.embeddings."
        table = weights[part + "word_embeddings.weight"]
        scales = (np.abs(table).max(axis=1, keepdims=True) / 127).clip(1e-12).astype(np.float32)
        rows = np.rint(table / scales).astype(np.int8)
        picked = self.add("Gather", self.constant(rows), "ids")
        scale = self.add("Gather", self.constant(scales), "ids")
        number = self.add("Cast", picked, to=TensorProto.FLOAT)
        pieces = self.add("Mul", number, scale)
        places = weights[part + "position_embeddings.weight"]
        places = places + weights[part + "token_type_embeddings.weight"][0]
        length = self.add("Shape", "ids", start=1, end=2)
        zero = self.constant(np.array([0], np.int64))
        here = self.add("Slice", self.constant(places), zero, length, zero)
        whole = self.add("Add", pieces, here)
        return self.add(
            "LayerNormalization",
            whole,
            self.constant(weights[part + "LayerNorm.weight"]),
            self.constant(weights[part + "LayerNorm.bias"]),
            epsilon=eps,
        )

    def layer(
        self, hidden: str, weights: dict[str, NDArray[np.float32]], heads: int, eps: float
    ) -> str:
        """Return one encoder layer's output."""
        parts = [f"attention.self.{name}" for name in ("query", "key", "value")]
        query, key, value = (self.product(hidden, weights[f"{part}.weight"]) for part in parts)
        biases = np.concatenate([weights[f"{part}.bias"] for part in parts])
        context = self.add(
            *("MultiHeadAttention", query, key, value, self.constant(biases), "mask"),
            domain=_FUSED,
            num_heads=heads,
            mask_filter_value=-1e4,
        )
        joined = self.product(context, weights["attention.output.dense.weight"])
        hidden = self._norm(joined, hidden, weights, "attention.output", eps)
        wide = self.product(hidden, weights["intermediate.dense.weight"])
        bias = self.constant(weights["intermediate.dense.bias"])
        wide = self.add("BiasGelu", wide, bias, domain=_FUSED)
        narrow = self.product(wide, weights["output.dense.weight"])
        return self._norm(narrow, hidden, weights, "output", eps)

    def product(self, hidden: str, weights: NDArray[np.float32]) -> str:
        """Return numbers times a matrix (out, in) whose blocks are in 8 bits with a scale each."""
        rows, columns = weights.shape
        blocks = weights.reshape(rows, columns // BLOCK, BLOCK)
        scales = (np.abs(blocks).max(axis=2) / 127).clip(1e-12).astype(np.float32)
        numbers = (np.rint(blocks / scales[:, :, None]) + 128).astype(np.uint8)
        return self.add(
            *("MatMulNBits", hidden, self.constant(numbers), self.constant(scales)),
            domain=_FUSED,
            K=columns,
            N=rows,
            bits=8,
            block_size=BLOCK,
        )

    def _norm(
        self,
        hidden: str,
        before: str,
        weights: dict[str, NDArray[np.float32]],
        part: str,
        eps: float,
    ) -> str:
        return self.add(
            "SkipLayerNormalization",
            hidden,
            before,
            *(
                self.constant(weights[f"{part}.{name}"])
                for name in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")
            ),
            domain=_FUSED,
            epsilon=eps,
        )
