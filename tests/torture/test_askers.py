"""Eight threads ask while the index is rebuilt under them."""

import os
import threading
import time
from pathlib import Path

import numpy as np

from bot import Bot
from index import IndexConfig, build
from index.embedding.embedder import Embedder

REBUILDS = 50 if os.environ.get("ZITAT_TORTURE") else 3
ASKERS = 8
STATES = ("rot", "blau")
TOPICS = ("Brücke", "Schule", "Kirche", "Rathaus", "Museum")


def write_states(folder: Path) -> dict[str, Path]:
    """Write one archive in two states; every sentence says of which it is."""
    for number, state in enumerate(STATES):
        (folder / state).mkdir(parents=True)
        for topic in TOPICS[: 4 + number]:
            text = f"Die {topic} ist jetzt {state}.\n\n" + " ".join(
                f"Das Zimmer {n} der {topic} ist {state} und {n + 3} Meter lang." for n in range(40)
            )
            (folder / state / f"{topic}.txt").write_text(text, encoding="utf-8")
    return {state: folder / state for state in STATES}


def test_no_answer_mixes_two_generations_or_differs_from_its_file(
    tmp_path: Path, embedder: Embedder
) -> None:
    folders = write_states(tmp_path)
    texts = {
        (state, path.name): path.read_text("utf-8")
        for state, folder in folders.items()
        for path in folder.iterdir()
    }
    index_dir = tmp_path / "index"
    build(folders["rot"], index_dir, IndexConfig(), embedder=embedder)
    newest = [Bot(index_dir)]
    problems: list[str] = []
    times: dict[bool, list[float]] = {False: [], True: []}
    rebuilding, stop = threading.Event(), threading.Event()

    def ask(number: int) -> None:
        turn = number
        while not stop.is_set():
            turn += 1
            bot, started = newest[0], time.monotonic()
            during = rebuilding.is_set()
            try:
                answer = bot.ask(f"Wie lang ist das Zimmer {turn % 40} der {TOPICS[turn % 4]}?")
                cited = [*answer.citations, *(c.citation for c in answer.candidates)]
                states = {s for c in cited for s in STATES if f" {s}" in c.quote}
                if len(states) > 1:
                    problems.append(f"mixed: {states}")
                for c in cited:
                    if texts[next(iter(states)), c.path][c.start : c.end] != c.quote:
                        problems.append(f"not in the file: {c.quote}")
            except Exception as error:
                problems.append(repr(error))
                return
            times[during].append(time.monotonic() - started)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(ASKERS)]
    for thread in threads:
        thread.start()
    try:
        for number in range(REBUILDS):
            while len(times[False]) < 10 * number and not problems:
                threads[0].join(0.01)
            rebuilding.set()
            report = build(folders[STATES[1 - number % 2]], index_dir, embedder=embedder)
            rebuilding.clear()
            assert report.articles == 5 - number % 2
            newest[0] = Bot(index_dir)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert problems == []
    idle, busy = (np.percentile(times[key], 95) if times[key] else 0.0 for key in (False, True))
    print(
        f"{sum(map(len, times.values()))} answers during {REBUILDS} rebuilds; "
        f"p95 {1000 * idle:.0f} ms between them, {1000 * busy:.0f} ms during them"
    )
