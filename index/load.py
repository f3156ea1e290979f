"""A folder → its article files, in a fixed order, with their hashes."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.formats import SUFFIXES


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the archive: ``path`` is relative to the source folder, with ``/``."""

    path: str
    file: str


def find_files(source: Path) -> list[SourceFile]:
    """Return the article files below ``source``, sorted by their relative path.

    Hidden files and folders, links, and what is no regular file are left out.

    Raises SourceError if the folder is missing or holds no such file.
    """
    if not source.exists():
        raise SourceError(
            f"The folder of articles {str(source)!r} does not exist: name an existing folder, "
            f"as in: zitat index FOLDER"
        )
    if not source.is_dir():
        raise SourceError(
            f"{str(source)!r} is a file: expected a folder of articles. Name the folder it is in."
        )
    found = _scan(str(source))
    if not found:
        raise SourceError(
            f"The folder {str(source)!r} holds no articles: expected files ending in "
            f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}. Put some there, or name another folder."
        )
    return sorted(found, key=lambda file: file.path)


def _scan(source: str) -> list[SourceFile]:
    found: list[SourceFile] = []
    folders = [(source, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, f"{prefix}{entry.name}/"))
                    elif entry.name.lower().endswith(SUFFIXES) and entry.is_file(
                        follow_symlinks=False
                    ):
                        found.append(SourceFile(prefix + entry.name, entry.path))
        except OSError as error:
            if folder != source:  # reading it as a file tells why it is left out
                found.append(SourceFile(prefix.rstrip("/"), folder))
                continue
            raise SourceError(
                f"The folder {folder!r} cannot be read: {error.strerror}. "
                "Give this user the right to read it, or name another folder."
            ) from error
    return found


def is_storable(path: str) -> bool:
    """Tell whether a path can be written as UTF-8: a name may hold any bytes on this system."""
    return not any("\ud800" <= character <= "\udfff" for character in path)


def read_file(file: str, max_bytes: int) -> bytes:
    """Return a regular file's bytes; a link or pipe put in its place is refused, not followed.

    Raises OSError, or ValueError with the reason for a file longer than ``max_bytes``.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as opened:  # noqa: PTH123  the descriptor is open already
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise ValueError("is no regular file")
        if facts.st_size > max_bytes:
            raise ValueError(
                f"is larger than {max_bytes // 1_000_000} MB: split it, or raise ZITAT_READ_FILE_MB"
            )
        return opened.read(max_bytes + 1)


def fingerprint(file: str) -> str:
    """Return the hex SHA-256 of a file's bytes, empty if it cannot be read."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        digest = hashlib.sha256()
        while block := os.read(descriptor, 1 << 16):
            digest.update(block)
        return digest.hexdigest()
    except OSError:
        return ""
    finally:
        os.close(descriptor)
