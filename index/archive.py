"""What depends on the whole archive: groups of duplicates, and the masks of repeated passages."""

import json
from collections import Counter
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.boilerplate import without_overlaps
from index.duplicates import group, members
from index.parts import ARTICLES, Parts
from index.repeats import find_repeated
from index.types import REASONS, Mask

_REPEATED = REASONS.index("same in many articles")


def groups_and_masks(parts: Parts) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return each article's group, (articles,), and all masks, (masks, 4), as ``own_masks``."""
    groups = group(parts.signatures)
    repeated = find_repeated(parts.passages, groups)
    if not len(repeated):
        return groups, np.asarray(parts.own_masks)
    added = np.stack(
        [
            repeated["article_row"],
            repeated["start"],
            repeated["end"],
            np.full(len(repeated), _REPEATED, dtype=np.int32),
        ],
        axis=1,
    )
    touched = np.isin(parts.own_masks[:, 0], added[:, 0])
    both = np.concatenate([parts.own_masks[touched], added])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    merged = [
        (row, mask.start, mask.end, REASONS.index(mask.reason))
        for row, entries in groupby(both.tolist(), key=lambda entry: entry[0])
        for mask in without_overlaps(Mask(s, e, REASONS[reason]) for _, s, e, reason in entries)
    ]
    masks = np.concatenate([parts.own_masks[~touched], np.array(merged, dtype=np.int32)])
    return groups, masks[np.lexsort((masks[:, 1], masks[:, 0]))]


def duplicate_paths(
    folder: Path, parts: Parts, groups: npt.NDArray[np.int32]
) -> tuple[tuple[str, ...], ...]:
    """Return the paths of each group of duplicates, in the order of the archive."""
    found = members(groups)
    with (folder / ARTICLES).open("rb") as file:

        def path(row: int) -> str:
            file.seek(int(parts.article_bytes[row]))
            name: str = json.loads(file.readline())[0]
            return name

        return tuple(tuple(path(row) for row in rows) for rows in found.values())


def masked_by_reason(masks: npt.NDArray[np.int32]) -> dict[str, int]:
    """Return how many stretches are masked for each reason."""
    numbers = Counter(masks[:, 3].tolist())
    return {reason: numbers[i] for i, reason in enumerate(REASONS) if numbers[i]}
