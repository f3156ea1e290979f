"""``zitat bench cluster``: what shards on Ray cost and bear, beside one index, on this machine.

Two raylets, each of half of the cores, stand for two machines: what is measured is what Ray and the
putting together cost, no gain by more machines. The table on paper counts with the measured parts.
"""

import importlib
import math
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bot.gold.questions import read_jsonl
from bot.lab.bench.data import eval_file
from bot.pipeline import Bot
from bot.types import Answer
from index import build
from index.shards.building import build_shards
from index.shards.cluster import RayWorkers, joined, ray_module
from index.store.generations import current_generation
from index.store.manifest import read_manifest

SHARDS = (1, 2, 4)
QUESTIONS = 40
ASKERS = 8
# An archive on paper: machines of so much memory and so many cores.
MACHINE_GB, MACHINE_CORES = 64, 16
ON_PAPER = (10_000_000, 100_000_000)
# So much of a machine's memory holds what is searched; the rest is for texts, and who asks.
_SEARCHED = 0.75
# Of many vectors an eighth is looked through, in 8 bits; see ``index.store.dense``.
_PROBED = 1 / 8
_AGAIN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a full build, of each question asked alone, and of all that eight ask at once.

    ``differing`` counts the questions that are answered otherwise than by one index.
    """

    build_seconds: float
    alone: Sequence[float]
    together_seconds: float
    differing: int = 0

    @property
    def p50(self) -> float:
        """The median of a question, in milliseconds."""
        return 1000 * median(self.alone)


@dataclass(frozen=True, slots=True)
class Loss:
    """What eight who ask meet while a node goes: ``seconds`` until all was searched again."""

    asked: int
    failed: int
    partly: int
    least_share: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What one article takes, as measured: the parts that the table on paper is made of.

    Bytes of vectors, postings and all else on the disk, and in what holds for the whole archive;
    seconds of one core to build it, and to join it; seconds to search it, of a question.
    """

    chunks: float
    vector_bytes: float
    posting_bytes: float
    other_bytes: float
    archive_bytes: float
    build_seconds: float
    join_seconds: float
    search_seconds: float
    question_seconds: float


def run(questions: int = QUESTIONS) -> str:
    """Measure all of it over the news articles of the evaluation data; return it as lines."""
    asked = [row["question"] for row in read_jsonl(eval_file("news-dev-natural.jsonl"))][:questions]
    source = eval_file("news")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = build(source, folder / "one")
        bot = Bot(folder / "one")
        answers, alone, together = _ask(bot, asked)
        costs: dict[int, Cost] = {0: Cost(report.seconds, alone, together)}
        parts = _parts(folder / "one", bot, report.seconds, costs[0].p50 / 1000, asked)
        del bot
        with _two_nodes() as (cluster, address, second):
            for count in SHARDS:
                index_dir = folder / str(count)
                workers = RayWorkers(address)
                made = build_shards(source, count, index_dir, workers=workers)
                bot = Bot.on_cluster(address, index_dir)
                found, alone, together = _ask(bot, asked)
                differing = sum(map(_differ, found, answers))
                costs[count] = Cost(made.seconds, alone, together, differing)
                del bot
                if count < SHARDS[-1]:
                    shutil.rmtree(index_dir)
            loss = _lose_node(cluster, second, Bot.on_cluster(address, index_dir), asked)
    return "\n".join([*render(costs, ASKERS * len(asked)), *told(loss), "", *on_paper(parts)])


def render(costs: Mapping[int, Cost], asked: int) -> list[str]:
    """Return what each number of shards costs as lines; 0: one index in this process."""
    one = costs[0]
    lines = [
        "shards on Ray        build, s (ratio)   p50, ms (ratio)   questions a second   differing"
    ]
    for count, cost in costs.items():
        name = f"{count}" if count else "none: one index"
        lines.append(
            f"{name:<20}{cost.build_seconds:>9.1f} ({cost.build_seconds / one.build_seconds:.2f})"
            f"{cost.p50:>12.0f} ({cost.p50 / one.p50:.2f})"
            f"{asked / cost.together_seconds:>17.1f}{cost.differing:>18}"
        )
    return lines


def told(loss: Loss) -> list[str]:
    """Return what the loss of a node did, as lines."""
    return [
        f"One of two nodes lost while {ASKERS} ask: {loss.failed} of {loss.asked} questions "
        f"failed, {loss.partly} were looked for in {loss.least_share:.0%} of the articles or more "
        f"and said so, all of it again after {loss.seconds:.1f} s."
    ]


def on_paper(parts: Parts, sizes: Sequence[int] = ON_PAPER) -> list[str]:
    """Return what large archives need, reckoned from the measured parts, as lines.

    Postings, and vectors in 8 bits with their lists, stay in the machines' memory.
    """
    lines = [
        f"On paper, with machines of {MACHINE_CORES} cores and {MACHINE_GB} GB, from what was "
        "measured here:",
        "articles        machines   memory, GB   disk, TB   p50, ms   first build, h   "
        "joining after a change, min",
    ]
    for size in sizes:
        warm = size * (parts.vector_bytes / 4 + 8 * parts.chunks + parts.posting_bytes)
        machines = math.ceil(warm / (_SEARCHED * MACHINE_GB * 1e9))
        disk = size * (parts.vector_bytes * 1.25 + parts.posting_bytes + parts.other_bytes)
        search = size / machines * parts.search_seconds * _PROBED
        hours = size * parts.build_seconds / (machines * MACHINE_CORES) / 3600
        lines.append(
            f"{size:<16,}{machines:>8}{warm / 1e9:>13.0f}{disk / 1e12:>11.1f}"
            f"{1000 * (parts.question_seconds + search):>10.0f}{hours:>17.1f}"
            f"{size * parts.join_seconds / 60:>20.0f}"
        )
    lines.append(
        f"Who asks maps {parts.archive_bytes:.0f} bytes an article besides: its head, its place, "
        "its chunks."
    )
    return lines


@contextmanager
def _two_nodes() -> Iterator[tuple[Any, str, Any]]:
    """Give a cluster of two raylets on this machine, its address, and the second one."""
    ray = ray_module()
    cores = max((os.cpu_count() or 2) // 2, 1)
    node = {"num_cpus": cores, "object_store_memory": 100_000_000}
    several: Any = importlib.import_module("ray.cluster_utils")
    cluster = several.Cluster(
        initialize_head=True, head_node_args=node | {"include_dashboard": False}
    )
    try:
        second = cluster.add_node(**node)
        joined(cluster.address)
        yield cluster, cluster.address, second
    finally:
        ray.shutdown()
        cluster.shutdown()


def _ask(bot: Bot, questions: Sequence[str]) -> tuple[list[Answer], list[float], float]:
    """Return the answers, each one's seconds asked alone, and those of all by eight at once."""
    answers = [bot.ask(question) for question in questions]
    alone = []
    for question in questions:
        started = time.perf_counter()
        bot.ask(question)
        alone.append(time.perf_counter() - started)
    started = time.perf_counter()
    threads = [
        threading.Thread(target=lambda: [bot.ask(question) for question in questions])
        for _ in range(ASKERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, alone, time.perf_counter() - started


def _differ(found: Answer, expected: Answer) -> bool:
    """Return whether two answers quote something else, or are otherwise sure."""
    quotes = [
        [(one.citation.path, one.citation.start, one.text, one.span) for one in answer.candidates]
        for answer in (found, expected)
    ]
    return quotes[0] != quotes[1] or abs(found.confidence - expected.confidence) > 1e-4


def _lose_node(cluster: Any, node: Any, bot: Bot, questions: Sequence[str]) -> Loss:
    """Let eight ask, take a node away when they have begun, and wait until all is searched."""
    answers: list[tuple[float, float]] = []  # when, and the share that was searched
    failures: list[Exception] = []
    begun = threading.Semaphore(0)

    def answer(question: str) -> float:
        share = bot.ask(question).searched
        answers.append((time.monotonic(), share))
        return share

    def ask() -> None:
        for question in questions:
            try:
                answer(question)
            except Exception as error:
                failures.append(error)
            begun.release()

    threads = [threading.Thread(target=ask) for _ in range(ASKERS)]
    for thread in threads:
        thread.start()
    for _ in range(ASKERS):
        begun.acquire()
    started = time.monotonic()
    cluster.remove_node(node, allow_graceful=False)
    for thread in threads:
        thread.join()
    until = time.monotonic() + _AGAIN_SECONDS
    whole = answer(questions[0]) == 1
    while not whole and time.monotonic() < until:
        whole = answer(questions[0]) == 1
    partly = [(when, share) for when, share in answers if share < 1]
    again = max((when - started for when, _ in partly), default=0.0) if whole else math.inf
    return Loss(
        ASKERS * len(questions),
        len(failures),
        len(partly),
        min((share for _, share in partly), default=1.0),
        again,
    )


def _parts(
    index_dir: Path, bot: Bot, build_seconds: float, question_seconds: float, asked: Sequence[str]
) -> Parts:
    """Return what one article of an index takes."""
    folder = current_generation(index_dir)
    manifest = read_manifest(folder, "")
    count = manifest.article_count
    sizes = manifest.sizes
    vectors = sum(size for name, size in sizes.items() if name.endswith("/vectors.npy"))
    postings = sum(size for name, size in sizes.items() if "/lexical/" in name)
    archive = sum(size for name, size in sizes.items() if "/" not in name)
    started = time.perf_counter()
    for question in asked:
        bot.index.dense_search(_unit(manifest.dimension), 100)
        bot.index.lexical.scores(question.casefold().split()).best(100)
    search = (time.perf_counter() - started) / len(asked)
    joining = _join_seconds(index_dir)
    return Parts(
        chunks=manifest.chunk_count / count,
        vector_bytes=vectors / count,
        posting_bytes=postings / count,
        other_bytes=(sum(sizes.values()) - vectors - postings) / count,
        archive_bytes=archive / count,
        build_seconds=build_seconds * (os.cpu_count() or 1) / count,
        join_seconds=joining / count,
        search_seconds=search / count,
        question_seconds=question_seconds,
    )


def _unit(dimension: int) -> "np.ndarray[Any, np.dtype[np.float32]]":
    return np.full(dimension, dimension**-0.5, dtype=np.float32)


def _join_seconds(index_dir: Path) -> float:
    """Return the seconds of what a rebuild does with a whole archive, however little changed."""
    again = build(eval_file("news"), index_dir)
    return again.step_seconds["compare"] + again.step_seconds["write"]
