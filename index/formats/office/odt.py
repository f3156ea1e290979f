"""OpenDocument texts: page heads, paragraphs, lists, tables and text boxes, then the notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.office.package import Package, attribute, local_name
from index.formats.office.page_heads import headline_of, with_heads
from index.messages import Code

_MOST_BLANKS = 100
# What was deleted, what somebody remarked, what the program makes itself.
_NOT_SHOWN = frozenset(
    "tracked-changes annotation annotation-end table-of-content alphabetical-index "
    "illustration-index user-index object-index table-index sequence-decls forms".split()
)


class OdtReader:
    """Reads .odt."""

    suffixes = (".odt",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the document as one article. Raises UnreadableError if it holds no text."""
        package = Package(data, "ODT")
        root = next((e for e in package.tree("content.xml").iter() if _is(e, "text")), None)
        if root is None:
            raise UnreadableError(Code.NO_ODT())
        content = _Content()
        lines = list(content.blocks(root))
        body = "\n".join([*lines, *content.notes]).strip()
        heads: list[str] = []
        if "styles.xml" in package:
            styles = package.tree("styles.xml")
            heads = [
                "\n".join(_Content().blocks(element))
                for element in styles.iter()
                if local_name(element) in ("header", "header-first", "header-left")
            ]
        text = with_heads(heads, body).strip()
        if not text:
            raise UnreadableError(Code.NO_TEXT())
        facts = _facts(package)
        yield Reading(
            text,
            title=facts.get("title"),
            headline=headline_of(content.heading, body, text),
            file_date=facts.get("creation-date") or facts.get("date"),
        )


def _is(element: Any, name: str) -> bool:
    return local_name(element) == name and "office:1" in element.tag


def _facts(package: Package) -> dict[str, str]:
    if "meta.xml" not in package:
        return {}
    return {local_name(e): e.text for e in package.tree("meta.xml").iter() if e.text}


@dataclass
class _Content:
    """Takes the text of elements; what stands aside is kept until the paragraph ends."""

    notes: list[str] = field(default_factory=list)
    heading: str | None = None
    _boxes: list[Any] = field(default_factory=list)

    def blocks(self, container: Any) -> Iterator[str]:
        """Yield the paragraphs and rows of a container, in order."""
        for element in container:
            name = local_name(element)
            if name in ("p", "h"):
                text = "".join(self._inline(element))
                if name == "h" and self.heading is None:
                    self.heading = text
                yield text
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.blocks(box)
            elif name == "table-row":
                cells = [cell for cell in element if local_name(cell) == "table-cell"]
                yield "\t".join("\n".join(self.blocks(cell)).strip("\n") for cell in cells)
            elif name and name not in _NOT_SHOWN:
                yield from self.blocks(element)

    def _inline(self, element: Any) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = local_name(child)
            if name == "s":
                yield " " * min(_number(attribute(child, "c")), _MOST_BLANKS)
            elif name in ("tab", "line-break"):
                yield "\t" if name == "tab" else "\n"
            elif name == "note":
                body = (part for part in child if local_name(part) == "note-body")
                said = (line for part in body for line in self.blocks(part))
                self.notes.append(" ".join(filter(None, map(str.strip, said))))
            elif name == "frame":
                self._boxes.append(child)
            elif name and name not in _NOT_SHOWN:
                yield from self._inline(child)
            yield child.tail or ""


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else 1
