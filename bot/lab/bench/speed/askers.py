"""``zitat bench askers``: what eight who ask at once wait, beside one who asks alone."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.pipeline import Bot

ASKERS = 8
# The slowest of eight at once may wait so many times as long as eight askings one after the other.
REACH = 4.0


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds that questions took: asked ``alone``, and by ``ASKERS`` at once; by asker."""

    alone: Sequence[float]
    together: Sequence[Sequence[float]]

    @property
    def times(self) -> float:
        """How many times p50 alone × ``ASKERS`` the p95 of all at once is."""
        every = [wait for waits in self.together for wait in waits]
        return float(np.percentile(every, 95) / (np.median(self.alone) * ASKERS))

    def render(self) -> str:
        """Return the lines to print."""
        every = [wait for waits in self.together for wait in waits]
        medians = [float(np.median(waits)) for waits in self.together]
        alone, p50, p95 = np.median(self.alone), np.median(every), np.percentile(every, 95)
        return (
            f"alone ({len(self.alone)} questions): p50 {alone:.0f} ms, "
            f"p95 {np.percentile(self.alone, 95):.0f} ms\n"
            f"{ASKERS} at once ({len(every)} questions): p50 {p50:.0f} ms, p95 {p95:.0f} ms\n"
            f"p95 at once: {self.times:.2f} times p50 alone × {ASKERS} (at most {REACH:.0f})\n"
            f"p50 of the asker who waits least and most: {min(medians):.0f} and "
            f"{max(medians):.0f} ms"
        )


def run(bot: Bot, questions: Sequence[str]) -> Waits:
    """Ask questions one after the other, then all of them by each of ``ASKERS`` at once.

    Each is asked once before, so that no time holds the first reading of an article.
    """
    for question in questions:
        bot.ask(question)
    alone = [_milliseconds(bot, question) for question in questions]
    together: list[list[float]] = [[] for _ in range(ASKERS)]
    ready = threading.Barrier(ASKERS)

    def ask_all(asker: int) -> None:
        ready.wait()
        own = [*questions[asker:], *questions[:asker]]  # no two ask the same at the same time
        together[asker] += [_milliseconds(bot, question) for question in own]

    threads = [threading.Thread(target=ask_all, args=(asker,)) for asker in range(ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Waits(alone, together)


def _milliseconds(bot: Bot, question: str) -> float:
    started = time.perf_counter()
    bot.ask(question)
    return 1000 * (time.perf_counter() - started)
