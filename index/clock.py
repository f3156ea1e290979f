"""How long each step of a rebuild takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from index.report import Step


class Clock:
    """The seconds that each step of a rebuild has taken."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = time.monotonic()

    def add(self, step: str, seconds: float) -> None:
        """Add to what a step has taken."""
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds

    @contextmanager
    def step(self, name: Step | Literal["load"]) -> Iterator[None]:
        """Add what the block takes."""
        started = time.monotonic()
        yield
        self.add(name, time.monotonic() - started)

    def total(self) -> float:
        """Return the seconds since the clock was made."""
        return time.monotonic() - self._started
