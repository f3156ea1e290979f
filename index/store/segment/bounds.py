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
    chunks: npt.NDArray[np.int32],
    first_chunks: npt.NDArray[np.int64],
    groups: npt.NDArray[np.int32],
    masks: npt.NDArray[np.int32],
    first_masks: npt.NDArray[np.int64],
) -> None:
    """Raise ValueError unless chunks, groups and masks all lie within the articles.

    ``first_chunks`` and ``first_masks``: where each article's begin, and the end.
    """
    if heads.dtype != HEAD or heads.ndim != 1:
        raise ValueError("its articles have no heads")
    if not _are_rows(heads["language"], len(LANGUAGES)) or (heads["chars"] < 0).any():
        raise ValueError("its articles have no language")
    if not ((heads["day"] >= 0) & (heads["day"] <= _LAST_DAY)).all():
        raise ValueError("its articles are of no day")
    lengths = heads["chars"].astype(np.int64)
    if chunks.ndim != 2 or chunks.shape[1] != 3 or not _within(chunks, lengths):
        raise ValueError("its chunks lie outside of its articles")
    if not _begin(first_chunks, chunks, len(heads)):
        raise ValueError("its chunks are not in the order of its articles")
    if groups.shape != lengths.shape or not _are_rows(groups, len(heads)):
        raise ValueError("its groups are none of its articles")
    if masks.ndim != 2 or masks.shape[1] != 4 or not _within(masks[:, :3], lengths):
        raise ValueError("its masks lie outside of its articles")
    if not _begin(first_masks, masks, len(heads)) or not _are_rows(masks[:, 3], len(REASONS)):
        raise ValueError("its masks have no reason, or no order")


def check_places(places: npt.NDArray[np.int64], count: int, article_bytes: int) -> None:
    """Raise ValueError unless ``count`` articles' lines fill a file of ``article_bytes``."""
    if places.shape != (count + 1,) or places[0] != 0 or places[-1] != article_bytes:
        raise ValueError("its articles lie outside of their file")
    if (np.diff(places) < 2).any():
        raise ValueError("its articles lie outside of their file")


def _begin(firsts: npt.NDArray[np.int64], spans: npt.NDArray[np.int32], article_count: int) -> bool:
    """Return whether each article's spans begin where it is said."""
    if firsts.shape != (article_count + 1,) or firsts[0] != 0 or firsts[-1] != len(spans):
        return False
    counts = np.diff(firsts)
    if (counts < 0).any():
        return False
    return bool((spans[:, 0] == np.repeat(np.arange(article_count), counts)).all())


def _within(spans: npt.NDArray[np.integer], lengths: npt.NDArray[np.int64]) -> bool:
    rows, starts, ends = spans[:, 0], spans[:, 1], spans[:, 2]
    if not _are_rows(rows, len(lengths)):
        return False
    return bool(((starts >= 0) & (starts < ends) & (ends <= lengths[rows])).all())


def _are_rows(rows: npt.NDArray[np.integer], count: int) -> bool:
    return bool(((rows >= 0) & (rows < count)).all())
