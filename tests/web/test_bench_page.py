"""The bench of the page: it times what stands on the page, and gives up where nothing comes."""

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("playwright")

from conftest import BROWSERS
from fixed_bot import ANSWERED, FOLLOW_UP, FixedBot

from bot import Answer, Filters
from bot.lab.bench.speed import page as bench
from bot.lab.bench.speed.page import Times, measure, render
from index.errors import SettingError

pytestmark = pytest.mark.browser


class SilentBot(FixedBot):
    """Answers a program, but on the page nothing until it is released."""

    def __init__(self, index) -> None:
        super().__init__(index)
        self.released = threading.Event()
        self._asked = False

    def ask(self, question, history=(), filters=None) -> Answer:
        if self._asked:
            assert self.released.wait(60)
        self._asked = True
        return super().ask(question, history, filters)


@pytest.fixture
def silent_bot(fixed_bot: FixedBot) -> Iterator[SilentBot]:
    bot = SilentBot(fixed_bot.index)
    yield bot
    bot.released.set()


@pytest.fixture
def measured(browser, monkeypatch) -> Callable[..., Times]:
    """Run the bench with few askers; in a thread, as this one has Playwright's own loop."""
    monkeypatch.setattr(bench, "ASKERS", 1)
    executable = next(path for name in BROWSERS if (path := shutil.which(name)))

    def run(*arguments: object) -> Times:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, measure(executable, *arguments)).result()

    return run


@pytest.mark.slow
def test_every_question_is_timed_alone_in_one_conversation_and_together(
    measured, seed_site: str, fixed_bot: FixedBot, monkeypatch
) -> None:
    monkeypatch.setattr(bench, "ASKERS", 2)
    monkeypatch.setattr(bench, "TURNS", 2)
    asked: list[tuple[str, tuple[str, ...]]] = []
    answer = fixed_bot.ask

    def note(question: str, history: Sequence[str] = (), filters: Filters | None = None) -> Answer:
        asked.append((question, tuple(history)))
        return answer(question, history, filters)

    monkeypatch.setattr(fixed_bot, "ask", note)
    times = measured(seed_site, fixed_bot, [ANSWERED, FOLLOW_UP])
    # On the page as of the bot: each conversation is a new one.
    assert {history for question, history in asked if question == ANSWERED} == {()}
    assert {history for question, history in asked if question == FOLLOW_UP} == {(), (ANSWERED,)}
    for row in (times.ask, times.alone, times.ask_in_one, times.in_one, times.together):
        assert len(row) == 2
    for page, ask in zip(times.alone + times.in_one, times.ask + times.ask_in_one, strict=True):
        assert page > ask > 0
    assert times.first_paint > 0


@pytest.mark.slow
def test_the_bench_gives_up_where_no_answer_comes(
    measured, silent_bot: SilentBot, fixed_bot: FixedBot, start_site, monkeypatch
) -> None:
    monkeypatch.setattr(bench, "LONGEST_SECONDS", 2)
    with pytest.raises(SettingError, match=f"no answer within 2 s to: {ANSWERED[:20]}"):
        measured(start_site(silent_bot), fixed_bot, [ANSWERED])


def test_the_overhead_is_that_of_each_question_not_of_the_medians() -> None:
    times = Times([10, 20, 30], [40, 120, 61], [10, 20, 30], [20, 30, 40], [5], 700)
    text = render(times, 12, 10)
    assert "the page adds 31 ms (p50, alone); with all questions in one conversation 10 ms" in text
    assert "ratio 1.20" in text
