"""Waits for the first article, where a folder holds none yet."""

import time
from collections.abc import Mapping
from pathlib import Path

from bot.web.watch.unfinished import is_unfinished
from index.errors import SourceError
from index.files.address import RemoteFolder, Source
from index.files.scan import SourceFile, find_files

_LOOK_SECONDS = 0.5
_LOOK_THERE_SECONDS = 30.0  # at an address, whose service may charge for each look

Facts = tuple[int, ...]  # what changes with the file: its size, and when it was written


def whole_files(source: Source) -> Mapping[str, Facts]:
    """Return the files in a folder that may be articles and are written to their end.

    None at all if the folder is missing or cannot be read.
    """
    try:
        found = find_files(source)
    except SourceError:
        return {}
    return {file.path: facts for file in found if (facts := _facts(file)) is not None}


def wait_for_another(source: Source, seen: Mapping[str, Facts]) -> None:
    """Return as soon as the folder holds whole files, and others than those ``seen``."""
    pause = _LOOK_THERE_SECONDS if isinstance(source, RemoteFolder) else _LOOK_SECONDS
    while (found := whole_files(source)) == seen or not found:
        time.sleep(pause)


def _facts(file: SourceFile) -> Facts | None:
    """Return a file's facts; None if it is still being written, or gone."""
    if file.remote is not None:
        return file.remote.facts or ()
    if is_unfinished(file.file):
        return None
    try:
        stat = Path(file.file).lstat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
