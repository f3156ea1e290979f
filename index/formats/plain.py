"""Plain text and Markdown: the text is the file's, character by character."""

from collections.abc import Iterator

from index.formats.base import Reading
from index.formats.encoding import decode
from index.formats.fields import article_fields
from index.metadata.front_matter import front_matter_end, read_front_matter


class PlainReader:
    """Reads .txt, .text, .md and .markdown."""

    suffixes = (".txt", ".md", ".text", ".markdown")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the one article of the file, with what its front matter says of it."""
        text = decode(data)
        told = article_fields(read_front_matter(text)) | {"text": text}
        yield Reading(body_start=front_matter_end(text), **told)
