"""``zitat bench page``: from Enter to the answer on the page, and from the command to the page.

The real program serves the news articles in a process of its own; headless Chromium asks it, alone
and by several askers at once. A time ends when the answer stands on the page and nothing there is
pending. Needs Playwright and Chromium (the extra "test").
"""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.bench.data import eval_file, read_jsonl
from bot.pipeline import Bot
from index.errors import SettingError

ASKERS = 8
QUESTIONS = 40
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
    """All in milliseconds: of Bot.ask, from Enter to the answer, and to the first paint."""

    ask: list[float]
    alone: list[float]
    together: list[float]
    first_paint: float


def run(index_dir: Path) -> str:
    """Return the table of times over an index, as text; takes about two minutes."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise SettingError(f"No browser was found: install one of {', '.join(BROWSERS)}.")
    asked = [row["question"] for row in read_jsonl(eval_file("news-dev.jsonl"))][:QUESTIONS]
    imports = _seconds_of(_IMPORTS)
    with _serve(index_dir) as (address, start):
        alone, together, paint = asyncio.run(_ask_on_page(browser, address, asked))
    bot = Bot(index_dir)
    bot.ask_many(asked)
    times = Times([_milliseconds(bot, question) for question in asked], alone, together, paint)
    return render(times, start, imports)


def render(times: Times, start_seconds: float, import_seconds: float) -> str:
    """Return the table; ``import_seconds`` is the floor below ``start_seconds``."""
    overhead = np.median(times.alone) - np.median(times.ask)
    return "\n".join(
        [
            f"{'':32}   n   p50 ms   p95 ms",
            _row("Bot.ask, articles read before", times.ask),
            _row("Enter to the answer, alone", times.alone),
            _row(f"Enter to the answer, {ASKERS} askers", times.together),
            f"the page adds {overhead:.0f} ms (p50, alone)",
            f"first paint after {times.first_paint:.0f} ms",
            f"start {start_seconds:.1f} s, of which importing Gradio and sentence-transformers "
            f"alone takes {import_seconds:.1f} s (ratio {start_seconds / import_seconds:.2f})",
        ]
    )


def _row(label: str, times: Sequence[float]) -> str:
    p50, p95 = np.percentile(times, [50, 95])
    return f"{label:32} {len(times):3} {p50:8.0f} {p95:8.0f}"


def _milliseconds(bot: Bot, question: str) -> float:
    started = time.perf_counter()
    bot.ask(question)
    return (time.perf_counter() - started) * 1000


def _seconds_of(code: str) -> float:
    """Return how long a new Python process needs for some code, at its second run."""
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - started


@contextmanager
def _serve(index_dir: Path) -> Iterator[tuple[str, float]]:
    """Serve the page; give its address, and how many seconds passed until it was open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "ZITAT_INDEX_DIR": str(index_dir),
        "ZITAT_PORT": str(port),
        "ZITAT_HOST": "127.0.0.1",
        "ZITAT_SOURCE": str(eval_file("news")),
    }
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", _START], env=os.environ | settings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        if not any("open at" in line for line in process.stdout):
            raise SettingError("The page could not be served; `zitat serve` says why.")
        yield f"http://127.0.0.1:{port}", time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


async def _ask_on_page(
    executable: str, address: str, questions: Sequence[str]
) -> tuple[list[float], list[float], float]:
    """Return the times alone, those of all askers at once, and that of the first paint, in ms."""
    from playwright.async_api import async_playwright  # noqa: PLC0415  of the extra "test"

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"]
        )
        pages = []
        for _ in range(ASKERS):
            page = await (await browser.new_context()).new_page()
            await page.goto(address)
            await page.locator("#cards h2").wait_for()
            pages.append(page)
        paint = float(await pages[-1].evaluate(_FIRST_PAINT))
        alone = [await _ask(pages[0], question) for question in questions]
        shares = [questions[asker::ASKERS] for asker in range(ASKERS)]
        asking = [_ask_all(page, share) for page, share in zip(pages, shares, strict=True)]
        together = await asyncio.gather(*asking)
        await browser.close()
    return alone, [each for times in together for each in times], paint


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
