"""HTML saved from the web: the article without the page around it (trafilatura)."""

from collections.abc import Iterator
from typing import Any

from index.formats.base import Reading, UnreadableError


class HtmlReader:
    """Reads .html and .htm."""

    suffixes = (".html", ".htm")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the article of the page. Raises UnreadableError if there is none."""
        from trafilatura import bare_extraction  # noqa: PLC0415  takes a second

        page: Any = bare_extraction(
            data, include_comments=False, include_tables=True, with_metadata=True
        )
        text = page.text.strip() if page is not None and page.text else ""
        if not text:
            raise UnreadableError("is a page without an article that could be found")
        title = (page.title or "").strip()
        if title and not text.startswith(title):
            text = f"{title}\n\n{text}"
        yield Reading(text, title=title or None, date=page.date, source=page.sitename, url=page.url)
