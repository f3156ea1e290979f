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
from index.files.prepare import prepare
from index.files.scan import fingerprint, read_file
from index.files.wire import Item, encode, encode_begun
from index.formats import UnreadableError
from index.formats.containers.members import Watch
from index.messages import Code, Message
from index.types import Article

ITEMS_A_MESSAGE = 50
OUT_OF_MEMORY = 77  # the exit status at a file within a file that needs too much


def read_items(
    file: str,
    path: str,
    config: IndexConfig | None,
    limits: ReadLimits,
    columns: str = "",
    watch: Watch | None = None,
) -> Iterator[Item]:
    """Yield what a file holds: Prepared articles, bare ones without a ``config``, or Skipped.

    ``columns`` and ``watch`` are as of ``read_bytes``.
    """
    limit = limits.file_mb * 1_000_000
    try:
        data = read_file(file, limit)
        whole = Path(file).stat().st_size <= limit
    except OSError as error:
        yield Skipped(path, Code.CANNOT_BE_READ(error=error.strerror or str(error)))
        return
    except UnreadableError as error:
        yield Skipped(path, error.message)
        return
    # Of a document without its pictures the file is fingerprinted, not what is read of it.
    sha256 = None if whole else fingerprint(file)
    for item in read_bytes(data, path, columns, watch, sha256):
        yield prepare(item, config) if config and isinstance(item, Article) else item


def _serve(connection: Connection, limits: ReadLimits) -> None:
    """Answer requests until the other side hangs up."""
    connection.send_bytes(encode([], done=True))
    while True:
        try:
            request: dict[str, Any] = json.loads(connection.recv_bytes())
        except EOFError:
            return
        _answer(connection, request, limits)


def _answer(connection: Connection, request: dict[str, Any], limits: ReadLimits) -> None:
    """Send what a file holds. At a file within it that needs too much memory the process ends."""
    config = None if request["config"] is None else IndexConfig(**request["config"])
    within: list[str] = []

    def begin(member: str) -> None:
        within.append(member)
        _send(connection, encode_begun(member), limits)

    failed = request.get("failed", {})
    watch = Watch(begin, {name: Message.from_json(said) for name, said in failed.items()})
    place = request["file"], request["path"]
    _start_clock(limits)
    try:
        batch: list[Item] = []
        for item in read_items(*place, config, limits, request["columns"], watch):
            batch.append(item)
            if len(batch) == ITEMS_A_MESSAGE:
                _send(connection, encode(batch, done=False), limits)
                batch = []
        message = encode(batch, done=True)
    except MemoryError:
        if within:  # the pool reads the others
            sys.exit(OUT_OF_MEMORY)
        message = encode([Skipped(request["path"], limits.too_large)], done=True)
    _send(connection, message)


def _send(connection: Connection, message: bytes, limits: ReadLimits | None = None) -> None:
    """Send with the clock stopped: while the other side embeds, sending waits and does not hang.

    With ``limits`` it starts anew.
    """
    signal.setitimer(signal.ITIMER_REAL, 0)
    connection.send_bytes(message)
    if limits is not None:
        _start_clock(limits)


def _start_clock(limits: ReadLimits) -> None:
    """End the process in a while: should the pool be gone, nobody else ends a reader that hangs."""
    signal.setitimer(signal.ITIMER_REAL, 2 * limits.seconds + 10)


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
