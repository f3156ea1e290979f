"""A disk that fails at the k-th write, sync or rename below a folder."""

import builtins
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class FailingDisk:
    """Counts the calls that write below ``folder``; the one with number ``fails_at`` fails.

    A failing write leaves half of its bytes behind, as a full disk does.
    """

    def __init__(self, folder: Path, code: int, fails_at: int | None) -> None:
        self.calls: list[str] = []
        self.folder = str(folder)
        self._code = code
        self._fails_at = fails_at

    def step(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) - 1 == self._fails_at:
            raise OSError(self._code, os.strerror(self._code))


class _File:
    """A file opened for writing whose writes are counted."""

    def __init__(self, file: Any, disk: FailingDisk) -> None:
        self._file = file
        self._disk = disk

    def write(self, data: Any) -> int:
        try:
            self._disk.step("write")
        except OSError:
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise
        return int(self._file.write(data))

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing_disk(folder: Path, code: int, fails_at: int | None) -> Iterator[FailingDisk]:
    """Put the disk in place of the real one; with ``fails_at`` None it only counts."""
    disk = FailingDisk(folder, code, fails_at)
    real_open, real_sync, real_rename, real_mkdir = io.open, os.fsync, os.rename, os.mkdir

    def opened(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        writes = not isinstance(file, int) and set(mode) & set("wxa+")
        if not writes or not os.fspath(file).startswith(disk.folder):
            return real_open(file, mode, *args, **options)
        disk.step("open")
        return _File(real_open(file, mode, *args, **options), disk)

    def sync(descriptor: int) -> None:
        disk.step("sync")
        real_sync(descriptor)

    def rename(source: Any, target: Any) -> None:
        if os.fspath(source).startswith(disk.folder):
            disk.step("rename")
        real_rename(source, target)

    def mkdir(path: Any, *args: Any, **options: Any) -> None:
        if os.fspath(path).startswith(disk.folder):
            disk.step("mkdir")
        real_mkdir(path, *args, **options)

    try:
        builtins.open = opened  # type: ignore[assignment]
        io.open = opened  # type: ignore[assignment]
        os.fsync, os.rename, os.mkdir = sync, rename, mkdir  # type: ignore[assignment]
        yield disk
    finally:
        builtins.open = io.open = real_open
        os.fsync, os.rename, os.mkdir = real_sync, real_rename, real_mkdir
