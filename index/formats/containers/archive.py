"""ZIP archives: the files in them, each as its own format, with limits against bombs."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import ClassVar

from index.formats.base import Reading, UnreadableError
from index.formats.containers.members import MemberReader, Watch, damage_of
from index.messages import Code
from index.metadata.file_names import belongs_to_pages, folders_of_pages, is_hidden

MAX_MEMBERS = 20_000
MAX_DEPTH = 2
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_MEMBER_BYTES = 50_000_000
MAX_RATIO = 200  # of deflated text a tenth is left, at most a fiftieth
_SMALL_BYTES = 5_000_000
_LOCKED = 0x1
_UTF_8 = 0x800


@dataclass(frozen=True)
class ZipReader(MemberReader):
    """Reads .zip, one within another too; ``depth`` archives lie around it.

    All in it, unpacked, may be ``most_bytes``.
    """

    depth: int = 0
    most_bytes: int = MAX_UNPACKED_BYTES
    suffixes: ClassVar[tuple[str, ...]] = (".zip",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the articles of the files in the archive, which ``member`` names, by their names.

        At last comes a remark on how many of its files are read. Raises UnreadableError for what is
        no archive or unpacks to too much. What lies deeper than MAX_DEPTH archives is not unpacked.
        """
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise UnreadableError(Code.NO_PACKAGE(kind="ZIP")) from error
        with archive:
            parts = _parts(archive)
            if not parts:
                raise UnreadableError(Code.NO_ARTICLE())
            unpacked = sum(part.file_size for part in parts.values())
            if unpacked > self.most_bytes or (
                unpacked > _SMALL_BYTES and unpacked > MAX_RATIO * len(data)
            ):
                raise UnreadableError(Code.ARCHIVE_TOO_LARGE(unpacked=unpacked, packed=len(data)))
            inner = sum(name.lower().endswith(self.suffixes) for name in parts)
            share = (self.most_bytes - unpacked) // max(inner, 1)
            read = 0
            for name in sorted(parts):
                is_read = False
                for reading in self._part(archive, name, parts[name], share):
                    is_read |= reading.problem is None
                    yield reading
                read += is_read
            if not self.depth:
                count, files = len(parts), "file" if len(parts) == 1 else "files"
                yield Reading("", remark=Code.ARCHIVE_READ(read=read, count=count, files=files))

    def _part(
        self, archive: zipfile.ZipFile, name: str, part: zipfile.ZipInfo, most_bytes: int
    ) -> Iterator[Reading]:
        problem = None
        if _leads_out(name):
            problem = Code.MEMBER_LEADS_OUT()
        elif part.flag_bits & _LOCKED:
            problem = Code.MEMBER_LOCKED()
        elif (is_archive := name.lower().endswith(self.suffixes)) and self.depth >= MAX_DEPTH:
            problem = Code.MEMBER_IS_ARCHIVE()
        elif part.file_size > MAX_MEMBER_BYTES:
            problem = Code.MEMBER_TOO_LARGE(limit_mb=MAX_MEMBER_BYTES // 1_000_000)
        elif not is_archive and self.find_reader(name) is None:
            problem = Code.FORMAT_NOT_READ()
        else:
            try:
                data = archive.read(part)
            except MemoryError:
                raise
            except Exception as error:  # damaged, or packed by a method that is not known
                problem = damage_of(error)
        if problem is not None:
            yield Reading("", member=name, problem=problem)
        elif is_archive:
            yield from self._within(name, most_bytes).member(name, data)
        else:
            yield from self.member(name, data)

    def _within(self, name: str, most_bytes: int) -> MemberReader:
        """Return a reader of the archive of some name in this one."""
        watch = None
        if self.watch is not None:
            begin, mark = self.watch.begin, f"{name}#"
            failed = self.watch.failed.items()
            watch = Watch(
                lambda inner: begin(mark + inner),
                {one.removeprefix(mark): reason for one, reason in failed if one.startswith(mark)},
            )
        inner = replace(self, watch=watch, depth=self.depth + 1, most_bytes=most_bytes)
        return MemberReader(lambda _: inner, self.watch)


def _parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the files that may be articles, by name; of two of one name the last counts."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise UnreadableError(Code.ARCHIVE_OF_TOO_MANY(count=len(infos)))
    found = {_name_of(info): info for info in infos if not info.is_dir()}
    pages: dict[PurePosixPath, list[str]] = {}
    for name in found:
        path = PurePosixPath(name)
        pages.setdefault(path.parent, []).append(path.name)
    of_pages = {folder: folders_of_pages(names) for folder, names in pages.items()}
    return {
        name: info
        for name, info in found.items()
        if not _is_left_out(PurePosixPath(name), of_pages)
    }


def _is_left_out(path: PurePosixPath, of_pages: dict[PurePosixPath, frozenset[str]]) -> bool:
    """Return whether a file is hidden, or belongs to a saved page, as in a folder."""
    if any(part != ".." and is_hidden(part) for part in path.parts):
        return True
    if belongs_to_pages(path.name):
        return True
    return any(folder.name.casefold() in of_pages.get(folder.parent, ()) for folder in path.parents)


def _leads_out(name: str) -> bool:
    """Return whether a name would lead out of the folder that an archive is unpacked into."""
    return ".." in name.split("/") or re.match(r"/|[A-Za-z]:/", name) is not None


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return a part's name; macOS writes UTF-8 without saying so, old Windows its own slashes."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & _UTF_8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
