"""The chunks of a segment nearest to a question: exactly, or among many by an index of FAISS.

That one (``IVF…,SQ8``) parts the vectors into lists and keeps each number of them in 8 bits. Of a
question the nearest lists are looked through, and the best of them are measured by the vectors
themselves. ``zitat bench scale`` prints how many of the true best it finds. All of it is mapped,
and a list is checked when it is first looked through.

::

    dense.faiss         the index, as FAISS writes it
    dense_checks.npy    the checksum of each list, and of all that is learned, (lists + 1,)
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt
from xxhash import xxh3_64_intdigest

from index.distinct import distinct
from index.store.manifest import DenseParameters
from index.store.segment.parts import VECTORS
from index.store.vectors import VectorReader

DENSE = "dense.faiss"
CHECKS = "dense_checks.npy"
# So many chunks are looked through one by one.
EXACT_CHUNKS = 200_000
# Of n chunks FAISS advises 4 · √n lists; to learn more than these takes too long.
MOST_LISTS = 4_096
# The share of the lists that is looked through.
PROBED = 1 / 8
# How many times those that are wanted are measured by their vectors.
RESCORED = 1.5
# The lists are learned from so many vectors each, in so many rounds.
_SAMPLED, _ROUNDS = 40, 8
_SLAB_ROWS = 1 << 15

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class DenseIndex:
    """The vectors of one segment, (chunks, d), of unit length. Safe for several threads.

    Without ``lists`` all of them are mapped. With them single vectors are read from the file: one
    that is mapped takes the fifty around it into memory, too.
    """

    def __init__(self, folder: Path, vectors: Floats, lists: "_Lists | None" = None) -> None:
        self._vectors = vectors
        self._lists = lists
        self._reader = None if lists is None else VectorReader(folder / VECTORS, lists.damaged)

    @classmethod
    def open(
        cls,
        folder: Path,
        vectors: Floats,
        parameters: DenseParameters | None,
        damaged: Callable[[str], Exception],
    ) -> "DenseIndex":
        """Map what ``write_dense`` wrote with these parameters. Raises ValueError for another."""
        if parameters is None:
            return cls(folder, vectors)
        return cls(folder, vectors, _Lists.open(folder, vectors.shape, parameters, damaged))

    def vectors(self, rows: Rows) -> Floats:
        """Return the vectors of some chunks, (rows, d)."""
        if self._reader is None:
            return self._vectors[rows]
        return self._reader.read(rows)

    def nearest(self, question: Floats, k: int, among: Flags | None) -> tuple[Floats, Rows]:
        """Return the cosines and the rows of the ``k`` chunks nearest to a unit vector.

        The best come first, of equal ones the first. If ``among``, (chunks,), is given, only the
        rows that it marks count.
        """
        question = np.ascontiguousarray(question, dtype=np.float32)
        if self._lists is not None:
            rows = self._lists.nearest(question, int(RESCORED * k), among)
            if rows is None and among is not None:
                return self._nearest_of(np.flatnonzero(among), question, k)
            if rows is not None and len(rows) >= k:
                cosines, places = _nearest(self.vectors(rows), question, k, None)
                return cosines, rows[places]
        return _nearest(self._vectors, question, k, among)

    def _nearest_of(self, rows: Rows, question: Floats, k: int) -> tuple[Floats, Rows]:
        """Return the nearest of some rows, which rise; their vectors are read, and not kept."""
        found = []
        for first in range(0, len(rows), _SLAB_ROWS):
            slab = rows[first : first + _SLAB_ROWS]
            cosines, places = _nearest(self.vectors(slab), question, k, None)
            found.append((cosines, slab[places]))
        return best_of(found, k)


class _Lists:
    """The index of FAISS of a segment."""

    def __init__(
        self,
        index: Any,
        checks: npt.NDArray[np.uint64],
        parameters: DenseParameters,
        damaged: Callable[[str], Exception],
    ) -> None:
        self._index = index
        self._checks = checks
        self._parameters = parameters
        self.damaged = damaged
        self._checked = np.zeros(len(checks), dtype=bool)

    @classmethod
    def open(
        cls,
        folder: Path,
        shape: tuple[int, ...],
        parameters: DenseParameters,
        damaged: Callable[[str], Exception],
    ) -> "_Lists":
        try:
            index: Any = faiss.read_index(str(folder / DENSE), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:  # what FAISS raises for whatever it cannot read
            raise ValueError(f"its {DENSE} is no index") from error
        checks = np.load(folder / CHECKS, mmap_mode="r", allow_pickle=False)
        if not _is_written(index, shape, parameters.lists):
            raise ValueError(f"its {DENSE} is of other vectors")
        if checks.dtype != np.uint64 or checks.shape != (parameters.lists + 1,):
            raise ValueError(f"its {CHECKS} is of another index")
        if _learned_checksum(index, folder / DENSE) != checks[-1]:
            raise ValueError(f"its {DENSE} has changed since it was written")
        if not 0 < parameters.probes <= parameters.lists:
            raise ValueError(f"its {DENSE} is looked through otherwise")
        return cls(index, checks, parameters, damaged)

    def nearest(self, question: Floats, k: int, among: Flags | None) -> Rows | None:
        """Return the rows of about the ``k`` best, rising; None if too few count for that."""
        probes = self._parameters.probes
        if among is not None:
            marked = int(np.count_nonzero(among))
            if marked <= self._parameters.exact_chunks:
                return None
            # The best of fewer lie in more lists: of a tenth in three times as many, as measured.
            probes = min(int(probes * np.sqrt(len(among) / marked)), self._parameters.lists)
        lists = self._index.quantizer.assign(question[None], probes)[0]
        for number in lists[~self._checked[lists]].tolist():
            codes, rows = _list(self._index, number)
            self._check(number, _list_checksum(codes, rows))
            if len(rows) and (rows.min() < 0 or rows.max() >= self._index.ntotal):
                raise self.damaged(f"list {number} of its {DENSE} is of no chunks")
        found = self._index.search(question[None], k, params=_probing(probes, among))[1][0]
        return distinct(found[found >= 0])

    def _check(self, number: int, checksum: int) -> None:
        if checksum != self._checks[number]:
            raise self.damaged(f"list {number} of its {DENSE} has changed since it was written")
        self._checked[number] = True


def write_dense(folder: Path, exact_chunks: int = EXACT_CHUNKS) -> DenseParameters | None:
    """Write the index of a segment's vectors, if there are more than ``exact_chunks``."""
    vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
    count, dimension = vectors.shape
    if count <= exact_chunks:
        return None
    lists = min(1 << round(np.log2(4 * np.sqrt(count))), MOST_LISTS, count)
    parameters = DenseParameters(lists, max(round(PROBED * lists), 1), exact_chunks)
    # Its stubs give to an index what all indexes have.
    index: Any = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.niter, index.cp.max_points_per_centroid = _ROUNDS, _SAMPLED
    index.cp.min_points_per_centroid = 1  # a small archive is no fault
    sampled = np.linspace(0, count - 1, min(count, _SAMPLED * lists)).astype(np.int64)
    reader = VectorReader(folder / VECTORS)
    index.train(reader.read(sampled))
    assigned = np.concatenate(
        [index.quantizer.assign(slab, 1)[:, 0] for slab in reader.slabs(_SLAB_ROWS)]
    )
    for number, size in enumerate(np.bincount(assigned, minlength=lists).tolist()):
        index.invlists.resize(number, size)  # a list that grows by itself takes twice as much
        index.invlists.resize(number, 0)
    first = 0
    for slab in reader.slabs(_SLAB_ROWS):
        own = assigned[first : first + len(slab)]
        index.add_core(len(slab), faiss.swig_ptr(slab), None, faiss.swig_ptr(own))
        first += len(slab)
    checks = [_list_checksum(*_list(index, number)) for number in range(lists)]
    faiss.write_index(index, str(folder / DENSE))
    checks.append(_learned_checksum(index, folder / DENSE))
    np.save(folder / CHECKS, np.array(checks, dtype=np.uint64), allow_pickle=False)
    return parameters


def _is_written(index: Any, shape: tuple[int, ...], lists: int) -> bool:
    """Return whether FAISS read such an index as ``write_dense`` writes, of vectors of a shape."""
    if not isinstance(index, faiss.IndexIVFScalarQuantizer):
        return False
    quantizer: Any = faiss.downcast_index(index.quantizer)
    inverted: Any = index.invlists
    count, dimension = shape
    return (
        isinstance(quantizer, faiss.IndexFlat)
        and isinstance(faiss.downcast_InvertedLists(inverted), faiss.ArrayInvertedLists)
        and index.sq.qtype == faiss.ScalarQuantizer.QT_8bit
        and index.metric_type == quantizer.metric_type == faiss.METRIC_INNER_PRODUCT
        and index.is_trained
        and index.d == quantizer.d == index.sq.d == index.code_size == dimension
        and inverted.code_size == dimension
        and index.nlist == quantizer.ntotal == inverted.nlist == lists
        and index.ntotal == sum(map(inverted.list_size, range(lists))) == count
        and index.sq.trained.size() == 2 * dimension
    )


def _list(index: Any, number: int) -> tuple[npt.NDArray[np.uint8], Rows]:
    """Return the codes of a list, and the rows that they are of."""
    size = index.invlists.list_size(number)
    if not size:
        return np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.int64)
    codes = faiss.rev_swig_ptr(index.invlists.get_codes(number), size * index.code_size)
    return codes, faiss.rev_swig_ptr(index.invlists.get_ids(number), size)


def _list_checksum(codes: npt.NDArray[np.uint8], rows: Rows) -> int:
    return xxh3_64_intdigest(rows.data, seed=xxh3_64_intdigest(codes.data))


def _learned_checksum(index: Any, file: Path) -> int:
    """Return the checksum of the lists' centres, of what 8 bits stand for, and the file's size."""
    quantizer: Any = faiss.downcast_index(index.quantizer)
    centres = faiss.rev_swig_ptr(quantizer.get_xb(), index.nlist * index.d)
    steps = faiss.vector_to_array(index.sq.trained)
    size = file.stat().st_size  # FAISS maps what lies behind the end of a file that is cut off
    return xxh3_64_intdigest(centres.data, seed=xxh3_64_intdigest(steps.data, seed=size))


def _probing(probes: int, among: Flags | None) -> Any:
    of_faiss: Any = faiss.SearchParametersIVF
    return of_faiss(nprobe=probes, sel=None if among is None else _selector(among))


def _selector(among: Flags) -> Any:
    # What faiss says of its types is that of C++; Python's constructors take arrays.
    bits: Any = np.packbits(among, bitorder="little")
    return faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg]


def _nearest(vectors: Floats, question: Floats, k: int, among: Flags | None) -> tuple[Floats, Rows]:
    """Return the cosines and rows of the ``k`` best of all vectors, in order."""
    wanted = k + 1
    while True:
        cosines, rows = _search(vectors, question, min(wanted, len(vectors)), among)
        order = np.lexsort((rows, -cosines))
        cosines, rows = cosines[order], rows[order]
        # Of equal ones at the end others may be left out, that come first.
        if len(rows) <= k or wanted >= len(vectors) or cosines[k - 1] > cosines[-1]:
            return cosines[:k], rows[:k]
        wanted *= 2


def _search(vectors: Floats, question: Floats, k: int, among: Flags | None) -> tuple[Floats, Rows]:
    """Return the inner products and rows of the ``k`` best vectors, in any order."""
    cosines = np.empty(k, dtype=np.float32)
    rows = np.empty(k, dtype=np.int64)
    if not k:
        return cosines, rows
    faiss.knn_inner_product(
        faiss.swig_ptr(question),
        faiss.swig_ptr(vectors),
        vectors.shape[1],
        1,
        len(vectors),
        k,
        faiss.swig_ptr(cosines),
        faiss.swig_ptr(rows),
        None if among is None else _selector(among),
    )
    return cosines[rows >= 0], rows[rows >= 0]


def best_of(found: Sequence[tuple[Floats, Rows]], k: int) -> tuple[Floats, Rows]:
    """Return the ``k`` highest scores and their rows, best first, of equal ones the first."""
    scores = np.concatenate([np.zeros(0, dtype=np.float32), *(scores for scores, _ in found)])
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *(rows for _, rows in found)])
    order = np.lexsort((rows, -scores))[:k]
    return scores[order], rows[order]
