"""The data that flows through the index: Article → Chunk → Hit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One source file, read.

    ``text`` is the file's decoded text, unchanged: every offset in zitat counts its characters.
    ``path`` is relative to the source folder, with ``/``; ``sha256`` is the hex digest of the file.
    """

    path: str
    title: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of an article that is embedded as one: ``article.text[start:end] == text``.

    ``article_row`` is the article's position in the index.
    """

    article_row: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a question found, with its scores.

    ``chunk_row`` is the chunk's position in the index. ``dense`` and ``lexical`` are standard
    scores: by how many standard deviations the chunk lies above the archive's mean for this
    question. ``score`` is their weighted sum, the order of the hits.
    """

    chunk_row: int
    chunk: Chunk
    score: float
    dense: float
    lexical: float
