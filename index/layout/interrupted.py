"""A paragraph that something else breaks within its column: a picture's caption, a quotation.

It is made whole where it begins, and what interrupts it follows.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.layout.hyphens import Vocabulary
from index.layout.paragraphs import Paragraph
from index.layout.prose import ENDS_SENTENCE, reads_on

_PROSE_WORDS = 8
_MOST_BETWEEN = 3  # a caption, who made the picture, a line of both
_MOST_WORDS = 80  # of these
_SMALLER = 0.97  # than the text


def join_interrupted(paragraphs: Sequence[Paragraph], vocabulary: Vocabulary) -> list[Paragraph]:
    """Return a page's paragraphs, each whole that others interrupt, these behind it."""
    found = list(paragraphs)
    number = 0
    while number < len(found) - 2:
        rest = _rest_of(found, number)
        if rest is None:
            number += 1
            continue
        before, after = found[number], found.pop(rest)
        text = vocabulary.join(before.text, after.text)
        found[number] = replace(before, text=text, full=after.full)
    return found


def _rest_of(paragraphs: Sequence[Paragraph], number: int) -> int | None:
    """Return which paragraph goes on with one behind what interrupts it, if any does."""
    before = paragraphs[number]
    is_prose = not before.is_row and len(before.text.split()) >= _PROSE_WORDS
    if not is_prose or ENDS_SENTENCE.search(before.text):
        return None
    words = 0
    for at in range(number + 1, min(number + 2 + _MOST_BETWEEN, len(paragraphs))):
        one = paragraphs[at]
        if one.is_row or (at == number + 1 and not _interrupts(before, one)):
            return None
        between = paragraphs[number + 1 : at]
        if between and before.is_like(one) and _goes_on(before, between, one):
            return at
        words += len(one.text.split())
        if words > _MOST_WORDS:
            return None
    return None


def _interrupts(before: Paragraph, one: Paragraph) -> bool:
    return one.spaced and (not before.is_like(one) or reads_on(before.text, one.text) < 1)


def _goes_on(before: Paragraph, between: Sequence[Paragraph], after: Paragraph) -> bool:
    """Return whether a paragraph goes on with one: a noun does behind smaller type alone."""
    if not after.spaced:
        return False
    if after.text[0].islower():
        return True
    if not before.full or reads_on(before.text, after.text) < 0:
        return False
    return all(one.height <= _SMALLER * before.height for one in between)
