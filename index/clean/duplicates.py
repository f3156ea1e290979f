"""Near-duplicates: the same report in several files is one group (MinHash, by rensa)."""

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.distinct import distinct
from index.text.analyze import fold

if TYPE_CHECKING:
    from index.clean.series import Facts

# 128 permutations estimate a Jaccard index within ±0.09 (two standard errors at 0.5). Of 32 bands
# of 4, at least one agrees with a probability of 0.99 for an index of 0.6: 1 − (1 − 0.6⁴)³².
PERMUTATIONS = 128
BANDS = 32
THRESHOLD = 0.6
SHINGLE_WORDS = 3
# Shorter articles count as duplicates only if all their words agree: two stubs share a notice.
MIN_SHINGLES = 30
_SEED = 1
_SLAB_SHINGLES = 50_000  # a book's would take a hundred times its text's memory at once
_MOST_COMPARED = 300  # articles of a group, each with each
_SLAB_ROWS = 1 << 15
_MIX = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"\w+")

# Two rows of articles, (pairs, 2).
Pairs = npt.NDArray[np.int64]


def signature(text: str) -> list[int]:
    """Return an article's MinHash over runs of three words: 128 numbers below 2**32."""
    from rensa import RMinHash  # noqa: PLC0415  asking takes of this module but ``members``

    words = _WORD.findall(fold(text))
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    count = len(words) - SHINGLE_WORDS + 1
    if count < MIN_SHINGLES:
        minhash.update([" ".join(words)])
    for first in range(0, count if count >= MIN_SHINGLES else 0, _SLAB_SHINGLES):
        slab = words[first : first + _SLAB_SHINGLES + SHINGLE_WORDS - 1]
        runs = zip(*(slab[i:] for i in range(SHINGLE_WORDS)), strict=False)
        minhash.update(list(map(" ".join, runs)))
    return list(minhash.digest())


class Signatures(Protocol):
    """The signatures of an archive's articles, read as they are asked for."""

    def __len__(self) -> int:
        """Return the number of articles."""

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
        """Return the signatures of the articles in some rows, (rows, PERMUTATIONS)."""


def group(
    signatures: Signatures,
    facts: Callable[[int], "Facts"] | None = None,
    apart: Callable[[Pairs], npt.NDArray[np.bool_]] | None = None,
) -> npt.NDArray[np.int32]:
    """Return each article's group: the lowest row among the articles that say the same.

    Two articles belong together if their estimated Jaccard index is at least THRESHOLD, or a chain
    of such pairs joins them. With ``facts``, those of an article by its row, issues of a series do
    not; ``apart`` returns which of some pairs are such, if it is known without them.
    """
    pairs = _alike(signatures, _candidates(signatures))
    groups = _joined(pairs, len(signatures))
    if facts is None:
        return groups
    apart = apart or partial(_are_series, facts)
    series = apart(pairs)
    in_series = distinct(groups[pairs[series, 0]])
    mixed = np.isin(groups[pairs[:, 0]], in_series)
    kept = [pairs[~mixed | ~series]]
    # Of a bucket only neighbours are paired: a series may stand between two copies.
    for first in in_series.tolist():
        rows = np.flatnonzero(groups == first)
        others = _alike(signatures, _pairs_within(rows, facts))
        kept.append(others[~apart(others)])
    return _joined(np.concatenate(kept), len(signatures))


def _are_series(facts: Callable[[int], "Facts"], pairs: Pairs) -> npt.NDArray[np.bool_]:
    from index.clean.series import is_series  # noqa: PLC0415  no question needs it

    return np.array([is_series(facts(a), facts(b)) for a, b in pairs.tolist()], dtype=bool)


def _pairs_within(rows: npt.NDArray[np.int64], facts: Callable[[int], "Facts"]) -> Pairs:
    """Return all pairs of a group's rows; of a very large group those with just the same facts."""
    if len(rows) <= _MOST_COMPARED:
        return rows[np.stack(np.triu_indices(len(rows), 1), axis=1)]
    by_facts = sorted(rows.tolist(), key=lambda row: sorted(facts(row).told))
    return np.array(list(pairwise(by_facts)), dtype=np.int64)


def _alike(signatures: Signatures, pairs: Pairs) -> Pairs:
    """Return the pairs whose estimated Jaccard index is at least THRESHOLD."""
    if not len(pairs):
        return pairs
    agreement = np.concatenate(
        [
            (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1)
            for part in np.array_split(pairs, len(pairs) // _SLAB_ROWS + 1)
        ]
    )
    return pairs[agreement >= THRESHOLD]


def _joined(pairs: Pairs, count: int) -> npt.NDArray[np.int32]:
    """Return the lowest of the rows that chains of pairs join with each row.

    Each row takes the lowest that its pairs know, and then what that one knows, until none is
    lower (Shiloach and Vishkin 1982). SciPy would do it too, but takes longer to be imported.
    """
    first = np.arange(count, dtype=np.int32)
    left, right = pairs[:, 0], pairs[:, 1]
    while True:
        lower = np.minimum(first[left], first[right])
        before = first.copy()
        np.minimum.at(first, before[left], lower)
        np.minimum.at(first, before[right], lower)
        while not np.array_equal(first, further := first[first]):
            first = further
        if np.array_equal(first, before):
            return first


def _candidates(signatures: Signatures) -> Pairs:
    """Return the pairs of rows, each once, that agree in one band.

    Of many rows in one bucket only neighbours are paired: a chain joins them all the same.
    """
    count = len(signatures)
    bits = np.uint64(count.bit_length())  # so many of a key's bits, the lowest, hold its row
    low = (np.uint64(1) << bits) - np.uint64(1)
    keys = _band_keys(signatures)
    pairs = [np.empty(0, dtype=np.uint64)]
    keys &= ~low
    keys |= np.arange(count, dtype=np.uint64)
    keys.sort(axis=1)
    for own in keys:
        same = np.flatnonzero(np.diff(own >> bits) == 0)
        pairs.append((own[same] & low) * np.uint64(count) + (own[same + 1] & low))
    return np.stack(np.divmod(distinct(np.concatenate(pairs)).astype(np.int64), count), axis=1)


def _band_keys(signatures: Signatures) -> npt.NDArray[np.uint64]:
    """Return a hash of each band of each signature, (BANDS, articles); chance hits drop out."""
    count, width = len(signatures), PERMUTATIONS // BANDS
    keys = np.zeros((BANDS, count), dtype=np.uint64)
    for first in range(0, count, _SLAB_ROWS):
        rows = np.arange(first, min(first + _SLAB_ROWS, count))
        slab = np.ascontiguousarray(signatures[rows].T)
        own = keys[:, first : first + len(rows)]
        for place in range(width):
            own += slab[place::width]
            own *= _MIX
    return keys


def members(groups: npt.NDArray[np.int32]) -> dict[int, tuple[int, ...]]:
    """Return the rows of each group that has more than one, by its lowest row, in order."""
    order = np.argsort(groups, kind="stable")
    bounds = [0, *(np.flatnonzero(np.diff(groups[order])) + 1).tolist(), len(order)]
    return {
        int(groups[order[start]]): tuple(order[start:end].tolist())
        for start, end in pairwise(bounds)
        if end - start > 1
    }
