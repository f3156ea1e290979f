"""Words → rows of a table that holds what is known of each word alone, computed once."""

import threading
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bot.arrays import Flags, Floats, Rows
from index.embedding.embedder import Embedder
from index.text.analyze import STOPWORDS, stem

NGRAM = 3
NGRAM_DIMENSIONS = 128
_FIRST_CAPACITY = 4096

T = TypeVar("T", bound=np.generic)


class WordTable:
    """A growing table of folded words: meaning, spelling, stem. Safe for several threads.

    The meaning of a word is the vector of that word alone, by a model that is static (one vector a
    token). The spelling is a signed hash of its character trigrams. Both are unit rows, so that
    products are cosines.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._stem_rows: dict[str, int] = {}
        width = embedder.dimension + NGRAM_DIMENSIONS
        self._vectors = np.zeros((_FIRST_CAPACITY, width), dtype=np.float32)
        self._stems = np.zeros(_FIRST_CAPACITY, dtype=np.int32)
        self._content = np.zeros(_FIRST_CAPACITY, dtype=bool)

    def __len__(self) -> int:
        return len(self._rows)

    def emptied(self) -> "WordTable":
        """Return a table of the same model without a word."""
        return type(self)(self._embedder)

    def rows(self, words: Sequence[str]) -> Rows:
        """Return the row of each folded word, int32; words new to the table are added."""
        with self._lock:
            new = [word for word in dict.fromkeys(words) if word not in self._rows]
            if new:
                self._add(new)
            return np.fromiter(map(self._rows.__getitem__, words), np.int32, len(words))

    def vectors(self, rows: Rows) -> tuple[Floats, Floats]:
        """Return words' unit vectors: trigrams (rows, NGRAM_DIMENSIONS), meaning (rows, d)."""
        both = self._vectors.take(rows, axis=0)
        return both[:, :NGRAM_DIMENSIONS], both[:, NGRAM_DIMENSIONS:]

    def unique(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the distinct rows in order, and for each of ``rows`` its place among them."""
        place = np.zeros(len(self._stems), dtype=np.int32)
        place[rows] = 1
        distinct = np.flatnonzero(place).astype(np.int32)
        place[distinct] = np.arange(len(distinct), dtype=np.int32)
        return distinct, place[rows]

    def stems(self, rows: Rows) -> Rows:
        """Return a number for each word's German stem: alike exactly where the stems are."""
        return self._stems[rows]

    def stem_row(self, stem_text: str) -> int:
        """Return the number of a stem, −1 if no word in the table has it."""
        return self._stem_rows.get(stem_text, -1)

    def is_content(self, rows: Rows) -> Flags:
        """Return of each word whether it is no German function word."""
        return self._content[rows]

    def _add(self, new: Sequence[str]) -> None:
        first, end = len(self._rows), len(self._rows) + len(new)
        if end > len(self._stems):
            capacity = max(end, 2 * len(self._stems))
            self._vectors = _grown(self._vectors, capacity)
            self._stems = _grown(self._stems, capacity)
            self._content = _grown(self._content, capacity)
        self._vectors[first:end, :NGRAM_DIMENSIONS] = _trigrams(new)
        self._vectors[first:end, NGRAM_DIMENSIONS:] = self._embedder.passages(new)
        for row, word in enumerate(new, first):
            stemmed = stem(word, "de")
            self._stems[row] = self._stem_rows.setdefault(stemmed, len(self._stem_rows))
            self._content[row] = word not in STOPWORDS["de"] and (len(word) > 1 or word.isdigit())
            self._rows[word] = row


def _grown(array: npt.NDArray[T], capacity: int) -> npt.NDArray[T]:
    """Return a longer copy: readers of the old array are not disturbed."""
    grown = np.zeros((capacity, *array.shape[1:]), dtype=array.dtype)
    grown[: len(array)] = array
    return grown


def _trigrams(words: Sequence[str]) -> Floats:
    """Return the unit rows of words' signed trigram counts, shape (words, NGRAM_DIMENSIONS)."""
    hashed = [
        [_slot(padded[i : i + NGRAM]) for i in range(len(padded) - NGRAM + 1)]
        for padded in (f"<{word}>" for word in words)
    ]
    rows = np.repeat(np.arange(len(words)), [len(word) for word in hashed])
    slots = np.array([slot for word in hashed for slot in word], dtype=np.int64)
    signs = np.where(slots < 0, -1, 1).astype(np.float32)
    columns = np.where(slots < 0, ~slots, slots)
    counts: Floats = np.zeros((len(words), NGRAM_DIMENSIONS), dtype=np.float32)
    np.add.at(counts, (rows, columns), signs)
    lengths = np.linalg.norm(counts, axis=1, keepdims=True)
    counts /= np.where(lengths > 0, lengths, 1)
    return counts


@lru_cache(maxsize=200_000)
def _slot(trigram: str) -> int:
    """Return the column that a trigram counts in, inverted (``~``) where it counts negative."""
    hashed = zlib.crc32(trigram.encode())
    column = hashed % NGRAM_DIMENSIONS
    return column if hashed >> 31 else ~column
