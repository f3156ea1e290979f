from pathlib import Path

import numpy as np

from index.store.runs import RUN, Runs
from index.store.segment.segment import Segment
from index.store.vectors import SAMPLED_CHUNKS, VectorReader, statistics


def test_mean_and_spread_of_a_large_archive_are_those_of_vectors_at_even_distances(
    tmp_path: Path,
) -> None:
    count = 2 * SAMPLED_CHUNKS + 1
    vectors = np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)
    runs = [(0, 0, 1, 0, 9), (1, 1, 1, 5, 90), (0, 1, 1, 9, count - 99)]
    stored = [np.concatenate([vectors[:9], vectors[99:]]), np.zeros((95, 4), dtype=np.float32)]
    stored[1][5:] = vectors[9:99]
    for number, own in enumerate(stored):
        (tmp_path / str(number)).mkdir()
        np.save(tmp_path / str(number) / "vectors.npy", own)
    sample = vectors[np.linspace(0, count - 1, SAMPLED_CHUNKS).astype(int)]
    segments = [Segment(tmp_path / str(number)) for number in range(2)]
    found = statistics(Runs(np.array(runs, dtype=RUN)), segments)
    np.testing.assert_allclose(found[0], sample.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(found[1:], np.cov(sample.T, bias=True), atol=1e-5)


def test_vectors_are_read_from_any_rows(tmp_path: Path) -> None:
    vectors = np.random.default_rng(1).normal(size=(20, 4)).astype(np.float32)
    np.save(tmp_path / "vectors.npy", vectors)
    reader = VectorReader(tmp_path / "vectors.npy")
    for rows in ([], [0], [19], [3, 4, 5, 9, 10, 19], [7, 7, 8, 2, 1, 0, 1], range(20)):
        wanted = np.array(rows, dtype=np.int64)
        np.testing.assert_array_equal(reader.read(wanted), vectors[wanted])
