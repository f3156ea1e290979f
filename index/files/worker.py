"""The process that reads files: ``python -m index.files.worker``, started by ``index.files.pool``.

It takes one JSON message a file and answers with one or more, the last of them marked ``done``. A
file that hangs or breaks the process costs the process only; the pool starts another.
"""

import gc
import json
import resource
import signal
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from index.config import IndexConfig, ReadLimits
from index.files.articles import Skipped, read_bytes
from index.files.message import Item, encode
from index.files.prepare import prepare
from index.files.scan import read_file
from index.types import Article

ITEMS_A_MESSAGE = 50


def read_items(
    file: str, path: str, config: IndexConfig | None, limits: ReadLimits, columns: str = ""
) -> Iterator[Item]:
    """Yield what a file holds: Prepared articles, bare ones without a ``config``, or Skipped.

    ``columns`` is as of IndexConfig.
    """
    try:
        data = read_file(file, limits.file_mb * 1_000_000)
    except OSError as error:
        yield Skipped(path, f"cannot be read: {error.strerror or error}")
        return
    except ValueError as error:
        yield Skipped(path, str(error))
        return
    for item in read_bytes(data, path, columns):
        yield prepare(item, config) if config and isinstance(item, Article) else item


def _serve(connection: Connection, limits: ReadLimits) -> None:
    """Answer requests until the other side hangs up."""
    connection.send_bytes(encode([], done=True))
    while True:
        try:
            request: dict[str, Any] = json.loads(connection.recv_bytes())
        except EOFError:
            return
        config = None if request["config"] is None else IndexConfig(**request["config"])
        # Should the pool be gone, nobody else ends a reader that hangs.
        signal.setitimer(signal.ITIMER_REAL, 2 * limits.seconds + 10)
        try:
            batch: list[Item] = []
            columns = request["columns"]
            for item in read_items(request["file"], request["path"], config, limits, columns):
                batch.append(item)
                if len(batch) == ITEMS_A_MESSAGE:
                    _send(connection, encode(batch, done=False))
                    batch = []
                    signal.setitimer(signal.ITIMER_REAL, 2 * limits.seconds + 10)
            message = encode(batch, done=True)
        except MemoryError:
            reason = (
                f"needs more than {limits.memory_mb} MB of memory to be read: "
                "split it, or raise ZITAT_READ_MEMORY_MB"
            )
            message = encode([Skipped(request["path"], reason)], done=True)
        _send(connection, message)


def _send(connection: Connection, message: bytes) -> None:
    """Send with the clock stopped: while the other side embeds, sending waits and does not hang."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    connection.send_bytes(message)


def _limit_memory(limits: ReadLimits) -> None:
    """Cap the address space at what the process has now plus the limit, where the system can."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        now = int(statm.read_text().split()[0]) * resource.getpagesize()
        most = now + limits.memory_mb * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main() -> None:
    """Serve the connection whose descriptor and limits the command line names."""
    limits = ReadLimits(**json.loads(sys.argv[2]))
    with Connection(int(sys.argv[1])) as connection:
        _limit_memory(limits)
        gc.freeze()  # what is imported lives as long as the process
        gc.set_threshold(20_000)  # a file leaves many small objects, and hardly a cycle
        try:
            _serve(connection, limits)
        except (BrokenPipeError, ConnectionResetError):
            sys.exit(1)


if __name__ == "__main__":
    main()
