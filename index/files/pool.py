"""Reading many files in a few long-lived processes, each file within limits."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from index.config import IndexConfig, ReadLimits
from index.errors import SourceError
from index.files.articles import Skipped
from index.files.scan import SourceFile, is_storable
from index.files.wire import Item, begun, decode, encode, is_last
from index.files.worker import OUT_OF_MEMORY, read_items
from index.formats.plain import MarkdownReader, PlainReader
from index.messages import Code, Message

if TYPE_CHECKING:
    from index.files.copies import Copies

# Few small files of plain text are read here: their reader cannot hang, and a process takes longer
# to start than to read them.
HERE_FILES = 64
HERE_BYTES = 200_000
HERE_SUFFIXES = PlainReader.suffixes + MarkdownReader.suffixes
_QUEUED_A_WORKER = 16
# A file that takes long must not let results of all others pile up in memory.
_AHEAD_FILES = 2000
_START_SECONDS = 120.0
# An archive is read anew without a file in it that ended its reader, so often.
_MOST_FAILED = 20


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    queue: deque[int] = field(default_factory=deque)
    started: bool = False
    heard: float = field(default_factory=time.monotonic)
    member: str | None = None  # of the file that it is at


def read_files(
    files: Sequence[SourceFile],
    config: IndexConfig | None,
    limits: ReadLimits,
    columns: str = "",
) -> Generator[tuple[SourceFile, Iterator[Item]], None, None]:
    """Yield each file with what it holds, in the order of ``files``.

    With a ``config`` articles are Prepared, without one they are bare, and ``columns`` is as of
    IndexConfig. A file that cannot be read,
    hangs, crashes its reader or needs too much comes as one Skipped with the reason.
    """
    columns = columns if config is None else config.columns
    with ExitStack() as stack:
        copies = stack.enter_context(_copies(files, limits)) if _are_remote(files) else None
        if len(files) <= HERE_FILES and all(map(_is_small_text, files)):
            come = ((file, None) for file in files) if copies is None else copies.in_order()
            for file, problem in come:
                if problem is None:
                    items = read_items(file.file, file.path, config, limits, columns)
                else:
                    items = iter([Skipped(file.path, problem)])
                yield file, _unstorable(file) or items
            return
        pool = _Pool(files, config, limits, columns, copies)
        for file, messages in stack.enter_context(closing(pool.run())):
            yield file, _unstorable(file) or _decoded(messages)


def _are_remote(files: Sequence[SourceFile]) -> bool:
    return bool(files) and files[0].remote is not None


def _copies(files: Sequence[SourceFile], limits: ReadLimits) -> "Copies":
    from index.files.copies import Copies  # noqa: PLC0415  an extra

    return Copies(files, limits)


def _is_small_text(file: SourceFile) -> bool:
    if not file.path.lower().endswith(HERE_SUFFIXES):
        return False
    if file.remote is not None:
        return file.remote.size_bytes is not None and file.remote.size_bytes <= HERE_BYTES
    try:
        return Path(file.file).lstat().st_size <= HERE_BYTES
    except OSError:
        return True  # it is gone: reading it reports that


def _decoded(messages: Iterable[bytes]) -> Iterator[Item]:
    for message in messages:
        yield from decode(message)


def _unstorable(file: SourceFile) -> Iterator[Item] | None:
    if is_storable(file.path):
        return None
    shown = file.path.encode(errors="surrogateescape").decode(errors="backslashreplace")
    return iter([Skipped(shown, Code.NAME_NOT_UTF_8())])


class _Pool:
    """The running workers, their queues, and the answers that wait for their turn."""

    def __init__(
        self,
        files: Sequence[SourceFile],
        config: IndexConfig | None,
        limits: ReadLimits,
        columns: str,
        copies: "Copies | None" = None,
    ) -> None:
        self._files = list(files)  # of remote ones, where their copies lie once they have come
        self._copies = copies
        config_values = None if config is None else config.as_dict()
        self._request = {"config": config_values, "columns": columns}
        self._limits = limits
        self._todo: deque[int] = deque(range(len(files)) if copies is None else ())
        self._answers: dict[int, list[bytes]] = {}
        self._done: set[int] = set()
        self._failed: dict[
            int, dict[str, Message]
        ] = {}  # reasons by files within, by rows of files
        self._next = 0
        self._workers: list[_Worker] = []

    def run(self) -> Generator[tuple[SourceFile, list[bytes]], None, None]:
        """Yield each file with the messages about it, in order; at the end no worker is left."""
        try:
            count = min(os.cpu_count() or 1, len(self._files), 8)
            self._workers = [self._start() for _ in range(count)]
            while self._next < len(self._files):
                self._take_copies()
                self._assign()
                self._listen()
                self._end_overdue()
                while self._next in self._done:
                    self._done.remove(self._next)
                    yield self._files[self._next], self._answers.pop(self._next)
                    if self._copies is not None:
                        self._copies.drop(self._next)
                    self._next += 1
        finally:
            for worker in self._workers:
                _end(worker)

    def _start(self) -> _Worker:
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).parents[2])
        paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(paths),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        limits = json.dumps(asdict(self._limits))
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "index.files.worker", str(theirs.fileno()), limits],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the rebuild, which then ends its workers
            )
        return _Worker(process, Connection(ours.detach()))

    def _take_copies(self) -> None:
        """Have files fetched, and take those that have come since."""
        if self._copies is None:
            return
        for row, file, problem in self._copies.arrived():
            self._files[row] = file
            if problem is None:
                self._todo.append(row)
            else:
                self._answer(row, problem)
        self._copies.fetch_ahead()

    def _answer(self, row: int, reason: Message) -> None:
        """Say of a file that it is not read."""
        self._answers[row] = [encode([Skipped(self._files[row].path, reason)], done=True)]
        self._done.add(row)

    def _assign(self) -> None:
        """Keep each worker's queue filled, in the order of the files."""
        for worker in self._workers:
            if len(worker.queue) > _QUEUED_A_WORKER // 2:
                continue
            for row in list(islice(self._todo, _QUEUED_A_WORKER - len(worker.queue))):
                if row >= self._next + _AHEAD_FILES:
                    break
                self._todo.popleft()
                if not worker.queue:
                    worker.heard = time.monotonic()
                worker.queue.append(row)
                file = self._files[row]
                failed = {name: why.as_json() for name, why in self._failed.get(row, {}).items()}
                request = self._request | {"file": file.file, "path": file.path, "failed": failed}
                try:
                    worker.connection.send_bytes(json.dumps(request).encode())
                except OSError:
                    break  # it has crashed: listening will show that

    def _listen(self) -> None:
        by_connection = {worker.connection: worker for worker in self._workers}
        bells = [] if self._copies is None else [self._copies.bell]
        for connection in wait([*by_connection, *bells], timeout=self._patience()):
            worker = by_connection.get(connection)  # type: ignore[call-overload]
            if worker is None:
                continue  # copies have come
            try:
                message = worker.connection.recv_bytes()
            except (EOFError, OSError):
                self._replace(worker, self._crash_reason(worker))
                continue
            worker.heard = time.monotonic()
            if not worker.started:
                worker.started = True
                continue
            if (member := begun(message)) is not None:
                worker.member = member
                continue
            row = worker.queue[0]
            self._answers.setdefault(row, []).append(message)
            if is_last(message):
                worker.queue.popleft()
                worker.member = None
                self._done.add(row)

    def _patience(self) -> float | None:
        """Return the seconds until the first worker, or copy, is overdue; None if none can be."""
        now = time.monotonic()
        busy = (worker for worker in self._workers if worker.queue or not worker.started)
        left = [worker.heard + self._allowed(worker) - now for worker in busy]
        if self._copies is not None and (patience := self._copies.patience()) is not None:
            left.append(patience)
        return max(0.0, min(left)) if left else None

    def _allowed(self, worker: _Worker) -> float:
        return self._limits.seconds if worker.started and worker.queue else _START_SECONDS

    def _end_overdue(self) -> None:
        for worker in list(self._workers):
            overdue = time.monotonic() - worker.heard > self._allowed(worker)
            if overdue and (worker.queue or not worker.started) and not worker.connection.poll():
                self._replace(worker, self._limits.too_slow)

    def _crash_reason(self, worker: _Worker) -> Message:
        code = worker.process.wait()
        if code == OUT_OF_MEMORY:
            return self._limits.too_large
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return Code.READER_CRASHED(how=how)

    def _replace(self, worker: _Worker, reason: Message) -> None:
        """End a worker, blame the file that it was at, and give its others to a new one.

        Of an archive only the file within it is to blame: the others are read anew.
        """
        if not worker.started:
            raise SourceError(Code.READER_NOT_STARTED(program=sys.executable))
        _end(worker)
        self._workers.remove(worker)
        if worker.queue:
            row = worker.queue[0]
            failed = self._failed.setdefault(row, {})
            if worker.member is not None and len(failed) < _MOST_FAILED:
                failed[worker.member] = reason
                self._answers.pop(row, None)
            else:
                worker.queue.popleft()
                self._answer(row, reason)
            self._todo.extendleft(reversed(worker.queue))
        self._workers.append(self._start())


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.wait()
