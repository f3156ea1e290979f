"""The titles and paths of a segment's articles, searched where they lie.

Nothing here is proven when it is read, as articles are: it says which articles a list shows.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.files.names import TITLE_KEY

_BLOCK_BYTES = 1 << 23
_SAMPLE_BYTES = 1 << 16

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of articles that lie one behind the other: ``data[starts[i]:starts[i + 1]]``.

    ``title_keys``: those of their titles, (articles,). Raises ValueError unless they fit.
    """

    starts: npt.NDArray[np.int64]
    data: npt.NDArray[np.uint8]
    title_keys: npt.NDArray[np.bytes_]

    def __post_init__(self) -> None:
        starts = self.starts
        if starts[0] < 0 or starts[-1] > len(self.data) or (np.diff(starts) < 2).any():
            raise ValueError("its names lie outside of their file")
        if self.title_keys.shape != (len(starts) - 1,) or self.title_keys.dtype != TITLE_KEY:
            raise ValueError("its titles have no keys")

    def __len__(self) -> int:
        return len(self.title_keys)

    def record(self, row: int) -> bytes:
        """Return an article's record."""
        return self.data[int(self.starts[row]) : int(self.starts[row + 1])].tobytes()

    def holding(self, needle: bytes) -> npt.NDArray[np.bool_]:
        """Return whose record holds some bytes in which ASCII has no capitals, (articles,)."""
        found = np.zeros(len(self), dtype=bool)
        starts, first = self.starts, 0
        while first < len(self):
            last = int(np.searchsorted(starts, starts[first] + _BLOCK_BYTES, "right")) - 1
            last = max(last, first + 1)
            block = self.data[int(starts[first]) : int(starts[last])].tobytes().lower()
            places = _places(np.frombuffer(block, dtype=np.uint8), needle)
            rows = np.searchsorted(starts[first:last], places + int(starts[first]), "right") - 1
            found[first + rows] = True
            first = last
        return found


def _places(text: npt.NDArray[Any], needle: bytes) -> Rows:
    """Return where some bytes begin in a text: by their rarest one first, then the others."""
    begins = len(text) - len(needle) + 1
    if begins <= 0:
        return np.zeros(0, dtype=np.int64)
    often = np.bincount(text[:_SAMPLE_BYTES], minlength=256)
    rarest, *others = sorted(range(len(needle)), key=lambda place: int(often[needle[place]]))
    places = np.flatnonzero(text[rarest : rarest + begins] == needle[rarest])
    for place in others:
        places = places[text[places + place] == needle[place]]
    return places
