"""Paths as one array of bytes: a million of them are mapped, and made objects when asked for."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def packed(paths: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Return paths as the bytes of one array; none of them holds a NUL."""
    # A path may hold bytes that are no UTF-8, as lone surrogates.
    joined = "".join(f"{path}\0" for path in paths).encode(errors="surrogatepass")
    return np.frombuffer(joined, dtype=np.uint8)


def unpacked(names: npt.NDArray[np.uint8]) -> list[str]:
    """Return the paths that ``packed`` made an array of."""
    return names.tobytes().decode(errors="surrogatepass").split("\0")[:-1]
