"""The turn of a page: a sentence that goes on overleaf is whole on the page where it begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.layout.hyphens import Vocabulary
from index.layout.paragraphs import Paragraph
from index.layout.prose import ENDS_SENTENCE
from index.text.analyze import begins_sentence

_EDGE_PARAGRAPHS = 2  # a page's head, its number
_PROSE_WORDS = 8
_BROKEN = re.compile(r"\w[-\u00ad‐]$")
# No abbreviation: three letters in lower case before the full stop, or a year.
_SENTENCE_END = re.compile(
    r"(?:(?<=[a-zäöüß]{3})(?<!\bbzw)(?<!\busw)(?<!\bvgl)(?<!\betc)(?<!\bgeb)(?<!\bgest)"
    r"|(?<=\d{4})|(?<=[%€]))[.!?][\"“”»«)’']*\s+(?=[\"„“»«(‚‘']?[A-ZÄÖÜ])"
)


def join_pages(
    pages: Sequence[Sequence[Paragraph]], vocabulary: Vocabulary
) -> list[list[Paragraph]]:
    """Return the pages' paragraphs, each sentence that a turn of the page breaks on its first page.

    Between its parts may stand a foot and a head: they stay where they are.
    """
    found = [list(page) for page in pages]
    for page, following in pairwise(found):
        last = next(_prose(page, reverse=True), None)
        first = None if last is None else _continuation(page[last], following)
        if last is None or first is None:
            continue
        rest = following[first]
        end = _SENTENCE_END.search(rest.text)
        moved = rest.text if end is None else rest.text[: end.end()].rstrip()
        page[last] = replace(page[last], text=vocabulary.join(page[last].text, moved))
        if end is None:
            del following[first]
        else:
            following[first] = replace(rest, text=rest.text[end.end() :])
    return found


def _prose(page: Sequence[Paragraph], *, reverse: bool) -> Iterator[int]:
    """Yield which paragraphs at an edge of a page are running text, from the edge inwards."""
    numbers = range(len(page))
    for number in (numbers[::-1] if reverse else numbers)[: _EDGE_PARAGRAPHS + 1]:
        paragraph = page[number]
        if not paragraph.is_row and len(paragraph.text.split()) >= _PROSE_WORDS:
            yield number


def _continuation(before: Paragraph, page: Sequence[Paragraph]) -> int | None:
    """Return which paragraph of the next page goes on with one, if any does."""
    if ENDS_SENTENCE.search(before.text) or not before.full:
        return None
    for number, paragraph in enumerate(page[: _EDGE_PARAGRAPHS + 1]):
        if not paragraph.is_row and before.is_like(paragraph) and paragraph.text[0].islower():
            return number
    first = next(_prose(page, reverse=False), None)
    if first is None or not before.is_like(page[first]):
        return None
    broken = _BROKEN.search(before.text) is not None
    return first if broken or not begins_sentence(page[first].text) else None
