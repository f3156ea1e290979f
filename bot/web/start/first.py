"""Waits for the first article, where a folder holds none yet."""

import time
from collections.abc import Mapping
from pathlib import Path

from bot.web.watch.unfinished import is_unfinished
from index.errors import SourceError
from index.files.scan import find_files

_LOOK_SECONDS = 0.5

Facts = tuple[int, int]  # size and time of the last change, in nanoseconds


def whole_files(source: Path) -> Mapping[str, Facts]:
    """Return the files in a folder that may be articles and are written to their end.

    None at all if the folder is missing or cannot be read.
    """
    try:
        found = find_files(source)
    except SourceError:
        return {}
    return {
        file.path: facts
        for file in found
        if not is_unfinished(file.file) and (facts := _facts(Path(file.file))) is not None
    }


def wait_for_another(source: Path, seen: Mapping[str, Facts]) -> None:
    """Return as soon as the folder holds whole files, and others than those ``seen``."""
    while (found := whole_files(source)) == seen or not found:
        time.sleep(_LOOK_SECONDS)


def _facts(file: Path) -> Facts | None:
    try:
        stat = file.lstat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
