"""How fast models embed, how long they load and how much memory they hold."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from index.config import DEFAULT_MODEL, TEACHER_MODEL
from index.embedding.embedder import Embedder

SPEED_TEXTS = 1_000


def print_speed(folder: Path, models: Sequence[str]) -> None:
    """Print sentences a second, load time and memory, each model in a process of its own."""
    print(f"\nSpeed, {SPEED_TEXTS} lines of news, in one run, 1 process each")
    speeds = {}
    for model in models:
        command = [sys.executable, "-m", "bot.lab.bench.speed.embedding_speed", model, str(folder)]
        measured = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        speeds[model] = measured["texts_per_second"]
        print(
            f"  {short_name(model):24} {measured['texts_per_second']:8.0f} texts/s   "
            f"load {measured['load_seconds']:.2f} s   +{measured['memory_mib']:.0f} MiB"
        )
    if TEACHER_MODEL in speeds:
        print(f"  ratio of texts/s: {speeds[DEFAULT_MODEL] / speeds[TEACHER_MODEL]:.0f}")


def measure_speed(model: str, folder: Path) -> dict[str, float]:
    """Return texts a second; seconds to load and MiB held beyond the imports (on Linux)."""
    import sentence_transformers  # noqa: F401, PLC0415  its import is not part of loading

    texts = []
    for path in sorted(folder.glob("gnad-*.txt")):
        texts.extend(path.read_text(encoding="utf-8").split(". ")[:3])
    texts = texts[:SPEED_TEXTS]
    before = _resident_mib()
    started = time.perf_counter()
    embedder = Embedder.load(model)
    load_seconds = time.perf_counter() - started
    embedder.passages(texts[:64])
    started = time.perf_counter()
    embedder.passages(texts)
    seconds = time.perf_counter() - started
    return {
        "texts_per_second": len(texts) / seconds,
        "load_seconds": load_seconds,
        "memory_mib": _resident_mib() - before,
    }


def _resident_mib() -> float:
    """Return what of this process is in memory now; its peak is that of the imports."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def short_name(model: str) -> str:
    """Return what the tables call a model."""
    known = {DEFAULT_MODEL: "ours", TEACHER_MODEL: "MiniLM"}
    return known.get(model, Path(model).name)


if __name__ == "__main__":
    print(json.dumps(measure_speed(sys.argv[1], Path(sys.argv[2]))))
