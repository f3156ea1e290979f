"""BM25 over the postings of the asked terms."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import groupby
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.distinct import distinct
from index.store.runs import SegmentRuns
from index.store.segment.postings import Numbers, Postings, Rows, encoded

# Lucene's BM25 with its usual constants: Kamphuis et al. 2020, "Which BM25 do you mean?"
K1, B = 1.2, 0.75

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_Held = tuple[Rows, npt.NDArray[np.int64], Numbers]
_NO_ROWS, _NO_NUMBERS = np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint16)


class Scores(Protocol):
    """The BM25 scores of an archive's chunks for some terms, wherever they are counted."""

    @property
    def highest(self) -> float:
        """The highest score, 0 if there is none."""

    @property
    def mean(self) -> float:
        """The mean over all chunks."""

    @property
    def deviation(self) -> float:
        """The standard deviation over all chunks."""

    def of(self, rows: npt.NDArray[np.integer]) -> Floats:
        """Return the scores of some chunks, (rows,)."""

    def among(self, marked: Flags) -> "Scores":
        """Return the scores of the chunks that ``marked``, (all chunks,), marks; others have 0."""

    def best(self, k: int) -> npt.NDArray[np.int64]:
        """Return the rows of the ``k`` best chunks (fewer, if fewer have a score), best first.

        Of equal ones the first in the archive come first.
        """


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """The BM25 scores of those chunks that hold an asked term, all above 0; others have 0.

    ``rows``: of the chunks, rising. ``values``: their scores, of the same length. ``chunk_count``:
    the number of all chunks, which mean and deviation are over.
    """

    rows: npt.NDArray[np.int64]
    values: Floats
    chunk_count: int

    @property
    def highest(self) -> float:
        """The highest score, 0 if there is none."""
        return float(self.values.max(initial=0))

    @property
    def mean(self) -> float:
        """The mean over all chunks."""
        return float(self.values.sum(dtype=np.float64)) / max(self.chunk_count, 1)

    @property
    def deviation(self) -> float:
        """The standard deviation over all chunks."""
        mean = self.mean
        squares = float(np.square(self.values - mean, dtype=np.float64).sum())
        zeros = (self.chunk_count - len(self.rows)) * mean**2
        return math.sqrt((squares + zeros) / max(self.chunk_count, 1))

    def of(self, rows: npt.NDArray[np.integer]) -> Floats:
        """Return the scores of some chunks, (rows,)."""
        found = np.zeros(len(rows), dtype=np.float32)
        if len(self.rows):
            places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
            scored = self.rows[places] == rows
            found[scored] = self.values[places[scored]]
        return found

    def among(self, marked: Flags) -> "LexicalScores":
        """Return the scores of the chunks that ``marked``, (all chunks,), marks; others have 0."""
        kept = marked[self.rows]
        return LexicalScores(self.rows[kept], self.values[kept], self.chunk_count)

    def best(self, k: int) -> npt.NDArray[np.int64]:
        """Return the rows of the ``k`` best chunks (fewer, if fewer have a score), best first.

        Of equal ones the first in the archive come first.
        """
        values = self.values
        places = np.arange(len(values))
        if 0 < k < len(values):
            least = np.partition(values, len(values) - k)[len(values) - k]
            places = np.flatnonzero(values >= least)
        return self.rows[places[np.argsort(-values[places], kind="stable")][:k]]


@dataclass(frozen=True, slots=True)
class Query:
    """Terms as BM25 weighs them in the whole archive: all that scoring a part of it needs.

    ``factors``: each term's weight times its idf. ``mean_length``: of the archive's chunks.
    """

    terms: tuple[str, ...]
    factors: tuple[float, ...]
    mean_length: float


@dataclass(frozen=True)
class LexicalPart:
    """The postings of one segment, and where its chunks lie in the archive.

    ``runs`` say which of its ``chunk_count`` chunks count, and their rows in the archive.
    """

    postings: Postings
    chunk_count: int
    runs: SegmentRuns

    @cached_property
    def live(self) -> tuple[int, int]:
        """The numbers of chunks and words that count."""
        words = self.postings.words
        if len(self._dead):
            words -= int(self.postings.lengths[self._dead].sum(dtype=np.int64))
        return self.chunk_count - len(self._dead), words

    @cached_property
    def _dead(self) -> npt.NDArray[np.int64]:
        """The rows of the chunks that do not count."""
        return np.flatnonzero(~self.runs.live(self.chunk_count))

    def read(self, term: str) -> _Held:
        """Return the chunks that hold a term, and how often, all (chunks,).

        First by their rows in the segment, then by those in the archive; both are rising.
        """
        number = self.postings.find(term)
        if number is None:
            return _NO_ROWS, _NO_ROWS.astype(np.int64), _NO_NUMBERS
        rows, numbers = self.postings.read(number)
        places, in_archive = self.runs.in_archive(rows)
        return rows[places], in_archive, numbers[places]

    def frequency(self, term: str) -> int:
        """Return how many chunks hold a term."""
        if not len(self._dead):
            number = self.postings.find(term)
            return 0 if number is None else self.postings.frequency(number)
        return len(self.read(term)[0])


class LexicalIndex:
    """BM25 over the segments of an archive. Never changes; safe for several threads.

    Every score counts with the frequencies and lengths of the whole archive, so that it does not
    matter how that is cut into segments.
    """

    def __init__(self, parts: Sequence[LexicalPart]) -> None:
        """Take the segments of the archive."""
        self.parts = tuple(parts)

    @cached_property
    def chunk_count(self) -> int:
        """The number of chunks that count."""
        return sum(part.live[0] for part in self.parts)

    @cached_property
    def _mean_length(self) -> float:
        """The mean number of words in a chunk; without any, 1."""
        return sum(part.live[1] for part in self.parts) / max(self.chunk_count, 1) or 1.0

    def scores(self, terms: Iterable[str]) -> Scores:
        """Return the BM25 scores of the chunks that hold any of some terms.

        A term's score in a chunk is idf · tf / (tf + k1 · (1 − b + b · length / mean length)). It
        counts as often as the term is given.
        """
        counts = Counter(terms)
        held = self._read(counts)
        frequencies = [sum(len(of[place][0]) for of in held) for place in range(len(counts))]
        return self._scored(held, self._factors(counts, frequencies), self._mean_length)

    def query(self, terms: Iterable[str]) -> Query:
        """Return what ``scored`` needs to score a part of the archive as ``scores`` does it."""
        counts = Counter(terms)
        factors = self._factors(counts, [self.frequency(term) for term in counts])
        return Query(tuple(counts), tuple(factors.tolist()), self._mean_length)

    def scored(self, query: Query) -> LexicalScores:
        """Return the BM25 scores of these chunks by the statistics of a larger archive."""
        factors = np.array(query.factors, dtype=np.float32)
        return self._scored(self._read(query.terms), factors, query.mean_length)

    def _read(self, terms: Iterable[str]) -> list[list[_Held]]:
        """Return of each part what ``LexicalPart.read`` does of each term."""
        return [[part.read(term) for term in terms] for part in self.parts]

    def _factors(self, counts: Mapping[str, int], frequencies: Sequence[int]) -> Floats:
        factors = np.array(list(counts.values()), dtype=np.float32)
        idfs = [self._idf(frequency) for frequency in frequencies]
        factors *= np.array(idfs, dtype=np.float32)
        return factors

    def _scored(
        self, held: Sequence[Sequence[_Held]], factors: Floats, mean_length: float
    ) -> LexicalScores:
        found, scores = [], []
        for part, of_part in zip(self.parts, held, strict=True):
            if not of_part:
                continue
            own = np.concatenate([rows for rows, _, _ in of_part])
            score = np.concatenate([numbers for _, _, numbers in of_part]).astype(np.float32)
            penalty = part.postings.lengths[own].astype(np.float32)
            penalty *= np.float32(K1 * B / mean_length)
            score /= score + (penalty + np.float32(K1 * (1 - B)))
            score *= np.repeat(factors, [len(rows) for rows, _, _ in of_part])
            found.append(np.concatenate([rows for _, rows, _ in of_part]))
            scores.append(score)
        return LexicalScores(*_summed(found, scores), self.chunk_count)

    def idf(self, term: str) -> float:
        """Return log(1 + (n − df + 0.5) / (df + 0.5)), BM25's weight of a term, of n chunks."""
        return self._idf(self.frequency(term))

    def frequency(self, term: str) -> int:
        """Return how many chunks hold a term."""
        return sum(part.frequency(term) for part in self.parts)

    def beginning_with(self, start: str) -> Iterator[str]:
        """Yield the terms that begin with some letters, each once, sorted.

        One of deleted chunks alone may be among them, as it may among the others' below.
        """
        return _once(merge(*(part.postings.beginning_with(start) for part in self.parts)))

    def ending_with(self, end: str) -> Iterator[str]:
        """Yield the terms that end with some letters, each once, sorted from their ends on."""
        found = (part.postings.ending_with(end) for part in self.parts)
        return _once(merge(*found, key=lambda term: encoded(term)[::-1]))

    def sized(self, start: str, fewest: int, most: int) -> list[str]:
        """Return the terms that begin with some letters and have ``fewest`` to ``most``, sorted."""
        return list(_once(merge(*(p.postings.sized(start, fewest, most) for p in self.parts))))

    def known(self, terms: Iterable[str]) -> list[str]:
        """Return those terms that stand in some chunk."""
        return [term for term in terms if self.frequency(term)]

    def holding(self, terms: Iterable[str]) -> npt.NDArray[np.int64]:
        """Return the rows of the chunks that hold any of some terms, rising."""
        found = [part.read(term)[1] for term in terms for part in self.parts]
        return distinct(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

    def _idf(self, frequency: int) -> float:
        return math.log(1 + (self.chunk_count - frequency + 0.5) / (frequency + 0.5))


def _once(terms: Iterable[str]) -> Iterator[str]:
    """Yield sorted terms without those that come again."""
    return (term for term, _ in groupby(terms))


def _summed(
    rows: Sequence[npt.NDArray[np.int64]], values: Sequence[Floats]
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the distinct rows, rising, and the sum of each one's values."""
    if not rows:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    joined = np.concatenate(rows)
    order = np.argsort(joined, kind="stable")  # merges what is sorted already
    joined = joined[order]
    firsts = np.flatnonzero(np.diff(joined, prepend=-1))
    if not len(firsts):
        return joined, np.zeros(0, dtype=np.float32)
    return joined[firsts], np.add.reduceat(np.concatenate(values)[order], firsts)
