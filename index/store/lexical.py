"""BM25 over the chunks' terms (bm25s)."""

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bm25s
import numpy as np
import numpy.typing as npt

from index.clock import Clock
from index.store.bounds import check_postings
from index.store.columns import Column

if TYPE_CHECKING:
    from scipy.sparse import csc_array

# Lucene's BM25 with its usual constants: Kamphuis et al. 2020, "Which BM25 do you mean?"
K1, B = 1.2, 0.75
# The scores, and the chunks that they are of: a rebuild computes all of them anew.
SCORES = ("data.csc.index.npy", "indices.csc.index.npy")
_PART_SCORES = 1 << 22
_PARAMETERS = {"method": "lucene", "k1": K1, "b": B}


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term stands in each chunk.

    Chunk i holds ``numbers[j]`` times the term ``vocabulary[term_ids[j]]`` for every j from
    ``starts[i]`` to ``starts[i + 1]``; no term comes twice in a chunk.
    """

    vocabulary: Sequence[str]
    starts: npt.NDArray[np.int64]
    term_ids: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.uint16]


class LexicalIndex:
    """BM25 scores of all chunks for the terms of a question."""

    def __init__(self, bm25: bm25s.BM25, chunk_count: int) -> None:
        self._bm25 = bm25
        self._chunk_count = chunk_count

    @classmethod
    def load(cls, folder: Path, chunk_count: int) -> "LexicalIndex":
        """Read what ``write_lexical`` wrote.

        Raises ValueError, or what the libraries raise, for anything else.
        """
        for name in ("data", "indices", "indptr"):  # mapped, a false size is told, not allocated
            np.load(folder / f"{name}.csc.index.npy", mmap_mode="r", allow_pickle=False)
        bm25 = bm25s.BM25.load(folder, allow_pickle=False, show_progress=False, verbosity=0)
        scores = bm25.scores
        check_postings(scores["indptr"], scores["indices"], len(bm25.vocab_dict), chunk_count)
        if scores["num_docs"] != chunk_count or bm25.backend != "numpy":
            raise ValueError("its scores are of other chunks")
        if list(bm25.vocab_dict.values()) != list(range(len(bm25.vocab_dict))):
            raise ValueError("its terms are not numbered in order")
        if scores["data"].shape != scores["indices"].shape:
            raise ValueError("its scores are not those of its chunks")
        return cls(bm25, chunk_count)

    def scores(self, question_terms: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the BM25 score of every chunk, shape (chunks,), zeros if no term is known."""
        known = self.known(question_terms)
        if not known:
            return np.zeros(self._chunk_count, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def idf(self, term: str) -> float:
        """Return log(1 + (n − df + 0.5) / (df + 0.5)), BM25's weight of a term, of n chunks."""
        row = self._bm25.vocab_dict.get(term)
        starts = self._bm25.scores["indptr"]
        frequency = 0 if row is None else int(starts[row + 1] - starts[row])
        return math.log(1 + (self._chunk_count - frequency + 0.5) / (frequency + 0.5))

    def frequencies(self) -> dict[str, int]:
        """Return the number of chunks that hold each term."""
        counts = np.diff(self._bm25.scores["indptr"])
        return {term: int(counts[row]) for term, row in self._bm25.vocab_dict.items() if term}

    def known(self, question_terms: Sequence[str]) -> list[str]:
        """Return those terms that stand in some chunk."""
        return [term for term in question_terms if term in self._bm25.vocab_dict]


def count_terms(chunk_terms: Sequence[list[str]]) -> TermCounts:
    """Return the counts of each chunk's terms, in the order of the chunks."""
    vocabulary = sorted({term for terms in chunk_terms for term in terms})
    ids = {term: row for row, term in enumerate(vocabulary)}
    counted = [Counter(terms) for terms in chunk_terms]
    return TermCounts(
        vocabulary,
        np.cumsum([0, *map(len, counted)]),
        np.array([ids[term] for counts in counted for term in counts], dtype=np.int32),
        np.array([n for counts in counted for n in counts.values()], dtype=np.uint16),
    )


def write_lexical(folder: Path, counts: TermCounts, clock: Clock) -> None:
    """Write the index of counted chunks: what bm25s computes, without its loops, a part at a time.

    Time spent on the disk is booked on ``clock`` as the step "write".
    A term's score in a chunk is idf · tf / (tf + k1 · (1 − b + b · length / mean length)).
    """
    chunk_count, width = len(counts.starts) - 1, len(counts.vocabulary) + 1
    frequencies, lengths = _frequencies_and_lengths(counts, width)
    idf = np.log(1 + (chunk_count - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    mean_length = float(lengths.sum()) / max(chunk_count, 1) or 1.0  # without any term, 1
    penalty = (K1 * (1 - B + B * lengths / mean_length)).astype(np.float32)
    ends = np.concatenate([[0], np.cumsum(frequencies)]).astype(np.int64)
    with clock.step("write"):
        _write_names(folder, counts.vocabulary, ends, chunk_count)
    with (
        Column(folder / SCORES[0], np.float32) as data,
        Column(folder / SCORES[1], np.int32) as indices,
    ):
        first = 0
        while first < width:
            last = _part_end(ends, first)
            part = _by_term(counts, first, last)
            scores = part.data
            scores /= scores + penalty[part.indices]
            scores *= np.repeat(idf[first:last], frequencies[first:last])
            with clock.step("write"):
                data.add(scores)
                indices.add(part.indices)
            first = last


def read_vocabulary(folder: Path) -> list[str]:
    """Return the terms that ``write_lexical`` wrote, in the order of TermCounts."""
    numbers: dict[str, int] = json.loads((folder / "vocab.index.json").read_text("utf-8"))
    return [term for term in numbers if term]


def _write_names(
    folder: Path, vocabulary: Sequence[str], ends: npt.NDArray[np.int64], chunk_count: int
) -> None:
    """Write all of bm25s's files, those of scores still empty."""
    bm25 = bm25s.BM25(**_PARAMETERS)
    none = np.zeros(0, dtype=np.float32)
    bm25.scores = {"data": none, "indices": none, "indptr": ends, "num_docs": chunk_count}
    bm25.nonoccurrence_array = None  # other variants of BM25 have one
    # bm25s wants the empty term as the last of all.
    bm25.vocab_dict = {term: row for row, term in enumerate([*vocabulary, ""])}
    bm25.save(folder, allow_pickle=False, show_progress=False)


def _part_end(ends: npt.NDArray[np.int64], first: int) -> int:
    """Return the end of the run from ``first`` on that holds at most _PART_SCORES, or one."""
    return max(int(np.searchsorted(ends, ends[first] + _PART_SCORES, "right")) - 1, first + 1)


def _parts(counts: TermCounts) -> Iterator[tuple[int, int, slice]]:
    """Yield the first and end of runs of chunks with few counts, and where those lie."""
    first, chunk_count = 0, len(counts.starts) - 1
    while first < chunk_count:
        last = _part_end(counts.starts, first)
        yield first, last, slice(int(counts.starts[first]), int(counts.starts[last]))
        first = last


def _frequencies_and_lengths(
    counts: TermCounts, width: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Return in how many chunks each term stands, (width,), and each chunk's number of terms."""
    frequencies = np.zeros(width, dtype=np.int64)
    lengths = np.zeros(len(counts.starts) - 1, dtype=np.float32)
    for first, last, where in _parts(counts):
        frequencies += np.bincount(counts.term_ids[where], minlength=width)
        starts = counts.starts[first : last + 1] - where.start
        filled = np.flatnonzero(np.diff(starts))
        sums = np.add.reduceat(counts.numbers[where], starts[filled], dtype=np.int64)
        lengths[first + filled] = sums
    return frequencies, lengths


def _by_term(counts: TermCounts, first: int, last: int) -> "csc_array":
    """Return the numbers of the terms from ``first`` to before ``last``, (chunks, terms)."""
    from scipy.sparse import csr_array  # noqa: PLC0415  no reading process needs it

    shape = (len(counts.starts) - 1, last - first)
    if shape[1] > len(counts.vocabulary):  # all terms at once: there is nothing to select
        return csr_array(
            (counts.numbers.astype(np.float32), counts.term_ids, counts.starts.astype(np.int32)),
            shape=shape,
        ).tocsc()
    ids, numbers = [], []
    lengths = np.zeros(len(counts.starts), dtype=np.int64)
    for begin, end, where in _parts(counts):
        slab = counts.term_ids[where]
        wanted = (slab >= first) & (slab < last)
        sums = np.concatenate([[0], np.cumsum(wanted)])
        lengths[begin + 1 : end + 1] = np.diff(sums[counts.starts[begin : end + 1] - where.start])
        ids.append(slab[wanted] - first)
        numbers.append(counts.numbers[where][wanted].astype(np.float32))
    by_chunk = csr_array(
        (np.concatenate(numbers), np.concatenate(ids), np.cumsum(lengths).astype(np.int32)),
        shape=shape,
    )
    return by_chunk.tocsc()
