"""Files at an address → copies on this machine, some ahead of the one that is wanted next.

Copies are fetched here and not where they are read: many requests at once hide how long each takes,
a reader that is broken by a file holds no credentials, and its limits are those of a local file.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path, PurePosixPath

from fsspec.callbacks import Callback

from index.config import ReadLimits
from index.errors import SourceError
from index.files.calls import Calls
from index.files.remote import is_denied, open_folder, said
from index.files.scan import SourceFile
from index.formats.office.package import SUFFIXES as PACKAGES
from index.messages import Code, Message

_AHEAD_FILES = 200
_AHEAD_BYTES = 500_000_000
_TRIES = 3
# A document may be larger than a file may be: its pictures are not read.
_PACKAGE_TIMES = 20


class _TooLargeError(Exception):
    """A file is, or has become, larger than a file may be."""


class _Progress(Callback):  # type: ignore[misc]
    """Hears of each block that comes."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__()
        self.heard = time.monotonic()
        self._left = max_bytes

    def refuse(self, size_bytes: int) -> None:
        """Raise _TooLargeError if so much is more than may come."""
        if size_bytes > self._left:
            raise _TooLargeError

    def relative_update(self, inc: int = 1) -> None:
        """Hear of a block, from fsspec."""
        self.heard = time.monotonic()
        self.refuse(inc)
        self._left -= inc


class Copies:
    """Copies of some files of one folder, by their rows; none is left when it is closed.

    ``bell`` is a connection that is readable when a file has come. Raises SourceError if the
    folder cannot be opened.
    """

    def __init__(self, files: Sequence[SourceFile], limits: ReadLimits) -> None:
        self._files = files
        self._limits = limits
        remotes = [file.remote for file in files]
        folder = next(remote.folder for remote in remotes if remote is not None)
        self._opened = open_folder(folder)
        self._calls = Calls[int, None]()
        self.bell = self._calls.bell
        self._place = Path(tempfile.mkdtemp(prefix="zitat-"))
        self._next = 0
        self._ahead: dict[int, int] = {}  # bytes by rows that are on the way or here
        self._progress: dict[int, _Progress] = {}
        self._tries: dict[int, int] = {}

    def __enter__(self) -> "Copies":
        return self

    def __exit__(self, *_: object) -> None:
        self._calls.__exit__()
        shutil.rmtree(self._place, ignore_errors=True)

    def fetch_ahead(self) -> None:
        """Begin to fetch files, in order, as far ahead as may be."""
        while (
            self._next < len(self._files)
            and len(self._calls) < self._opened.at_once
            and len(self._ahead) < _AHEAD_FILES
            and (not self._ahead or sum(self._ahead.values()) < _AHEAD_BYTES)
        ):
            self._start(self._next)
            self._next += 1

    def drop(self, row: int) -> None:
        """Remove a file's copy: it is not wanted any more."""
        self._ahead.pop(row, None)
        self._file(row).unlink(missing_ok=True)

    def arrived(self) -> Iterator[tuple[int, SourceFile, Message | None]]:
        """Yield what has come: its row, the file where it lies now, or why there is no copy.

        Raises SourceError if a file that is there cannot be fetched.
        """
        for row, error in self._calls.ended():
            if isinstance(error, Exception):
                problem = self._problem(row, error)
                if problem is not None:
                    yield row, self._at(row, ""), problem
            else:
                yield row, self._at(row, str(self._file(row))), None
        self._give_up_overdue()

    def patience(self) -> float | None:
        """Return the seconds until the first file is overdue; None if none is on its way."""
        heard = [progress.heard for progress in self._progress.values()]
        return max(0.0, min(heard) + self._limits.seconds - time.monotonic()) if heard else None

    def in_order(self) -> Iterator[tuple[SourceFile, Message | None]]:
        """Yield each file as ``arrived`` does, in order; its copy stays until the next one."""
        come: dict[int, tuple[SourceFile, Message | None]] = {}
        for row in range(len(self._files)):
            self.fetch_ahead()
            while row not in come:
                wait([self.bell], self.patience())
                for number, file, problem in self.arrived():
                    come[number] = file, problem
                self.fetch_ahead()
            yield come.pop(row)
            self.drop(row)

    def _start(self, row: int) -> None:
        file = self._files[row]
        most = self._limits.file_mb * 1_000_000
        if file.path.lower().endswith(PACKAGES):
            most *= _PACKAGE_TIMES
        size = None if file.remote is None else file.remote.size_bytes
        self._ahead[row] = min(most, most if size is None else size)
        progress = self._progress[row] = _Progress(most)
        self._calls.start(row, partial(self._fetch, file.path, self._file(row), size, progress))

    def _fetch(self, path: str, copy: Path, size: int | None, progress: _Progress) -> None:
        progress.refuse(size or 0)
        self._opened.system.get_file(self._opened.path(path), str(copy), callback=progress)

    def _file(self, row: int) -> Path:
        """Return where a copy lies: by its row, for a name may be none on this machine.

        Of each try another one: an earlier may still write.
        """
        ending = PurePosixPath(self._files[row].path).suffix.lower()
        return self._place / f"{row}-{self._tries.get(row, 1)}{ending}"

    def _at(self, row: int, place: str) -> SourceFile:
        self._progress.pop(row, None)
        return SourceFile(self._files[row].path, place, self._files[row].remote)

    def _problem(self, row: int, error: Exception) -> Message | None:
        """Return why a file has no copy; None if it is tried again.

        A file that is gone or closed to us is left out, as one on this machine is. If the folder
        is so too, or does not answer, the files are not to blame: then SourceError is raised.
        """
        if isinstance(error, _TooLargeError):
            return Code.FILE_TOO_LARGE(limit_mb=self._limits.file_mb)
        if isinstance(error, FileNotFoundError):
            self._opened.refuse_if_closed()
            return Code.CANNOT_BE_READ(error=os.strerror(errno.ENOENT))
        if is_denied(error):
            self._opened.refuse_if_closed()
            return Code.CANNOT_BE_READ(error=f"{os.strerror(errno.EACCES)} ({said(error)})")
        self._try_again(row, said(error))
        return None

    def _try_again(self, row: int, why: str) -> None:
        tries = self._tries[row] = self._tries.get(row, 1) + 1
        if tries > _TRIES:
            raise SourceError(Code.FILE_NOT_FETCHED(file=self._files[row].file, error=why))
        self._start(row)

    def _give_up_overdue(self) -> None:
        now = time.monotonic()
        for row, progress in list(self._progress.items()):
            if now - progress.heard > self._limits.seconds:
                self._calls.give_up(row)
                self._try_again(row, f"nothing came for {self._limits.seconds:g} s")
