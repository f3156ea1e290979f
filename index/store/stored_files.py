"""The files that a generation was built from, over all of its segments."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.checksums import checksum_of
from index.files.path_bytes import packed
from index.store.manifest import Manifest, told
from index.store.segment.files_list import ARRAYS, FilesList
from index.store.segment.mapped import load_array
from index.store.segment.parts import NO_INDEX

LIVE = "live_files.npy"


class StoredFiles:
    """The files of an archive as they were built in. Never changes.

    A file's place is its number when the lists of all segments stand one behind the other.
    ``live``: which of them were not deleted or replaced since. ``sha256``: zeros of one that was
    not read, (places, 32) bytes. ``retry``, ``articles``: as in FilesList. ``segment``, ``row``:
    where each lies. ``first_article``: its first article's row there. All (places,).
    ``first_place``: that of each segment's first file, and the end, (segments + 1,).
    """

    def __init__(self, lists: Sequence[FilesList], live: npt.NDArray[np.bool_]) -> None:
        """Take the lists of the segments' files, and which of all files count."""
        self.lists = lists
        counts = [len(one) for one in lists]
        if live.shape != (sum(counts),) or live.dtype != bool:
            raise ValueError("its files are not those of its segments")
        none = np.zeros((0, 32), dtype=np.uint8)
        self.sha256 = np.concatenate([none, *(one.sha256 for one in lists)])
        self.retry = np.concatenate([np.zeros(0, bool), *(one.retry for one in lists)])
        self.articles = np.concatenate([np.zeros(0, np.int32), *(one.articles for one in lists)])
        self.segment = np.repeat(np.arange(len(lists)), counts)
        self.row = np.concatenate([np.zeros(0, np.int64), *map(np.arange, counts)])
        self.first_article = np.concatenate(
            [
                np.zeros(0, np.int64),
                *(np.cumsum(one.articles, dtype=np.int64) - one.articles for one in lists),
            ]
        )
        self.live = live
        self.first_place = np.cumsum([0, *counts])

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each file by its path, without those that were deleted or replaced."""
        paths = (path for one in self.lists for path in one.paths)
        flags = self.live.tolist()
        return {path: place for place, path in enumerate(paths) if flags[place]}

    @classmethod
    def of(cls, sources: Mapping[str, str]) -> "StoredFiles":
        """Return files of which only paths and hex SHA-256 are known."""
        hashes = b"".join(bytes.fromhex(one) or bytes(32) for one in sources.values())
        files = FilesList(
            packed(list(sources)),
            np.frombuffer(hashes, dtype=np.uint8).reshape(-1, 32),
            np.zeros(len(sources), dtype=np.int32),
            np.zeros(len(sources), dtype=bool),
            np.frombuffer(b"{}", dtype=np.uint8),
        )
        return cls([files], np.ones(len(sources), dtype=bool))


class FileHashes(Mapping[str, str]):
    """The hex SHA-256 of each file of an index by its path, empty of one that was not read.

    Each is looked for where it lies: to go through all of them takes long. Never changes.
    """

    def __init__(self, lists: Sequence[FilesList], live: npt.NDArray[np.bool_]) -> None:
        """Take the lists of the segments' files, and which of all files count."""
        self._lists = lists
        firsts = np.cumsum([0, *map(len, lists)]).tolist()
        self._live = [live[first:end] for first, end in pairwise(firsts)]

    def __getitem__(self, path: str) -> str:
        for files, live in zip(self._lists, self._live, strict=True):
            row = files.row_of(path)
            if row is not None and live[row]:
                return files.hash_of(row)
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        for files, live in zip(self._lists, self._live, strict=True):
            yield from compress(files.paths, live.tolist())

    def __len__(self) -> int:
        return sum(map(np.count_nonzero, self._live))

    def hold(self, sha256: str) -> bool:
        """Return whether a file has these contents."""
        both = zip(self._lists, self._live, strict=True)
        return any(live[files.rows_of_hash(sha256)].any() for files, live in both)


def read_stored_files(folder: Path, manifest: Manifest) -> StoredFiles:
    """Return the files of the generation in ``folder``.

    Raises ValueError, or what the libraries raise, for what no rebuild writes.
    """
    lists = [FilesList.load(folder / name) for name in manifest.segments]
    return StoredFiles(lists, read_live(folder))


def read_live(folder: Path) -> npt.NDArray[np.bool_]:
    """Map which of a generation's files count, (places,)."""
    return load_array(folder / LIVE)


def told_files(folder: Path) -> StoredFiles:
    """Return the files of the generation in ``folder``, of this format or the one before.

    There are none if it does not tell, or has changed since it was written.
    """
    try:
        said = told(folder)
        if "sources" in said:
            return StoredFiles.of(said["sources"])
        names = [LIVE, *(f"{one}/{name}.npy" for one in said["segments"] for name in ARRAYS)]
        if all(checksum_of(folder / name) == said["files"][name] for name in names):
            lists = [FilesList.load(folder / name) for name in said["segments"]]
            return StoredFiles(lists, read_live(folder))
    except (OSError, *NO_INDEX):
        pass
    return StoredFiles.of({})
