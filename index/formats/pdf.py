"""PDF: the paragraphs of all pages in the order they are read, a form feed between two pages.

pypdfium2 gives the words and their places, ``index.layout`` their order.
"""

import ctypes
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.clean.pages import PAGE_BREAK
from index.formats.base import Reading, UnreadableError
from index.formats.browser_print import without_browser_lines
from index.layout import (
    Block,
    Paragraph,
    Vocabulary,
    Word,
    blocks_of,
    join_interrupted,
    join_pages,
    paragraphs_of,
)
from index.messages import Code, Message
from index.metadata.titles import is_placeholder

MAX_PAGES = 2000
# pdfium marks a hyphen at a line's end by U+0002 or U+FFFE and joins the parts itself.
_WORD = re.compile("[^\\s\u0002\ufffe]+[\u0002\ufffe]?|[\u0002\ufffe]")
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff\ud800-\udfff]")
_WITHIN = re.compile("\u00ad(?!$)")  # a place where a word could be broken, and is not
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_NAME_BYTES = 100
_TURNED = 0.1  # radians
_TALLER = 1.15  # than the body, in a headline
_MUCH_TALLER = 1.6  # below text
_TEXT_WORDS = 25
_TITLE_CHARS = 200
_SHOWN_PAGES = 20
_TITLE_WITHIN = 8  # paragraphs of the first page


class PdfReader:
    """Reads .pdf."""

    suffixes = (".pdf",)

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the document as one article. Raises UnreadableError if it holds no text."""
        from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415  only for this format

        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            if "password" in str(error).lower():
                raise UnreadableError(Code.LOCKED()) from error
            reason = str(error).rstrip(".")
            raise UnreadableError(Code.NO_PDF(error=reason)) from error
        try:
            if len(document) > MAX_PAGES:
                raise UnreadableError(Code.TOO_MANY_PAGES(pages=len(document), limit=MAX_PAGES))
            pages = [_blocks(document[number]) for number in range(len(document))]
            pictures = [
                number + 1
                for number, blocks in enumerate(pages)
                if not blocks and _has_picture(document[number])
            ]
            facts = document.get_metadata_dict(skip_empty=True)
        finally:
            document.close()
        if not any(pages):
            if pictures:
                raise UnreadableError(Code.ONLY_PICTURES())
            raise UnreadableError(Code.NO_TEXT())
        vocabulary = Vocabulary(
            line.text for page in pages for block in page for line in block.lines
        )
        whole = [join_interrupted(paragraphs_of(page, vocabulary), vocabulary) for page in pages]
        article = without_browser_lines(whole)
        is_printed = article is not None
        paragraphs = join_pages(whole if article is None else article, vocabulary)
        yield Reading(
            f"\n{PAGE_BREAK}\n".join(map(_text, paragraphs)).rstrip(),
            title=facts.get("Title"),
            headline=_headline(paragraphs),
            file_date=None
            if is_printed or _is_generated(facts)
            else _iso_date(facts.get("CreationDate")),
            file_author=None if is_printed else facts.get("Author"),
            page=1,
            remark=_remark(pictures, len(pages)),
        )


def _blocks(page: Any) -> list[Block]:
    """Return the blocks of a page, those of its turned words apart: credits, tables set sideways.

    First comes the direction in which most words are written.
    """
    width, height = page.get_size()
    by_turn: dict[int, list[Word]] = {}
    for degrees, word in _words(page):
        by_turn.setdefault(degrees, []).append(word)
    found: list[Block] = []
    for degrees, words in sorted(by_turn.items(), key=lambda item: -len(item[1])):
        corners = ((0.0, 0.0), (width, 0.0), (0.0, height), (width, height))
        tops = [_turned(corner, math.radians(degrees))[1] for corner in corners]
        placed = [replace(word, baseline=word.baseline - min(tops)) for word in words]
        found += blocks_of(placed if degrees else words, max(tops) - min(tops))
    return found


def _words(page: Any) -> Iterator[tuple[int, Word]]:
    """Yield the words of a page with their places, seen upright, and by how far each is turned."""
    from pypdfium2 import raw  # noqa: PLC0415  only for this format

    textpage = page.get_textpage()
    turn, (width, height) = page.get_rotation(), page.get_size()
    text = _characters(textpage, raw)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    for match in _WORD.finditer(text):
        letters = written(match[0])
        if not letters:
            continue
        first, last = match.start(), match.end() - 1
        raw.FPDFText_GetLooseCharBox(textpage, first, box)
        corners = [(box.left, box.bottom), (box.right, box.top)]
        raw.FPDFText_GetCharOrigin(textpage, first, x, y)
        origin = x.value, y.value
        raw.FPDFText_GetLooseCharBox(textpage, last, box)
        corners += [(box.left, box.bottom), (box.right, box.top)]
        places = [_upright(place, turn, width, height) for place in (origin, *corners)]
        angle = (raw.FPDFText_GetCharAngle(textpage, first) - math.radians(turn)) % math.tau
        degrees = round(math.degrees(angle)) if _TURNED < angle < math.tau - _TURNED else 0
        if degrees:
            places = [_turned(place, angle) for place in places]
        lefts = [left for left, _ in places[1:]]
        size = raw.FPDFText_GetFontInfo(textpage, first, name, _NAME_BYTES, flags)
        bold = 0 < size <= _NAME_BYTES and _BOLD.search(name.raw[:size]) is not None
        yield (
            degrees,
            Word(
                letters,
                min(lefts),
                max(lefts),
                places[0][1],
                max(abs(places[1][1] - places[2][1]), 1.0),
                bold,
            ),
        )


def _turned(place: tuple[float, float], angle: float) -> tuple[float, float]:
    """Return how far a place lies along lines turned clockwise by an angle, and how far below."""
    x, y = place
    return x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)


def written(characters: str) -> str:
    """Return a word as it is written, from the characters that pdfium gives for it."""
    return _WITHIN.sub("", _NO_TEXT.sub("", re.sub("[\u0002\ufffe]", "-", characters)))


def _characters(textpage: Any, raw: Any) -> str:
    """Return a page's characters, each at the position by which pdfium names it."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range() if count > 0 else ""
    if len(text) != count:
        codes = (raw.FPDFText_GetUnicode(textpage, number) for number in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)
    return text


def _upright(
    place: tuple[float, float], turn: int, width: float, height: float
) -> tuple[float, float]:
    """Return a place of the page as it is shown, in points from its left and its top."""
    x, y = place
    if turn == 90:
        return y, x
    if turn == 180:
        return width - x, y
    if turn == 270:
        return width - y, height - x
    return x, height - y


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415  only for this format

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _text(paragraphs: Sequence[Paragraph]) -> str:
    parts: list[str] = []
    for paragraph in paragraphs:
        if parts:
            parts.append("\n\n" if paragraph.spaced else "\n")
        parts.append(paragraph.text)
    return "".join(parts)


def _headline(pages: Sequence[Sequence[Paragraph]]) -> str | None:
    """Return the paragraph near the top whose type is the largest and larger than the body's.

    Below a paragraph of the text it is a section's title, unless it is very large.
    """
    page = next((page for page in pages if page), ())
    body = max(
        (paragraph for page in pages for paragraph in page), key=lambda one: len(one.text)
    ).height
    found: list[Paragraph] = []
    taller = _TALLER
    for paragraph in page[:_TITLE_WITHIN]:
        if paragraph.height <= _TALLER * body and len(paragraph.text.split()) >= _TEXT_WORDS:
            taller = _MUCH_TALLER
        is_short = len(paragraph.text) <= _TITLE_CHARS
        if paragraph.height > taller * body and is_short and any(map(str.isalpha, paragraph.text)):
            found.append(paragraph)
    tallest = max(found, key=lambda one: one.height, default=None)
    return None if tallest is None else tallest.text


def _remark(pictures: Sequence[int], pages: int) -> Message | None:
    """Return which pages are only pictures: "its pages 2 and 3 of 3 are pictures"."""
    if not pictures:
        return None
    if len(pictures) == 1:
        return Code.PAGE_IS_PICTURE(page=pictures[0], pages=pages)
    first = ", ".join(map(str, pictures[:_SHOWN_PAGES][:-1]))
    last = pictures[-1] if len(pictures) <= _SHOWN_PAGES else f"{len(pictures)} in all"
    return Code.PAGES_ARE_PICTURES(numbers=f"{first} and {last}", pages=pages)


def _is_generated(facts: Mapping[str, str]) -> bool:
    """Return whether a program filled the facts in: then its day says nothing of the article."""
    return any(is_placeholder(facts.get(name, "")) for name in ("Title", "Author", "Creator"))


def _iso_date(date: str | None) -> str | None:
    match = _DATE.match(date or "")
    if match is None or match[2] is None or match[3] is None:
        return None
    return f"{match[1]}-{match[2]}-{match[3]}"
