"""Who asks now: work that nobody waits for gives way to questions that somebody waits for."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.interrupt import AskerGoneError, Gone, working_for

Result = TypeVar("Result")


class Askers:
    """Counts the questions that are being answered. Safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asking = 0
        self._aside: set[Gone] = set()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Interrupt what is done aside, and let none of it begin before the end of the block."""
        with self._changed:
            self._asking += 1
            for work in self._aside:
                work.leave()
        try:
            yield
        finally:
            with self._changed:
                self._asking -= 1
                self._changed.notify_all()

    def aside(self, work: Callable[[], Result], until: float) -> Result:
        """Return what some work returns, done while nobody asks: if interrupted, all over again.

        From ``until`` on, a time of ``time.monotonic``, it gives way no more.
        """
        while (left := until - time.monotonic()) > 0:
            own = Gone()
            with self._changed:
                if not self._changed.wait_for(lambda: self._asking == 0, left):
                    break
                self._aside.add(own)
            try:
                with working_for(own):
                    return work()
            except AskerGoneError:
                continue
            finally:
                with self._changed:
                    self._aside.remove(own)
        return work()
