"""The rows of the embedded model in 8 bits, as its file holds them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file


@dataclass(frozen=True, slots=True)
class Rows:
    """``embeddings``: (rows, d), int8. ``mapping``, ``weights``: the row and the factor of a token.

    A token's vector is its row times its factor: its weight times the scale of the row.
    """

    embeddings: NDArray[np.int8]
    mapping: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def of(
        cls, rows: NDArray[np.float32], mapping: NDArray[np.int32], weights: NDArray[np.float32]
    ) -> "Rows":
        """Round each row to 127 steps of its greatest number."""
        scale = np.maximum(np.abs(rows).max(axis=1), 1e-12) / 127
        return cls(
            embeddings=np.rint(rows / scale[:, None]).astype(np.int8),
            mapping=mapping.astype(np.int32),
            weights=(weights * scale[mapping]).astype(np.float32),
        )

    @classmethod
    def load(cls, file: Path) -> "Rows":
        """Read what ``save`` wrote."""
        return cls(**load_file(file))

    def save(self, file: Path) -> None:
        """Write the three arrays under their names, as StaticEmbedding reads them."""
        save_file({name: getattr(self, name) for name in self.__slots__}, file)
