"""Types of arrays. A docstring says of each array what its shape is."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# Rows of the word table.
Rows = npt.NDArray[np.int32]
