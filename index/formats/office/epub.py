"""Electronic books: the chapters in their order, without the table of contents."""

import re
from collections.abc import Iterator
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.encoding import decode
from index.formats.markup.fragment import text_of_html
from index.formats.office.package import Package, local_name, part_at
from index.messages import Code

_CONTAINER = "META-INF/container.xml"
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[[^\]]*\])?\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+[\"']([^\"'&<]{0,40})[\"']\s*>")
_HEAD_CHARS = 20_000
_MOST_ENTITIES = 100
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


class EpubReader:
    """Reads .epub."""

    suffixes = (".epub",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the book as one article. Raises UnreadableError if it holds no text."""
        package = Package(data, "EPUB")
        if "META-INF/rights.xml" in package:
            raise UnreadableError(Code.COPY_PROTECTED())
        container = package.tree(_CONTAINER)
        main = next(
            (e.get("full-path") for e in container.iter() if local_name(e) == "rootfile"), ""
        )
        book = package.tree(main or "content.opf")
        chapters = (
            text_of_html(_without_head(decode(package.part(name))))
            for name in _chapters(book, main or "")
        )
        text = "\n\n".join(filter(None, chapters))
        if not text:
            raise UnreadableError(Code.NO_TEXT())
        facts: dict[str, str] = {}
        for element in book.iter():
            if "purl.org/dc" in str(element.tag) and element.text:
                facts.setdefault(local_name(element), element.text.strip())
        yield Reading(
            text,
            title=facts.get("title"),
            source=facts.get("publisher"),
            author=facts.get("creator"),
            file_date=facts.get("date"),
        )


def _without_head(markup: str) -> str:
    """Return a chapter without the declaration of its kind, the names that it gives resolved."""
    head = _DOCTYPE.search(markup, 0, _HEAD_CHARS)
    if head is None:
        return markup
    markup = markup[head.end() :]
    for name, value in _ENTITY.findall(head[1] or "")[:_MOST_ENTITIES]:
        markup = markup.replace(f"&{name};", value)
    return markup


def _chapters(book: Any, main: str) -> Iterator[str]:
    """Yield the names of the parts that the book's spine lists."""
    items = {e.get("id"): e for e in book.iter() if local_name(e) == "item"}
    for element in book.iter():
        item = items.get(element.get("idref")) if local_name(element) == "itemref" else None
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in (item.get("properties") or "").split():
            yield part_at(item.get("href") or "", main)
