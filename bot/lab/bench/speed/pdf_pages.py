"""How fast pages of PDF are read: by zitat, which orders the words, and in the file's own order."""

import ctypes
import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from textwrap import wrap
from typing import Any

from pypdfium2 import PdfDocument, raw

from index.formats.pdf import PdfReader

PAGES = 20
ROUNDS = 5
_WIDTH, _HEIGHT = 595.0, 842.0
_COLUMNS = (50.0, 305.0)
_TOP, _PITCH, _SIZE = 790.0, 12.0, 10.0
_LINES, _CHARS = 60, 48


@dataclass(frozen=True, slots=True)
class PdfFigures:
    """Pages read a second, of pages in two columns, one reader after the other in each round.

    ``plain`` takes the text as pypdfium2 gives it, in the order in which the file draws it.
    ``ratio`` is how many times longer zitat's reader takes, the median of the rounds.
    """

    plain_pages_per_second: float
    pages_per_second: float
    ratio: float

    def render(self) -> list[str]:
        """Return the figures as lines."""
        return [
            f"PDF pages a second, file's order {self.plain_pages_per_second:>8.0f}",
            f"PDF pages a second, in columns {self.pages_per_second:>10.0f}",
            f"  times as long a page         {self.ratio:>10.1f}",
        ]


def run(texts: Sequence[str], pages: int = PAGES, rounds: int = ROUNDS) -> PdfFigures:
    """Set texts in so many pages and read these in turn by both readers."""
    data = two_column_pdf(texts, pages)
    times = [(_seconds(read_plain, data), _seconds(_read, data)) for _ in range(rounds)]
    return PdfFigures(
        plain_pages_per_second=pages / median(plain for plain, _ in times),
        pages_per_second=pages / median(ours for _, ours in times),
        ratio=median(ours / plain for plain, ours in times),
    )


def read_plain(data: bytes) -> str:
    """Return the text of all pages in the order in which the file draws it."""
    document = PdfDocument(data)
    try:
        return "\f".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def two_column_pdf(texts: Sequence[str], pages: int) -> bytes:
    """Return a PDF of so many pages in two columns, the texts again and again."""
    document = PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    lines = _lines(texts)
    for _ in range(pages):
        page = document.new_page(_WIDTH, _HEIGHT)
        for left in _COLUMNS:
            for number in range(_LINES):
                _draw(document, page, font, next(lines), left, _TOP - number * _PITCH)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _lines(texts: Sequence[str]) -> Iterator[str]:
    wrapped = [line for text in texts for line in wrap(text, _CHARS)]
    while True:
        yield from wrapped


def _draw(document: Any, page: Any, font: Any, line: str, left: float, bottom: float) -> None:
    shown = raw.FPDFPageObj_CreateTextObj(document, font, ctypes.c_float(_SIZE))
    units = ctypes.create_string_buffer(line.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(shown, ctypes.cast(units, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(shown, 1, 0, 0, 1, left, bottom)
    raw.FPDFPage_InsertObject(page, shown)


def _read(data: bytes) -> str:
    return "".join(reading.text for reading in PdfReader().read(data))


def _seconds(read: Callable[[bytes], str], data: bytes) -> float:
    """Return the CPU seconds that reading takes."""
    started = time.process_time()
    read(data)
    return time.process_time() - started
