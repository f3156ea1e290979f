"""A folder → its article files, in a fixed order, with their hashes."""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, NamedTuple

from index.errors import SourceError
from index.files.address import RemoteFolder, Source
from index.formats import SUFFIXES, UnreadableError
from index.formats.office.package import SUFFIXES as PACKAGES
from index.formats.office.package import read_without_pictures
from index.messages import Code
from index.metadata.file_names import belongs_to_pages, folders_of_pages, is_hidden

# By what a file is known not to have changed: a record of ``stat_cache.FACTS``.
Facts = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """What the list of a folder at an address says of a file; None: it does not tell."""

    folder: RemoteFolder
    size_bytes: int | None
    facts: Facts | None


class SourceFile(NamedTuple):
    """A file of the archive: ``path`` is relative to the source folder, with ``/``.

    ``file`` is where it lies; of a ``remote`` one its address, or that of a copy on this machine,
    empty if none could be made.
    """

    # No frozen dataclass: that takes twice as long to make, and an archive may have a million.

    path: str
    file: str
    remote: RemoteFile | None = None


class Entry(NamedTuple):
    """What a folder holds under a name; ``place`` is where it lies."""

    name: str
    kind: Literal["file", "directory", "link", "other"]
    place: str
    remote: RemoteFile | None = None


# The format that the program which made a file can save it as, and which is read.
SAVE_AS = {
    ".doc": ".docx",
    ".msg": ".eml",
    ".odp": ".pptx",
    ".ods": ".xlsx",
    ".pages": ".docx",
    ".ppt": ".pptx",
    ".xls": ".xlsx",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not looked into; ``kind`` is its name's ending, or what it is ("link")."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: the article files, and what is left out, each sorted by path."""

    files: list[SourceFile]
    left_out: tuple[LeftOut, ...]


def find_files(source: Source) -> list[SourceFile]:
    """Return the article files below ``source``, sorted by path, none if it is empty.

    Raises SourceError if the folder is missing or cannot be read.
    """
    return _read_folder(source).files


def look_through(source: Source) -> Folder:
    """Return the article files below ``source``, and the files that are none.

    Links, and what is no regular file, are left out. Hidden files and folders, and what belongs to
    saved pages (pictures, sounds, styles, scripts, the folder "NAME_files" beside "NAME.html") are
    not even named.

    Raises SourceError if the folder is missing or holds no such file.
    """
    folder = _read_folder(source)
    if not folder.files:
        others = f" It holds: {kinds_of(folder.left_out)}." if folder.left_out else ""
        raise SourceError(
            Code.FOLDER_EMPTY(
                folder=str(source),
                formats=f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}",
                others=others,
            )
        )
    return folder


def ways_out_of(left_out: Sequence[LeftOut]) -> str | None:
    """Return as what to save files of other formats: ".doc as .docx, .ods as .xlsx"; else None."""
    kinds = sorted({file.kind for file in left_out} & SAVE_AS.keys())
    return ", ".join(f"{kind} as {SAVE_AS[kind]}" for kind in kinds) or None


def kinds_of(left_out: Sequence[LeftOut]) -> str:
    """Return the kinds of files, the most frequent first: ".doc (2), link (1)"."""
    counts = Counter(file.kind for file in left_out)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{kind} ({count})" for kind, count in ordered)


def _read_folder(source: Source) -> Folder:
    found: list[SourceFile] = []
    left_out: list[LeftOut] = []
    for prefix, entries in _listed(source, found):
        _sort_in(prefix, entries, found, left_out)
    return Folder(
        sorted(found, key=attrgetter("path")), tuple(sorted(left_out, key=attrgetter("path")))
    )


def _sort_in(
    prefix: str, entries: Iterable[Entry], found: list[SourceFile], left_out: list[LeftOut]
) -> None:
    for name, kind, place, remote in entries:
        if kind == "directory" or is_hidden(name):
            continue
        path = prefix + name
        if kind == "link":
            left_out.append(LeftOut(path, "link"))
        elif kind == "other":
            left_out.append(LeftOut(path, "no regular file"))
        elif name.lower().endswith(SUFFIXES):
            found.append(SourceFile(path, place, remote))
        elif not belongs_to_pages(name):
            ending = os.path.splitext(name)[1].lower()  # noqa: PTH122  a name
            left_out.append(LeftOut(path, ending or "no ending"))


def _folders_in(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the folders that are looked into: not hidden ones, and not those of saved pages."""
    of_pages = folders_of_pages(entry.name for entry in entries)
    for entry in entries:
        is_folder = entry.kind == "directory" and not is_hidden(entry.name)
        if is_folder and entry.name.casefold() not in of_pages:
            yield entry


def _listed(source: Source, found: list[SourceFile]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the path of each folder, with a slash at its end, and what it holds."""
    if isinstance(source, RemoteFolder):
        return _listed_there(source)
    if not source.exists():
        raise SourceError(Code.NO_FOLDER(folder=str(source)))
    if not source.is_dir():
        raise SourceError(Code.FOLDER_IS_FILE(folder=str(source)))
    return _listed_here(str(source), found)


def _listed_here(source: str, found: list[SourceFile]) -> Iterator[tuple[str, list[Entry]]]:
    folders = [(source, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = [Entry(entry.name, _kind(entry), entry.path) for entry in scanned]
        except OSError as error:
            if folder != source:  # reading it as a file shows why it is left out
                found.append(SourceFile(prefix.rstrip("/"), folder))
                continue
            raise SourceError(
                Code.FOLDER_CLOSED(folder=folder, error=str(error.strerror))
            ) from error
        yield prefix, entries
        folders += [(entry.place, f"{prefix}{entry.name}/") for entry in _folders_in(entries)]


def _kind(entry: os.DirEntry[str]) -> Literal["file", "directory", "link", "other"]:
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir(follow_symlinks=False):
        return "directory"
    return "link" if entry.is_symlink() else "other"


def _listed_there(source: RemoteFolder) -> Iterator[tuple[str, list[Entry]]]:
    from index.files.remote import open_folder  # noqa: PLC0415  an extra

    opened = open_folder(source)
    folders = [""]
    while folders:
        deeper: list[str] = []
        for path, entries in opened.listed(folders):
            prefix = f"{path}/" if path else ""
            yield prefix, entries
            deeper += [prefix + entry.name for entry in _folders_in(entries)]
        folders = deeper


def is_storable(path: str) -> bool:
    """Return whether a path can be written as UTF-8: a name may hold any bytes on this system."""
    return not any("\ud800" <= character <= "\udfff" for character in path)


def read_file(file: str, max_bytes: int) -> bytes:
    """Return a regular file's bytes; a link or pipe put in its place is refused, not followed.

    Of a document that only its pictures make longer than ``max_bytes`` these are left out. Raises
    OSError, or UnreadableError for what is no file or longer.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as opened:  # noqa: PTH123  the descriptor is open already
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableError(Code.NO_REGULAR_FILE())
        if facts.st_size > max_bytes:
            is_package = file.lower().endswith(PACKAGES)
            if is_package and (data := read_without_pictures(opened, max_bytes)) is not None:
                return data
            raise UnreadableError(Code.FILE_TOO_LARGE(limit_mb=max_bytes // 1_000_000))
        return opened.read(max_bytes + 1)


def fingerprint_of(file: SourceFile) -> str:
    """Return the hex SHA-256 of a file's bytes; of one that was not fetched that of its facts.

    Empty if nothing is known of it.
    """
    if file.remote is None or file.file:
        return fingerprint(file.file)
    facts = file.remote.facts
    return "" if facts is None else hashlib.sha256(repr(facts).encode()).hexdigest()


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
