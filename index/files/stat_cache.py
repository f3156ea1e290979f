"""Which files need no second hashing: their size, times and inode are as when they were hashed.

As git's index does it: a file whose times are no older than the moment of looking may change once
more within the same tick of the clock, so it is not remembered. ``zitat verify`` and a full rebuild
read every file all the same.
"""

import os
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from index.config import ReadLimits
from index.files.path_bytes import packed, unpacked
from index.files.scan import Facts, SourceFile, fingerprint, fingerprint_of

NAME = "seen-files.npz"
# File systems count time in ticks, of up to two seconds (FAT).
TICK_NS = 2_000_000_000
# Size in bytes, time of the last change to the bytes and to the inode in ns, inode, device.
FACTS = np.dtype(
    [
        ("size", "<i8"),
        ("changed", "<i8"),
        ("touched", "<i8"),
        ("inode", "<u8"),
        ("device", "<u8"),
    ]
)
_NO_FACTS = (-1, 0, 0, 0, 0)

# SHA-256 of files, (files, 32) bytes; zeros of one that is not known, or cannot be read.
Hashes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SeenFiles:
    """The files of a folder as they are now, and what earlier rebuilds knew of them.

    ``facts`` are those of each of ``files`` at ``looked_ns`` (ns since 1970), (files,), of FACTS;
    ``known`` the hashes of those that had the same facts when they were hashed.
    """

    files: Sequence[SourceFile]
    facts: npt.NDArray[np.void]
    looked_ns: int
    known: Hashes

    def hashes(self, rows: npt.NDArray[np.int64]) -> Hashes:
        """Return the SHA-256 of some files, zeros of one that cannot be read.

        Those that are not known are read.
        """
        found = self.known[rows]
        places = np.flatnonzero(~found.any(axis=1))
        with closing(_fingerprints([self.files[row] for row in rows[places].tolist()])) as told:
            for place, sha256 in zip(places.tolist(), told, strict=True):
                found[place] = _as_bytes(sha256)
        return found

    def are(self, hashes: Hashes) -> bool:
        """Return whether all files have these hashes, (files, 32); ends at the first that has not.

        Zeros are those of a file that cannot be read.
        """
        is_known = self.known.any(axis=1)
        if (self.known[is_known] != hashes[is_known]).any():
            return False
        rows = np.flatnonzero(~is_known).tolist()
        with closing(_fingerprints([self.files[row] for row in rows])) as told:
            return all(
                (_as_bytes(sha256) == hashes[row]).all()
                for row, sha256 in zip(rows, told, strict=True)
            )

    def remember(self, index_dir: Path, hashes: Hashes) -> None:
        """Keep the hashes of the files that have not changed since they were looked at.

        What cannot be kept is hashed again the next time.
        """
        latest = np.maximum(self.facts["changed"], self.facts["touched"])
        settled = (self.facts["size"] >= 0) & (latest < self.looked_ns - TICK_NS)
        kept = settled & hashes.any(axis=1)
        new = np.flatnonzero(kept & ~self.known.any(axis=1)).tolist()
        for row, facts in zip(new, _facts_now([self.files[row] for row in new]), strict=True):
            kept[row] = facts == self.facts[row].item()
        rows = np.flatnonzero(kept)
        if len(rows) or (index_dir / NAME).exists():
            paths = [self.files[row].path for row in rows.tolist()]
            with suppress(OSError):
                _write(index_dir, paths, self.facts[rows], hashes[rows])


def look_at(files: Sequence[SourceFile], index_dir: Path | None) -> SeenFiles:
    """Return the files' facts, with what was remembered in ``index_dir`` (None: nothing)."""
    looked_ns = time.time_ns()
    facts = np.fromiter((_facts_of(file) or _NO_FACTS for file in files), FACTS, len(files))
    known = np.zeros((len(files), 32), dtype=np.uint8)
    if index_dir is not None:
        rows, seen, hashes = _read(index_dir)
        found = map(rows.get, (file.path for file in files), repeat(-1))
        places = np.fromiter(found, np.int64, len(files))
        same = np.flatnonzero((places >= 0) & (facts["size"] >= 0))
        same = same[seen[places[same]] == facts[same]]
        known[same] = hashes[places[same]]
    return SeenFiles(files, facts, looked_ns, known)


def _as_bytes(sha256: str) -> Hashes:
    """Return a hash that is given in hex, zeros for an empty one."""
    return np.frombuffer(bytes.fromhex(sha256) or bytes(32), dtype=np.uint8)


def _facts_of(file: SourceFile) -> Facts | None:
    """Return a file's facts; None where they prove nothing, or there is no such file.

    Of a remote one they are what the list of its folder said.
    """
    if file.remote is not None:
        return file.remote.facts
    if os.name != "posix":  # elsewhere no time shows every change
        return None
    try:
        stat = os.lstat(file.file)
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev)


def _facts_now(files: Sequence[SourceFile]) -> Iterator[Facts | None]:
    """Yield what facts the files have by now.

    A remote one of a version keeps it: another version has other facts.
    """
    opened = None
    for file in files:
        remote = file.remote
        if remote is None or remote.facts is None or not remote.facts[1]:
            yield _facts_of(file)
            continue
        if opened is None:
            from index.files.remote import open_folder  # noqa: PLC0415  an extra

            opened = open_folder(remote.folder)
        yield opened.facts_now(file.path)


def _fingerprints(files: Sequence[SourceFile]) -> Generator[str, None, None]:
    """Yield the hashes of files, each as of ``fingerprint_of``; remote ones are fetched."""
    if not files or files[0].remote is None:
        yield from (fingerprint(file.file) for file in files)
        return
    from index.files.copies import Copies  # noqa: PLC0415  an extra

    with Copies(files, ReadLimits()) as copies:
        yield from (fingerprint_of(file) for file, _ in copies.in_order())


def _read(index_dir: Path) -> tuple[Mapping[str, int], npt.NDArray[np.void], Hashes]:
    """Return the rows of the files that were remembered, their facts, and their hashes."""
    try:
        with np.load(index_dir / NAME, allow_pickle=False) as arrays:
            paths = unpacked(arrays["paths"])
            facts, hashes = arrays["facts"], arrays["sha256"]
        if (facts.dtype, facts.shape, hashes.shape) == (FACTS, (len(paths),), (len(paths), 32)):
            return dict(zip(paths, range(len(paths)), strict=True)), facts, hashes
    except (OSError, EOFError, LookupError, TypeError, ValueError, BadZipFile):
        pass
    return {}, np.zeros(0, dtype=FACTS), np.zeros((0, 32), dtype=np.uint8)


def _write(index_dir: Path, paths: Sequence[str], facts: npt.NDArray[Any], hashes: Hashes) -> None:
    """Put the new file in place of the old one at once: no reader sees half of it."""
    new = index_dir / f"{NAME}.new"  # only one rebuild runs at a time
    with new.open("wb") as file:
        np.savez(file, allow_pickle=False, paths=packed(paths), facts=facts, sha256=hashes)
    new.replace(index_dir / NAME)
