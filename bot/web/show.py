"""A conversation → the whole page: its messages, the source cards and the article."""

from typing import Any

import gradio as gr

from bot.types import Candidate
from bot.web import cards, render
from bot.web.article import article_view
from bot.web.chat import chat_of
from bot.web.conversation import Conversation, Turn
from bot.web.kept import kept_of
from bot.web.links import Place
from bot.web.texts import Texts

# Messages, question box, completed question, source cards, article, conversation, what is kept.
Shown = tuple[Any, Any, Any, Any, Any, Any, Any]

# Leaves all as it is. When an event ends, Gradio shows what it showed last once more: after this,
# nothing that another event has changed meanwhile is changed back.
UNCHANGED: Shown = (gr.skip(),) * 7


def show(conversation: Conversation, question: Any, texts: Texts) -> Shown:
    """Return the whole page for a conversation: the panels belong to its last turn."""
    turn = conversation.last
    panel, article = cards.empty_cards(texts), ""
    if turn is not None and turn.answer is not None and turn.answer.candidates:
        panel = cards.source_cards(turn.answer, turn.sources, texts, len(conversation.turns) - 1)
        article = render.empty_article(texts)
        if turn.answer.answered:
            article = article_of(turn, turn.answer.candidates[0], texts)
    asked = gr.Button(visible=False)
    if turn is not None and turn.answer is not None and turn.answer.asked != turn.answer.question:
        asked = gr.Button(texts.asked.format(question=turn.answer.asked), visible=True)
    kept = kept_of(conversation)
    return chat_of(conversation, texts), question, asked, panel, article, conversation, kept


def article_of(turn: Turn, candidate: Candidate, texts: Texts) -> str:
    """Return the article of a turn's candidate, with its quote marked."""
    citation = candidate.citation
    place = Place(citation.path, citation.start, citation.end, citation.also_in)
    answers = turn.answer is not None and turn.answer.answered
    span = candidate.span_offsets if answers else None  # what is merely similar answers nothing
    return article_view(turn.sources[place.path], place, span, texts)
