"""The distinct values of an array."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=np.generic)


def distinct(values: NDArray[Value]) -> NDArray[Value]:
    """Return the distinct values, rising.

    ``np.unique`` imports numpy.ma and, from numpy 2.3 on, hashes: that takes three times as long.
    """
    ordered = np.sort(values, axis=None)
    found: NDArray[Value] = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found
