"""A question whose asker is gone, given up: between its steps, and within the reading.

Who asks holds a ``Gone`` and sets it from any thread; what works for the question runs under
``working_for`` it, in a thread of its own, and looks at it by ``check``.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class AskerGoneError(Exception):
    """Nobody waits for the answer any more."""


class Gone:
    """Whether the asker is gone; ``leave`` says so, once and for all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left = False
        self._stops: list[Callable[[], None]] = []

    def leave(self) -> None:
        """Say that the asker is gone, and stop what runs. Safe to call from any thread."""
        with self._lock:
            self._left = True
            for stop in self._stops:
                stop()

    def check(self) -> None:
        """Raise AskerGoneError if the asker is gone."""
        with self._lock:
            if self._left:
                raise AskerGoneError

    @contextmanager
    def stopping(self, stop: Callable[[], None]) -> Iterator[None]:
        """Call ``stop`` as soon as the asker leaves, at once if that has happened before.

        What the block raises after that is an AskerGoneError.
        """
        with self._lock:
            self._stops.append(stop)
            if self._left:
                stop()
        try:
            yield
        except Exception as error:
            if self._left:
                raise AskerGoneError from error
            raise
        finally:
            with self._lock:
                self._stops.remove(stop)


_asker: ContextVar[Gone | None] = ContextVar("_asker", default=None)


@contextmanager
def working_for(gone: Gone) -> Iterator[None]:
    """Let all that is done in the block be for an asker who may go."""
    token = _asker.set(gone)
    try:
        yield
    finally:
        _asker.reset(token)


def check() -> None:
    """Raise AskerGoneError if the one who asked is known to be gone."""
    if (gone := _asker.get()) is not None:
        gone.check()


@contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` as soon as the one who asked leaves; see ``Gone.stopping``."""
    gone = _asker.get()
    if gone is None:
        yield
        return
    with gone.stopping(stop):
        yield
