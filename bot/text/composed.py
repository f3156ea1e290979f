"""Decomposed letters and wide gaps: rules read a plain text, what they find is the text's own.

macOS and many PDFs write "ö" as "o" and a mark behind it. To a pattern the mark is no letter, so
that a word would end before it. Nor does a pattern go on over a line's end or two spaces, where a
reader sees one gap between two words.
"""

import re
import unicodedata
from dataclasses import dataclass

# The marks of Latin, Greek and Cyrillic letters.
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARK = re.compile(_MARKS)
_LETTER = re.compile(f".{_MARKS}*", re.DOTALL)
# A space that does not break is left alone: it may stand inside of a number.
_GAP = re.compile(r"\s{2,}|[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_GAP_OR_LETTER = re.compile(f"(?P<gap>{_GAP.pattern})|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it is read; ``letters`` has the place in the original of each letter, or is None.

    None says that the text is the original.
    """

    text: str
    letters: tuple[tuple[int, int], ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]``, not empty, stands in the original: whole letters."""
        if self.letters is None:
            return start, end
        return self.letters[start][0], self.letters[end - 1][1]


def composed(text: str) -> Composed:
    """Return a text with its decomposed letters composed."""
    if text.isascii() or _MARK.search(text) is None:
        return Composed(text)
    parts: list[str] = []
    letters: list[tuple[int, int]] = []
    for match in _LETTER.finditer(text):
        letter = unicodedata.normalize("NFC", match.group())
        parts.append(letter)
        letters += [match.span()] * len(letter)
    return Composed("".join(parts), tuple(letters))


def in_line(text: str) -> Composed:
    """Return a text with composed letters, and each gap between words as one space."""
    read = composed(text)
    if _GAP.search(read.text) is None:
        return read
    found = list(_GAP_OR_LETTER.finditer(read.text))
    return Composed(
        "".join(" " if match["gap"] else match.group() for match in found),
        tuple(read.original(*match.span()) for match in found),
    )
