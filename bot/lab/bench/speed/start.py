"""``zitat bench start``: what a question in a new process takes, beside importing its libraries.

Each runs in processes of its own, in turn, so that what else the machine does slows all of them;
once before, so that every file was read and every module compiled, as in what is installed.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from index import build

QUESTION = "Wer ist der Chef von OpenAI?"
RUNS = 5
_ASK = "import sys; sys.argv[0] = 'zitat'; from bot.entry import main; main()"
# Asks, and prints last the modules of libraries in the order in which they were loaded.
_LIST = """
import json, sys, sysconfig
from bot.cli import main
folders = sysconfig.get_path("purelib"), sysconfig.get_path("platlib")
try:
    main()
except SystemExit:
    pass
specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
print(json.dumps([spec.name for spec in specs if spec and (spec.origin or "").startswith(folders)
    and spec.name.split(".")[0] not in ("bot", "index")]))
"""
_IMPORT = """
import importlib, json, sys
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took, in seconds."""

    cpu: float
    wall: float


def run(folder: Path, runs: int = RUNS) -> str:
    """Return what ``zitat ask`` takes on a folder's articles, the median of some runs, as text."""
    with tempfile.TemporaryDirectory() as name:
        build(folder, Path(name) / "index")
        environment = _installed(Path(name))
        modules = modules_of_a_question(Path(name) / "index", environment)
        commands = {
            "importing its libraries": [_IMPORT, json.dumps(modules)],
            "zitat ask": [_ASK, "ask", QUESTION],
            "zitat ask --reader none": [_ASK, "ask", QUESTION, "--reader", "none"],
        }
        environment["ZITAT_INDEX_DIR"] = str(Path(name) / "index")
        rounds = [
            [_taken(command, environment) for command in commands.values()] for _ in range(runs + 1)
        ][1:]
    taken = dict(zip(commands, map(_median, zip(*rounds, strict=True)), strict=True))
    return render(taken, sorted({module.split(".")[0] for module in modules}))


def modules_of_a_question(index_dir: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the modules of libraries that ``zitat ask`` loads, in order."""
    command = [_LIST, "ask", QUESTION, "--index-dir", str(index_dir)]
    modules: list[str] = json.loads(_output(command, environment).splitlines()[-1])
    return modules


def render(taken: Mapping[str, Taken], libraries: Sequence[str]) -> str:
    """Return the table; the first row is the floor that the others are given as multiples of."""
    floor = next(iter(taken.values()))
    lines = [f"{'':24}   CPU s  wall s  CPU ratio  wall ratio"]
    lines += [
        f"{label:24} {one.cpu:7.2f} {one.wall:7.2f} {one.cpu / floor.cpu:10.2f} "
        f"{one.wall / floor.wall:11.2f}"
        for label, one in taken.items()
    ]
    return "\n".join([*lines, f"libraries: {', '.join(libraries)}"])


def _installed(folder: Path) -> dict[str, str]:
    """Return an environment in which zitat's modules are compiled, as pip compiles them."""
    switched_off = "PYTHONDONTWRITEBYTECODE"
    kept = {name: value for name, value in os.environ.items() if name != switched_off}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _median(times: Sequence[Taken]) -> Taken:
    return Taken(median(one.cpu for one in times), median(one.wall for one in times))


def _output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", *command],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def _taken(command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    cpu, started = _cpu_of_children(), time.perf_counter()
    _output(command, environment)
    return Taken(_cpu_of_children() - cpu, time.perf_counter() - started)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
