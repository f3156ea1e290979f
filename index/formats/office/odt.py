"""OpenDocument texts: page heads, paragraphs, lists, tables and text boxes, then the notes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.office.package import Package, attribute, local_name
from index.formats.office.page_heads import day_of, headline_of, with_heads
from index.formats.raised import lowered, raised
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
        styles = package.tree("styles.xml") if "styles.xml" in package else None
        shown_as = _styles([root.getroottree().getroot(), *(() if styles is None else (styles,))])
        content = _Content(shown_as)
        lines = list(content.blocks(root))
        body = "\n".join([*lines, *content.notes]).strip()
        heads = [
            "\n".join(_Content(shown_as).blocks(element))
            for element in (() if styles is None else styles.iter())
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
            file_date=day_of(heads, facts.get("creation-date") or facts.get("date")),
        )


def _is(element: Any, name: str) -> bool:
    return local_name(element) == name and "office:1" in element.tag


def _facts(package: Package) -> dict[str, str]:
    if "meta.xml" not in package:
        return {}
    return {local_name(e): e.text for e in package.tree("meta.xml").iter() if e.text}


def _styles(roots: Iterable[Any]) -> dict[str, str]:
    """Return how the styles show their text that do not as usual: "hidden", "super", "sub"."""
    found: dict[str, str] = {}
    for root in roots:
        for style in root.iter():
            if local_name(style) != "style":
                continue
            for marks in style:
                place = (attribute(marks, "text-position") or "").split()[:1]
                struck = attribute(marks, "text-line-through-style") or "none"
                if attribute(marks, "display") == "none" or struck != "none":
                    found[attribute(style, "name") or ""] = "hidden"
                elif place and not place[0].startswith("0"):
                    lower = place[0].startswith(("sub", "-"))
                    found[attribute(style, "name") or ""] = "sub" if lower else "super"
    return found


@dataclass
class _Content:
    """Takes the text of elements; what stands aside is kept until the paragraph ends.

    ``shown_as``: as of ``_styles``.
    """

    shown_as: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    heading: str | None = None
    _boxes: list[Any] = field(default_factory=list)

    def blocks(self, container: Any) -> Iterator[str]:
        """Yield the paragraphs and rows of a container, in order."""
        for element in container:
            name = local_name(element)
            if self._is_hidden(element):
                continue
            if name in ("p", "h"):
                pieces: list[str] = []
                self._inline(element, pieces)
                text = "".join(pieces)
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

    def _is_hidden(self, element: Any) -> bool:
        """Return whether an element is not shown: by its style, as a section, by a condition."""
        if self._shown_as(element) == "hidden" or attribute(element, "display") == "none":
            return True
        conditional = local_name(element) in ("hidden-text", "hidden-paragraph")
        return conditional and attribute(element, "is-hidden") == "true"

    def _shown_as(self, element: Any) -> str | None:
        return self.shown_as.get(attribute(element, "style-name") or "")

    def _inline(self, element: Any, pieces: list[str]) -> None:
        """Add the pieces of a paragraph's text."""
        pieces.append(element.text or "")
        for child in element:
            name = local_name(child)
            if name == "s":
                pieces.append(" " * min(_number(attribute(child, "c")), _MOST_BLANKS))
            elif name in ("tab", "line-break"):
                pieces.append("\t" if name == "tab" else "\n")
            elif name == "note":
                body = (part for part in child if local_name(part) == "note-body")
                said = (line for part in body for line in self.blocks(part))
                self.notes.append(" ".join(filter(None, map(str.strip, said))))
            elif name == "frame":
                self._boxes.append(child)
            elif name and name not in _NOT_SHOWN and not self._is_hidden(child):
                inner: list[str] = []
                self._inline(child, inner)
                pieces.append(self._in_place(child, "".join(inner), "".join(pieces[-3:])))
            pieces.append(child.tail or "")

    def _in_place(self, element: Any, text: str, before: str) -> str:
        """Return a span's text, a raised or lowered one in plain characters."""
        place = self._shown_as(element) if text.strip() else None
        if place == "super":
            return raised(text, before)
        return lowered(text, before) if place == "sub" else text


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else 1
