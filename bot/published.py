"""The address at which an article was published, with the place of a quote in it."""

from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

_FRAGMENT_WORDS = 4


def published_address(url: str | None) -> str | None:
    """Return an article's own address; None if it has none of the web: a document can say anything.

    A fragment of it is left out.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()


def published_link(url: str | None, quote: str) -> str | None:
    """Return an article's own address with a text fragment, to which a browser scrolls."""
    address = published_address(url)
    return None if address is None else f"{address}#:~:text={_fragment(quote)}"


def _fragment(text: str) -> str:
    words = text.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return _encode(" ".join(words))
    first, last = words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]
    return f"{_encode(' '.join(first))},{_encode(' '.join(last))}"


def _encode(text: str) -> str:
    """Percent-encode a text; ``-`` too, which has a meaning in a text fragment."""
    return percent_encode(text, safe="").replace("-", "%2D")
