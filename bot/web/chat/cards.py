"""The source cards: the places of an answer, numbered, as buttons that open their article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.text.days import format_iso_time
from bot.types import Answer, Candidate
from bot.web.archive.generation import Source
from bot.web.chat.article import facts_of, line_of
from bot.web.escape import escape, marked_quote
from bot.web.reply.texts import TEXTS as REPLY_TEXTS
from bot.web.words.texts import Texts
from index.types import Article

# So many at least, if there are; the voices of an answer are all shown.
CARDS = 5

Role = Literal["cited", "agrees", "differs", "earlier", "other", "similar"]


@dataclass(frozen=True, slots=True)
class Card:
    """A place, and what it is to the answer: its quote, another voice, or merely near.

    ``time`` is that of an earlier value, as "2021" or "2021-06".
    """

    candidate: Candidate
    role: Role
    time: str = ""


def cards_of(answer: Answer) -> tuple[Card, ...]:
    """Return an answer's cards in order: its quote, other voices, earlier values, other places.

    The number of a card is its position, from 1. Without an answer all are similar, no evidence.
    Where two questions were asked in one, the cards of each that is answered follow each other.
    """
    if not answer.answered:
        return tuple(Card(candidate, "similar") for candidate in answer.candidates[:CARDS])
    answered = [part for part in answer.parts if part.answered] or [answer]
    cards: dict[tuple[str, int], Card] = {}
    for part in answered:
        for card in _evidence(part):
            cards.setdefault(card.candidate.place, card)
    for candidate in (candidate for part in answered for candidate in part.candidates):
        if len(cards) < CARDS:
            cards.setdefault(candidate.place, Card(candidate, "other"))
    return tuple(cards.values())


def _evidence(answer: Answer) -> Iterator[Card]:
    yield Card(answer.candidates[0], "cited")
    for position, voice in enumerate(answer.voices):
        for member in voice.candidates:
            yield Card(member, "differs" if position else "agrees")
    for one in answer.earlier:
        yield Card(one.candidate, "earlier", one.time)


def number_of(candidate: Candidate, cards: tuple[Card, ...]) -> int:
    """Return the number of the card that shows a candidate's place; ValueError if none does."""
    return [card.candidate.place for card in cards].index(candidate.place) + 1


def source_cards(
    answer: Answer,
    sources: Mapping[str, Source],
    texts: Texts,
    turn: int = 0,
    chosen: int = 0,
) -> str:
    """Return the places found as numbered buttons; ``data-card`` is the card's position.

    ``turn`` is that of the conversation, from 0; ``chosen`` the position of the card that is open.

    Without an answer they have no numbers, are labelled as similar, not as evidence, and none is
    chosen.
    """
    if answer.answered:
        heading, note = texts.sources, ""
    else:
        heading = texts.similar
        note = f'<p class="note">{escape(texts.similar_note)}</p>'
    cards = "".join(
        _card(
            position,
            card,
            sources[card.candidate.citation.path].article,
            texts,
            chosen=position == chosen,
        )
        for position, card in enumerate(cards_of(answer))
    )
    return (
        f"<section><h2>{escape(heading)}</h2>{note}"
        f'<ol class="cards" data-turn="{turn}">{cards}</ol></section>'
    )


def empty_cards(texts: Texts) -> str:
    """Return what stands in place of the source cards before there are any."""
    return (
        f"<section><h2>{escape(texts.sources)}</h2>"
        f'<p class="note">{escape(texts.sources_empty)}</p></section>'
    )


def linked_heading(texts: Texts) -> str:
    """Return what stands in place of the source cards when the address named a place."""
    return f"<section><h2>{escape(texts.linked)}</h2></section>"


def _card(position: int, card: Card, article: Article, texts: Texts, *, chosen: bool) -> str:
    candidate = card.candidate
    label = {
        "cited": texts.cited,
        "agrees": texts.agrees,
        "differs": texts.differs,
        "earlier": REPLY_TEXTS[texts.language].earlier_label.format(
            time=format_iso_time(card.time, texts.language)
        ),
        "other": texts.other_place,
        "similar": texts.similar_place,
    }[card.role]
    similar = card.role == "similar"
    span = None if similar else candidate.span_offsets
    facts = (*facts_of(candidate.citation, texts), article.path)
    line = line_of(article, candidate.citation.start, texts)
    number = "" if similar else f'<span class="number">{position + 1}</span>'
    return (
        f'<li><button type="button" class="card" data-card="{position}" '
        f'aria-pressed="{"true" if chosen and not similar else "false"}">'
        f'<span class="card-head">{number}'
        f'<span class="label {card.role}">{escape(label)}</span>'
        f'<span class="place">{escape(line)}</span>'
        f'</span><span class="title" lang="{article.language}">{escape(article.title)}</span>'
        f'<span class="snippet" lang="{article.language}">'
        f"{marked_quote(candidate.text, span)}</span>"
        f'<span class="meta">{escape(" · ".join(facts))}</span></button></li>'
    )
