"""Work that nobody waits for gives way to questions that somebody waits for."""

import threading
import time
from collections.abc import Callable

from bot.interrupt import check
from bot.web.archive.askers import Askers


class Work:
    """Work aside in a thread of its own, at which it stays until it is interrupted or let go."""

    def __init__(self, askers: Askers, until: float) -> None:
        self.begun: list[threading.Event] = [threading.Event(), threading.Event()]
        self.may_end = threading.Event()
        self.result = ""
        self._times = 0
        self._thread = threading.Thread(target=self._run, args=(askers, until), daemon=True)
        self._thread.start()

    def _run(self, askers: Askers, until: float) -> None:
        self.result = askers.aside(self._work, until)

    def _work(self) -> str:
        self.begun[self._times].set()
        self._times += 1
        while not self.may_end.wait(0.001):
            check()
        return "done"

    def end(self) -> str:
        self.may_end.set()
        self._thread.join(60)
        return self.result


def in_a_minute() -> float:
    return time.monotonic() + 60


def test_what_is_done_aside_is_interrupted_by_a_question_and_begun_again_behind_it() -> None:
    askers = Askers()
    work = Work(askers, in_a_minute())
    assert work.begun[0].wait(60)
    with askers.asking(), askers.asking():
        assert not work.begun[1].is_set()
    assert work.begun[1].wait(60)
    assert work.end() == "done"


def test_nothing_is_begun_aside_while_somebody_asks() -> None:
    askers = Askers()
    with askers.asking():
        work = Work(askers, in_a_minute())
        work.may_end.set()
        with askers.asking():
            pass
        assert not work.begun[0].is_set()
    assert work.begun[0].wait(60)
    assert work.end() == "done"


def test_after_some_time_it_gives_way_no_more() -> None:
    askers = Askers()
    result: Callable[[], str] = lambda: "done"  # noqa: E731
    with askers.asking():
        assert askers.aside(result, time.monotonic()) == "done"
