"""What one shard says of a question: its chunks by BM25 and by vectors, in rows of the archive."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from index.store.generations import rebuild_remedy
from index.store.index import RUNS, read_archive
from index.store.lexical import LexicalScores, Query
from index.store.manifest import read_manifest
from index.store.search import Flags, Floats, Rows, SegmentSearch
from index.store.segment.mapped import load_array

# The scores of so many queries are kept: a question asks for them some times.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Packed:
    """Marks of the archive's chunks, as bits; see ``numpy.packbits``."""

    bits: npt.NDArray[np.uint8]
    count: int

    @classmethod
    def of(cls, marks: Flags | None) -> "Packed | None":
        """Return marks packed; None for none."""
        return None if marks is None else cls(np.packbits(marks), len(marks))

    @property
    def marks(self) -> Flags:
        """The marks, (chunks,)."""
        return np.unpackbits(self.bits, count=self.count).astype(bool)


@dataclass(frozen=True, slots=True)
class Summary:
    """A shard's BM25 scores: their sum, that of their squares, the highest, and the best rows.

    ``scores`` are those of ``rows``, best first.
    """

    total: float
    squares: float
    highest: float
    rows: Rows
    scores: Floats


class ShardSearch:
    """Searches the segments of one shard of a generation. Safe for several threads."""

    def __init__(self, folder: Path, number: int) -> None:
        """Map the shard of this number in the generation in ``folder``.

        Raises StoredIndexError, ValueError or what numpy raises for what no build writes.
        """
        remedy = rebuild_remedy(folder.parent)
        manifest = read_manifest(folder, remedy)
        records = load_array(folder / RUNS)
        archive = read_archive(folder, manifest, records, remedy)
        own = [manifest.segments.index(name) for name in manifest.shards[number]]
        self._search = SegmentSearch(archive, own)
        self._kept: OrderedDict[Query, LexicalScores] = OrderedDict()
        self._lock = Lock()

    def ready(self) -> bool:
        """Return that it is open."""
        return True

    def nearest(self, question: Floats, k: int, among: Packed | None) -> tuple[Floats, Rows]:
        """Return what ``SegmentSearch.nearest`` does."""
        marks = None if among is None else among.marks
        return self._search.nearest(question, k, marks)

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of some chunks of this shard, (rows, d)."""
        return self._search.vectors(rows)

    def summary(self, query: Query, k: int, among: Packed | None) -> Summary:
        """Return what the scores of the chunks that ``among`` marks are, with the ``k`` best."""
        scores = self._scores(query)
        if among is not None:
            scores = scores.among(among.marks)
        rows = scores.best(k)
        values = scores.values.astype(np.float64)
        return Summary(
            float(values.sum()),
            float(np.square(values).sum()),
            scores.highest,
            rows,
            scores.of(rows),
        )

    def scores(self, query: Query, rows: Rows) -> Floats:
        """Return the scores of some chunks of this shard, (rows,)."""
        return self._scores(query).of(rows)

    def holding(self, terms: list[str]) -> Rows:
        """Return the rows of this shard's chunks that hold any of some terms, rising."""
        return self._search.lexical.holding(terms)

    def _scores(self, query: Query) -> LexicalScores:
        with self._lock:
            if (kept := self._kept.get(query)) is not None:
                self._kept.move_to_end(query)
                return kept
        found = self._search.lexical.scored(query)
        with self._lock:
            self._kept[query] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found
