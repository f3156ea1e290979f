"""Plain text and Markdown: the text is the file's, character by character, as it is shown.

Where columns stand side by side in it, their lines are read one column after the other.
"""

import re
from collections.abc import Iterator

from index.formats.base import Reading
from index.formats.encoding import decode
from index.formats.fields import article_fields
from index.layout import in_reading_order
from index.metadata.front_matter import front_matter_end, read_front_matter

# Not shown where Markdown is: a comment among other words, what is struck out.
_NOT_SHOWN = re.compile(
    r"(?<=\S)[ \t]*<!--(?:(?!-->)[^\n])*-->|<!--(?:(?!-->)[^\n])*-->[ \t]*(?=\S)"
    r"|~~(?=\S)[^~\n]+(?<=\S)~~"
)


class PlainReader:
    """Reads .txt and .text."""

    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the one article of the file, with what its front matter says of it."""
        text = in_reading_order(self._shown(decode(data)))
        told = article_fields(entries) if (entries := read_front_matter(text)) else {}
        yield Reading(**told | {"text": text, "body_start": front_matter_end(text)})

    def _shown(self, text: str) -> str:
        """Return what a reader of the text sees of it."""
        return text


class MarkdownReader(PlainReader):
    """Reads .md and .markdown: comments within a line and struck text are left out."""

    suffixes = (".md", ".markdown")

    def _shown(self, text: str) -> str:
        return _NOT_SHOWN.sub("", text)
