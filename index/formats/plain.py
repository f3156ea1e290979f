"""Plain text and Markdown: the text is the file's, character by character."""

from collections.abc import Iterator
from typing import Any

from index.formats.base import Reading
from index.formats.encoding import decode
from index.formats.rows import COLUMNS
from index.front_matter import front_matter_end, read_front_matter


class PlainReader:
    """Reads .txt and .md."""

    suffixes = (".txt", ".md")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the one article of the file, with what its front matter says of it."""
        text = decode(data)
        entries = read_front_matter(text)
        told: dict[str, Any] = {
            field: next((entries[name] for name in names if entries.get(name, "").strip()), None)
            for field, names in COLUMNS.items()
            if field != "text"
        }
        yield Reading(text, body_start=front_matter_end(text), **told)
