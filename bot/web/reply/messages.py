"""The messages of the conversation as HTML; all text in it is escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.text.days import format_iso_time
from bot.types import SMALL_TALK, Answer, Candidate, Listing, Voice
from bot.web.archive.generation import Source
from bot.web.chat.article import facts_of, line_of
from bot.web.chat.cards import Card, cards_of, number_of
from bot.web.escape import attribute, escape, marked_quote
from bot.web.listing.html import found, list_button
from bot.web.reply.texts import TEXTS
from bot.web.words.share import said_of_share
from bot.web.words.texts import Texts, format_confidence


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around the quotes of a turn; ``turn`` is its number, from 0."""

    cards: tuple[Card, ...]
    sources: Mapping[str, Source]
    texts: Texts
    turn: int


def question_message(question: str, narrowed: str = "") -> str:
    """Return the reader's question as a message; ``narrowed`` names the filters, if any."""
    note = f'<div class="narrowed">{escape(narrowed)}</div>' if narrowed else ""
    return f'<div class="asked">{escape(question)}</div>{note}'


def pending_message(texts: Texts) -> str:
    """Return the message that stands for an answer still being searched."""
    return f'<div class="pending">{escape(texts.searching)}</div>'


def error_message(message: str) -> str:
    """Return an error as a message."""
    return f'<div class="error">{escape(message)}</div>'


def reply_to(
    answer: Answer,
    sources: Mapping[str, Source],
    texts: Texts,
    turn: int = 0,
    hints: Sequence[str] = (),
) -> str:
    """Return what came of a question as a message.

    A courtesy gets a friendly word, a question its quote, its list, or the word that the articles
    do not say, with ``hints`` what would help. Of two questions in one, each stands above its own
    answer. ``turn`` is that of the conversation, from 0.
    """
    if answer.note is not None and answer.note.kind in SMALL_TALK:
        return f'<div class="said">{_note(answer, texts)}</div>'
    frame = _Frame(cards_of(answer), sources, texts, turn)
    only = said_of_share(answer.searched, texts)
    if not answer.parts:
        return only + _reply(answer, frame, hints)
    parts = "".join(
        f'<section class="part"><h2>{escape(part.asked)}</h2>{_reply(part, frame)}</section>'
        for part in answer.parts
    )
    parts = only + parts
    return f'{parts}<div class="none">{_help(hints, texts)}</div>' if hints else parts


def _reply(
    answer: Answer,
    frame: _Frame,
    hints: Sequence[str] = (),
) -> str:
    """Return what came of one question, with the numbers of the turn's cards."""
    if answer.answered:
        return _quotes(answer, frame)
    if answer.listing is not None:
        return _list(answer.listing, frame, hints)
    return _no_answer(answer, hints, frame.texts)


def _no_answer(answer: Answer, hints: Sequence[str], texts: Texts) -> str:
    """Return the word that the articles do not say, and what would help."""
    note = "" if answer.note is None else f"<p>{_note(answer, texts)}</p>"
    nearest = f"{texts.no_answer_hint} " if answer.candidates else ""
    return (
        f'<div class="none"><strong>{escape(texts.no_answer)}</strong>{note}'
        f"{_help(hints, texts, nearest)}</div>"
    )


def _help(hints: Sequence[str], texts: Texts, before: str = "") -> str:
    if not hints:
        return ""
    items = "".join(f"<li>{escape(hint)}</li>" for hint in hints)
    return f"<p>{escape(before + texts.help)}</p><ul>{items}</ul>"


def _note(answer: Answer, texts: Texts) -> str:
    """Return what is to be said beside the quotes, or in place of one; nothing if nothing is."""
    note = answer.note
    if note is None:
        return ""
    return escape(TEXTS[texts.language].notes[note.kind].format(words=note.words))


def _quotes(answer: Answer, frame: _Frame) -> str:
    """Return an answer: the quote with its span marked, then its source.

    The number of a source is a button that opens its card, also when later questions have put
    theirs in the panel. Gradio's cleaning leaves the button no attribute but ``class`` and
    ``title``; see cards.js. Articles that say the same follow; where articles differ, each voice
    has a column of its own. What was said of earlier times stands below.
    """
    note = "" if answer.note is None else f'<p class="said">{_note(answer, frame.texts)}</p>'
    earlier = _earlier(answer, frame)
    listed = "" if answer.listing is None else list_button(answer.listing, frame.texts, frame.turn)
    voices = answer.voices or (Voice(None, answer.candidates[:1]),)
    if len(voices) > 1:
        columns = "".join(_voice(voice, frame) for voice in voices)
        said = f'<h2>{escape(frame.texts.voices_differ)}</h2><div class="voices">{columns}</div>'
    else:
        said = _voice(voices[0], frame)
    return f'<div class="answer">{note}{said}{earlier}{listed}</div>'


def _list(listing: Listing, frame: _Frame, hints: Sequence[str]) -> str:
    """Return a list of articles, where nothing else answers; that there is none, if it is empty."""
    if not listing.found:
        none = escape(found(0, listing.words, frame.texts))
        return f'<div class="none"><strong>{none}</strong>{_help(hints, frame.texts)}</div>'
    return f'<div class="answer">{list_button(listing, frame.texts, frame.turn)}</div>'


def _earlier(answer: Answer, frame: _Frame) -> str:
    """Return what articles say of earlier times: the time, the words, and where they stand."""
    if not answer.earlier:
        return ""
    items = "".join(
        f"<li><strong>{escape(format_iso_time(one.time, frame.texts.language))}:</strong> "
        f"{escape(one.candidate.span or one.candidate.text)} "
        f"{_source(one.candidate, frame)}</li>"
        for one in answer.earlier
    )
    heading = escape(TEXTS[frame.texts.language].earlier)
    return f'<div class="earlier"><h3>{heading}</h3><ul>{items}</ul></div>'


def _voice(voice: Voice, frame: _Frame) -> str:
    """Return what articles say alike: the best quote with how sure it is, then the others."""
    best, *others = voice.candidates
    confidence = escape(_sentence(format_confidence(best.confidence, frame.texts)))
    parts = [_quote(best, frame), f'<p class="sure">{confidence}</p>']
    if others:
        agreeing = frame.texts.voices_agree.format(count=len(voice.candidates))
        quotes = "".join(f"<li>{_quote(other, frame)}</li>" for other in others)
        parts.append(f'<p class="agreeing">{escape(agreeing)}</p><ul>{quotes}</ul>')
    return f'<div class="voice">{"".join(parts)}</div>'


def _quote(candidate: Candidate, frame: _Frame) -> str:
    language = frame.sources[candidate.citation.path].article.language
    context = ""
    if candidate.context is not None:
        before = escape(frame.texts.sentence_before.format(quote=candidate.context.quote))
        context = f'<p class="context" lang="{language}">{before}</p>'
    return (
        f'{context}<blockquote lang="{language}">'
        f"{marked_quote(candidate.citation.quote, candidate.span_offsets)}</blockquote>"
        f'<p class="source">{_source(candidate, frame)}</p>'
    )


def _source(candidate: Candidate, frame: _Frame) -> str:
    """Return the number that opens a quote's card, then title, facts and line."""
    citation, number = candidate.citation, number_of(candidate, frame.cards)
    facts = "".join(f", {fact}" for fact in facts_of(citation, frame.texts))
    line = line_of(frame.sources[citation.path].article, citation.start, frame.texts)
    return (
        f'<button type="button" class="number turn-{frame.turn} card-{number - 1}" '
        f'title="{attribute(frame.texts.article)}">[{number}]</button> '
        f'{escape(citation.title + facts)} <span class="place">· {escape(line)}</span>'
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
