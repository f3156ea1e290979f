"""ZIP archives: the files in them, each as its own format, with limits against bombs."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from index.formats.base import Reading, UnreadableError
from index.formats.containers.members import MemberReader, damage_of
from index.messages import Code
from index.metadata.file_names import belongs_to_pages, folders_of_pages, is_hidden

MAX_MEMBERS = 20_000
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_MEMBER_BYTES = 50_000_000
MAX_RATIO = 200  # of deflated text a tenth is left, at most a fiftieth
_SMALL_BYTES = 5_000_000
_LOCKED = 0x1
_UTF_8 = 0x800


class ZipReader(MemberReader):
    """Reads .zip."""

    suffixes = (".zip",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the articles of the files in the archive, which ``member`` names, by their names.

        At last comes a remark on how many of its files are read. Raises UnreadableError for what is
        no archive or unpacks to too much. An archive within the archive is not unpacked.
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
            if unpacked > MAX_UNPACKED_BYTES or (
                unpacked > _SMALL_BYTES and unpacked > MAX_RATIO * len(data)
            ):
                raise UnreadableError(Code.ARCHIVE_TOO_LARGE(unpacked=unpacked, packed=len(data)))
            read = 0
            for name in sorted(parts):
                is_read = False
                for reading in self._part(archive, name, parts[name]):
                    is_read |= reading.problem is None
                    yield reading
                read += is_read
            files = "file" if len(parts) == 1 else "files"
            yield Reading("", remark=Code.ARCHIVE_READ(read=read, count=len(parts), files=files))

    def _part(
        self, archive: zipfile.ZipFile, name: str, part: zipfile.ZipInfo
    ) -> Iterator[Reading]:
        problem = None
        if _leads_out(name):
            problem = Code.MEMBER_LEADS_OUT()
        elif part.flag_bits & _LOCKED:
            problem = Code.MEMBER_LOCKED()
        elif name.lower().endswith(self.suffixes):
            problem = Code.MEMBER_IS_ARCHIVE()
        elif part.file_size > MAX_MEMBER_BYTES:
            problem = Code.MEMBER_TOO_LARGE(limit_mb=MAX_MEMBER_BYTES // 1_000_000)
        elif self.find_reader(name) is None:
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
        else:
            yield from self.member(name, data)


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
