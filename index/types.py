"""The data that flows through the index: Article → Chunk."""

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["de", "en"]
Reason = Literal[
    "photo credit",
    "repeated line",
    "author code",
    "service text",
    "same in many articles",
    "page head or foot",
    "front matter",
    "dateline",
    "comment",
]
# The steps of a rebuild.
Step = Literal["scan", "read", "compare", "write"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the archive, read.

    ``text`` is what its file says, decoded, without soft hyphens, otherwise unchanged (of HTML, PDF
    and DOCX: what the reader extracts, always the same for the same file): every offset in zitat
    counts its characters. ``path`` is relative to the source folder, with ``/``; the articles of a
    table have the row's number behind it, as in ``archive.jsonl#3``. ``sha256`` is the hex digest
    of the file.

    ``date`` is ISO 8601 (``2016-03-18``), ``source`` who published it, ``url`` where, ``author``
    who wrote it, each None where the file does not say; ``language`` is ``de`` or ``en``. ``page``
    is the number of the page that the text begins on, None in formats without pages; a form feed
    begins the next.
    """

    path: str
    title: str
    text: str
    sha256: str
    date: str | None = None
    source: str | None = None
    url: str | None = None
    language: Language = "de"
    page: int | None = None
    author: str | None = None

    def page_at(self, position: int) -> int | None:
        """Return the number of the page that a position of the text is on; None without pages."""
        return None if self.page is None else self.page + self.text.count("\f", 0, position)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text without the white space around it; ``words`` are what blanks part."""

    start: int
    end: int
    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of an article's text that is not the article, ``text[start:end]``, and why."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article that is embedded as one: ``article.text[start:end] == text``.

    ``article_row`` is the article's position in the index.
    """

    article_row: int
    start: int
    end: int
    text: str
