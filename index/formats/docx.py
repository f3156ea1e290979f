"""Word documents: paragraphs and tables in their order (python-docx)."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from index.formats.base import Reading, UnreadableError

MAX_UNPACKED_BYTES = 100_000_000
MAX_RATIO = 200
_SMALL_BYTES = 5_000_000
_BLOCK_BYTES = 1 << 18
_WRAPPERS = ("w:sdt", "w:ins", "w:moveTo", "w:smartTag", "w:customXml")


class DocxReader:
    """Reads .docx."""

    suffixes = (".docx",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the document as one article. Raises UnreadableError for archives that are bombs."""
        from docx import Document  # noqa: PLC0415  only for this format

        refuse_bomb(data)
        document = Document(io.BytesIO(data))
        _unwrap(document.element.body)
        text = "\n".join(_blocks(document)).strip()
        if not text:
            raise UnreadableError("holds no text")
        facts = document.core_properties
        date = facts.created or facts.modified
        yield Reading(
            text, title=facts.title or None, file_date=date.date().isoformat() if date else None
        )


def refuse_bomb(data: bytes) -> None:
    """Raise UnreadableError if the bytes are no ZIP archive, or one that unpacks to too much.

    The sizes are those that the archive declares: unpacking stops there. No part may declare XML
    entities: Office never writes them.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise UnreadableError("is no DOCX file: it cannot be unpacked") from error
    with archive:
        unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES or (
            unpacked > _SMALL_BYTES and unpacked > MAX_RATIO * len(data)
        ):
            raise UnreadableError(
                f"unpacks to {unpacked:,} bytes from {len(data):,}: that is no letter, "
                "it is not opened"
            )
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as file:
                    if _declares_entities(file):
                        raise UnreadableError(f"declares XML entities in {part.filename}")


def _declares_entities(file: IO[bytes]) -> bool:
    before = b""
    while block := file.read(_BLOCK_BYTES):
        if b"<!DOCTYPE" in before + block or b"<!ENTITY" in before + block:
            return True
        before = block[-16:]
    return False


def _unwrap(body: Any) -> None:
    """Put what python-docx does not look into where it is read.

    That is the text of form fields, insertions that nobody has accepted yet, and tags. What
    Word itself makes, such as a table of contents, stays out.
    """
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    for wrapper in list(body.iter(*map(qn, _WRAPPERS))):
        if wrapper.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}") is not None:
            continue
        content = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else wrapper
        for child in [] if content is None else list(content):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)


def _blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            seen: set[Any] = set()
            for row in block.rows:
                cells = {cell._tc: cell.text for cell in row.cells}  # a merged one once
                yield "\t".join(text for cell, text in cells.items() if cell not in seen)
                seen |= cells.keys()
        else:
            yield block.text
