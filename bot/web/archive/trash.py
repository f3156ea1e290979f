"""Removing files of articles: they are moved into the index's folder, not destroyed."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from index.errors import SourceError
from index.messages import Code

TRASH = "trash"
# Behind a file's name: a table's row, or a file in an archive, an attachment, a sheet.
_WITHIN = re.compile(r"(?P<file>.+?\.(?:zip|eml|xlsx|xlsm))#.+|(?P<table>.+)#\d+", re.I | re.S)


def file_of(article_path: str) -> str:
    """Return the file that an article's path names: without what names a part of it."""
    match = _WITHIN.fullmatch(article_path)
    return article_path if match is None else match["file"] or match["table"]


def move_to_trash(source: Path, index_dir: Path, path: str) -> Path:
    """Move a file, ``path`` relative to ``source``, into the trash and return where it lies now.

    Raises SourceError if there is no such file within the folder, or it cannot be moved.
    """
    file = source / path
    inside = file.resolve().is_relative_to(source.resolve())
    if not inside or file.is_symlink() or not file.is_file():
        raise SourceError(Code.FILE_GONE(file=path))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder = index_dir / TRASH / stamp
    try:
        folder.mkdir(parents=True)
        target = folder / file.name
        try:
            file.rename(target)
        except OSError:  # the index lies on another disk
            shutil.copy2(file, target)
            file.unlink()
    except OSError as error:
        raise SourceError(Code.FILE_NOT_REMOVED(file=path, error=str(error.strerror))) from error
    return target
