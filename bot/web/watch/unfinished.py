"""Whether a file is still being written: half of it must not be read.

Written in place, a file counts as whole when no program has it open for writing and it has not
changed for ``REST_SECONDS``; moved into place, at once. A program that closes a file, pauses for
longer and then goes on cannot be told from one that is done: what it has written so far is read
then, and the rest when that comes.
"""

import os
import signal
import stat
import sys
import time
from pathlib import Path

REST_SECONDS = 5.0
# A program may keep a file open that it does not write any more; and asking costs time.
_LONGEST_SECONDS = 600.0


def is_unfinished(file: str) -> bool:
    """Return whether a file was written in place just now, or is open to be written.

    A folder never is: what lies in it may be. That a file is open only Linux tells, of files of
    this user on disks that know leases; elsewhere what was moved into place has to rest too.
    """
    try:
        facts = Path(file).lstat()
    except OSError:
        return False
    if stat.S_ISDIR(facts.st_mode):
        return False
    age = abs(time.time() - facts.st_mtime)  # of another machine's clock it may lie ahead
    if age >= _LONGEST_SECONDS:
        return False
    is_open = _is_open_to_write(file) if sys.platform == "linux" else None
    if is_open is None:
        return age < REST_SECONDS
    # A new name, other rights or the time of an original leave what was written as it was.
    moved = facts.st_ctime_ns > facts.st_mtime_ns
    return is_open or (age < REST_SECONDS and not moved)


def _is_open_to_write(file: str) -> bool | None:
    """Return whether any program has a file open for writing: then Linux grants no read lease.

    None where that cannot be determined.
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
