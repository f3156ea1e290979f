"""What was found of articles and pairs of them: no later rebuild reads them for it again."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

VERDICTS = "verdicts.npy"
VERDICT = np.dtype([("key", "<u8"), ("yes", "?")])
_MIX = np.uint64(0x9E3779B97F4A7C15)

Keys = npt.NDArray[np.uint64]


class Verdicts:
    """Yes or no by keys that stand for what is judged, see ``key_of``.

    Those that are asked for are kept for the next rebuild, and no others.
    """

    def __init__(self, old: Path | None = None) -> None:
        """Start with those in the old generation's folder, if there is one."""
        none = np.zeros(0, dtype=VERDICT)
        self._known = none if old is None else np.load(old / VERDICTS, allow_pickle=False)
        self._used = [none]

    def of(self, keys: Keys, judge: Callable[[int], bool]) -> npt.NDArray[np.bool_]:
        """Return the verdict of each key; ``judge`` gives it of the one in a row that is new."""
        found = np.zeros(len(keys), dtype=VERDICT)
        found["key"] = keys
        known = np.zeros(len(keys), dtype=bool)
        if len(self._known):
            places = np.searchsorted(self._known["key"], keys) % len(self._known)
            known = self._known["key"][places] == keys
            found["yes"] = self._known["yes"][places]
        for row in np.flatnonzero(~known).tolist():
            found["yes"][row] = judge(row)
        self._used.append(found)
        return np.asarray(found["yes"])

    def write(self, folder: Path) -> None:
        """Write those that were asked for."""
        used = np.concatenate(self._used)
        _, firsts = np.unique(used["key"], return_index=True)
        np.save(folder / VERDICTS, used[firsts], allow_pickle=False)


def key_of(facts: Iterable[npt.NDArray[np.integer]]) -> Keys:
    """Return one key for each row of some columns that tell what is judged."""
    key = np.zeros(1, dtype=np.uint64)
    for column in facts:
        key = (key + column.astype(np.uint64)) * _MIX
        key = key ^ key >> np.uint64(29)
    return key
