"""Which files need no second hashing: their size, times and inode are as when they were hashed.

As git's index does it: a file whose times are no older than the moment of looking may change once
more within the same tick of the clock, so it is not remembered. ``zitat verify`` and a full rebuild
read every file all the same.
"""

import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.files.scan import SourceFile, fingerprint

NAME = "seen-files.json"
# File systems count time in ticks, of up to two seconds (FAT).
TICK_NS = 2_000_000_000

# Size in bytes, time of the last change to the bytes and to the inode in ns, inode, device.
Facts = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class SeenFiles:
    """The files of a folder as they are now, and what earlier rebuilds knew of them.

    ``facts`` maps each file's path to its facts at ``looked_ns`` (ns since 1970), ``known`` to
    those that it had when it was hashed, and its SHA-256.
    """

    facts: Mapping[str, Facts]
    looked_ns: int
    known: Mapping[str, tuple[Facts, str]]

    def sha256(self, file: SourceFile) -> str:
        """Return the hex SHA-256 of a file's bytes, empty if it cannot be read."""
        return self.known[file.path][1] if self._is_known(file) else fingerprint(file.file)

    def _is_known(self, file: SourceFile) -> bool:
        """Return whether a file is, by its facts, the one that was hashed."""
        known = self.known.get(file.path)
        return known is not None and known[0] == self.facts.get(file.path)

    def remember(
        self, index_dir: Path, files: Iterable[SourceFile], hashes: Mapping[str, str]
    ) -> None:
        """Keep the hashes of the files that have not changed since they were looked at.

        ``hashes`` maps paths to SHA-256. What cannot be kept is hashed again the next time.
        """
        kept = {
            file.path: (*facts, hashes[file.path])
            for file in files
            if (facts := self.facts.get(file.path)) is not None
            and hashes.get(file.path)
            and max(facts[1:3]) < self.looked_ns - TICK_NS
            and (self._is_known(file) or _facts_of(file.file) == facts)
        }
        if kept or self.known:
            with suppress(OSError):
                _write(index_dir, kept)


def look_at(files: Iterable[SourceFile], index_dir: Path | None) -> SeenFiles:
    """Return the files' facts, with what was remembered in ``index_dir`` (None: nothing)."""
    looked_ns = time.time_ns()
    found = {file.path: facts for file in files if (facts := _facts_of(file.file)) is not None}
    return SeenFiles(found, looked_ns, {} if index_dir is None else _read(index_dir))


def _facts_of(file: str) -> Facts | None:
    """Return a file's facts; None where they prove nothing, or there is no such file."""
    if os.name != "posix":  # elsewhere no time tells every change
        return None
    try:
        stat = os.lstat(file)
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev)


def _read(index_dir: Path) -> dict[str, tuple[Facts, str]]:
    try:
        rows = json.loads((index_dir / NAME).read_bytes())
        return {
            path: ((size, changed, touched, inode, device), sha256)
            for path, (size, changed, touched, inode, device, sha256) in rows.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(index_dir: Path, rows: Mapping[str, tuple[int | str, ...]]) -> None:
    """Put the new file in place of the old one at once: no reader sees half of it."""
    new = index_dir / f"{NAME}.new"  # only one rebuild runs at a time
    new.write_text(json.dumps(rows), encoding="ascii")
    new.replace(index_dir / NAME)
