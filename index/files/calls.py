"""Calls that wait for the network, several at a time, in threads that nobody has to wait for."""

import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from multiprocessing import Pipe
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class Calls(Generic[Key, Result]):
    """Runs calls, each in a daemon thread: one that never ends keeps no program from ending.

    ``bell`` is a connection that is readable, and stays so, until ``ended`` has told of each call
    that has ended.
    """

    def __init__(self) -> None:
        self.bell, self._ring = Pipe(duplex=False)
        self._lock = threading.Lock()
        self._running: dict[Key, object] = {}
        self._ended: list[tuple[Key, Result | Exception]] = []

    def __enter__(self) -> "Calls[Key, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running.clear()
            self._ring.close()
            self.bell.close()

    def __len__(self) -> int:
        """Return how many run."""
        return len(self._running)

    def start(self, key: Key, call: Callable[[], Result]) -> None:
        """Start a call; none of this key may be running."""
        mark = object()
        self._running[key] = mark
        threading.Thread(target=self._run, args=(key, mark, call), daemon=True).start()

    def give_up(self, key: Key) -> None:
        """Wait no longer for a call: what becomes of it is told to nobody."""
        with self._lock:
            self._running.pop(key, None)

    def ended(self) -> list[tuple[Key, Result | Exception]]:
        """Return what has ended since the last time, with what it returned or raised."""
        with self._lock:
            while self.bell.poll():
                self.bell.recv_bytes()
            ended, self._ended = self._ended, []
        return ended

    def _run(self, key: Key, mark: object, call: Callable[[], Result]) -> None:
        try:
            result: Result | Exception = call()
        except Exception as error:
            result = error
        with self._lock:
            if self._running.get(key) is not mark:  # given up, or started once more since
                return
            del self._running[key]
            self._ended.append((key, result))
            if len(self._ended) == 1:  # one ring is enough, and never fills the pipe
                with suppress(OSError):
                    self._ring.send_bytes(b"\0")
