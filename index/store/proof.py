"""That an index is, byte for byte, what was written: at once of a small one, meanwhile of a large.

Every part of an article is proven when it is read. What else may be damaged, vectors or terms, can
only make another sentence the first: never a wrong quote.
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
            Thread(
                target=proof._prove, args=(folder, manifest, remedy), name="proof", daemon=True
            ).start()
        return proof

    def check(self) -> None:
        """Raise IndexDamagedError if damage was found."""
        if self._damage is not None:
            raise self._damage

    def _prove(self, folder: Path, manifest: Manifest, remedy: str) -> None:
        try:
            check_files(folder, manifest, remedy)
        except IndexDamagedError as error:
            self._damage = error
            log.error("%s", error)
        except OSError:  # two rebuilds since: its folder is gone, and what was opened stays mapped
            return
        else:
            with suppress(OSError):  # an index that cannot be written to is proven at each start
                (folder.parent / PROVEN).write_text(_seal(folder), encoding="utf-8")


def _is_proven(folder: Path) -> bool:
    try:
        return (folder.parent / PROVEN).read_text(encoding="utf-8") == _seal(folder)
    except (OSError, ValueError):
        return False


def _seal(folder: Path) -> str:
    return f"{folder.name} {(folder / CHECKSUM).read_text(encoding='ascii')}"
