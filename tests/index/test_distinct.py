"""The distinct values of an array are those that NumPy names."""

import numpy as np
import pytest

from index.distinct import distinct


@pytest.mark.parametrize("values", [[], [7], [3, 1, 3, 2, 1], [[2, 2], [1, 0]]])
def test_distinct_values_are_numpys(values: list[int]) -> None:
    found = distinct(np.array(values, dtype=np.int32))
    assert found.dtype == np.int32
    assert np.array_equal(found, np.unique(np.array(values, dtype=np.int32)))
