"""``zitat bench scale``: what an archive costs as it grows: building, opening, asking, one change.

The archives are those of ``bench build``. Each step runs in a process of its own; all ratios are of
one run. The search is measured without the reader, which reads as many windows in any archive.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean, median

import numpy as np

from bot.gold.questions import read_jsonl
from bot.lab.bench.data import eval_file
from bot.lab.bench.speed.build import peak_mb, write_archive
from bot.lab.bench.xquad import german_questions
from bot.pipeline import Bot
from index import Index, build
from index.embedding.embedder import Embedder
from index.errors import SourceError
from index.store.segment.parts import VECTORS

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 100
# So many questions, and so many of the best chunks for each, are asked of the search by vectors.
RECALLED_QUESTIONS, RECALLED_CHUNKS = 1_000, 100
SLAB_CHUNKS = 1 << 15
# What an article takes on the disk: its file, its part of the index, and of a new one beside it.
DISK_BYTES = 50_000
# Each figure by its name: how it is written, and what one of 1 is called.
FIGURES: Mapping[str, str] = {
    "build_seconds": "full build, s",
    "articles_per_second": "  articles a second",
    "build_mb": "  memory of the builder, MB",
    "change_seconds": "rebuild after one changed file, s",
    "change_mb": "  memory of that rebuild, MB",
    "open_seconds": "opening the index, s",
    "first_seconds": "  first answer after it, s",
    "question_ms": "a question without the reader, p50, ms",
    "answering_mb": "memory of the process that answers, peak, MB",
    "recall": "share of the 100 nearest chunks found",
}


def run(sizes: Sequence[int] = SIZES, plot: Path | None = None) -> str:
    """Return the figures of each size, and beside them how often they are those of the first.

    ``plot`` is the PNG file that times and memory are drawn into. Raises SourceError without
    evaluation data.
    """
    room = shutil.disk_usage(tempfile.gettempdir()).free
    if too_large := [size for size in sizes if size * DISK_BYTES > room]:
        gigabytes = max(too_large) * DISK_BYTES / 1e9
        raise SourceError(
            f"There is no room for {max(too_large):,} articles in {tempfile.gettempdir()!r}: they "
            f"take about {gigabytes:.0f} GB, {room / 1e9:.0f} GB are free. Set TMPDIR to a folder "
            "on a larger disk."
        )
    found = {size: _measured(size) for size in sizes}
    if plot is not None:
        draw(found, plot)
    return render(found)


def render(found: Mapping[int, Mapping[str, float]]) -> str:
    """Return the figures by size as lines."""
    first = next(iter(found.values()))
    lines = [f"{'articles':<40}" + "".join(f"{size:>20,}" for size in found)]
    for name, title in FIGURES.items():
        cells = [
            f"{figures[name]:>11,.3f} ({figures[name] / first[name]:>5.1f})"
            for figures in found.values()
        ]
        lines.append(f"{title:<40}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join([*lines, "In brackets: how many times that of the smallest."])


def draw(found: Mapping[int, Mapping[str, float]], file: Path) -> None:
    """Draw times and memory against the size of the archive, both axes logarithmic."""
    from matplotlib.figure import Figure  # noqa: PLC0415  of the extra "bench"

    figure = Figure(figsize=(9, 4), layout="constrained")
    for axes, unit in zip(figure.subplots(1, 2), ("seconds", "mb"), strict=True):
        for name in (name for name in FIGURES if name.endswith(unit)):
            axes.plot(list(found), [one[name] for one in found.values()], marker="o", label=name)
        axes.set(xscale="log", yscale="log", xlabel="articles", ylabel=unit)
        axes.legend()
    figure.savefig(file, dpi=120)


def _measured(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "articles")
        write_archive(source, size)
        # Asked, an index is proven: a rebuild need not do it.
        figures: dict[str, float] = {}
        for step in ("build", "ask", "recall", "change"):
            found = _in_process(step, name)
            print(f"{size:,} articles, {step}: {found}", file=sys.stderr, flush=True)
            figures |= found
        return figures


def _in_process(step: str, folder: str) -> dict[str, float]:
    """Return what a step of ``main`` measures in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.lab.bench.speed.scale", step, folder],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure_build(folder: Path) -> dict[str, float]:
    """Build the index of an archive; return what it took."""
    report = build(folder / "articles", folder / "index")
    return {
        "build_seconds": report.seconds,
        "articles_per_second": report.articles / report.seconds,
        "build_mb": peak_mb(),
    }


def measure_change(folder: Path) -> dict[str, float]:
    """Change one article in the middle of an archive and rebuild; return what it took."""
    articles = folder / "articles"
    count = sum(1 for _ in articles.rglob("*.txt"))  # a list of them would count as memory
    changed = next(islice(articles.rglob("*.txt"), count // 2, None))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(f"{text} Ein neuer Satz steht am Ende.", encoding="utf-8")
    report = build(articles, folder / "index")
    return {"change_seconds": report.seconds, "change_mb": peak_mb()}


def measure_questions(folder: Path) -> dict[str, float]:
    """Open an index and ask; return what it took, and the greatest memory of it."""
    questions = [row["question"] for row in read_jsonl(eval_file("news-dev-natural.jsonl"))]
    Index.open(folder / "index").wait_until_proven()  # what the first process of a generation does
    started = time.monotonic()
    Index.open(folder / "index")
    opened = time.monotonic() - started
    started = time.monotonic()
    bot = Bot(folder / "index", reader="none")
    bot.ask(questions[0])
    first = time.monotonic() - started
    took = []
    for question in questions[1 : QUESTIONS + 1]:
        started = time.monotonic()
        bot.ask(question)
        took.append(time.monotonic() - started)
    return {
        "open_seconds": opened,
        "first_seconds": first,
        "question_ms": 1000 * median(took),
        "answering_mb": peak_mb(),
    }


def measure_recall(folder: Path) -> dict[str, float]:
    """Return which share of the chunks nearest to many questions the search by vectors finds.

    The index is one that was built at once: its chunks are those of its one segment, in order.
    """
    index = Index.open(folder / "index")
    if not index.manifest.dense:
        return {"recall": 1.0}  # every vector is looked at
    asked = [row["question"] for row in read_jsonl(eval_file("news-dev-natural.jsonl"))]
    asked += german_questions()
    questions = Embedder.load(index.manifest.config.model).questions(asked[:RECALLED_QUESTIONS])
    (file,) = (folder / "index").glob(f"generation-*/segment-*/{VECTORS}")
    vectors = np.load(file, mmap_mode="r", allow_pickle=False)
    best = np.full((len(questions), RECALLED_CHUNKS), -np.inf, dtype=np.float32)
    for first in range(0, len(vectors), SLAB_CHUNKS):
        cosines = questions @ vectors[first : first + SLAB_CHUNKS].T
        best = np.partition(np.hstack([best, cosines]), -RECALLED_CHUNKS)[:, -RECALLED_CHUNKS:]
    shares = []
    wanted = min(RECALLED_CHUNKS, len(vectors))
    for question, least in zip(questions, best.min(axis=1), strict=True):
        found = vectors[index.dense_search(question, RECALLED_CHUNKS)] @ question
        shares.append((found >= least - 1e-6).sum() / wanted)  # whichever of equal ones
    return {"recall": float(mean(shares))}


_STEPS = {
    "build": measure_build,
    "change": measure_change,
    "ask": measure_questions,
    "recall": measure_recall,
}

if __name__ == "__main__":
    print(json.dumps(_STEPS[sys.argv[1]](Path(sys.argv[2]))))
