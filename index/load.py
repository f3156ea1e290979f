"""A folder of files → Articles, in a fixed order."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.types import Article

SUFFIXES = (".md", ".txt")
TITLE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why. ``sha256`` is empty if not even its bytes were."""

    path: str
    reason: str
    sha256: str = ""


def find_files(source: Path) -> list[Path]:
    """Return the article files below ``source``, sorted by their relative path.

    Hidden files and folders and links are left out.

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
    found: list[Path] = []
    for folder, subfolders, names in os.walk(source, onerror=_raise_unreadable):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_symlink() or not path.is_file():
                continue
            found.append(path)
    if not found:
        raise SourceError(
            f"The folder {str(source)!r} holds no articles: expected files ending in "
            f"{' or '.join(SUFFIXES)}. Put some there, or name another folder."
        )
    return sorted(found, key=lambda path: path.relative_to(source).as_posix())


def load(source: Path) -> Iterator[Article | Skipped]:
    """Read every article file below ``source``, in the order of ``find_files``."""
    for file in find_files(source):
        yield read_article(file, file.relative_to(source).as_posix())


def read_article(file: Path, path: str) -> Article | Skipped:
    """Read one UTF-8 file; what cannot be an article comes back as Skipped with the reason."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Skipped(path, f"cannot be read: {error.strerror or error}")
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Skipped(path, f"is no UTF-8 text (byte {error.start}): save it as UTF-8", sha256)
    if "\0" in text:
        return Skipped(path, "is no text: it holds NUL characters", sha256)
    title = title_of(text)
    if title is None:
        return Skipped(path, "is empty: no line with text", sha256)
    return Article(path=path, title=title, text=text, sha256=sha256)


def fingerprint(file: Path) -> str:
    """Return the SHA-256 of a file's bytes as ``read_article`` gives it: empty if unreadable."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def title_of(text: str) -> str | None:
    """Return the first line with text, without Markdown's ``#``, shortened at a word.

    None if no line has any letter or digit.
    """
    for line in text.splitlines():
        title = " ".join(line.lstrip("# \t").split())
        if any(character.isalnum() for character in title):
            break
    else:
        return None
    if len(title) <= TITLE_CHARS:
        return title
    return title[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def _raise_unreadable(error: OSError) -> None:
    raise SourceError(
        f"The folder {error.filename!r} cannot be read: {error.strerror}. "
        "Give this user the right to read it, or name another folder."
    ) from error
