"""HTML saved from the web: the article without the page around it (trafilatura)."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from index.formats.base import Reading, UnreadableError
from index.formats.encoding import decode_as
from index.formats.markup.fragment import text_of_tree
from index.formats.markup.shown import keep_shown, unwrap_layout_tables
from index.formats.markup.told import told_bodies, told_facts, told_objects
from index.messages import Code

_MOST_CAPTIONS = 50
_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_LEAD = re.compile(r"teaser|lead|intro|vorspann|standfirst|summary|excerpt|anriss", re.IGNORECASE)
_SENTENCES = re.compile(r".{40,2000}[.!?][\"“”»«]?")


class HtmlReader:
    """Reads .html, .htm and .xhtml."""

    suffixes = (".html", ".htm", ".xhtml")

    def read(self, data: bytes) -> Iterator[Reading]:
        """Yield the article of the page. Raises UnreadableError if there is none."""
        yield article_of(data)


def article_of(page: bytes | str) -> Reading:
    """Return the article of a page. Raises UnreadableError if there is none."""
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415  takes a second

    tree = load_html(page if isinstance(page, str) else _decoded(page))
    if tree is None:
        raise UnreadableError(Code.NO_PAGE_ARTICLE())
    keep_shown(tree)
    unwrap_layout_tables(tree)
    captions, lead = _captions(tree), _lead(tree)
    objects = told_objects(tree)
    blocks, facts = "\n".join([text_of_tree(tree), *told_bodies(objects)]), told_facts(objects)
    found: Any = bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=True
    )
    text = found.text.strip() if found is not None and found.text else ""
    if not text:
        raise UnreadableError(Code.NO_PAGE_ARTICLE())
    text = "\n".join(_in_blocks(text.splitlines(), blocks))
    title = (found.title or "").strip()
    if lead and lead not in text:
        text = f"{lead}\n{text.removeprefix(title).lstrip()}"
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    # trafilatura leaves captions out; they name the photographer.
    missing = [caption for caption in captions if caption not in text]
    text = "\n".join([text, *missing])
    return Reading(
        text,
        title=title or None,
        date=facts["date"] or found.date,
        source=found.sitename or facts["source"],
        author=facts["author"] or found.author,
        url=found.url,
    )


def _in_blocks(lines: Iterable[str], blocks: str) -> Iterator[str]:
    """Yield lines, each parted where the page parts it: of short pages trafilatura makes one.

    ``blocks``: the page's text, its paragraphs and the like in lines of their own.
    """
    apart = "\n".join(filter(None, (" ".join(line.split()) for line in blocks.splitlines())))
    joined = apart.replace("\n", " ")
    for line in lines:
        at = joined.find(line) if line else -1
        yield line if at < 0 else apart[at : at + len(line)]


def _decoded(page: bytes) -> str:
    named = _CHARSET.search(page[:_HEAD_BYTES])
    return decode_as(page, named[1].decode() if named else None)


def _lead(tree: Any) -> str | None:
    """Return the sentences right below the heading that its page calls the lead, if any.

    trafilatura takes what is called a teaser for one of another article.
    """
    heading = next(iter(tree.xpath("(//article//h1 | //main//h1)[1]")), None)
    if heading is None:
        return None
    parent = heading.getparent()
    around = parent.itersiblings() if parent.tag in ("header", "hgroup") else ()
    for element in [*islice(heading.itersiblings(), 3), *islice(around, 2)]:
        if isinstance(element.tag, str) and _LEAD.search(element.get("class", "")):
            text = " ".join(element.text_content().split())
            if _SENTENCES.fullmatch(text) and next(element.iter("a", "h2", "h3"), None) is None:
                return text
    return None


def _captions(tree: Any) -> list[str]:
    """Return the captions of the pictures in the page's article, each once, in order.

    The article is what stands around the first heading: teasers of others have pictures too.
    """
    around = tree.xpath("(//article[.//h1] | //main[.//h1])[1]//figcaption")
    found = (" ".join(caption.text_content().split()) for caption in around)
    return list(dict.fromkeys(caption for caption in found if caption))[:_MOST_CAPTIONS]
