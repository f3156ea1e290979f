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


def marked_quote(text: str, span: str | None) -> str:
    """Return a quote with the answering words in ``<b>``; its text content is the quote.

    They are marked where they stand as whole words: "37" is not marked in "1937".
    """
    if not span or (start := _place_of(span, text)) < 0:
        return escape(text)
    end = start + len(span)
    return f"{escape(text[:start])}<b>{escape(text[start:end])}</b>{escape(text[end:])}"


def _place_of(words: str, text: str) -> int:
    """Return where words stand in a text for the first time, whole words first; −1 if nowhere."""
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return whole.start() if whole else text.find(words)
