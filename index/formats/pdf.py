"""PDF: the text of all pages, a form feed between two (pypdfium2).

Words broken at a line's end are made whole.
"""

import re
from collections.abc import Iterator

from index.formats.base import Reading, UnreadableError
from index.pages import PAGE_BREAK

MAX_PAGES = 2000
# pdfium marks a hyphen at a line's end by U+0002 or U+FFFE and joins the parts itself.
_SOFT_HYPHEN = re.compile("[\u0002\ufffe]\\s*")
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff\ud800-\udfff]")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")


class PdfReader:
    """Reads .pdf."""

    suffixes = (".pdf",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the document as one article. Raises UnreadableError if it holds no text."""
        from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415  only for this format

        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            raise UnreadableError(f"is no readable PDF: {error}") from error
        try:
            if len(document) > MAX_PAGES:
                raise UnreadableError(f"has {len(document)} pages: at most {MAX_PAGES} are read")
            pages = [_page_text(document, number) for number in range(len(document))]
            facts = document.get_metadata_dict(skip_empty=True)
        finally:
            document.close()
        text = f"\n{PAGE_BREAK}\n".join(page for page in pages if page)
        if not text:
            raise UnreadableError("holds no text, only pictures: run it through OCR first")
        yield Reading(
            text, title=facts.get("Title"), file_date=_iso_date(facts.get("CreationDate"))
        )


def _page_text(document: "object", number: int) -> str:
    page = document[number]  # type: ignore[index]
    lines = page.get_textpage().get_text_bounded().splitlines()
    text = "\n".join(line.rstrip() for line in lines)
    return _NO_TEXT.sub("", _SOFT_HYPHEN.sub("", text)).strip()


def _iso_date(date: str | None) -> str | None:
    match = _DATE.match(date or "")
    if match is None or match[2] is None or match[3] is None:
        return None
    return f"{match[1]}-{match[2]}-{match[3]}"
