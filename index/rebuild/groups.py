"""What depends on the whole archive: groups of duplicates, and the masks of repeated passages."""

import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.clean.boilerplate import is_statement, without_overlaps
from index.clean.duplicates import group, members
from index.clean.repeats import find_repeated
from index.clean.series import Facts, facts_of
from index.store.parts import ARTICLES, Parts
from index.types import REASONS, Article, Mask

_REPEATED = REASONS.index("same in many articles")


def groups_and_masks(
    folder: Path, parts: Parts
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return each article's group, (articles,), and all masks, (masks, 4), as ``own_masks``.

    ``folder`` holds the articles. What stands in many articles and says something stays.
    """
    articles = _Articles(folder, parts)
    try:
        groups = group(parts.signatures, articles.facts)
        repeated = find_repeated(parts.passages, groups)
        repeated = repeated[articles.are_notices(repeated)]
    finally:
        articles.close()
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
    articles = _Articles(folder, parts)
    try:
        return tuple(tuple(articles.read(row)[0] for row in rows) for rows in found.values())
    finally:
        articles.close()


class _Articles:
    """The articles of a new index, read one by one where they are needed."""

    def __init__(self, folder: Path, parts: Parts) -> None:
        self._parts = parts
        self._file = (folder / ARTICLES).open("rb")
        self._facts: dict[int, Facts] = {}

    def close(self) -> None:
        self._file.close()

    def read(self, row: int) -> list[Any]:
        """Return the fields of an article, in the order of Article."""
        self._file.seek(int(self._parts.article_bytes[row]))
        fields: list[Any] = json.loads(self._file.readline())
        return fields

    def facts(self, row: int) -> Facts:
        """Return what ``group`` asks of an article."""
        if row not in self._facts:
            article = Article(*self.read(row))
            own = self._parts.own_masks
            first, last = np.searchsorted(own[:, 0], [row, row + 1])
            masks = own[first:last, 1:3].tolist()
            self._facts[row] = facts_of(article.title, article.text, article.date, masks)
        return self._facts[row]

    def are_notices(self, passages: npt.NDArray[np.void]) -> npt.NDArray[np.bool_]:
        """Return of each passage whether it is none that says something, (passages,)."""
        _, firsts, numbers = np.unique(passages["key"], return_index=True, return_inverse=True)
        found = np.zeros(len(firsts), dtype=bool)
        for number, first in enumerate(firsts.tolist()):
            _, row, start, end = passages[first].tolist()
            found[number] = not is_statement(Article(*self.read(row)).text[start:end])
        return np.asarray(found[numbers], dtype=bool)


def masked_by_reason(masks: npt.NDArray[np.int32]) -> dict[str, int]:
    """Return how many stretches are masked for each reason."""
    numbers = Counter(masks[:, 3].tolist())
    return {reason: numbers[i] for i, reason in enumerate(REASONS) if numbers[i]}
