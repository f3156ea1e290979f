"""That an index is, byte for byte, what was written: at once of a small one, meanwhile of a large.

Every article is proven when it is read: no quote is wrong. What else may be damaged makes another
sentence the first, or misses a copy or a filtered article. All but the articles is mapped into
memory: a file that somebody cuts off while it is open ends the process, as the system has it.

A file that was proven once is not read for it again when an index is opened, also not in a later
generation that takes it over, until damage is found anywhere. A rebuild proves anew what it reads:
what it makes of damage would have a right checksum.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from index.errors import IndexDamagedError
from index.store.manifest import Manifest, check_files, check_sizes
from index.store.segment.parts import NO_INDEX, UNREAD

# An index of up to so many bytes is read whole in some hundredths of a second.
AT_ONCE_BYTES = 64_000_000
# In the folder of the index: what only those files have that were proven, one a line.
PROVEN = "proven"

log = logging.getLogger(__name__)


class Proof:
    """Whether a generation was found to be damaged. Safe for several threads."""

    def __init__(self) -> None:
        self._damage: IndexDamagedError | None = None
        self._thread: Thread | None = None

    @classmethod
    def begin(cls, folder: Path, manifest: Manifest, remedy: str) -> "Proof":
        """Check a generation, all of a large one in a thread but for what was proven before.

        Raises IndexDamagedError.
        """
        proof = cls()
        if _is_small(manifest):
            check_files(folder, manifest, remedy)
            return proof
        check_sizes(folder, manifest, remedy)
        proven = proven_files(folder, manifest)
        if len(proven) < len(manifest.files):
            arguments = folder, manifest, remedy, proven
            proof._thread = Thread(target=proof._prove, args=arguments, name="proof", daemon=True)
            proof._thread.start()
        return proof

    def check(self) -> None:
        """Raise IndexDamagedError if damage was found."""
        if self._damage is not None:
            raise self._damage

    def wait(self) -> None:
        """Wait until all of it is checked."""
        if self._thread is not None:
            self._thread.join()

    def _prove(
        self, folder: Path, manifest: Manifest, remedy: str, proven: Collection[str]
    ) -> None:
        try:
            check_files(folder, manifest, remedy, but=proven, one_by_one=True)
            with suppress(OSError):  # an index that cannot be written to is proven at each start
                keep_proven(folder, manifest)
        except (IndexDamagedError, OSError) as error:
            # After some rebuilds its folder is gone; what was opened stays as it was.
            if isinstance(error, IndexDamagedError) and folder.exists():
                forget_proven(folder.parent)
                self._damage = error
                log.error("%s", error)


def prove(folder: Path, manifest: Manifest, remedy: str) -> None:
    """Raise IndexDamagedError unless a generation that a rebuild is to take over is as written.

    All of a small one is read. Of a large one what was proven before is not, if it is UNREAD.
    """
    if _is_small(manifest):
        check_files(folder, manifest, remedy)
        return
    proven = proven_files(folder, manifest)
    unread = {name for name in proven if name.partition("/")[2].startswith(UNREAD)}
    check_files(folder, manifest, remedy, but=unread)
    if len(proven) < len(manifest.files):
        with suppress(OSError):
            keep_proven(folder, manifest)


def prove_segments(folder: Path, manifest: Manifest, remedy: str, names: Iterable[str]) -> None:
    """Raise IndexDamagedError unless all of some segments is as written, after ``prove``."""
    if _is_small(manifest):
        return
    wanted = {file for name in names for file in manifest.of_segment(name)}
    check_files(folder, manifest, remedy, but=manifest.files.keys() - wanted)


def proven_files(folder: Path, manifest: Manifest) -> frozenset[str]:
    """Return which files of a generation were proven, and are as they were then by their facts."""
    try:
        seals = frozenset((folder.parent / PROVEN).read_text(encoding="utf-8").splitlines())
        return frozenset(
            name for name in manifest.files if _seal(folder / name, manifest.files[name]) in seals
        )
    except (OSError, ValueError):
        return frozenset()


def keep_proven(folder: Path, manifest: Manifest) -> None:
    """Remember that all files of a generation were proven. Raises OSError."""
    seals = [_seal(folder / name, checksum) for name, checksum in manifest.files.items()]
    (folder.parent / PROVEN).write_text("\n".join(seals), encoding="utf-8")


def forget_proven(index_dir: Path) -> None:
    """Let everything be proven anew, before it is opened or taken over again: damage was found."""
    with suppress(OSError):
        (index_dir / PROVEN).unlink(missing_ok=True)


@contextmanager
def proven_anew_after_failure(index_dir: Path) -> Iterator[None]:
    """Let everything be proven anew if the block fails at what it reads: it may be damaged."""
    try:
        yield
    except NO_INDEX:
        forget_proven(index_dir)
        raise


def _is_small(manifest: Manifest) -> bool:
    return sum(manifest.sizes.values()) <= AT_ONCE_BYTES


def _seal(file: Path, checksum: str) -> str:
    """Return what only this file has: a copy of it may be damaged, and is proven anew."""
    here = file.stat()
    return f"{here.st_dev} {here.st_ino} {here.st_mtime_ns} {checksum}"
