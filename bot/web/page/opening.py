"""What happens when the page opens: it is drawn, empty or, after a reload, as it was left."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import gradio as gr
from gradio.components.chatbot import ExampleMessage

from bot.web.archive.generation import Archive
from bot.web.chat import cards, filter_panel
from bot.web.chat.conversation import Conversation
from bot.web.chat.examples import Examples
from bot.web.chat.links import read_permalink
from bot.web.chat.messages import chat_of
from bot.web.chat.turns import ask_waiting
from bot.web.export.menu import export_menu
from bot.web.help.views import welcome
from bot.web.page import render
from bot.web.page.kept import read_kept
from bot.web.page.show import UNCHANGED, Shown, article_at, show
from bot.web.words.reader import texts_of
from bot.web.words.texts import Texts


class Opening:
    """The handlers of the page's opening. ``archive`` gives the one that answers now.

    ``judged``: whether a reader can say if an answer is right.
    """

    def __init__(self, archive: Callable[[], Archive], *, judged: bool) -> None:
        self._archive = archive
        self._judged = judged
        self._examples = Examples()

    def open(self, kept: str, request: gr.Request) -> tuple[Any, ...]:
        """Draw the page in the reader's language; after a reload with the questions as they were.

        If the address names a place, its article is open.
        """
        texts, archive = texts_of(request), self._archive()
        conversation = read_kept(kept)
        return *self._shown(archive, conversation, texts, request), *_drawn(archive, texts)

    def ask_again(self, conversation: Conversation, request: gr.Request) -> Iterator[Shown]:
        """Ask what was asked before a reload again, and show it as it was left."""
        texts = texts_of(request)
        for answered in ask_waiting(self._archive(), conversation, texts, judged=self._judged):
            shown = show(answered, gr.skip(), texts)
            if "article" in request.query_params:
                shown = shown._replace(panel=gr.skip(), article=gr.skip())
            yield shown
        yield UNCHANGED

    def find_examples(self, request: gr.Request) -> Any:
        """Return the conversation with questions to begin with; they take some time to find."""
        questions = self._examples.of(self._archive(), texts_of(request))
        return gr.Chatbot(examples=[ExampleMessage(text=question) for question in questions])

    def _shown(
        self, archive: Archive, conversation: Conversation, texts: Texts, request: gr.Request
    ) -> Shown:
        """Return the questions of a conversation, or the welcome."""
        messages: list[Any] = [*chat_of(conversation, texts)]
        chat = gr.Chatbot(
            messages,
            placeholder=welcome(archive, texts),
            label=texts.conversation,
        )
        panel, article = cards.empty_cards(texts), ""
        if "article" in request.query_params:
            panel = cards.linked_heading(texts)
            article = _linked(archive, request.query_params, texts)
        return Shown(chat, panel=panel, article=article, conversation=conversation)


def _drawn(archive: Archive, texts: Texts) -> tuple[str, str, str]:
    """Return head, filters and export; all else Gradio has drawn in the page's language."""
    index = archive.bot.index
    return (
        render.header(index, texts),
        filter_panel.filter_panel(index, texts),
        export_menu(texts),
    )


def _linked(archive: Archive, query: Mapping[str, str], texts: Texts) -> str:
    """Return the article that the address names, or why it cannot be shown."""
    place = read_permalink(query)
    return render.note(texts.link_broken) if place is None else article_at(archive, place, texts)
