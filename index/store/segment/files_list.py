"""The files that a segment was made of: their paths, hashes, and what was said of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.files.path_bytes import packed, unpacked
from index.messages import Message
from index.store.segment.mapped import load_array

# The arrays of a segment's files, each a file of its name.
ARRAYS = ("file_paths", "file_hashes", "file_articles", "file_retry", "file_said")
_NO_HASH = bytes(32)

# Pairs of a path and what was said.
Said = tuple[tuple[str, Message], ...]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the archive: its hash, how many articles it gave, and what of it was not read.

    ``sha256`` is hex, empty if the file could not be read. ``skipped`` holds pairs of a path (of
    the file or a row of it) and the reason, ``remarks`` those of an article's path and what of it
    was not understood. ``retry``: its bytes were never read to the end, so that another try may go
    otherwise.
    """

    path: str
    sha256: str
    articles: int
    skipped: Said = ()
    retry: bool = False
    remarks: Said = ()


class FilesList:
    """The files of a segment in order, mapped. Never changes.

    ``sha256``: zeros of one that was not read, (files, 32) bytes. ``articles``: how many articles
    each gave, (files,); ``retry``, (files,), as in FileEntry.
    """

    def __init__(
        self,
        packed_paths: npt.NDArray[np.uint8],
        sha256: npt.NDArray[np.uint8],
        articles: npt.NDArray[np.int32],
        retry: npt.NDArray[np.bool_],
        said: npt.NDArray[np.uint8],
    ) -> None:
        """Take the arrays of a segment. Raises ValueError unless they are of as many files."""
        if sha256.shape != (len(articles), 32) or retry.shape != articles.shape:
            raise ValueError("its files are not those of its articles")
        self.sha256 = sha256
        self.articles = articles
        self.retry = retry
        self._packed_paths = packed_paths
        self._said = said

    @classmethod
    def load(cls, folder: Path) -> "FilesList":
        """Map what ``write_files_list`` wrote. Raises ValueError, or what numpy raises."""
        return cls(*(load_array(folder / f"{name}.npy") for name in ARRAYS))

    def __len__(self) -> int:
        return len(self.articles)

    @cached_property
    def paths(self) -> list[str]:
        """The path of each file."""
        found = unpacked(self._packed_paths)
        if len(found) != len(self):
            raise ValueError("its files have other paths")
        return found

    @cached_property
    def said(self) -> Mapping[int, tuple[Said, Said]]:
        """What was skipped and remarked, by the files' rows; most have none."""
        return {
            int(row): (_pairs(skipped), _pairs(remarks))
            for row, (skipped, remarks) in json.loads(self._said.tobytes()).items()
        }

    def row_of(self, path: str) -> int | None:
        """Return the row of a file, None if it is not there; no other path is made a text."""
        if "\0" in path:
            return None
        paths = b"\0" + self._packed_paths.tobytes()
        place = paths.find(b"\0" + path.encode(errors="surrogatepass") + b"\0")
        return None if place < 0 else paths.count(b"\0", 0, place)

    def rows_of_hash(self, sha256: str) -> npt.NDArray[np.int64]:
        """Return the rows of the files that have a hash, in hex."""
        wanted = np.frombuffer(bytes.fromhex(sha256), dtype=np.uint8)
        return np.flatnonzero((self.sha256 == wanted).all(axis=1))

    def hash_of(self, row: int) -> str:
        """Return a file's SHA-256 in hex, empty if it was not read."""
        found = self.sha256[row].tobytes()
        return "" if found == _NO_HASH else found.hex()

    def entry(self, row: int) -> FileEntry:
        """Return the file in a row."""
        skipped, remarks = self.said.get(row, ((), ()))
        return FileEntry(
            self.paths[row],
            self.hash_of(row),
            int(self.articles[row]),
            skipped,
            bool(self.retry[row]),
            remarks,
        )


def write_files_list(folder: Path, files: Sequence[FileEntry]) -> None:
    """Write the files of a segment."""
    hashes = b"".join(bytes.fromhex(file.sha256) or _NO_HASH for file in files)
    said = {
        row: [[(path, message.as_json()) for path, message in pairs] for pairs in both]
        for row, file in enumerate(files)
        if any(both := (file.skipped, file.remarks))
    }
    arrays: tuple[npt.NDArray[Any], ...] = (
        packed([file.path for file in files]),
        np.frombuffer(hashes, dtype=np.uint8).reshape(-1, 32),
        np.array([file.articles for file in files], dtype=np.int32),
        np.array([file.retry for file in files], dtype=bool),
        np.frombuffer(json.dumps(said).encode(), dtype=np.uint8),
    )
    for name, array in zip(ARRAYS, arrays, strict=True):
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _pairs(rows: Sequence[tuple[str, object]]) -> Said:
    return tuple((path, Message.from_json(stored)) for path, stored in rows)
