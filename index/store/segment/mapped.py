"""Stored arrays, mapped into memory."""

import mmap
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def load_array(path: Path) -> npt.NDArray[Any]:
    """Map a stored array into memory, read-only; an empty one is read."""
    # As a plain array: to cut a memmap takes ten times as long.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def release(array: npt.NDArray[Any]) -> None:
    """Let the memory go that a mapped array has taken; it is read from the disk again if needed."""
    mapped: Any = array
    while isinstance(mapped, np.ndarray):
        mapped = mapped.base
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
        mapped.madvise(mmap.MADV_DONTNEED)
