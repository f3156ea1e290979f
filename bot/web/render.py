"""Messages, source cards and the head of the page as HTML; all text in it is escaped."""

from collections.abc import Mapping
from datetime import datetime

from bot.types import Answer, Candidate
from bot.web.archive import Source
from bot.web.article import facts_of, line_of
from bot.web.escape import escape, marked_quote
from bot.web.texts import ENGLISH, GERMAN, Texts, format_confidence, format_count, format_date
from index.manifest import Manifest
from index.types import Article

CARDS = 5


def header(manifest: Manifest, texts: Texts) -> str:
    """Return the head of the page: the name, how many articles there are, and the index's date."""
    date = format_date(datetime.fromisoformat(manifest.built_at), texts)
    facts = f"{format_count(manifest.article_count, texts)} · {texts.indexed.format(date=date)}"
    return (
        f'<header class="head"><h1>zitat</h1><p class="tagline">{escape(texts.tagline)}</p>'
        f'<p class="facts">{escape(facts)}</p>{_language_switch(texts)}</header>'
    )


def _language_switch(texts: Texts) -> str:
    """Return the button that page.js listens to; it speaks the language that it changes to."""
    other = ENGLISH if texts is GERMAN else GERMAN
    return (
        f'<button type="button" class="language" lang="{other.language}" '
        f'data-language="{other.language}">{escape(other.language_name)}</button>'
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


def answer_message(answer: Answer, sources: Mapping[str, Source], texts: Texts) -> str:
    """Return an answer as a message: the quote with its span marked, then its source."""
    if not answer.answered:
        return (
            f'<div class="none"><strong>{escape(texts.no_answer)}</strong>'
            f"<p>{escape(texts.no_answer_hint)}</p></div>"
        )
    citation = answer.citations[0]
    facts = "".join(f", {fact}" for fact in facts_of(citation, texts))
    line = texts.line.format(line=line_of(sources[citation.path].article, citation.start))
    return (
        f'<div class="answer"><blockquote>{marked_quote(citation.quote, answer.span)}</blockquote>'
        f'<p class="source"><span class="number">[1]</span> {escape(citation.title + facts)}'
        f' <span class="place">· {escape(line)}</span></p>'
        f'<p class="sure">{escape(_sentence(format_confidence(answer.confidence, texts)))}</p>'
        "</div>"
    )


def source_cards(answer: Answer, sources: Mapping[str, Source], texts: Texts) -> str:
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
        _card(position, candidate, sources[candidate.citation.path].article, answer, texts)
        for position, candidate in enumerate(answer.candidates[:CARDS])
    )
    return f'<section><h2>{escape(heading)}</h2>{note}<ol class="cards">{cards}</ol></section>'


def empty_cards(texts: Texts) -> str:
    """Return what stands in place of the source cards before there are any."""
    return (
        f"<section><h2>{escape(texts.sources)}</h2>"
        f'<p class="note">{escape(texts.sources_empty)}</p></section>'
    )


def linked_heading(texts: Texts) -> str:
    """Return what stands in place of the source cards when the address named a place."""
    return f"<section><h2>{escape(texts.linked)}</h2></section>"


def empty_article(texts: Texts) -> str:
    """Return what stands in place of the article while none of the cards is open."""
    return note(texts.article_empty)


def note(text: str) -> str:
    """Return a remark."""
    return f'<p class="note">{escape(text)}</p>'


def _card(
    position: int, candidate: Candidate, article: Article, answer: Answer, texts: Texts
) -> str:
    cited = answer.answered and position == 0
    if not answer.answered:
        label = texts.similar_place
    else:
        label = texts.cited if cited else texts.other_place
    span = candidate.span if answer.answered else None
    facts = (*facts_of(candidate.citation, texts), article.path)
    number = f'<span class="number">{position + 1}</span>' if answer.answered else ""
    return (
        f'<li><button type="button" class="card" data-card="{position}" '
        f'aria-pressed="{"true" if cited else "false"}">'
        f'<span class="card-head">{number}'
        f'<span class="label{" cited" if cited else ""}">{escape(label)}</span>'
        f'<span class="place">{escape(texts.line.format(line=_line(article, candidate)))}</span>'
        f'</span><span class="title">{escape(article.title)}</span>'
        f'<span class="snippet">{marked_quote(candidate.text, span)}</span>'
        f'<span class="meta">{escape(" · ".join(facts))}</span></button></li>'
    )


def _line(article: Article, candidate: Candidate) -> int:
    return line_of(article, candidate.citation.start)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
