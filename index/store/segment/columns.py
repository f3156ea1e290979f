"""Arrays that grow on disk: what ``np.save`` would write, without ever holding all of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

_SLAB_BYTES = 1 << 23


class Column:
    """An array in a file, that rows are added to at its end.

    ``width`` is the length of a row, 0 for an array of one dimension. The file is a whole one
    after ``close``.
    """

    def __init__(self, path: Path, dtype: npt.DTypeLike, width: int = 0) -> None:
        self.rows = 0
        self._path = path
        self._dtype = np.dtype(dtype)
        self._width = width
        self._row_bytes = self._dtype.itemsize * max(width, 1)
        self._slab_rows = max(_SLAB_BYTES // self._row_bytes, 1)
        self._file: BinaryIO = path.open("w+b", buffering=1 << 18)
        try:
            self._write_header()
        except BaseException:
            self._file.close()
            raise
        self._start = self._file.tell()

    def __enter__(self) -> "Column":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, rows: npt.NDArray[Any]) -> None:
        """Add an array of rows, converted to the column's type."""
        for first in range(0, len(rows), self._slab_rows):
            slab = rows[first : first + self._slab_rows]
            self._file.write(slab.astype(self._dtype, copy=False).tobytes())
        self.rows += len(rows)

    def slabs(self) -> Iterator[npt.NDArray[Any]]:
        """Yield the rows in arrays of bounded size; what is assigned to them is written back."""
        for first in range(0, self.rows, self._slab_rows):
            place = self._start + first * self._row_bytes
            self._file.seek(place)
            data = bytearray(
                self._file.read(min(self._slab_rows, self.rows - first) * self._row_bytes)
            )
            slab = np.frombuffer(data, dtype=self._dtype)
            yield slab.reshape(-1, self._width) if self._width else slab
            self._file.seek(place)
            self._file.write(data)

    def close(self) -> None:
        """Write the header with the final number of rows. Nothing happens the second time."""
        if not self._file.closed:
            try:
                self._file.seek(0)
                self._write_header()
            finally:
                self._file.close()

    def _write_header(self) -> None:
        # numpy pads the header so that the first dimension can grow in place.
        shape = (self.rows, self._width) if self._width else (self.rows,)
        header = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": shape,
        }
        np.lib.format.write_array_header_1_0(self._file, header)
