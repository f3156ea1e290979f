"""What an index survives. The counts grow with ZITAT_TORTURE (``make torture``)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.torture.host import BUSY, STEPS, WRITE_ERROR

WHOLE = bool(os.environ.get("ZITAT_TORTURE"))


def run(task: str, few: int, many: int, folder: Path) -> tuple[int, dict[str, Any]]:
    count = many if WHOLE else few
    command = [sys.executable, "-m", "tests.torture.host", task, str(count), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return count, result


def test_a_rebuild_killed_anywhere_leaves_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    count, found = run("kill", 12, 200, tmp_path)
    points = count + 2 * len(STEPS)
    results = found["results"]
    switched, kept = results.pop("switched"), results.pop("kept")
    assert results == {"old or new": points, "rebuilt": 1}
    assert switched + kept == points
    assert min(switched, kept) > 0
    assert found["last"] == "new"
    kept_files = ["builds.jsonl", "generation", "generation", "generation", "lock", "seen"]
    assert found["left"] == kept_files


def test_a_full_or_failing_disk_leaves_the_old_index_and_no_rest(tmp_path: Path) -> None:
    count, found = run("faults", 4, 15, tmp_path)
    assert found == {"results": {f"exit {WRITE_ERROR}": 2 * count, "old": 2 * count}, "left": []}


def test_an_index_with_a_flipped_bit_or_a_cut_file_is_refused(tmp_path: Path) -> None:
    count, found = run("damage", 40, 500, tmp_path)
    assert found == {"results": {"refused": count}, "last": "old"}


def test_a_second_rebuild_is_refused_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    count, found = run("busy", 2, 8, tmp_path)
    assert found == {"codes": [BUSY] * count, "during": "old", "after": 0, "last": "new"}
