"""The messages of the conversation as HTML; all text in it is escaped."""

from collections.abc import Mapping, Sequence

from bot.types import Answer, Candidate, Listing, Voice
from bot.web.archive import Source
from bot.web.article import facts_of, line_of
from bot.web.cards import Card, cards_of, number_of
from bot.web.escape import attribute, escape, marked_quote
from bot.web.listing.html import list_button
from bot.web.texts import Texts, format_confidence


def question_message(question: str, narrowed: str = "") -> str:
    """Return the reader's question as a message; ``narrowed`` tells the filters, if any."""
    note = f'<div class="narrowed">{escape(narrowed)}</div>' if narrowed else ""
    return f'<div class="asked">{escape(question)}</div>{note}'


def pending_message(texts: Texts) -> str:
    """Return the message that stands for an answer still being searched."""
    return f'<div class="pending">{escape(texts.searching)}</div>'


def error_message(message: str) -> str:
    """Return an error as a message."""
    return f'<div class="error">{escape(message)}</div>'


def no_answer_message(answer: Answer, hints: Sequence[str], texts: Texts) -> str:
    """Return the word that the articles do not say, and what would help."""
    nearest = f"{texts.no_answer_hint} " if answer.candidates else ""
    items = "".join(f"<li>{escape(hint)}</li>" for hint in hints)
    return (
        f'<div class="none"><strong>{escape(texts.no_answer)}</strong>'
        f"<p>{escape(nearest + texts.help)}</p><ul>{items}</ul></div>"
    )


def answer_message(
    answer: Answer, sources: Mapping[str, Source], texts: Texts, turn: int = 0
) -> str:
    """Return an answer as a message: the quote with its span marked, then its source.

    The number of a source is a button that opens its card, also when later questions have put
    theirs in the panel; ``turn`` is that of the conversation, from 0. Gradio's cleaning leaves the
    button no attribute but ``class`` and ``title``; see cards.js. Articles that say the same
    follow; where articles differ, each voice has a column of its own.
    """
    cards = cards_of(answer)
    listed = "" if answer.listing is None else list_button(answer.listing, texts, turn)
    voices = answer.voices or (Voice(None, answer.candidates[:1]),)
    if len(voices) > 1:
        columns = "".join(_voice(voice, cards, sources, texts, turn) for voice in voices)
        return (
            f'<div class="answer"><h2>{escape(texts.voices_differ)}</h2>'
            f'<div class="voices">{columns}</div>{listed}</div>'
        )
    return f'<div class="answer">{_voice(voices[0], cards, sources, texts, turn)}{listed}</div>'


def list_message(listing: Listing, texts: Texts, turn: int) -> str:
    """Return a list of articles, where nothing else answers, as a message."""
    return f'<div class="answer">{list_button(listing, texts, turn)}</div>'


def _voice(
    voice: Voice,
    cards: tuple[Card, ...],
    sources: Mapping[str, Source],
    texts: Texts,
    turn: int,
) -> str:
    """Return what articles say alike: the best quote with how sure it is, then the others."""
    best, *others = voice.candidates
    confidence = escape(_sentence(format_confidence(best.confidence, texts)))
    parts = [_quote(best, cards, sources, texts, turn), f'<p class="sure">{confidence}</p>']
    if others:
        agreeing = texts.voices_agree.format(count=len(voice.candidates))
        quotes = "".join(
            f"<li>{_quote(other, cards, sources, texts, turn)}</li>" for other in others
        )
        parts.append(f'<p class="agreeing">{escape(agreeing)}</p><ul>{quotes}</ul>')
    return f'<div class="voice">{"".join(parts)}</div>'


def _quote(
    candidate: Candidate,
    cards: tuple[Card, ...],
    sources: Mapping[str, Source],
    texts: Texts,
    turn: int,
) -> str:
    citation, number = candidate.citation, number_of(candidate, cards)
    facts = "".join(f", {fact}" for fact in facts_of(citation, texts))
    article = sources[citation.path].article
    line = texts.line.format(line=line_of(article, citation.start))
    context = ""
    if candidate.context is not None:
        before = escape(texts.sentence_before.format(quote=candidate.context.quote))
        context = f'<p class="context" lang="{article.language}">{before}</p>'
    return (
        f'{context}<blockquote lang="{article.language}">'
        f"{marked_quote(citation.quote, candidate.span_offsets)}</blockquote>"
        f'<p class="source"><button type="button" class="number turn-{turn} card-{number - 1}" '
        f'title="{attribute(texts.article)}">[{number}]</button> '
        f'{escape(citation.title + facts)} <span class="place">· {escape(line)}</span></p>'
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
