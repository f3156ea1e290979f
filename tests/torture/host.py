"""Rebuilds that are killed, starved or refused at chosen points, each in a fork of this process.

``python -m tests.torture.host TASK COUNT FOLDER`` prints one JSON object; see TASKS. A process of
its own, as forking one with threads is not safe.
"""

import errno
import json
import os
import random
import resource
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from index import Index, IndexConfig, build
from index.errors import BuildBusyError, IndexWriteError, StoredIndexError
from index.rebuild import archive, arrangement, merging
from index.store import generations as generations_module
from index.store.generations import current_generation
from tests.index.fakes import LetterEmbedder

CONFIG = IndexConfig(chunk_chars=100)
STEPS = (
    (generations_module, "_sync"),
    (generations_module, "_put_in_place"),
    (generations_module, "_drop_old"),
    (arrangement, "gather"),
    (archive, "link_files"),
)
WRITE_ERROR, BUSY = 3, 4
# Files that both states of the archive have: their segment stays, or is merged.
SHARED = 8


def sources(folder: Path) -> dict[str, Path]:
    """Write two states of an archive, and return their folders by name."""
    found = {}
    for state, count in (("old", 5), ("new", 7)):
        found[state] = folder / state
        found[state].mkdir(parents=True)
        for number in range(count):
            text = f"Artikel {number} im Zustand {state}.\n" + "Ein Satz steht hier. " * 20
            (found[state] / f"{number}.txt").write_text(text)
        for number in range(SHARED):
            (found[state] / f"{number}-stays.txt").write_text(f"Was bleibt, Nummer {number}.")
    return found


def rebuild(source: Path, index_dir: Path, *, merged: bool = True) -> None:
    """Bring an index up to date; unless ``merged``, old segments stay as they are."""
    merging.SMALL, merging.MOST_DEAD = (1_000, 0.25) if merged else (0, 1)
    build(source, index_dir, CONFIG, embedder=LetterEmbedder())


def in_fork(work: Callable[[], object]) -> int:
    """Run ``work`` in a child; return its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        work()
        code = 0
    except IndexWriteError:
        code = WRITE_ERROR
    except BuildBusyError:
        code = BUSY
    finally:
        os._exit(code)


def state_of(index_dir: Path) -> str:
    """Return which state the index holds, complete, else what is wrong."""
    try:
        index = Index.open(index_dir)
    except StoredIndexError as error:
        return f"unreadable: {error}"
    texts = [article.text for article in index.articles]
    states = {text.split("Zustand ")[1][:3] for text in texts if "Zustand" in text}
    complete = len(texts) - SHARED == {"old": 5, "new": 7}.get("".join(states))
    return "".join(states) if complete else f"mixed: {states} {len(texts)}"


def count_calls(work: Callable[[], object], stop_at: int = -1) -> int:
    """Run ``work``, counting its calls of functions; kill this process at the ``stop_at``th."""
    calls = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1
            if calls == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def kill(count: int, folder: Path) -> dict[str, Any]:
    """Kill rebuilds at ``count`` random calls, before each named step, and after each."""
    found = sources(folder)
    index_dir = folder / "index"
    rebuild(found["old"], index_dir)
    trial = folder / "trial"
    shutil.copytree(index_dir, trial)
    total = count_calls(lambda: rebuild(found["new"], trial, merged=False))
    random.seed(1)
    points: list[int | tuple[ModuleType, str, bool]]
    points = [random.randrange(1, total) for _ in range(count)]
    points += [(*step, after) for step in STEPS for after in (False, True)]
    results: Counter[str] = Counter()
    for point in points:
        now = state_of(index_dir)
        target = "new" if now == "old" else "old"
        code = in_fork(partial(_killed, point, found[target], index_dir))
        if code not in (0, -signal.SIGKILL):
            results[f"exit {code}"] += 1
        after = state_of(index_dir)
        results["old or new" if after in (now, target) else after] += 1
        results["switched" if after == target else "kept"] += 1
    results["rebuilt"] += in_fork(lambda: rebuild(found["new"], index_dir)) == 0
    left = sorted(path.name.split("-")[0] for path in index_dir.iterdir())
    return {"points": len(points), "results": results, "left": left, "last": state_of(index_dir)}


def _killed(point: int | tuple[ModuleType, str, bool], source: Path, index_dir: Path) -> None:
    if isinstance(point, int):
        count_calls(lambda: rebuild(source, index_dir, merged=point % 2 == 0), point)
        return
    module, name, after = point
    real = getattr(module, name)

    def die(*arguments: object) -> None:
        if after:
            real(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, die)
    rebuild(source, index_dir, merged=False)


def faults(count: int, folder: Path) -> dict[str, Any]:
    """Fail the first ``count`` syncs (EIO), and writes at ``count`` sizes of a file (no room)."""
    found = sources(folder)
    index_dir = folder / "index"
    rebuild(found["old"], index_dir)
    largest = max(path.stat().st_size for path in current_generation(index_dir).rglob("*"))
    results: Counter[str] = Counter()
    for number in range(count):
        most = number * largest // count
        for fault in (lambda n=number: _fail_sync(n), lambda most=most: _limit_size(most)):

            def work(fault: Callable[[], None] = fault) -> None:
                fault()
                rebuild(found["new"], index_dir)

            results[f"exit {in_fork(work)}"] += 1
            results[state_of(index_dir)] += 1
    left = [path.name for path in index_dir.iterdir() if path.name.startswith("writing")]
    return {"results": results, "left": left}


def _fail_sync(number: int) -> None:
    real, calls = os.fsync, [0]

    def sync(descriptor: int) -> None:
        calls[0] += 1
        if calls[0] == number + 1:
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    os.fsync = sync  # type: ignore[assignment]


def _limit_size(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def damage(count: int, folder: Path) -> dict[str, Any]:
    """Flip a bit of, or cut, a random file of the index, ``count`` times."""
    found = sources(folder)
    index_dir = folder / "index"
    rebuild(found["new"], index_dir)
    rebuild(found["old"], index_dir, merged=False)
    files = [p for p in sorted(current_generation(index_dir).rglob("*")) if p.is_file()]
    random.seed(2)
    results: Counter[str] = Counter()
    for number in range(count):
        file = files[number % len(files)]
        whole = file.read_bytes()
        place = random.randrange(len(whole))
        if number // len(files) % 2:
            file.write_bytes(whole[:place])
        else:
            flipped = whole[place] ^ 1 << random.randrange(8)
            file.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
        refused = state_of(index_dir).startswith("unreadable")
        results["refused" if refused else f"accepted {file.name} at {place}"] += 1
        file.write_bytes(whole)
    return {"results": results, "last": state_of(index_dir)}


def busy(count: int, folder: Path) -> dict[str, Any]:
    """Start ``count`` rebuilds while one is running; then kill that one and rebuild."""
    found = sources(folder)
    index_dir = folder / "index"
    rebuild(found["old"], index_dir)
    running_read, running_write = os.pipe()
    child = os.fork()
    if not child:
        with generations_module.new_generation(index_dir):
            os.write(running_write, b"x")
            signal.pause()
    os.read(running_read, 1)
    codes = [in_fork(lambda: rebuild(found["new"], index_dir)) for _ in range(count)]
    during = state_of(index_dir)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    after = in_fork(lambda: rebuild(found["new"], index_dir))
    return {"codes": codes, "during": during, "after": after, "last": state_of(index_dir)}


TASKS = {"kill": kill, "faults": faults, "damage": damage, "busy": busy}


if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))))
