"""That an index is, byte for byte, what was written: at once of a small one, meanwhile of a large.

Every article is proven when it is read: no quote is wrong. What else may be damaged makes another
sentence the first, or misses a copy or a filtered article. All but the articles is mapped into
memory: a file that somebody cuts off while it is open ends the process, as the system has it.
"""

import logging
from contextlib import suppress
from pathlib import Path
from threading import Thread

from index.errors import IndexDamagedError
from index.store.manifest import CHECKSUM, Manifest, check_files, check_sizes

# An index of up to so many bytes is read whole in some hundredths of a second.
AT_ONCE_BYTES = 64_000_000
# In the folder of the index: the generation that was proven whole, and its manifest's checksum.
PROVEN = "proven"

log = logging.getLogger(__name__)


class Proof:
    """Whether a generation was found to be damaged. Safe for several threads."""

    def __init__(self) -> None:
        self._damage: IndexDamagedError | None = None
        self._thread: Thread | None = None

    @classmethod
    def begin(cls, folder: Path, manifest: Manifest, remedy: str) -> "Proof":
        """Check a generation, all of a large one in a thread unless it was proven before.

        Raises IndexDamagedError.
        """
        proof = cls()
        check_sizes(folder, manifest, remedy)
        if sum(manifest.sizes.values()) <= AT_ONCE_BYTES:
            check_files(folder, manifest, remedy)
        elif not _is_proven(folder):
            arguments = folder, manifest, remedy
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

    def _prove(self, folder: Path, manifest: Manifest, remedy: str) -> None:
        try:
            check_files(folder, manifest, remedy, one_by_one=True)
        except (IndexDamagedError, OSError) as error:
            # After some rebuilds its folder is gone; what was opened stays as it was.
            if isinstance(error, IndexDamagedError) and folder.exists():
                self._damage = error
                log.error("%s", error)
        else:
            with suppress(OSError):  # an index that cannot be written to is proven at each start
                (folder.parent / PROVEN).write_text(_seal(folder), encoding="utf-8")


def _is_proven(folder: Path) -> bool:
    try:
        return (folder.parent / PROVEN).read_text(encoding="utf-8") == _seal(folder)
    except (OSError, ValueError):
        return False


def _seal(folder: Path) -> str:
    """Return what only this folder has: a copy of it may be damaged, and is proven anew."""
    here = folder.stat()
    checksum = (folder / CHECKSUM).read_text(encoding="ascii")
    return f"{folder.name} {here.st_dev} {here.st_ino} {checksum}"
