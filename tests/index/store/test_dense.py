"""The nearest chunks: exactly, or by an index of FAISS that finds nearly all of them."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.errors import IndexDamagedError
from index.store.dense import CHECKS, DENSE, DenseIndex, write_dense
from index.store.manifest import DenseParameters
from index.store.segment.parts import VECTORS

Floats = npt.NDArray[np.float32]
COUNT, DIMENSION, BEST = 3_000, 16, 20


def unit(rows: npt.NDArray[np.floating]) -> Floats:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the vectors of a segment: around fifty subjects, as those of articles are."""
    folder = tmp_path_factory.mktemp("dense")
    chance = np.random.default_rng(1)
    subjects = chance.normal(size=(50, DIMENSION))
    rows = subjects[chance.integers(0, 50, COUNT)] + 0.5 * chance.normal(size=(COUNT, DIMENSION))
    np.save(folder / VECTORS, unit(rows))
    return folder


@pytest.fixture(scope="module")
def vectors(folder: Path) -> Floats:
    return np.load(folder / VECTORS)


@pytest.fixture(scope="module")
def parameters(folder: Path) -> DenseParameters:
    parameters = write_dense(folder, exact_chunks=500)
    assert parameters is not None
    return parameters


@pytest.fixture(scope="module")
def index(folder: Path, vectors: Floats, parameters: DenseParameters) -> DenseIndex:
    return DenseIndex.open(folder, vectors, parameters, IndexDamagedError)


@pytest.fixture(scope="module")
def questions() -> Floats:
    return unit(np.random.default_rng(2).normal(size=(50, DIMENSION)))


def best(vectors: Floats, question: Floats, among: npt.NDArray[np.bool_]) -> list[int]:
    cosines = np.where(among, vectors @ question, -2)
    return np.argsort(-cosines, kind="stable")[: min(BEST, among.sum())].tolist()


def recall(
    find: Callable[[Floats], npt.NDArray[np.int64]],
    vectors: Floats,
    questions: Floats,
    among: npt.NDArray[np.bool_],
) -> float:
    found = 0
    for question in questions:
        rows = find(question).tolist()
        assert among[rows].all()
        found += len({*rows} & {*best(vectors, question, among)})
    return found / (BEST * len(questions))


def test_few_chunks_have_no_index_and_are_all_looked_at(
    folder: Path, vectors: Floats, questions: Floats
) -> None:
    assert write_dense(folder, exact_chunks=COUNT) is None
    index = DenseIndex.open(folder, vectors, None, IndexDamagedError)
    everything = np.ones(COUNT, dtype=bool)
    for question in questions[:5]:
        cosines, rows = index.nearest(question, BEST, None)
        assert rows.tolist() == best(vectors, question, everything)
        np.testing.assert_allclose(cosines, vectors[rows] @ question, atol=1e-6)


def test_the_index_finds_nearly_all_of_the_best_and_measures_them_exactly(
    index: DenseIndex, vectors: Floats, questions: Floats, parameters: DenseParameters
) -> None:
    assert parameters.probes < parameters.lists / 4
    everything = np.ones(COUNT, dtype=bool)
    assert recall(lambda q: index.nearest(q, BEST, None)[1], vectors, questions, everything) > 0.9
    cosines, rows = index.nearest(questions[0], BEST, None)
    np.testing.assert_allclose(cosines, vectors[rows] @ questions[0], atol=1e-6)
    assert sorted(cosines, reverse=True) == cosines.tolist()


def test_it_finds_them_among_marked_chunks_too(
    index: DenseIndex, vectors: Floats, questions: Floats
) -> None:
    marked = np.arange(COUNT) % 4 == 1
    found = recall(lambda q: index.nearest(q, BEST, marked)[1], vectors, questions, marked)
    assert found > 0.9


@pytest.mark.parametrize("count", [0, 3, 400])
def test_few_marked_chunks_are_all_looked_at(
    index: DenseIndex, vectors: Floats, questions: Floats, count: int
) -> None:
    marked = np.zeros(COUNT, dtype=bool)
    marked[np.random.default_rng(3).permutation(COUNT)[:count]] = True
    for question in questions[:5]:
        rows = index.nearest(question, BEST, marked)[1]
        assert rows.tolist() == best(vectors, question, marked)


def test_it_is_the_same_at_every_build(
    folder: Path, parameters: DenseParameters, tmp_path: Path
) -> None:
    (tmp_path / VECTORS).write_bytes((folder / VECTORS).read_bytes())
    assert write_dense(tmp_path, exact_chunks=500) == parameters
    for name in (DENSE, CHECKS):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def copied(folder: Path, target: Path) -> Path:
    for name in (VECTORS, DENSE, CHECKS):
        (target / name).write_bytes((folder / name).read_bytes())
    return target


def test_damage_is_found_when_what_it_is_in_is_read(
    folder: Path, parameters: DenseParameters, vectors: Floats, questions: Floats, tmp_path: Path
) -> None:
    copied(folder, tmp_path)
    whole = (tmp_path / DENSE).read_bytes()
    for place in np.linspace(0, len(whole) - 1, 60).astype(int).tolist():
        (tmp_path / DENSE).write_bytes(
            whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        )
        try:
            index = DenseIndex.open(tmp_path, vectors, parameters, IndexDamagedError)
            for question in questions:
                index.nearest(question, BEST, None)
        except (IndexDamagedError, ValueError):
            continue
        raise AssertionError(f"nothing is told of a changed byte {place}")


def test_damage_in_a_list_is_told_only_of_questions_that_read_it(
    folder: Path, parameters: DenseParameters, vectors: Floats, questions: Floats, tmp_path: Path
) -> None:
    copied(folder, tmp_path)
    checks = np.load(tmp_path / CHECKS)
    checks[0] += 1
    np.save(tmp_path / CHECKS, checks)
    index = DenseIndex.open(tmp_path, vectors, parameters, IndexDamagedError)
    told = 0
    for question in questions:
        try:
            index.nearest(question, BEST, None)
        except IndexDamagedError as error:
            assert "list 0" in str(error)
            told += 1
    assert 0 < told < len(questions)


@pytest.mark.parametrize("size", [0, 10, 1_000, -1])
def test_a_file_that_is_cut_off_is_no_index(
    folder: Path, parameters: DenseParameters, vectors: Floats, size: int, tmp_path: Path
) -> None:
    copied(folder, tmp_path)
    (tmp_path / DENSE).write_bytes((folder / DENSE).read_bytes()[:size])
    with pytest.raises(ValueError, match=DENSE):
        DenseIndex.open(tmp_path, vectors, parameters, IndexDamagedError)


def test_vectors_that_are_cut_off_meanwhile_are_told(
    folder: Path, parameters: DenseParameters, vectors: Floats, questions: Floats, tmp_path: Path
) -> None:
    copied(folder, tmp_path)
    index = DenseIndex.open(tmp_path, vectors, parameters, IndexDamagedError)
    assert len(index.nearest(questions[0], BEST, None)[1]) == BEST
    os.truncate(tmp_path / VECTORS, 200)
    with pytest.raises(IndexDamagedError, match="cut off"):
        index.nearest(questions[0], BEST, None)


def test_the_index_of_other_vectors_is_refused(
    folder: Path, parameters: DenseParameters, vectors: Floats
) -> None:
    with pytest.raises(ValueError, match="other vectors"):
        DenseIndex.open(folder, vectors[:-1], parameters, IndexDamagedError)
