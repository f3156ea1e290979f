"""A conversation → the whole page: its messages, the source cards and the article."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import gradio as gr

from bot.types import Answer, Candidate
from bot.web.archive.generation import Archive, Source
from bot.web.chat import cards
from bot.web.chat.article import article_view
from bot.web.chat.conversation import Conversation, Turn
from bot.web.chat.links import Place
from bot.web.chat.messages import chat_of
from bot.web.listing.html import result_list
from bot.web.listing.view import Results
from bot.web.page import render
from bot.web.page.kept import kept_of
from bot.web.words.texts import Texts


class Shown(NamedTuple):
    """What an event shows in each part of the page: the value, or an update; else as it is.

    ``asked`` is the button with the completed question, ``kept`` what the tab keeps.
    """

    messages: Any = gr.skip()
    question: Any = gr.skip()
    asked: Any = gr.skip()
    panel: Any = gr.skip()
    article: Any = gr.skip()
    conversation: Any = gr.skip()
    kept: Any = gr.skip()


# When an event ends, Gradio shows what it showed last once more: after this, nothing that another
# event has changed meanwhile is changed back.
UNCHANGED = Shown()


def show(conversation: Conversation, question: Any, texts: Texts) -> Shown:
    """Return the whole page for a conversation: the panels belong to its last turn."""
    turn = conversation.last
    panel, article = cards.empty_cards(texts), ""
    if turn is not None and turn.answer is not None:
        panel = panel_of(turn.answer, turn.sources, texts, len(conversation.turns) - 1) or panel
        if turn.answer.candidates or turn.answer.listing is not None:
            article = render.empty_article(texts)
        if turn.answer.answered:
            article = article_of(turn, turn.answer.candidates[0], texts)
    asked = gr.Button(visible=False)
    if turn is not None and turn.answer is not None and turn.answer.asked != turn.answer.question:
        asked = gr.Button(texts.asked.format(question=turn.answer.asked), visible=True)
    return Shown(
        messages=chat_of(conversation, texts),
        question=question,
        asked=asked,
        panel=panel,
        article=article,
        conversation=conversation,
        kept=kept_of(conversation),
    )


def panel_of(
    answer: Answer, sources: Mapping[str, Source], texts: Texts, turn: int, chosen: int = 0
) -> str:
    """Return the source cards of an answer, and its list of articles, as far as it has any.

    Where there is a list and no answer, what is merely similar is left out.
    """
    parts = []
    if answer.candidates and (answer.answered or answer.listing is None):
        parts.append(cards.source_cards(answer, sources, texts, turn, chosen))
    if answer.listing:
        parts.append(result_list(Results.first_page(answer.listing, turn), texts))
    return "".join(parts)


def article_of(turn: Turn, candidate: Candidate, texts: Texts) -> str:
    """Return the article of a turn's candidate, with its quote marked."""
    citation = candidate.citation
    place = Place(citation.path, citation.start, citation.end, citation.also_in)
    answers = turn.answer is not None and turn.answer.answered
    span = candidate.span_offsets if answers else None  # what is merely similar answers nothing
    return article_view(turn.sources[place.path], place, span, texts)


def article_at(archive: Archive, place: Place, texts: Texts) -> str:
    """Return an article with a place of it marked, or why it cannot be shown."""
    source = archive.source(place.path)
    if source is None or not place.start < place.end <= len(source.article.text):
        return render.note(texts.link_broken)
    return article_view(source, place, None, texts)
