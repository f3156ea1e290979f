"""Documents that are ZIP archives of XML parts: checked before any part is read."""

import io
import posixpath
import zipfile
from typing import IO, Any
from urllib.parse import unquote

from index.formats.base import UnreadableError
from index.messages import Code
from index.metadata.file_names import belongs_to_pages

SUFFIXES = (".docx", ".odt", ".pptx", ".xlsx", ".xlsm", ".epub")
MAX_UNPACKED_BYTES = 100_000_000
MAX_RATIO = 200
_SMALL_BYTES = 5_000_000
_BLOCK_BYTES = 1 << 18
_ENTITY = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def refuse_bomb(data: bytes, kind: str) -> None:
    """Raise UnreadableError if the bytes are no ZIP archive, or one that unpacks to too much.

    The sizes are those that the archive declares: unpacking stops there. Pictures and the like do
    not count: they are not read. No part may declare XML entities: office programs never write
    them. ``kind`` is the format's name, for the message.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise UnreadableError(Code.NO_PACKAGE(kind=kind)) from error
    with archive:
        unpacked = sum(
            part.file_size for part in archive.infolist() if not is_picture(part.filename)
        )
        if unpacked > MAX_UNPACKED_BYTES or (
            unpacked > _SMALL_BYTES and unpacked > MAX_RATIO * len(data)
        ):
            raise UnreadableError(Code.PACKAGE_TOO_LARGE(unpacked=unpacked, packed=len(data)))
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels", ".opf")):
                with archive.open(part) as file:
                    if _declares_entities(file):
                        raise UnreadableError(Code.XML_ENTITIES(part=part.filename))


def _declares_entities(file: IO[bytes]) -> bool:
    before = b""
    while block := file.read(_BLOCK_BYTES):
        if any(declaration in before + block for declaration in _ENTITY):
            return True
        before = block[-32:]
    return False


def is_picture(name: str) -> bool:
    """Return whether a part is a picture, sound, film, font or another program's file."""
    return belongs_to_pages(name) or "/media/" in name or "/embeddings/" in name


def without_pictures(data: bytes) -> bytes:
    """Return a document whose large pictures are empty, for libraries that load all parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts if is_picture(part.filename)) <= _SMALL_BYTES:
            return data
        return _slim(archive)


def read_without_pictures(file: IO[bytes], max_bytes: int) -> bytes | None:
    """Return a document, its pictures empty, of whose file only the other parts are read.

    None if the file is no such document, or these are more than ``max_bytes``, packed or not.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [part for part in archive.infolist() if not is_picture(part.filename)]
            packed = sum(part.compress_size for part in parts)
            if max(packed, sum(part.file_size for part in parts)) > max_bytes:
                return None
            return _slim(archive)
    except (zipfile.BadZipFile, NotImplementedError):
        return None


def _slim(archive: zipfile.ZipFile) -> bytes:
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            name = part.filename
            copy.writestr(name, b"" if is_picture(name) else archive.read(part))
    return slim.getvalue()


class Package:
    """The parts of a document by their names.

    Raises UnreadableError for what is no ZIP archive, unpacks to too much or declares entities.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        refuse_bomb(data, kind)
        self._kind = kind
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = frozenset(self._archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> bytes:
        """Return a part's bytes. Raises UnreadableError if the document lacks it."""
        if name not in self._names:
            raise UnreadableError(Code.PART_MISSING(kind=self._kind, part=name))
        return self._archive.read(name)

    def tree(self, name: str) -> Any:
        """Return a part's root element. Raises UnreadableError, or lxml's error."""
        return parse_xml(self.part(name))


def parse_xml(data: bytes) -> Any:
    """Return the root element (lxml); no entity is resolved, nothing else is read."""
    from lxml import etree  # noqa: PLC0415  only for these formats

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without the namespace, None if there is none."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def part_at(address: str, part: str) -> str:
    """Return the name of the part that an address in another part means."""
    path = unquote(address.partition("#")[0])
    if path.startswith("/"):
        return path.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), path))
