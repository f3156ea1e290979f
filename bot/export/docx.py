"""A transcript as a Word document."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from bot.export.transcript import Quote, Transcript, parted, shown
from bot.types import Citation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def to_docx(transcript: Transcript) -> bytes:
    """Return the transcript with the styles of Word's own template."""
    import docx  # noqa: PLC0415  only where a document is wanted

    document = docx.Document()
    document.core_properties.title = transcript.heading
    document.core_properties.author = "zitat"
    written = datetime.combine(transcript.day, time(), UTC)
    document.core_properties.created = document.core_properties.modified = written
    document.add_heading(transcript.heading, level=0)
    for exchange in transcript.exchanges:
        document.add_heading(shown(exchange.question), level=1)
        if exchange.narrowed:
            document.add_paragraph().add_run(shown(exchange.narrowed)).italic = True
        if note := transcript.note_of(exchange):
            document.add_paragraph(shown(note))
        for quote in exchange.quotes:
            _add_quote(document, quote, transcript)
        if exchange.listed:
            document.add_paragraph(transcript.list_heading(exchange))
        for citation in exchange.listed:
            item = document.add_paragraph(style="List Number")
            _add_source(item, citation, transcript)
            item.add_run(f"\n{shown(citation.quote)}")
            _add_place(item, citation, transcript)
    document.add_paragraph().add_run(transcript.words.note).italic = True
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_quote(document: "Document", quote: Quote, transcript: Transcript) -> None:
    words, citation = transcript.words, quote.citation
    heading = transcript.heading_of(quote)
    if heading:
        document.add_paragraph(heading)
    if quote.candidate.context is not None:
        before = words.before.format(quote=shown(quote.candidate.context.quote))
        document.add_paragraph().add_run(before).italic = True
    before, span, after = parted(quote.candidate)
    paragraph = document.add_paragraph(words.opening_mark + before, style="Intense Quote")
    paragraph.add_run(span).underline = True
    paragraph.add_run(after + words.closing_mark)
    source = document.add_paragraph()
    _add_source(source, citation, transcript)
    _add_place(source, citation, transcript)


def _add_place(paragraph: "Paragraph", citation: Citation, transcript: Transcript) -> None:
    paragraph.add_run(f"\n{transcript.place(citation)}").font.color.rgb = _grey()


def _add_source(paragraph: "Paragraph", citation: Citation, transcript: Transcript) -> None:
    paragraph.add_run(transcript.facts(citation))
    for text, link in transcript.links(citation):
        paragraph.add_run(" · ")
        _add_link(paragraph, text, link)


def _add_link(paragraph: "Paragraph", text: str, address: str) -> None:
    """Add a link: the library reads them, and has nothing to make one."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    link = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _grey() -> "object":
    from docx.shared import RGBColor  # noqa: PLC0415

    return RGBColor(0x59, 0x59, 0x59)
