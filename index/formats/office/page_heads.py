"""Which lines of a document's page heads say something that its text does not."""

import re
from collections.abc import Iterable

from index.metadata.dates import iso_date
from index.metadata.titles import is_placeholder, title_of

_MOST_CHARS = 200
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:seite|page|blatt|s\.|p\.)\s*)?\d*\s*(?:(?:von|of|/)\s*\d*)?\W*", re.IGNORECASE
)


def with_heads(heads: Iterable[str], body: str) -> str:
    """Return a document's text with its page heads above it, each line once.

    Page numbers, what a program writes where nobody gave a text, and what the text says itself are
    left out.
    """
    lines = (" ".join(line.split()) for head in heads for line in head.splitlines())
    kept = [
        line
        for line in dict.fromkeys(lines)
        if len(line) <= _MOST_CHARS
        and any(map(str.isalpha, line))
        and not _PAGE_NUMBER.fullmatch(line)
        and not is_placeholder(line)
        and line not in body
    ]
    return "\n".join([*kept, body])


def day_of(heads: Iterable[str], made: str | None) -> str | None:
    """Return the day in a document's page heads, else that on which its file was made.

    A file made from a template has the day of that one.
    """
    return next((day for head in heads if (day := iso_date(head)) is not None), made)


def headline_of(heading: str | None, body: str, text: str) -> str | None:
    """Return a document's headline: its first heading, or below page heads its first line."""
    if heading and heading.strip():
        return heading.strip()
    return title_of(body) if text != body else None
