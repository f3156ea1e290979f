"""Word documents: page heads, paragraphs, tables and text boxes in their order, then the notes.

python-docx opens the parts.
"""

import io
from collections.abc import Iterator
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.office.package import local_name, refuse_bomb, without_pictures
from index.formats.office.page_heads import day_of, headline_of, with_heads
from index.formats.office.word_runs import hidden_styles, keep_shown
from index.messages import Code

_HEADING_WITHIN = 50  # paragraphs
_WRAPPERS = ("w:sdt", "w:ins", "w:moveTo", "w:smartTag", "w:customXml")


class DocxReader:
    """Reads .docx."""

    suffixes = (".docx",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the document as one article. Raises UnreadableError for archives that are bombs."""
        from docx import Document  # noqa: PLC0415  only for this format

        refuse_bomb(data, "DOCX")
        document = Document(io.BytesIO(without_pictures(data)))
        root = document.element.body
        hidden = hidden_styles(document.styles.element)
        _prepare(root, hidden)
        body = "\n".join([*_blocks(root), *_notes(document.part, hidden)]).strip()
        heads = list(_page_heads(document, hidden))
        text = with_heads(heads, body).strip()
        if not text:
            raise UnreadableError(Code.NO_TEXT())
        facts = document.core_properties
        date = facts.created or facts.modified
        yield Reading(
            text,
            title=facts.title or None,
            headline=headline_of(_heading(document), body, text),
            file_date=day_of(heads, date.date().isoformat() if date else None),
        )


def _prepare(root: Any, hidden: frozenset[str]) -> None:
    _unwrap(root)
    keep_shown(root, hidden)


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


def _blocks(container: Any) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables in a container, text boxes below theirs."""
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format
    from docx.table import Table  # noqa: PLC0415

    parent: Any = None  # it is asked only for styles
    for block in container:
        if block.tag == qn("w:p"):
            yield block.text
            for box in _text_boxes(block):
                yield from _blocks(box)
        elif block.tag == qn("w:tbl"):
            seen: set[Any] = set()
            for row in Table(block, parent).rows:
                cells = dict.fromkeys(cell._tc for cell in row.cells)  # a merged one once
                yield "\t".join(
                    "\n".join(_blocks(cell)).strip("\n") for cell in cells if cell not in seen
                )
                seen |= cells.keys()


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes at a paragraph, each once: Word writes two forms."""
    from docx.oxml.ns import qn  # noqa: PLC0415  only for this format

    for box in paragraph.iter(qn("w:txbxContent")):
        around = [local_name(element) for element in box.iterancestors()]
        at = around.index("p")  # a box in a box is yielded with that one
        if "txbxContent" not in around[:at] and not _is_fallback(box):
            yield box


def _is_fallback(box: Any) -> bool:
    """Return whether a box is the older form of one that stands in a newer form beside it."""
    for element in box.iterancestors():
        if local_name(element) == "Fallback":
            return any(
                local_name(inner) == "txbxContent"
                for choice in element.itersiblings(preceding=True)
                for inner in choice.iter()
            )
    return False


def _notes(part: Any, hidden: frozenset[str]) -> Iterator[str]:
    """Yield the footnotes and the endnotes, as they lie in their parts."""
    from docx.oxml import parse_xml  # noqa: PLC0415  only for this format
    from docx.oxml.ns import qn  # noqa: PLC0415

    for kind in ("footnotes", "endnotes"):
        for relation in part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
                continue
            root = parse_xml(relation.target_part.blob)
            _prepare(root, hidden)
            for note in root:
                if note.get(qn("w:type")) in (None, "normal"):  # the others are rules
                    yield " ".join(filter(None, map(str.strip, _blocks(note))))


def _page_heads(document: Any, hidden: frozenset[str]) -> Iterator[str]:
    for section in document.sections:
        heads = [section.header]
        if section.different_first_page_header_footer:
            heads.insert(0, section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            heads.append(section.even_page_header)
        for head in heads:
            if not head.is_linked_to_previous:
                _prepare(head._element, hidden)
                yield "\n".join(_blocks(head._element))


def _heading(document: Any) -> str | None:
    """Return the first paragraph in the style of a title or of the highest heading, if any."""
    styles = ("Title", "Heading 1")
    first = document.paragraphs[:_HEADING_WITHIN]
    return next((p.text for p in first if p.style and p.style.name in styles and p.text), None)
