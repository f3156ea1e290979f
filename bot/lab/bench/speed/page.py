"""``zitat bench page``: from Enter to the answer on the page, and from the command to the page.

The real program serves the news articles in a process of its own; headless Chromium asks it, alone
and by several askers at once. A time ends when the answer stands on the page and nothing there is
pending. Every question is asked once before, so that no time holds the first reading of an article;
``Bot.ask`` is timed right after each answer, with the same history, so that what else the machine
does slows both. Needs Playwright and Chromium (the extra "test").
"""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.gold.questions import read_jsonl
from bot.lab.bench.data import eval_file
from bot.pipeline import Bot
from bot.web.archive.generation import Asker
from index.errors import SettingError

ASKERS = 8
QUESTIONS = 40
TURNS = 5  # of a usual conversation
LOCALE = "de"
LONGEST_SECONDS = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_IMPORTS = "import gradio, sentence_transformers"
_START = "from bot.web.server import main; main()"
# Counts from the key press to the first moment at which the new answer is whole.
_WATCH = """question => {
  const chat = document.querySelector('#chat');
  const whole = () => {
    const asked = [...chat.querySelectorAll('.asked')].at(-1);
    const reply = [...chat.querySelectorAll('.bot')].at(-1);
    return asked?.textContent.trim() === question && !chat.querySelector('.pending') && reply
      && asked.compareDocumentPosition(reply) & Node.DOCUMENT_POSITION_FOLLOWING;
  };
  window.answered = new Promise(done => {
    let start = null;
    document.addEventListener('keydown', () => { start ??= performance.now(); },
      {once: true, capture: true});
    const watch = new MutationObserver(() => {
      if (!whole()) return;
      watch.disconnect();
      done(performance.now() - start);
    });
    watch.observe(chat, {subtree: true, childList: true, attributes: true});
  });
}"""
_FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True, slots=True)
class Times:
    """All in milliseconds: of Bot.ask, from Enter to the answer, and to the first paint.

    ``alone`` is asked in conversations of ``TURNS`` questions, ``in_one`` in a single one;
    ``ask`` and ``ask_in_one`` are Bot.ask with the same questions and histories.
    """

    ask: list[float]
    alone: list[float]
    ask_in_one: list[float]
    in_one: list[float]
    together: list[float]
    first_paint: float


def run(index_dir: Path, count: int = QUESTIONS) -> str:
    """Return the table of times over an index, as text; 40 questions take about four minutes."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise SettingError(f"No browser was found: install one of {', '.join(BROWSERS)}.")
    asked = [row["question"] for row in read_jsonl(eval_file("news-dev.jsonl"))][:count]
    imports = _seconds_of(_IMPORTS)
    with serve(index_dir, eval_file("news")) as (address, start):
        times = asyncio.run(measure(browser, address, Bot(index_dir), asked))
    return render(times, start, imports)


def render(times: Times, start_seconds: float, import_seconds: float) -> str:
    """Return the table; ``import_seconds`` is the floor below ``start_seconds``."""
    overhead = _median_difference(times.alone, times.ask)
    in_one = _median_difference(times.in_one, times.ask_in_one)
    return "\n".join(
        [
            f"{'':36}   n   p50 ms   p95 ms",
            _row("Bot.ask, articles read before", times.ask),
            _row(f"Enter to the answer, {TURNS} in a row", times.alone),
            _row("Bot.ask, all in one conversation", times.ask_in_one),
            _row("Enter to the answer, all in one", times.in_one),
            _row(f"Enter to the answer, {ASKERS} askers", times.together),
            f"the page adds {overhead:.0f} ms (p50, alone); "
            f"with all questions in one conversation {in_one:.0f} ms",
            f"first paint after {times.first_paint:.0f} ms",
            f"start {start_seconds:.1f} s, of which importing Gradio and sentence-transformers "
            f"alone takes {import_seconds:.1f} s (ratio {start_seconds / import_seconds:.2f})",
        ]
    )


def _median_difference(longer: Sequence[float], shorter: Sequence[float]) -> float:
    """Return the median of what each question takes longer on the page."""
    return float(np.median(np.subtract(longer, shorter)))


def _row(label: str, times: Sequence[float]) -> str:
    p50, p95 = np.percentile(times, [50, 95])
    return f"{label:36} {len(times):3} {p50:8.0f} {p95:8.0f}"


def _milliseconds(bot: Asker, question: str, history: Sequence[str]) -> float:
    started = time.perf_counter()
    bot.ask(question, history)
    return (time.perf_counter() - started) * 1000


def _seconds_of(code: str) -> float:
    """Return how long a new Python process needs for some code, at its second run."""
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - started


@contextmanager
def serve(index_dir: Path, source: Path) -> Iterator[tuple[str, float]]:
    """Serve the page; give its address, and how many seconds passed until it was ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "ZITAT_INDEX_DIR": str(index_dir),
        "ZITAT_PORT": str(port),
        "ZITAT_HOST": "127.0.0.1",
        "ZITAT_SOURCE": str(source),
    }
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", _START], env=os.environ | settings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        if not any("is ready" in line for line in process.stdout):
            raise SettingError("The page could not be served; `zitat serve` says why.")
        yield f"http://127.0.0.1:{port}", time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


async def measure(executable: str, address: str, bot: Asker, questions: Sequence[str]) -> Times:
    """Ask a page that is served, and ``bot``, which has the same index.

    Raises SettingError if an answer does not come.
    """
    from playwright.async_api import async_playwright  # noqa: PLC0415  of the extra "test"

    for question in questions:
        _ask_once(address, question)
        bot.ask(question)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"]
        )
        pages = [await browser.new_page(locale=LOCALE) for _ in range(ASKERS)]
        for page in pages:
            await _open(page, address)
        await _examples(pages[-1])
        paint = float(await pages[-1].evaluate(_FIRST_PAINT))
        ask, alone = await _converse(browser, bot, questions, TURNS, address)
        ask_in_one, in_one = await _converse(browser, bot, questions, len(questions), address)
        shares = [questions[asker::ASKERS] for asker in range(ASKERS)]
        asking = [_ask_all(page, share) for page, share in zip(pages, shares, strict=True)]
        together = [each for times in await asyncio.gather(*asking) for each in times]
        await browser.close()
    return Times(ask, alone, ask_in_one, in_one, together, paint)


def _ask_once(address: str, question: str) -> None:
    """Let the server read what it will need for a question."""
    body = json.dumps({"question": question}).encode()
    header = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/api/ask", body, header)
    with urllib.request.urlopen(request, timeout=LONGEST_SECONDS):
        pass


async def _open(page: Any, address: str) -> None:
    await page.goto(address)
    await page.locator("#cards h2").wait_for()


async def _examples(page: Any) -> None:
    """Wait until the server, which does so once, has found examples; an archive may have none."""
    from playwright.async_api import TimeoutError as NothingFoundError  # noqa: PLC0415

    with suppress(NothingFoundError):
        await page.locator("#chat .example").first.wait_for(timeout=LONGEST_SECONDS * 1000)


async def _converse(
    browser: Any, bot: Asker, questions: Sequence[str], turns: int, address: str
) -> tuple[list[float], list[float]]:
    """Return the times of ``bot`` and of the page, in conversations of so many turns."""
    of_bot, of_page = [], []
    for first in range(0, len(questions), turns):
        # A tab that is reloaded would go on with its conversation.
        page = await browser.new_page(locale=LOCALE)
        await _open(page, address)
        for number, question in enumerate(questions[first : first + turns], first):
            of_page.append(await _ask(page, question))
            of_bot.append(_milliseconds(bot, question, questions[first:number]))
        await page.close()
    return of_bot, of_page


async def _ask_all(page: Any, questions: Sequence[str]) -> list[float]:
    return [await _ask(page, question) for question in questions]


async def _ask(page: Any, question: str) -> float:
    box = page.locator("#question textarea")
    await box.fill(question)
    await page.evaluate(_WATCH, question)
    await box.press("Enter")
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            return float(await page.evaluate("() => window.answered"))
    except TimeoutError:
        raise SettingError(
            f"The page showed no answer within {LONGEST_SECONDS} s to: {question}"
        ) from None
