"""What depends on the whole archive: groups of duplicates, and the masks of repeated passages."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from index.clean.boilerplate import is_statement
from index.clean.duplicates import PERMUTATIONS, Pairs, group, members
from index.clean.repeats import find_repeated
from index.clean.series import Facts, facts_of, is_series
from index.files.names import path_of
from index.rebuild.verdicts import Verdicts, key_of
from index.store.runs import Runs
from index.store.segment.mapped import release
from index.store.segment.segment import Segment
from index.types import REASONS, Article

_REPEATED = REASONS.index("same in many articles")
_SLAB_ARTICLES = 20_000
_SERIES, _NOTICE = np.zeros(1, dtype=np.uint64), np.ones(1, dtype=np.uint64)  # kinds of verdicts


def groups_and_masks(
    segments: Sequence[Segment], runs: Runs, verdicts: Verdicts
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return each article's group, (articles,), and all masks, (masks, 4), as ``own_masks``.

    What stands in many articles and says something stays. Takes and keeps ``verdicts``.
    """
    articles = _Articles(segments, runs)
    lines = _lines(segments, runs)

    def are_series(pairs: Pairs) -> npt.NDArray[np.bool_]:
        keys = key_of((_SERIES, lines[pairs[:, 0]], lines[pairs[:, 1]]))
        return verdicts.of(
            keys, lambda row: is_series(*(articles.facts(one) for one in pairs[row].tolist()))
        )

    groups = group(articles, articles.facts, are_series)
    for segment in segments:
        release(segment.parts.signatures)
    repeated = find_repeated(articles.passages, groups)
    _, firsts, numbers = np.unique(repeated["key"], return_index=True, return_inverse=True)
    first = repeated[firsts]
    keys = key_of((_NOTICE, lines[first["article_row"]], first["start"], first["end"]))
    notices = verdicts.of(keys, lambda row: not is_statement(articles.quote(first[row])))
    repeated = repeated[notices[numbers]]
    own = articles.own_masks()
    if not len(repeated):
        return groups, own
    columns = (repeated["article_row"], repeated["start"], repeated["end"])
    added = np.stack([*columns, np.full(len(repeated), _REPEATED, dtype=np.int32)], axis=1)
    return groups, without_overlaps(np.concatenate([own, added]))


def without_overlaps(masks: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return masks in order; where two overlap the one that begins first, or is longer, stays.

    As ``boilerplate.without_overlaps`` does it, of all articles at once.
    """
    masks = masks[np.lexsort((-masks[:, 2], masks[:, 1], masks[:, 0]))]
    # An article's places lie behind those of the one before.
    ahead = masks[:, 0].astype(np.int64) << 32
    ends = np.maximum.accumulate(ahead + masks[:, 2])
    begins = ahead + masks[:, 1]
    begins[1:] = np.maximum(begins[1:], ends[:-1])
    kept = begins < ahead + masks[:, 2]
    masks[:, 1] = begins - ahead
    return masks[kept]


def duplicate_paths(
    segments: Sequence[Segment], runs: Runs, groups: npt.NDArray[np.int32]
) -> tuple[tuple[str, ...], ...]:
    """Return the paths of each group of duplicates, in the order of the archive."""
    articles = _Articles(segments, runs)
    return tuple(tuple(articles.path(row) for row in rows) for rows in members(groups).values())


def _lines(segments: Sequence[Segment], runs: Runs) -> npt.NDArray[np.uint64]:
    """Return the checksum of each article's stored line, (articles,)."""
    found = [segments[run.segment].parts.heads["line"][run.first : run.end] for run in runs]
    return np.concatenate([np.zeros(0, dtype=np.uint64), *found])


class _Articles:
    """The articles of an archive, read one by one where they are needed; and their signatures."""

    def __init__(self, segments: Sequence[Segment], runs: Runs) -> None:
        self._segments = segments
        self._runs = runs
        self._facts: dict[int, Facts] = {}

    def __len__(self) -> int:
        return self._runs.article_count

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
        """Return the signatures of the articles in some rows, (rows, PERMUTATIONS)."""
        found = np.empty((len(rows), PERMUTATIONS), dtype=np.uint32)
        for segment, inside, places in self._runs.articles(rows):
            found[places] = self._segments[segment].parts.signatures[inside]
        return found

    def read(self, row: int) -> Article:
        """Return an article."""
        segment, inside = self._runs.article(row)
        return self._segments[segment].article(inside)

    def path(self, row: int) -> str:
        """Return the path of an article, without reading the article."""
        segment, inside = self._runs.article(row)
        return path_of(self._segments[segment].names.record(inside))

    def quote(self, passage: np.void) -> str:
        """Return the text of a passage."""
        _, row, start, end = passage.item()
        return self.read(row).text[start:end]

    def facts(self, row: int) -> Facts:
        """Return what ``group`` asks of an article."""
        if row not in self._facts:
            segment, inside = self._runs.article(row)
            article = self._segments[segment].article(inside)
            masks = self._segments[segment].own_masks(inside, inside + 1, 0)[:, 1:3].tolist()
            self._facts[row] = facts_of(article.title, article.text, article.date, masks)
        return self._facts[row]

    def passages(self) -> Iterator[npt.NDArray[np.void]]:
        """Yield the passages of all articles, in order."""
        slab: list[npt.NDArray[np.void]] = []
        articles = 0
        for run in self._runs:
            for first in range(run.first, run.end, _SLAB_ARTICLES):
                end = min(first + _SLAB_ARTICLES, run.end)
                slab.append(self._segments[run.segment].passages(first, end, run.row - run.first))
                articles += end - first
                if articles >= _SLAB_ARTICLES:  # there may be a run for each article
                    yield np.concatenate(slab)
                    slab, articles = [], 0
        if slab:
            yield np.concatenate(slab)

    def own_masks(self) -> npt.NDArray[np.int32]:
        """Return the masks that articles have by themselves, in order, (masks, 4)."""
        found = [
            self._segments[run.segment].own_masks(run.first, run.end, run.row - run.first)
            for run in self._runs
        ]
        return np.concatenate([np.zeros((0, 4), dtype=np.int32), *found])


def masked_by_reason(masks: npt.NDArray[np.int32]) -> dict[str, int]:
    """Return how many stretches are masked for each reason."""
    numbers = Counter(masks[:, 3].tolist())
    return {reason: numbers[i] for i, reason in enumerate(REASONS) if numbers[i]}
