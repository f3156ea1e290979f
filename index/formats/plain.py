"""Plain text and Markdown: the text is the file's, character by character.

But where columns stand side by side in it, their lines are read one column after the other.
"""

from collections.abc import Iterator

from index.formats.base import Reading
from index.formats.encoding import decode
from index.formats.fields import article_fields
from index.layout import in_reading_order
from index.metadata.front_matter import front_matter_end, read_front_matter


class PlainReader:
    """Reads .txt, .text, .md and .markdown."""

    suffixes = (".txt", ".md", ".text", ".markdown")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the one article of the file, with what its front matter says of it."""
        text = in_reading_order(decode(data))
        told = article_fields(entries) if (entries := read_front_matter(text)) else {}
        yield Reading(**told | {"text": text, "body_start": front_matter_end(text)})
