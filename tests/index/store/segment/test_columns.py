from pathlib import Path

import numpy as np
import pytest

from index.store.segment import columns
from index.store.segment.columns import Column


@pytest.mark.parametrize("shape", [(0,), (0, 3), (7,), (1000, 3), (200_000, 2)])
def test_a_column_is_byte_for_byte_what_numpy_saves(tmp_path: Path, shape: tuple[int, ...]) -> None:
    rows = np.arange(np.prod(shape), dtype=np.int32).reshape(shape)
    width = shape[1] if len(shape) > 1 else 0
    with Column(tmp_path / "ours.npy", np.int32, width) as column:
        for part in np.array_split(rows, 5):
            column.add(part)
    np.save(tmp_path / "numpys.npy", rows)
    assert (tmp_path / "ours.npy").read_bytes() == (tmp_path / "numpys.npy").read_bytes()


def test_what_is_assigned_to_a_slab_is_written_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_SLAB_BYTES", 64)
    with Column(tmp_path / "a.npy", np.int64) as column:
        column.add(np.arange(50))
        for slab in column.slabs():
            assert len(slab) <= 8
            slab[:] = slab * 2
    assert np.load(tmp_path / "a.npy").tolist() == list(range(0, 100, 2))
