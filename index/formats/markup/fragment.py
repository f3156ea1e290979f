"""HTML inside a field → its text: all of it, unlike a page's, whose article is searched for."""

import re
from typing import Any

from index.formats.markup.shown import keep_shown, may_differ

_TAG = re.compile(
    r"<(?P<end>/?)(?:p|br|div|span|b|strong|i|em|u|a|h[1-6]|ul|ol|li|blockquote|q|figure|figcaption"
    r"|img|table|thead|tbody|tr|td|th|section|article|header|footer|aside|main|pre|sup|sub|small"
    r"|html|head|body|title|script|style|hr|cite|mark|time|abbr)(?:\s[^<>]*)?(?P<alone>/?)>",
    re.IGNORECASE,
)
# A sign for "less than": "a<b und c>d", "n<m"; no tag has words without values, or never ends.
_LESS = re.compile(
    r"<(?!!|\?|/?[a-z][\w:-]*\s*/?>|[a-z][\w:-]*\s[^<>]*[=\"'][^<>]*>"
    r"|[a-z][\w:-]*(?:\s+(?:hidden|controls|allowfullscreen|async|defer|open|reversed|itemscope"
    r"|nowrap|noshade|checked|disabled|selected))+\s*/?>)",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:p|br|hr|/p)\s*/?>", re.IGNORECASE)
_UNREAD = frozenset("title script style noscript template svg head iframe button form nav".split())
_PARAGRAPHS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol blockquote figure figcaption table section article header "
    "footer aside main pre hr dl address".split()
)
_LINES = frozenset("br li tr dt dd caption".split())
_CELLS = frozenset(("td", "th"))


def holds_html(text: str) -> bool:
    """Return whether a text is marked up in HTML, rather than about it: its tags are closed."""
    if _BREAKS.search(text):
        return True
    tags = list(_TAG.finditer(text))
    return any(tag["end"] for tag in tags) and not all(tag["end"] for tag in tags)


def text_of_html(markup: str) -> str:
    """Return what a reader sees of HTML: paragraphs with blank lines between, cells with tabs."""
    from lxml import html  # noqa: PLC0415  only for such fields

    markup = _LESS.sub("&lt;", markup)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    tree = html.document_fromstring(f"<div>{markup}</div>".encode(errors="replace"), parser=parser)
    if may_differ(markup):
        keep_shown(tree)
    return text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """Return the text of lxml's tree of HTML, as of ``text_of_html``."""
    parts: list[str] = []
    _collect(tree, parts)
    text = re.sub(r"[ \xa0]*([\n\t])[ \xa0]*", r"\1", "".join(parts))
    return re.sub(r"\t*\n\t*", "\n", re.sub(r"\n{3,}", "\n\n", text)).strip()


def _collect(root: Any, parts: list[str]) -> None:
    """Add the texts of an element and all below it, in order; a deep tree needs no deep stack."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, closed = stack.pop()
        tag = element.tag
        mark = "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else ""
        if closed:
            parts.append("\t" if tag in _CELLS else mark)
            parts.append(_folded(element.tail))
            continue
        if tag in _UNREAD or not isinstance(tag, str):
            parts.append(_folded(element.tail))
            continue
        stack.append((element, True))
        if tag != "br":
            parts.append(mark)
        parts.append(_folded(element.text))
        stack.extend((child, False) for child in reversed(element))


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")
