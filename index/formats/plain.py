"""Plain text and Markdown: the text is the file's, character by character."""

from collections.abc import Iterator

from index.formats.base import Reading
from index.formats.encoding import decode


class PlainReader:
    """Reads .txt and .md."""

    suffixes = (".txt", ".md")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the one article of the file."""
        yield Reading(decode(data))
