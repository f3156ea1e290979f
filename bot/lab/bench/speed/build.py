"""``zitat bench build``: how fast an archive is indexed, what a change costs, how much memory.

The archive is made of the news articles of the evaluation data, copied with changed words. Pages
of PDF are made of them too.
"""

import os
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.lab.bench.data import eval_file
from bot.lab.bench.speed import pdf_pages
from bot.lab.bench.speed.pdf_pages import PdfFigures
from index import BuildReport, Index, IndexConfig, Progress, build
from index.embedding.embedder import BATCH_TEXTS, Embedder

CHANGED_WORDS = 0.15
CHANGES = 15
_WORD = re.compile(r"\w+")
_ENCODED_CHUNKS = 50_000


@dataclass(frozen=True, slots=True)
class BuildFigures:
    """What building an archive cost.

    ``embed_ratio``: seconds of the embedding step over those of ``SentenceTransformer.encode``
    alone on the same chunks (the first 50,000), in this run. ``change_share``: seconds of a rebuild
    after one file changed (``change``, the median of 15 such) over those of the full build, both
    without loading the model; ``change_share_without_writing`` leaves out what writes the new
    files. ``cpu_seconds`` of the full build are those of all its processes: what it would take on
    one core that nothing else uses. ``memory_mb`` is the greatest resident size of this process.
    """

    articles: int
    full: BuildReport
    cpu_seconds: float
    encode_seconds: float
    encoded_chunks: int
    change: BuildReport
    memory_mb: float
    open_seconds: float
    pdf: PdfFigures

    @property
    def articles_per_second(self) -> float:
        """Articles indexed a second, from finding the files to the synced index."""
        return self.articles / self.full.seconds

    @property
    def embed_ratio(self) -> float:
        """Seconds a chunk in the rebuild over seconds a chunk of the library alone."""
        ours = self.full.step_seconds["embed"] / self.full.chunks
        return ours / (self.encode_seconds / self.encoded_chunks)

    @property
    def change_share(self) -> float:
        """Share of the full build's time that one changed file costs."""
        return self.change.seconds / self.full.seconds

    @property
    def change_share_without_writing(self) -> float:
        """The same without the step that writes and syncs the files."""
        return _without_writing(self.change) / self.full.seconds

    def render(self) -> list[str]:
        """Return the figures as lines."""
        return [
            f"articles                       {self.articles:>10,}",
            f"chunks                         {self.full.chunks:>10,}",
            f"full build                     {self.full.seconds:>10.2f} s",
            f"  articles a second            {self.articles_per_second:>10.0f}",
            f"  CPU seconds, all processes   {self.cpu_seconds:>10.2f} s",
            f"  articles a CPU second        {self.articles / self.cpu_seconds:>10.0f}",
            *_steps(self.full),
            f"embedding against encode alone {self.embed_ratio:>10.2f} times",
            f"rebuild after one change, median {self.change.seconds:>8.2f} s",
            *_steps(self.change),
            f"  share of the full build      {self.change_share:>10.1%}",
            f"  without writing the files    {self.change_share_without_writing:>10.1%}",
            f"memory of the builder          {self.memory_mb:>10,.0f} MB",
            f"opening the index              {self.open_seconds:>10.2f} s",
            *self.pdf.render(),
        ]


def run(
    articles: int = 10_000,
    model: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> BuildFigures:
    """Build an archive of that many articles, change a few one by one; return what it cost.

    ``model`` defaults to the one that zitat brings. Raises SourceError without evaluation data.
    """
    config = IndexConfig() if model is None else IndexConfig(model=model)
    embedder = Embedder.load(config.model)
    with tempfile.TemporaryDirectory() as name:
        source, index_dir = Path(name, "articles"), Path(name, "index")
        write_archive(source, articles)
        cpu = _cpu_seconds()
        full = build(source, index_dir, config, progress, embedder=embedder)
        cpu_seconds = _cpu_seconds() - cpu
        memory_mb = peak_mb()
        changes: list[BuildReport] = []
        for changed in sorted(source.rglob("*.txt"))[:: -(-articles // CHANGES)]:
            changed.write_text(f"{changed.read_text()} Ein neuer Satz steht am Ende.")
            changes.append(build(source, index_dir, config, progress, embedder=embedder))
        change = sorted(changes, key=_without_writing)[len(changes) // 2]
        started = time.monotonic()
        index = Index.open(index_dir)
        open_seconds = time.monotonic() - started
        texts = [chunk.text for chunk in index.chunks[:_ENCODED_CHUNKS]]
        del index
        started = time.monotonic()
        _encode_alone(embedder, texts)
        encode_seconds = time.monotonic() - started
    return BuildFigures(
        articles=articles,
        full=full,
        cpu_seconds=cpu_seconds,
        encode_seconds=encode_seconds,
        encoded_chunks=len(texts),
        change=change,
        memory_mb=memory_mb,
        open_seconds=open_seconds,
        pdf=pdf_pages.run(_originals()),
    )


def write_archive(folder: Path, articles: int) -> None:
    """Write the news articles, then copies of them with words exchanged, until there are enough.

    The same archive at every call. Raises SourceError without evaluation data.
    """
    originals = _originals()
    words = sorted({word for text in originals for word in _WORD.findall(text)})
    chance = random.Random(1)

    def exchanged(match: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < CHANGED_WORDS else match.group()

    for number in range(articles):
        text = originals[number % len(originals)]
        if number >= len(originals):
            text = _WORD.sub(exchanged, text)
        path = folder / f"{number // 1000:03d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _originals() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(eval_file("news").iterdir())]


def _encode_alone(embedder: Embedder, texts: list[str]) -> None:
    """Embed with the library alone, as its users would."""
    embedder.model.encode(texts, batch_size=BATCH_TEXTS)


def _without_writing(report: BuildReport) -> float:
    return report.seconds - report.step_seconds["write"]


def _steps(report: BuildReport) -> list[str]:
    return [f"    {step:<28} {took:>9.2f} s" for step, took in report.step_seconds.items()]


def _cpu_seconds() -> float:
    """Return the CPU time of this process and of those that it has ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_mb() -> float:
    """Return the greatest resident size of this process so far, in megabytes."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1_000_000 if os.uname().sysname == "Darwin" else 1_000)
