"""The proof: a citation is made only of what stands in the article."""

from bot.types import Citation
from index.errors import QuoteError
from index.types import Article


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
    )


def in_one_line(text: str) -> str:
    """Return a text with each run of white space as one space: to compare, never to show."""
    return " ".join(text.split())
