"""HTML → its text, block by block: for books and mails, which have no page around the article."""

import re
from collections.abc import Iterator
from typing import Any

from index.formats.encoding import decode

_XML_HEAD = re.compile(r"\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = frozenset("head script style template noscript svg math nav iframe object".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_CELLS = frozenset(("td", "th"))


def html_tree(page: bytes | str) -> Any:
    """Return the root element of a page (lxml), in the encoding that its bytes are in.

    Raises UnreadableError for what is no text, or lxml's error.
    """
    from lxml import html  # noqa: PLC0415  only for these formats

    text = decode(page) if isinstance(page, bytes) else page
    return html.document_fromstring(_XML_HEAD.sub("", text, count=1))


def text_of(tree: Any) -> str:
    """Return the text of a page as a browser shows it: a line a block, a tab between two cells."""
    lines = ("".join(line) for line in _lines(tree))
    return "\n".join(line for line in map(_folded, lines) if line)


def _folded(line: str) -> str:
    return "\t".join(_SPACE.sub(" ", cell).strip() for cell in line.split("\v")).strip()


def _lines(tree: Any) -> Iterator[list[str]]:
    """Yield the pieces of each line; a vertical tab parts two cells."""
    from lxml import etree  # noqa: PLC0415  only for these formats

    line: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        begins, ends = event == "start", event == "end"
        if tag in _HIDDEN:
            hidden += begins - ends
        elif begins and not hidden:
            if tag in _CELLS:
                if line and element.getprevious() is not None:
                    line.append("\v")
            elif (tag not in _INLINE and not _is_in_cell(element)) or tag == "br":
                yield line
                line = []
            line.append((element.text or "").replace("\v", " "))
        elif ends and not hidden and tag not in _INLINE and tag not in _CELLS:
            if _is_in_cell(element):
                line.append(" ")
            else:
                yield line
                line = []
        if not begins and not hidden:
            line.append((element.tail or "").replace("\v", " "))
    yield line


def _is_in_cell(element: Any) -> bool:
    """Return whether a block stands in a table's cell, directly: it does not end the row."""
    parent = element.getparent()
    return parent is not None and parent.tag in _CELLS and element.tag != "table"
