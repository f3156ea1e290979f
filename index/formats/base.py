"""What every reader of a format gives: the protocol and its result."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from index.messages import Message
from index.metadata.field_names import Names


class UnreadableError(Exception):
    """The bytes are no article of this format; the message goes on from the file's name."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as a format's reader found it; None where the file itself does not say.

    ``title`` is what the file calls itself; where that is a placeholder, ``headline`` counts: what
    its layout shows as one. ``file_date`` is when the file was made: the article's date only where
    its text names none. ``file_author`` is who made it, in the same way. ``page`` is the number of
    the page that the text begins on, in formats with pages; a form feed parts two.
    ``row`` is the row's number, from 1, in a file that holds many articles, else None. A row that
    cannot be read has a ``problem`` and no text; a ``remark`` says what may be wrong with one that
    was read; without a text it is about the whole file. ``member`` names what lies in the file (a
    file, a sheet); one that cannot be read has a ``problem`` too. Before ``body_start`` the text
    is only about the article (YAML front matter).
    """

    text: str
    title: str | None = None
    headline: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    file_date: str | None = None
    file_author: str | None = None
    member: str | None = None
    row: int | None = None
    problem: Message | None = None
    remark: Message | None = None
    body_start: int = 0
    page: int | None = None


class Reader(Protocol):
    """Reads one format.

    ``read`` yields the articles of a file's bytes, in order, the same ones at every call. It raises
    UnreadableError, or any exception of its library, for a file that is damaged.
    """

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The ends of names that this reader takes, in lower case, with the dot."""

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the articles of a file's bytes."""


@runtime_checkable
class FieldReader(Reader, Protocol):
    """Reads a format whose articles are named values: columns of a table, keys of JSON."""

    def with_names(self, names: Names) -> Reader:
        """Return the reader for these names of each field."""
