"""How long each step of a rebuild takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from index.types import Step


class Clock:
    """The seconds that each step of a rebuild has taken."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = time.monotonic()
        self._within = 0.0

    @contextmanager
    def step(self, name: Step | Literal["load", "embed"]) -> Iterator[None]:
        """Add what the block takes; a step within another one counts for the inner one only."""
        started, before = time.monotonic(), self._within
        self._within = 0.0
        try:
            yield
        finally:
            took = time.monotonic() - started
            self.seconds[name] = self.seconds.get(name, 0.0) + took - self._within
            self._within = before + took

    def total(self) -> float:
        """Return the seconds since the clock was made."""
        return time.monotonic() - self._started
