from pathlib import Path

import numpy as np

from index.store.vectors import SAMPLED_CHUNKS, statistics


def test_mean_and_spread_of_a_large_archive_are_those_of_vectors_at_even_distances(
    tmp_path: Path,
) -> None:
    count = 2 * SAMPLED_CHUNKS + 1
    vectors = np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)
    np.save(tmp_path / "vectors.npy", vectors)
    sample = vectors[np.linspace(0, count - 1, SAMPLED_CHUNKS).astype(int)]
    found = statistics(tmp_path)
    np.testing.assert_allclose(found[0], sample.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(found[1:], np.cov(sample.T, bias=True), atol=1e-5)
