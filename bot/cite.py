"""The proof: a citation is made only of what stands in the article; and its address."""

from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from bot.types import Citation
from index.errors import QuoteError
from index.types import Article

_FRAGMENT_WORDS = 4


def cite(
    article: Article, start: int, end: int, quote: str, also_in: tuple[str, ...] = ()
) -> Citation:
    """Return the citation of a quote, after checking it against the stored article.

    Raises QuoteError unless ``article.text[start:end] == quote`` and the quote is not empty.
    """
    if not 0 <= start < end <= len(article.text) or article.text[start:end] != quote:
        raise QuoteError(
            f"The quote {quote[:80]!r} does not stand at {start}–{end} of {article.path}. "
            "It is not shown. This is a defect of zitat: please report it."
        )
    return Citation(
        title=article.title,
        path=article.path,
        start=start,
        end=end,
        sha256=article.sha256,
        quote=quote,
        date=article.date,
        source=article.source,
        url=article.url,
        language=article.language,
        also_in=also_in,
        page=article.page_at(start),
        author=article.author,
    )


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
