"""A file's bytes → everything the index keeps of it, but the vectors.

What comes out depends on the file and the configuration alone, never on the rest of the archive:
so an unchanged file's part of an index can be taken over into the next one.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from index.analyze import language_of, terms
from index.boilerplate import find_masks
from index.chunk import chunk_article
from index.config import IndexConfig
from index.duplicates import signature
from index.formats import Reading, UnreadableError, reader_for
from index.metadata import date_of, iso_date
from index.repeats import passages_of
from index.types import Article, Mask

TITLE_CHARS = 120
LANGUAGE_CHARS = 1500  # of an article's beginning: enough to tell its language
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a row of one, that was not read, and why.

    ``sha256`` is the file's, empty if not even its bytes were read.
    """

    path: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its parts.

    ``chunks`` are starts and ends; ``terms`` the article's distinct terms; ``counts`` holds for
    each chunk pairs of a position in ``terms`` and how often that term stands in the chunk (or the
    title), one after the other. ``passages`` are those of ``index.repeats``.
    """

    article: Article
    chunks: list[tuple[int, int]]
    terms: list[str]
    counts: list[list[int]]
    masks: list[Mask]
    passages: list[tuple[int, int, int]]
    signature: list[int]

    def as_dict(self) -> dict[str, Any]:
        """Return it as what JSON can hold; ``asdict`` would copy every number."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return named | {"article": asdict(self.article), "masks": [asdict(m) for m in self.masks]}

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Prepared":
        """Return what ``as_dict`` took apart."""
        article = Article(**stored["article"])
        masks = [Mask(**mask) for mask in stored["masks"]]
        return cls(**{**stored, "article": article, "masks": masks})


def read_bytes(data: bytes, path: str) -> Iterator[Article | Skipped]:
    """Yield the articles in a file's bytes; what cannot be an article comes with the reason."""
    sha256 = hashlib.sha256(data).hexdigest()
    reader = reader_for(path)
    if reader is None:
        yield Skipped(path, "has a format that is not read", sha256)
        return
    count = 0
    try:
        for reading in reader.read(data):
            count += 1
            yield _article(reading, path, sha256)
    except UnreadableError as error:
        yield Skipped(path, str(error), sha256)
        return
    except MemoryError:
        raise
    except Exception as error:  # a damaged file makes its library raise whatever it likes
        reason = " ".join(str(error).split())[:200]
        yield Skipped(path, f"is damaged: {type(error).__name__} {reason}".rstrip(), sha256)
        return
    if not count:
        yield Skipped(path, "holds no article", sha256)


def prepare(article: Article, config: IndexConfig) -> Prepared:
    """Return an article's chunks, terms, masks, passages and signature."""
    text = article.text
    masks = find_masks(text) if config.mask else []
    chunks = chunk_article(article, 0, chunk_chars=config.chunk_chars, masks=masks)
    title = terms(article.title, article.language)
    ids: dict[str, int] = {}
    counts: list[list[int]] = []
    for chunk in chunks:
        found = Counter(terms(chunk.text, article.language) + title)
        pairs: list[int] = []
        for term, number in found.items():
            pairs += (ids.setdefault(term, len(ids)), number)
        counts.append(pairs)
    return Prepared(
        article=article,
        chunks=[(chunk.start, chunk.end) for chunk in chunks],
        terms=list(ids),
        counts=counts,
        masks=masks,
        passages=list(passages_of(text)) if config.mask else [],
        signature=signature(text),
    )


def title_of(text: str) -> str | None:
    """Return the first line with text, without Markdown's ``#``, shortened at a word.

    None if no line has any letter or digit.
    """
    for line in text.splitlines():
        title = " ".join(line.lstrip("# \t").split())
        if any(character.isalnum() for character in title):
            return shorten(title)
    return None


def shorten(title: str) -> str:
    """Return a title in one line of at most about TITLE_CHARS characters, cut at a word."""
    title = " ".join(title.split())
    if len(title) <= TITLE_CHARS:
        return title
    return title[:TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def _article(reading: Reading, path: str, sha256: str) -> Article | Skipped:
    if reading.row is not None:
        path = f"{path}#{reading.row}"
    if reading.problem is not None:
        return Skipped(path, reading.problem, sha256)
    if _UNSTORABLE.search(reading.text):
        return Skipped(path, "is no text: it holds characters that no file can hold", sha256)
    first_line = title_of(reading.text)
    if first_line is None:
        return Skipped(path, "is empty: no line with text", sha256)
    named = shorten(reading.title) if reading.title else ""
    return Article(
        path=path,
        title=_clean(named) or first_line,
        text=reading.text,
        sha256=sha256,
        date=iso_date(reading.date) or date_of(reading.text),
        source=_clean(reading.source) or None,
        url=_clean(reading.url) or None,
        language=language_of(reading.text[:LANGUAGE_CHARS]),
    )


def _clean(text: str | None) -> str:
    """Return metadata in one line, without what UTF-8 cannot hold."""
    return " ".join((text or "").encode(errors="replace").decode().split())
