"""A search of an archive by its shards: each is asked, and what they say is put together.

Terms and their frequencies, the articles' heads and texts are read here, in the folder that all
machines see; what takes memory and time, postings and vectors, is the shards'. One that does not
answer is left out, and the block that a question is asked in is told; see ``Search.watched``.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.shards.search import Packed, Summary
from index.store.dense import best_of
from index.store.lexical import LexicalIndex, LexicalPart, Query, Scores
from index.store.search import Archive, Flags, Floats, Rows, Searched, SegmentSearch

# So many of the best chunks every shard tells with its summary: what a question wants of words.
_BEST = 100

_away: ContextVar[set[int] | None] = ContextVar("shards that did not answer", default=None)


class Shards(Protocol):
    """The shards of one generation, wherever they are."""

    def ask(self, method: str, arguments: Mapping[int, tuple[Any, ...]]) -> Mapping[int, Any]:
        """Call a method of ``ShardSearch`` of some shards, by their numbers, all at once.

        Returns what each returned; those that do not answer are missing. Raises what a shard
        raises that does.
        """


class GatheredSearch:
    """Searches an archive by its shards. Safe for several threads."""

    def __init__(self, archive: Archive, shards: Shards) -> None:
        names = [set(of_shard) for of_shard in archive.manifest.shards]
        self._shard_of = np.array(
            [
                next(number for number, own in enumerate(names) if segment.name in own)
                for segment in archive.segments
            ]
        )
        self._runs = archive.runs
        self._dimension = archive.manifest.dimension
        self._shards = shards
        # Terms, and what a shard does not answer of its rows, are read here.
        self._here = SegmentSearch(archive)
        self.lexical = _GatheredLexical(
            self._here.lexical.parts, len(names), self.gather, self._by_shard
        )
        found = archive.runs.records
        self._articles = np.bincount(
            self._shard_of[found["segment"]], found["articles"], minlength=len(names)
        )

    def gather(self, method: str, arguments: Mapping[int, tuple[Any, ...]]) -> Mapping[int, Any]:
        """Ask some shards; those that do not answer are noted in the block around it."""
        found = self._shards.ask(method, arguments)
        away = _away.get()
        if away is not None:
            away.update(arguments.keys() - found.keys())
        return found

    def nearest(self, question: Floats, k: int, among: Flags | None = None) -> tuple[Floats, Rows]:
        """Return the cosines and rows of the ``k`` chunks nearest to a unit vector, best first."""
        told = question, k, Packed.of(among)
        found = self.gather("nearest", dict.fromkeys(self._numbers, told))
        return best_of([found[number] for number in sorted(found)], k)

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of some chunks, (rows, d)."""
        found = np.empty((len(rows), self._dimension), dtype=np.float32)
        places = self._by_shard(rows)
        answers = self.gather("vectors", {one: (rows[of],) for one, of in places.items()})
        for number, of_shard in places.items():
            own = answers.get(number)
            found[of_shard] = self._here.vectors(rows[of_shard]) if own is None else own
        return found

    @contextmanager
    def watched(self) -> Iterator[Searched]:
        """Give a block what has, at its end, the share that was searched in it."""
        searched, away = Searched(), set[int]()
        token = _away.set(away)
        try:
            yield searched
        finally:
            _away.reset(token)
            missing = float(self._articles[sorted(away)].sum())
            searched.share = 1.0 - missing / max(float(self._articles.sum()), 1.0)

    @property
    def _numbers(self) -> range:
        """The numbers of the shards."""
        return range(len(self._articles))

    def _by_shard(self, rows: Rows) -> dict[int, Rows]:
        """Return the places in ``rows`` of each shard's chunks."""
        found: dict[int, list[Rows]] = {}
        for segment, _, places in self._runs.chunks(rows):
            found.setdefault(int(self._shard_of[segment]), []).append(places)
        return {number: np.sort(np.concatenate(places)) for number, places in found.items()}


_Gather = Callable[[str, Mapping[int, tuple[Any, ...]]], Mapping[int, Any]]
_ByShard = Callable[[Rows], Mapping[int, Rows]]


class _GatheredLexical(LexicalIndex):
    """BM25 by the shards; the terms and their frequencies are read here."""

    def __init__(
        self, parts: Sequence[LexicalPart], count: int, gather: _Gather, by_shard: _ByShard
    ) -> None:
        super().__init__(parts)
        self._count = count
        self._gather = gather
        self._by_shard = by_shard

    def scores(self, terms: Iterable[str]) -> Scores:
        """Return the BM25 scores of the chunks that hold any of some terms."""
        shards = _Asked(self._gather, self._by_shard, self._count, self.chunk_count)
        return _GatheredScores(shards, self.query(terms))

    def holding(self, terms: Iterable[str]) -> Rows:
        """Return the rows of the chunks that hold any of some terms, rising."""
        wanted = list(terms)
        found = self._gather("holding", dict.fromkeys(range(self._count), (wanted,)))
        return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *found.values()]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """How shards are asked, how many there are, and the number of all chunks."""

    gather: _Gather
    by_shard: _ByShard
    count: int
    chunk_count: int


class _GatheredScores:
    """The BM25 scores of a query, counted by the shards; as ``LexicalScores``."""

    def __init__(self, shards: _Asked, query: Query, marks: Flags | None = None) -> None:
        self._shards = shards
        self._query = query
        self._marks = marks
        self._first = self._summaries(_BEST)

    @property
    def highest(self) -> float:
        """The highest score, 0 if there is none."""
        return max((one.highest for one in self._first), default=0.0)

    @property
    def mean(self) -> float:
        """The mean over all chunks."""
        return math.fsum(one.total for one in self._first) / max(self._shards.chunk_count, 1)

    @property
    def deviation(self) -> float:
        """The standard deviation over all chunks."""
        squares = math.fsum(one.squares for one in self._first) / max(self._shards.chunk_count, 1)
        return math.sqrt(max(squares - self.mean**2, 0.0))

    def of(self, rows: npt.NDArray[np.integer]) -> Floats:
        """Return the scores of some chunks, (rows,)."""
        wanted = rows.astype(np.int64)
        found = np.zeros(len(wanted), dtype=np.float32)
        if not self._query.terms:
            return found
        places = self._shards.by_shard(wanted)
        asked = {number: (self._query, wanted[of]) for number, of in places.items()}
        for number, scores in self._shards.gather("scores", asked).items():
            found[places[number]] = scores
        if self._marks is not None:
            found[~self._marks[wanted]] = 0
        return found

    def among(self, marked: Flags) -> "_GatheredScores":
        """Return the scores of the chunks that ``marked``, (all chunks,), marks; others have 0."""
        both = marked if self._marks is None else self._marks & marked
        return _GatheredScores(self._shards, self._query, both)

    def best(self, k: int) -> Rows:
        """Return the rows of the ``k`` best chunks (fewer, if fewer have a score), best first."""
        found = self._first if k <= _BEST else self._summaries(k)
        return best_of([(one.scores, one.rows) for one in found], k)[1]

    def _summaries(self, k: int) -> list[Summary]:
        if not self._query.terms:
            return []
        told = self._query, k, Packed.of(self._marks)
        found = self._shards.gather("summary", dict.fromkeys(range(self._shards.count), told))
        return [found[number] for number in sorted(found)]


def on_cluster(address: str) -> Callable[[Archive], GatheredSearch]:
    """Return what searches an archive by its shards on the cluster of Ray at an address.

    It raises SettingError without that cluster, StoredIndexError if not all shards can be opened.
    """
    from index.shards.cluster import RayShards  # noqa: PLC0415  an extra

    return lambda archive: GatheredSearch(archive, RayShards(address, archive))
