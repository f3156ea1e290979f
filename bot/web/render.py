"""Answers and articles → escaped HTML.

The text of a document is hostile: whatever it holds is shown as characters. Every function here
returns HTML that is safe in ``gr.HTML`` with its default template and in a Chatbot message.
"""

import html
import re
from collections.abc import Mapping
from datetime import datetime

from bot.types import Answer, Candidate, Citation
from bot.web.texts import Texts, format_confidence, format_count, format_date
from index.manifest import Manifest
from index.types import Article

CARDS = 5

# Characters that change how others look without being seen: bidi controls, zero-width, C0, C1.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile("\r\n|\n|\r")


def escape(text: str) -> str:
    """Return text as HTML that shows its characters: no tag, no link, no direction override.

    Line ends become ``<br>``, so that no blank line ends an HTML block in a Chatbot's Markdown.
    Each unseen character is isolated in a span of class ``unseen``, where it has no effect on the
    others; the text content stays what it was.
    """
    escaped = html.escape(text)
    escaped = _UNSEEN.sub(lambda found: f'<span class="unseen">{found[0]}</span>', escaped)
    return _LINE_END.sub("<br>", escaped)


def header(manifest: Manifest, texts: Texts) -> str:
    """Return the head of the page: the name, how many articles there are, and the index's date."""
    date = format_date(datetime.fromisoformat(manifest.built_at), texts)
    facts = f"{format_count(manifest.article_count, texts)} · {texts.indexed.format(date=date)}"
    return (
        f'<header class="head"><h1>zitat</h1><p class="tagline">{escape(texts.tagline)}</p>'
        f'<p class="facts">{escape(facts)}</p></header>'
    )


def welcome(texts: Texts) -> str:
    """Return what stands in the empty conversation."""
    return (
        f'<div class="welcome"><h2>{escape(texts.welcome)}</h2>'
        f"<p>{escape(texts.welcome_hint)}</p></div>"
    )


def question_message(question: str) -> str:
    """Return the reader's question as a message."""
    return f'<div class="asked">{escape(question)}</div>'


def pending_message(texts: Texts) -> str:
    """Return the message that stands for an answer still being searched."""
    return f'<div class="pending">{escape(texts.searching)}</div>'


def error_message(message: str) -> str:
    """Return an error as a message."""
    return f'<div class="error">{escape(message)}</div>'


def answer_message(answer: Answer, articles: Mapping[str, Article], texts: Texts) -> str:
    """Return an answer as a message: the quote with its span marked, then its source."""
    if not answer.answered:
        return (
            f'<div class="none"><strong>{escape(texts.no_answer)}</strong>'
            f"<p>{escape(texts.no_answer_hint)}</p></div>"
        )
    citation = answer.citations[0]
    line = texts.line.format(line=line_of(articles[citation.path], citation.start))
    return (
        f'<div class="answer"><blockquote>{_quote(citation.quote, answer.span)}</blockquote>'
        f'<p class="source"><span class="number">[1]</span> {escape(citation.title)}'
        f' <span class="place">· {escape(line)}</span></p>'
        f'<p class="sure">{escape(_sentence(format_confidence(answer.confidence, texts)))}</p>'
        "</div>"
    )


def source_cards(answer: Answer, articles: Mapping[str, Article], texts: Texts) -> str:
    """Return the places found as numbered buttons; ``data-card`` is the candidate's position.

    Without an answer they have no numbers, are labelled as similar, not as evidence, and none is
    chosen.
    """
    if answer.answered:
        heading, note = texts.sources, ""
    else:
        heading = texts.similar
        note = f'<p class="note">{escape(texts.similar_note)}</p>'
    cards = "".join(
        _card(position, candidate, articles[candidate.citation.path], answer, texts)
        for position, candidate in enumerate(answer.candidates[:CARDS])
    )
    return f'<section><h2>{escape(heading)}</h2>{note}<ol class="cards">{cards}</ol></section>'


def empty_cards(texts: Texts) -> str:
    """Return what stands in place of the source cards before there are any."""
    return (
        f"<section><h2>{escape(texts.sources)}</h2>"
        f'<p class="note">{escape(texts.sources_empty)}</p></section>'
    )


def article_view(article: Article, candidate: Candidate, texts: Texts) -> str:
    """Return a whole article with the candidate's quote in ``<mark>``."""
    citation = candidate.citation
    before, after = article.text[: citation.start], article.text[citation.end :]
    return (
        f'<article><h2>{escape(article.title)}</h2><p class="meta">{escape(article.path)} · '
        f"{escape(_place(article, citation, texts))}</p>"
        f'<div class="text" tabindex="0" role="region" aria-label="{escape(texts.article)}">'
        f'{escape(before)}<mark class="quote">{_quote(citation.quote, candidate.span)}</mark>'
        f"{escape(after)}</div></article>"
    )


def empty_article(texts: Texts) -> str:
    """Return what stands in place of the article while none is open."""
    return f'<p class="note">{escape(texts.article_empty)}</p>'


def line_of(article: Article, offset: int) -> int:
    """Return the number of the line, from 1, in which a character of the article stands."""
    return article.text.count("\n", 0, offset) + 1


def _card(
    position: int, candidate: Candidate, article: Article, answer: Answer, texts: Texts
) -> str:
    cited = answer.answered and position == 0
    if not answer.answered:
        label = texts.similar_place
    else:
        label = texts.cited if cited else texts.other_place
    number = f'<span class="number">{position + 1}</span>' if answer.answered else ""
    return (
        f'<li><button type="button" class="card" data-card="{position}" '
        f'aria-pressed="{"true" if cited else "false"}">'
        f'<span class="card-head">{number}'
        f'<span class="label{" cited" if cited else ""}">{escape(label)}</span>'
        f'<span class="place">{escape(texts.line.format(line=_line(article, candidate)))}</span>'
        f'</span><span class="title">{escape(article.title)}</span>'
        f'<span class="snippet">{_quote(candidate.text, candidate.span)}</span>'
        f'<span class="meta">{escape(article.path)}</span></button></li>'
    )


def _line(article: Article, candidate: Candidate) -> int:
    return line_of(article, candidate.citation.start)


def _place(article: Article, citation: Citation, texts: Texts) -> str:
    line = line_of(article, citation.start)
    return texts.place.format(line=line, start=citation.start, end=citation.end)


def _quote(text: str, span: str | None) -> str:
    """Return a quote with the answering words in ``<b>``; its text content is the quote."""
    before, found, after = text.partition(span) if span else (text, "", "")
    if not found:
        return escape(text)
    return f"{escape(before)}<b>{escape(found)}</b>{escape(after)}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
