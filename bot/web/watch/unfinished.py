"""Whether a file is still being written: half of it must not be read."""

import os
import signal
import sys
import time
from pathlib import Path

SETTLE_SECONDS = 1.0
# So long where nothing tells whether a program has the file open: a slow network pauses for longer.
UNTOLD_SECONDS = 3.0
# A program may keep a file open that it does not write any more; and asking costs time.
_LONGEST_SECONDS = 600.0


def is_unfinished(file: str) -> bool:
    """Return whether a file was changed just now, or is open to be written.

    The latter only Linux tells, of files of this user on disks that know leases; elsewhere a pause
    of ``UNTOLD_SECONDS`` counts as the end of writing.
    """
    try:
        age = time.time() - Path(file).lstat().st_mtime
    except OSError:
        return False
    if abs(age) < SETTLE_SECONDS:
        return True
    if age >= _LONGEST_SECONDS:
        return False
    is_open = _is_open_to_write(file) if sys.platform == "linux" else None
    return abs(age) < UNTOLD_SECONDS if is_open is None else is_open


def _is_open_to_write(file: str) -> bool | None:
    """Return whether any program has a file open for writing: then Linux grants no read lease.

    None where that cannot be told.
    """
    import fcntl  # noqa: PLC0415  Windows has none

    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        # A program that opens the file in this moment breaks the lease, and the signal for that
        # would end this one: one is chosen that does nothing.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:  # another user's file, or a disk without leases
        return None
    finally:
        os.close(descriptor)
    return False
