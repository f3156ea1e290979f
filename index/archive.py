"""What depends on the whole archive: groups of duplicates, and the masks of repeated passages."""

from itertools import groupby

import numpy as np
import numpy.typing as npt

from index.boilerplate import without_overlaps
from index.duplicates import group
from index.parts import Parts
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
