"""HTML saved from the web: the article without the page around it (trafilatura)."""

from collections.abc import Iterator
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.messages import Code

_MOST_CAPTIONS = 50


class HtmlReader:
    """Reads .html, .htm and .xhtml."""

    suffixes = (".html", ".htm", ".xhtml")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the article of the page. Raises UnreadableError if there is none."""
        yield article_of(data)


def article_of(page: bytes | str) -> Reading:
    """Return the article of a page. Raises UnreadableError if there is none."""
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415  takes a second

    tree = load_html(page)
    captions = [] if tree is None else _captions(tree)

    found: Any = bare_extraction(
        page, include_comments=False, include_tables=True, with_metadata=True
    )
    text = found.text.strip() if found is not None and found.text else ""
    if not text:
        raise UnreadableError(Code.NO_PAGE_ARTICLE())
    title = (found.title or "").strip()
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    # trafilatura leaves captions out; they name the photographer.
    missing = [caption for caption in captions if caption not in text]
    text = "\n".join([text, *missing])
    return Reading(text, title=title or None, date=found.date, source=found.sitename, url=found.url)


def _captions(tree: Any) -> list[str]:
    """Return the captions of the pictures in the page's article, each once, in order.

    The article is what stands around the first heading: teasers of others have pictures too.
    """
    around = tree.xpath("(//article[.//h1] | //main[.//h1])[1]//figcaption")
    found = (" ".join(caption.text_content().split()) for caption in around)
    return list(dict.fromkeys(caption for caption in found if caption))[:_MOST_CAPTIONS]
