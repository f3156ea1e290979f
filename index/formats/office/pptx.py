"""Presentations: a page a slide, with its tables and the speaker's notes."""

from collections.abc import Iterator
from typing import Any

from index.clean.pages import PAGE_BREAK
from index.formats.base import Reading, UnreadableError
from index.formats.office.package import Package, local_name, part_at
from index.formats.raised import lowered, raised
from index.messages import Code

_MAIN = "ppt/presentation.xml"
_NOT_SAID = frozenset(("sldNum", "dt", "ftr", "hdr", "sldImg"))
_TITLES = ("title", "ctrTitle")


class PptxReader:
    """Reads .pptx."""

    suffixes = (".pptx",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the presentation as one article. Raises UnreadableError if it holds no text."""
        package = Package(data, "PPTX")
        targets = _targets(package, _MAIN)
        shown = package.tree(_MAIN)
        ids = [_relation(e) for e in shown.iter() if local_name(e) == "sldId"]
        slides = [targets[i][1] for i in ids if i in targets]
        pages = [list(_slide(package, name)) for name in slides]
        text = f"\n{PAGE_BREAK}\n".join("\n".join(lines) for lines in pages).rstrip()
        if not any(map(str.isalnum, text)):
            raise UnreadableError(Code.NO_TEXT())
        facts = _facts(package)
        yield Reading(
            text,
            title=facts.get("title"),
            headline=next((t for t in map(_title, map(package.tree, slides[:1])) if t), None),
            file_date=facts.get("created") or facts.get("modified"),
            page=1,
        )


def _relation(element: Any) -> str:
    """Return the identifier of a relation, which stands beside an element's own."""
    return next((v for k, v in element.attrib.items() if k.endswith("/relationships}id")), "")


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the part that each relation of a part names."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return {}
    return {
        e.get("Id", ""): (e.get("Type", "").rpartition("/")[2], part_at(e.get("Target", ""), part))
        for e in package.tree(relations)
        if e.get("TargetMode") != "External"
    }


def _slide(package: Package, name: str) -> Iterator[str]:
    slide = package.tree(name)
    if slide.get("show") == "0":
        return
    yield from _lines(slide)
    for kind, target in _targets(package, name).values():
        if kind == "notesSlide" and target in package:
            yield from _lines(package.tree(target))


def _lines(root: Any) -> Iterator[str]:
    """Yield the paragraphs of shapes and the rows of tables, in order."""
    for element in root:
        name = local_name(element)
        if name == "sp" and (_placeholder(element) in _NOT_SAID or _is_hidden(element)):
            continue
        if name == "p" and "drawingml" in element.tag:
            if text := _text(element).strip():
                yield text
        elif name == "tr":
            cells = [cell for cell in element if local_name(cell) == "tc"]
            yield "\t".join(" ".join(_lines(cell)) for cell in cells)
        elif name not in ("", "Fallback"):
            yield from _lines(element)


def _text(paragraph: Any) -> str:
    pieces: list[str] = []
    for element in paragraph.iter():
        name = local_name(element)
        if name == "t":
            pieces.append(_as_shown(element, "".join(pieces[-2:])))
        elif name == "br":
            pieces.append("\n")
    return "".join(pieces)


def _as_shown(text: Any, before: str) -> str:
    """Return the text of a run: nothing of a struck one, raised signs in plain characters."""
    marks = next((e for e in text.getparent() if local_name(e) == "rPr"), None)
    written = text.text or ""
    if marks is None or not written.strip():
        return written
    if marks.get("strike", "noStrike") != "noStrike":
        return ""
    place = marks.get("baseline", "0")
    if place.startswith("-"):
        return lowered(written, before)
    return written if place.strip("0%") == "" else raised(written, before)


def _is_hidden(shape: Any) -> bool:
    return any(e.get("hidden") in ("1", "true") for e in shape.iter() if local_name(e) == "cNvPr")


def _placeholder(shape: Any) -> str | None:
    found = next((e for e in shape.iter() if local_name(e) == "ph"), None)
    return None if found is None else found.get("type", "body")


def _title(slide: Any) -> str | None:
    shapes = (e for e in slide.iter() if local_name(e) == "sp" and _placeholder(e) in _TITLES)
    return next((" ".join(_lines(shape)) for shape in shapes), None)


def _facts(package: Package) -> dict[str, str]:
    name = "docProps/core.xml"
    if name not in package:
        return {}
    return {local_name(e): e.text for e in package.tree(name) if e.text}
