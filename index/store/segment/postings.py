"""The postings of a segment on the disk: of each term the chunks that hold it, and how often.

::

    names.npy    the terms in UTF-8, sorted, one behind the other, (bytes,)
    terms.npy    a record of TERM for each, (terms,)
    rows.npy     the rows of the chunks that hold it, rising, term after term, (postings,)
    numbers.npy  how often it stands in each of them, (postings,)
    lengths.npy  how many words each chunk has, (chunks,)
    totals.npy   a record of TOTALS, (1,)
    endings.npy  the terms' numbers, sorted by their names read backwards, (terms,)

All of it is mapped, and what is read is checked when it is read.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from xxhash import xxh3_64_intdigest

from index.clock import Clock
from index.store.segment.columns import Column
from index.store.segment.mapped import load_array, release

# Where the term's name ends, and where its postings end; the checksums of both.
TERM = np.dtype([("name_end", "<u8"), ("end", "<u8"), ("name_check", "<u8"), ("check", "<u8")])
_FIELDS, _END, _NAME_CHECK, _CHECK = 4, 1, 2, 3
# The number of words of all chunks, and the checksum of their lengths.
TOTALS = np.dtype([("words", "<i8"), ("check", "<u8")])
NAMES, TERMS, ROWS, NUMBERS, LENGTHS, TOTAL, ENDINGS = (
    f"{name}.npy" for name in ("names", "terms", "rows", "numbers", "lengths", "totals", "endings")
)
_TYPES = {
    NAMES: np.dtype(np.uint8),
    TERMS: TERM,
    ROWS: np.dtype("<u4"),
    NUMBERS: np.dtype("<u2"),
    LENGTHS: np.dtype("<u4"),
    TOTAL: TOTALS,
    ENDINGS: np.dtype("<u4"),
}
# Sorts behind all that begins with what stands before it.
_BEHIND = b"\xff"
# So many postings are sorted at once.
_PART_POSTINGS = 1 << 23

Rows = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term stands in each chunk.

    Chunk i holds ``numbers[j]`` times the term ``vocabulary[term_ids[j]]`` for every j from
    ``starts[i]`` to ``starts[i + 1]``; no term comes twice in a chunk. The vocabulary is sorted.
    """

    vocabulary: Sequence[str]
    starts: npt.NDArray[np.int64]
    term_ids: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.uint16]


class Postings:
    """The postings of one segment. Never changes; safe for several threads.

    ``damaged`` makes the error that is raised for what is not as it was written.
    """

    def __init__(self, arrays: dict[str, npt.NDArray[Any]], damaged: Callable[[str], Exception]):
        # Python reads single numbers and a few bytes of a memoryview faster than of an array.
        self._names = arrays[NAMES].data
        self._terms = arrays[TERMS].view("<u8").data
        self._name_ends = arrays[TERMS]["name_end"]
        self._rows = arrays[ROWS]
        self._numbers = arrays[NUMBERS]
        self._lengths = arrays[LENGTHS]
        self._totals = arrays[TOTAL]
        self._endings = arrays[ENDINGS]
        self._damaged = damaged

    @classmethod
    def open(
        cls, folder: Path, chunk_count: int, damaged: Callable[[str], Exception]
    ) -> "Postings":
        """Map what ``write_postings`` wrote of so many chunks.

        Raises ValueError, or what numpy raises, if its parts do not fit together.
        """
        arrays = {}
        for name, dtype in _TYPES.items():
            mapped = load_array(folder / name)
            if mapped.dtype != dtype or mapped.ndim != 1:
                raise ValueError(f"its {name} holds something else")
            arrays[name] = mapped
        found = cls(arrays, damaged)
        ends = [int(arrays[TERMS][of][-1:].sum()) for of in ("name_end", "end", "end")]
        if ends != [len(found._names), len(found._rows), len(found._numbers)]:
            raise ValueError("its postings are not those of its terms")
        if len(found._endings) != len(found):
            raise ValueError("its terms have no endings")
        if len(found._lengths) != chunk_count or len(found._totals) != 1:
            raise ValueError("its postings are of other chunks")
        return found

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self._name_ends)

    @property
    def words(self) -> int:
        """The number of words in all chunks."""
        return int(self._totals["words"][0])

    @cached_property
    def lengths(self) -> npt.NDArray[np.uint32]:
        """The number of words in each chunk, (chunks,); checked once."""
        lengths = self._lengths
        if _lengths_checksum(lengths, self.words) != self._totals["check"][0]:
            raise self._damaged("the lengths of its chunks have changed since they were written")
        return lengths

    def find(self, term: str) -> int | None:
        """Return a term's number, None if no chunk holds it."""
        name = encoded(term)
        number = bisect_left(range(len(self)), name, key=self._name)
        # Between these two, and only there, stands the term: what led here need not be checked.
        if number:
            self._check_name(number - 1)
        found = number < len(self) and self._check_name(number) == name
        return number if found else None

    def frequency(self, number: int) -> int:
        """Return how many chunks hold the term of that number."""
        return self._end(number) - self._end(number - 1)

    def read(self, number: int) -> tuple[Rows, Numbers]:
        """Return the rows of the chunks that hold a term, rising, and how often each does."""
        place = slice(self._end(number - 1), self._end(number))
        rows, numbers = self._rows[place], self._numbers[place]
        if _checksum(rows, numbers) != self._terms[_FIELDS * number + _CHECK]:
            raise self._damaged(f"the postings of its term {number} have changed")
        if not len(rows) or int(rows.max()) >= len(self._lengths):  # somebody made it so
            raise self._damaged(f"the postings of its term {number} are of no chunks")
        return rows, numbers

    def beginning_with(self, start: str) -> Iterator[str]:
        """Yield the terms that begin with some letters, sorted."""
        for number in self._beginning_with(encoded(start)):
            yield self._text(self._check_name(number))

    def ending_with(self, end: str) -> Iterator[str]:
        """Yield the terms that end with some letters, sorted from their ends on.

        One that was damaged on the disk may be missing.
        """

        def backwards(place: int) -> bytes:
            number = int(self._endings[place])
            if number >= len(self):
                raise self._damaged("the endings of its terms have changed")
            return self._name(number)[::-1]

        name = encoded(end)[::-1]
        first = bisect_left(range(len(self)), name, key=backwards)
        last = bisect_left(range(len(self)), name + _BEHIND, key=backwards)
        for place in range(first, last):
            yield self._text(self._check_name(int(self._endings[place])))

    def sized(self, start: str, fewest: int, most: int) -> list[str]:
        """Return the terms that begin with some letters and have ``fewest`` to ``most``, sorted.

        They are not checked as they are read: there are many.
        """
        numbers = self._beginning_with(encoded(start))
        if not numbers:
            return []
        begin = int(self._name_ends[numbers.start - 1]) if numbers.start else 0
        ends = self._name_ends[numbers.start : numbers.stop].astype(np.int64) - begin
        starts = np.concatenate([[0], ends[:-1]])
        text = bytes(self._names[begin : begin + int(ends[-1])])
        if (starts >= ends).any() or len(text) != ends[-1]:
            raise self._damaged("the names of its terms have changed")
        letters = (np.frombuffer(text, dtype=np.uint8) & 0xC0) != 0x80
        counts = np.add.reduceat(letters, starts, dtype=np.int64)
        kept = np.flatnonzero((counts >= fewest) & (counts <= most))
        both = zip(starts[kept].tolist(), ends[kept].tolist(), strict=True)
        return [self._text(text[first:last]) for first, last in both]

    def _beginning_with(self, name: bytes) -> range:
        first = bisect_left(range(len(self)), name, key=self._name)
        return range(first, bisect_left(range(len(self)), name + _BEHIND, first, key=self._name))

    def _name(self, number: int) -> bytes:
        first = self._terms[_FIELDS * (number - 1)] if number else 0
        return bytes(self._names[first : self._terms[_FIELDS * number]])

    def _end(self, number: int) -> int:
        """Return where a term's postings end, 0 for number −1."""
        return self._terms[_FIELDS * number + _END] if number >= 0 else 0

    def _check_name(self, number: int) -> bytes:
        """Return a term's name if it, and the number of its postings, are as they were written."""
        name = self._name(number)
        checksum = _name_checksum(name, self.frequency(number))
        if checksum != self._terms[_FIELDS * number + _NAME_CHECK]:
            raise self._damaged(f"the name of its term {number} has changed")
        return name

    def _text(self, name: bytes) -> str:
        try:
            return name.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:  # somebody made it so
            raise self._damaged("the name of a term is no text") from error


def write_postings(folder: Path, counts: TermCounts, clock: Clock) -> None:
    """Write the postings of counted chunks, a part at a time.

    Time spent on the disk is booked on ``clock`` as the step "write".
    """
    folder.mkdir(parents=True, exist_ok=True)
    frequencies, lengths = _frequencies_and_lengths(counts)
    ends = np.cumsum(frequencies)
    terms = np.zeros(len(ends), dtype=TERM)
    terms["end"] = ends
    with clock.step("write"):
        np.save(folder / LENGTHS, lengths, allow_pickle=False)
        words = int(lengths.sum(dtype=np.int64))
        totals = np.array([(words, _lengths_checksum(lengths, words))], dtype=TOTALS)
        np.save(folder / TOTAL, totals, allow_pickle=False)
        with Column(folder / NAMES, np.uint8) as names:
            terms["name_end"], terms["name_check"] = _write_names(names, counts, frequencies)
        backwards = [encoded(term)[::-1] for term in counts.vocabulary]
        endings = np.array(sorted(range(len(terms)), key=backwards.__getitem__), dtype=np.uint32)
        np.save(folder / ENDINGS, endings, allow_pickle=False)
    with Column(folder / ROWS, np.uint32) as rows, Column(folder / NUMBERS, np.uint16) as numbers:
        for first, last in _runs(ends):
            begin = int(ends[first - 1]) if first else 0
            own_rows, own_numbers = _by_term(counts, first, last)
            terms["check"][first:last] = _checksums(own_rows, own_numbers, ends[first:last] - begin)
            with clock.step("write"):
                rows.add(own_rows)
                numbers.add(own_numbers)
    with clock.step("write"):
        np.save(folder / TERMS, terms, allow_pickle=False)


def read_vocabulary(folder: Path) -> list[str]:
    """Return the terms that ``write_postings`` wrote, in the order of TermCounts."""
    text = np.load(folder / NAMES, allow_pickle=False).tobytes()
    ends = np.load(folder / TERMS, mmap_mode="r", allow_pickle=False)["name_end"].tolist()
    # A segment of function words alone has no term.
    return [text[first:end].decode("utf-8", "surrogatepass") for first, end in pairwise([0, *ends])]


def encoded(term: str) -> bytes:
    """Return a term as it is stored: in UTF-8, lone surrogates kept."""
    return term.encode("utf-8", "surrogatepass")


def _checksum(rows: Rows, numbers: Numbers) -> int:
    return xxh3_64_intdigest(numbers.data, seed=xxh3_64_intdigest(rows.data))


def _lengths_checksum(lengths: npt.NDArray[np.uint32], words: int) -> int:
    return xxh3_64_intdigest(lengths.data, seed=words & 0xFFFF_FFFF_FFFF_FFFF)


def _name_checksum(name: bytes, frequency: int) -> int:
    return xxh3_64_intdigest(name, seed=frequency & 0xFFFF_FFFF_FFFF_FFFF)


def _checksums(rows: Rows, numbers: Numbers, ends: npt.NDArray[np.int64]) -> list[int]:
    first, found = 0, []
    for end in ends.tolist():
        found.append(_checksum(rows[first:end], numbers[first:end]))
        first = end
    return found


def _write_names(
    column: Column, counts: TermCounts, frequencies: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], list[int]]:
    """Write the terms; return where each ends, and its checksum."""
    lengths, checks, block = [], [], []
    for term, frequency in zip(counts.vocabulary, frequencies.tolist(), strict=True):
        name = encoded(term)
        lengths.append(len(name))
        checks.append(_name_checksum(name, frequency))
        block.append(name)
        if len(block) == 1 << 16:
            column.add(np.frombuffer(b"".join(block), dtype=np.uint8))
            block.clear()
    column.add(np.frombuffer(b"".join(block), dtype=np.uint8))
    return np.cumsum(lengths, dtype=np.int64), checks


def _runs(ends: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the first and end of runs of at most _PART_POSTINGS, or of one, given their ends."""
    first = 0
    while first < len(ends):
        begin = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, begin + _PART_POSTINGS, "right")), first + 1)
        yield first, last
        first = last


def _slabs(counts: TermCounts) -> Iterator[tuple[int, int, slice]]:
    """Yield the first and end of runs of chunks with few counts, and where those lie.

    Of mapped counts only those of the run that was yielded last take memory.
    """
    for first, last in _runs(counts.starts[1:]):
        yield first, last, slice(int(counts.starts[first]), int(counts.starts[last]))
        release(counts.term_ids)
        release(counts.numbers)


def _frequencies_and_lengths(
    counts: TermCounts,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Return in how many chunks each term stands, (terms,), and each chunk's number of words."""
    frequencies = np.zeros(len(counts.vocabulary), dtype=np.int64)
    lengths = np.zeros(len(counts.starts) - 1, dtype=np.uint32)
    for first, last, where in _slabs(counts):
        frequencies += np.bincount(counts.term_ids[where], minlength=len(frequencies))
        starts = counts.starts[first : last + 1] - where.start
        filled = np.flatnonzero(np.diff(starts))
        sums = np.add.reduceat(counts.numbers[where], starts[filled], dtype=np.int64)
        lengths[first + filled] = sums
    return frequencies, lengths


def _by_term(counts: TermCounts, first: int, last: int) -> tuple[Rows, Numbers]:
    """Return the postings of the terms from ``first`` to before ``last``, term after term."""
    ids, rows, numbers = [], [], []
    for begin, end, where in _slabs(counts):
        slab = counts.term_ids[where]
        wanted = np.flatnonzero((slab >= first) & (slab < last))
        chunks = np.repeat(
            np.arange(begin, end, dtype=np.uint32), np.diff(counts.starts[begin : end + 1])
        )
        ids.append(slab[wanted])
        rows.append(chunks[wanted])
        numbers.append(counts.numbers[where][wanted])
    # Sorted by term and place in one number: numpy sorts numbers faster than by them.
    keys = np.concatenate(ids).astype(np.int64) << 32
    keys += np.arange(len(keys))
    keys.sort()
    order = keys & 0xFFFF_FFFF
    return np.concatenate(rows)[order], np.concatenate(numbers)[order]
