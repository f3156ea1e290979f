"""The reader's span → the words that are marked: whole words, without what only surrounds them."""

import re

from bot.text.mentions import AMOUNT
from bot.text.sentences import Sentence
from index.types import Span

_WORD_CHARACTER = re.compile(r"[\w\u0300-\u036f]")
# What stands around an answer, and is none of it. A closing bracket stays with an opening one.
_BEFORE = re.compile(r"[\s,;:.!?…„“”\"»«›‹'’‚‘)\]–—-]+")
_AFTER = re.compile(r"[\s,;:!?…„“”\"»«›‹'’‚‘(\[–—-]+$")
_FULL_STOP = re.compile(r"(?<!\d)(?<!\b[A-ZÄÖÜ])(?<!\b[Mm]io)(?<!\b[Mm]rd)(?<!\bca)\.$")


def mark(text: str, start: int, end: int, cell: Span | None = None) -> Span | None:
    """Return where the words of ``text[start:end]`` that are marked stand; None if there are none.

    A word or number is never cut, and an amount has its unit. In a table nothing outside of the
    ``cell`` is marked.
    """
    if cell is not None:
        first = cell[0]
        inside = mark(text[slice(*cell)], start - first, end - first)
        return None if inside is None else (inside[0] + first, inside[1] + first)
    start, end = _whole_words(text, start, end)
    if opening := _BEFORE.match(text, start, end):
        kept = text[start : opening.end()]
        start = opening.end() - (kept[-1] in "-–" and text[opening.end() : end][:1].isdigit())
    while True:
        closing = _AFTER.search(text, start, end) or _FULL_STOP.search(text, start, end)
        if closing is None or closing.start() <= start:
            break
        end = closing.start()
    if text[start:end].endswith(")") and text.count("(", start, end) < text.count(")", start, end):
        end -= 1
    start, end = _whole_amounts(text, start, end)
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def quote_of(sentences: tuple[Sentence, ...], start: int, end: int) -> tuple[int, int]:
    """Return the first and last of the sentences that hold ``start`` to ``end``."""
    first = max(i for i, sentence in enumerate(sentences) if sentence.start <= start)
    last = next((i for i, one in enumerate(sentences) if end <= one.end), len(sentences) - 1)
    return first, max(first, last)


def _whole_words(text: str, start: int, end: int) -> Span:
    """Return a span that cuts no word, and no number at its point or comma."""
    while start > 0 and _goes_on(text, start):
        start -= 1
    while end < len(text) and _goes_on(text, end):
        end += 1
    return start, end


def _goes_on(text: str, place: int) -> bool:
    """Return whether a word or a number goes on over a place in a text."""
    before, behind = text[place - 1], text[place]
    if _WORD_CHARACTER.match(before) and _WORD_CHARACTER.match(behind):
        return True
    if before.isdigit() and behind in ".,:" and text[place + 1 : place + 2].isdigit():
        return True
    return before in ".,:" and behind.isdigit() and place > 1 and text[place - 2].isdigit()


def _whole_amounts(text: str, start: int, end: int) -> Span:
    """Return a span that cuts no amount: "49" of "49 Prozent", "Prozent" of it."""
    around = max(0, start - 40)
    for found in AMOUNT.finditer(text, around, min(len(text), end + 40)):
        first, last = found.span()
        inside = text[start:end]
        if first < start < last <= end or (
            first <= start < end < last and any(map(str.isdigit, inside))
        ):
            start = min(start, first)
            end = max(end, last)
        elif start <= first < end < last:
            end = last
    if start and text[start - 1] in "£$€¥" and text[start:end][:1].isdigit():
        start -= 1
    return start, end
