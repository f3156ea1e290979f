"""An article's title and path as bytes: what a list of all articles is sorted and filtered by.

A record is the title in small letters, the path as it is, and, where that has capitals beyond
ASCII, the path in small letters; END stands behind each.
"""

import re
import unicodedata

from index.types import Article

END = b"\xff"  # in no UTF-8
# The first bytes of ``title_order``; those of equal ones are compared whole.
TITLE_KEY = "S16"
_SIGNS = re.compile(r"[^\w\s]+")  # and the dots of "Ä", once they stand apart


def names_of(article: Article) -> bytes:
    """Return an article's record."""
    small = article.path.casefold()
    parts = [article.title.casefold(), article.path]
    if encoded(small) != encoded(article.path).lower():
        parts.append(small)
    return b"".join(encoded(part) + END for part in parts)


def title_of(record: bytes) -> str:
    """Return the title of a record, in small letters."""
    return _decoded(record[: record.index(END)])


def path_of(record: bytes) -> str:
    """Return the path of a record."""
    return _decoded(record.split(END, 2)[1])


def title_key(title: str) -> bytes:
    """Return the first bytes of what a title is sorted by."""
    return encoded(title_order(title))[: int(TITLE_KEY[1:])]


def title_order(title: str) -> str:
    """Return what a title is sorted by: "„Ägypten“" stands with "a", not behind "z"."""
    return _SIGNS.sub("", unicodedata.normalize("NFKD", title.casefold())).strip()


def encoded(name: str) -> bytes:
    """Return a name as UTF-8; lone surrogates, of a path that is no UTF-8, are kept."""
    return name.encode(errors="surrogatepass")


def _decoded(name: bytes) -> str:
    return name.decode(errors="surrogatepass")
