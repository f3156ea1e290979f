"""Addresses of places in articles: on this page, and where the article was published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from index.types import Article

_FRAGMENT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article. ``also_in``: the paths of articles that say the same."""

    path: str
    start: int
    end: int
    also_in: tuple[str, ...] = ()


def permalink(place: Place) -> str:
    """Return the address of a place on this page, relative to it: it may lie below a path."""
    return "?" + urlencode({"article": place.path, "start": place.start, "end": place.end})


def read_permalink(query: Mapping[str, str]) -> Place | None:
    """Return the place that a query string names; None if it names none that could exist."""
    path, start, end = (query.get(name, "") for name in ("article", "start", "end"))
    if not path or not (_is_offset(start) and _is_offset(end)):
        return None
    return Place(path, int(start), int(end))


def published_link(article: Article, text: str) -> str | None:
    """Return the article's own address with a text fragment that a browser scrolls to.

    None if it has no address, or one that is not of the web: a document can say anything.
    """
    if article.url is None:
        return None
    try:
        parts = urlsplit(article.url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return f"{parts._replace(fragment='').geturl()}#:~:text={_fragment(text)}"


def _fragment(text: str) -> str:
    words = text.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return _encode(" ".join(words))
    first, last = words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]
    return f"{_encode(' '.join(first))},{_encode(' '.join(last))}"


def _encode(text: str) -> str:
    """Percent-encode a text; ``-`` too, which has a meaning in a text fragment."""
    return quote(text, safe="").replace("-", "%2D")


def _is_offset(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text) is not None
