"""The text of documents → HTML that shows its characters and does nothing else.

Whatever this returns is safe in ``gr.HTML`` with its default template, and in a Chatbot message.
"""

import html
import re

# Characters that change how others look without being seen: bidi controls, zero-width, C0, C1.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile("\r\n|\n|\r")


def escape(text: str) -> str:
    """Return text as HTML that shows its characters: no tag, no link, no direction override.

    Line ends become ``<br>``, so that no blank line ends an HTML block in a Chatbot's Markdown.
    Each unseen character is isolated in a span of class ``unseen``, where it has no effect on the
    others; a form feed, which parts pages, in one of class ``page-break``. The text content stays
    what it was.
    """
    escaped = html.escape(text).replace("\f", '<span class="page-break">\f</span>')
    escaped = _UNSEEN.sub(lambda found: f'<span class="unseen">{found[0]}</span>', escaped)
    return _LINE_END.sub("<br>", escaped)


def attribute(text: str) -> str:
    """Return text as the value of an attribute in double quotes; line ends stay line ends."""
    return html.escape(text).replace("\r", "&#13;").replace("\n", "&#10;")


def marked_quote(text: str, span: tuple[int, int] | None) -> str:
    """Return a quote with the answering words, ``text[start:end]`` of ``span``, in ``<b>``."""
    if span is None:
        return escape(text)
    start, end = span
    return f"{escape(text[:start])}<b>{escape(text[start:end])}</b>{escape(text[end:])}"
