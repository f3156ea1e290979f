"""Range checks on a stored index: no row, offset or day in it may lie outside of its articles."""

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from index.files.heads import HEAD, LANGUAGES
from index.types import REASONS

_LAST_DAY = date.max.toordinal()


def check_bounds(
    heads: npt.NDArray[Any],
    places: npt.NDArray[np.int64],
    article_bytes: int,
    chunks: npt.NDArray[np.int64],
    groups: npt.NDArray[np.int32],
    masks: npt.NDArray[np.int32],
) -> None:
    """Raise ValueError unless chunks, groups and masks all lie within the articles.

    ``places`` are those of the articles' lines in a file of ``article_bytes``.
    """
    if heads.dtype != HEAD or heads.ndim != 1 or places.shape != (len(heads) + 1,):
        raise ValueError("its articles have no heads")
    if places[0] != 0 or places[-1] != article_bytes or (np.diff(places) < 2).any():
        raise ValueError("its articles lie outside of their file")
    if not _are_rows(heads["language"], len(LANGUAGES)) or (heads["chars"] < 0).any():
        raise ValueError("its articles have no language")
    if not ((heads["day"] >= 0) & (heads["day"] <= _LAST_DAY)).all():
        raise ValueError("its articles are of no day")
    lengths = heads["chars"].astype(np.int64)
    if chunks.ndim != 2 or chunks.shape[1] != 3 or not _within(chunks, lengths):
        raise ValueError("its chunks lie outside of its articles")
    if (np.diff(chunks[:, 0]) < 0).any():
        raise ValueError("its chunks are not in the order of its articles")
    if groups.shape != lengths.shape or not _are_rows(groups, len(heads)):
        raise ValueError("its groups are none of its articles")
    if masks.ndim != 2 or masks.shape[1] != 4 or not _within(masks[:, :3], lengths):
        raise ValueError("its masks lie outside of its articles")
    if (np.diff(masks[:, 0]) < 0).any() or not _are_rows(masks[:, 3], len(REASONS)):
        raise ValueError("its masks have no reason, or no order")


def _within(spans: npt.NDArray[np.integer], lengths: npt.NDArray[np.int64]) -> bool:
    rows, starts, ends = spans[:, 0], spans[:, 1], spans[:, 2]
    if not _are_rows(rows, len(lengths)):
        return False
    return bool(((starts >= 0) & (starts < ends) & (ends <= lengths[rows])).all())


def _are_rows(rows: npt.NDArray[np.integer], count: int) -> bool:
    return bool(((rows >= 0) & (rows < count)).all())
