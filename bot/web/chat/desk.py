"""What happens on the page: each method handles one event and returns what is shown then."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import gradio as gr
from pydantic import ValidationError

from bot.feedback.verdicts import VERDICTS, Feedback
from bot.find.filters import Filters
from bot.question import MAX_QUESTION_CHARS
from bot.request import Ask, first_problem
from bot.web.archive.generation import Archive
from bot.web.archive.keeper import Keeper
from bot.web.chat import cards, filter_panel
from bot.web.chat.conversation import Conversation, Turn
from bot.web.chat.links import Place
from bot.web.chat.messages import asked_message, chat_of, reply_message
from bot.web.chat.turns import ask_turn, ask_waiting
from bot.web.export.menu import exported
from bot.web.index_tab import texts as index_texts
from bot.web.listing.html import result_list
from bot.web.listing.view import ListView, read_list_choice, search
from bot.web.page import render
from bot.web.page.choice import read_choice
from bot.web.page.kept import kept_of
from bot.web.page.show import UNCHANGED, Shown, article_at, article_of, panel_of, show
from bot.web.reply import messages
from bot.web.words.reader import texts_of
from bot.web.words.texts import Texts
from index.errors import IndexWriteError, QuestionError

log = logging.getLogger(__name__)


class Desk:
    """The handlers of the page. ``archive`` gives the one that answers now.

    ``keeper`` keeps the readers' verdicts; without one answers cannot be judged.
    """

    def __init__(self, archive: Callable[[], Archive], keeper: Keeper | None = None) -> None:
        self._archive = archive
        self._keeper = keeper

    def ask(
        self, question: str, sent_filters: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[Shown]:
        """Show the question and that it is being searched for, then what came of it."""
        texts, conversation = texts_of(request), conversation.taken_over()
        if not question:  # Enter was pressed twice: the first press has emptied the box
            yield UNCHANGED
            yield from self._go_on(conversation, texts)
            return
        before = chat_of(conversation, texts)
        filters, problem = Filters(), _problem(question, texts)
        try:
            filters = filter_panel.read_filters(sent_filters)
        except QuestionError:
            problem = problem or filter_panel.TEXTS[texts.language].wrong
        # The browser's own limits do not bind a request made without it.
        if problem:
            refusal = reply_message(messages.error_message(problem))
            yield Shown([*before, refusal], question, gr.Button(visible=False))
            yield from self._go_on(conversation, texts, refusal)
            return
        asked = (
            asked_message(question, filters, texts),
            reply_message(messages.pending_message(texts)),
        )
        # A tab that is reloaded before the answer is there asks for it again.
        kept = kept_of(conversation.add(Turn(question, filters=filters)))
        yield Shown([*before, *asked], "", gr.Button(visible=False), kept=kept)
        judged = self._keeper is not None
        turn = ask_turn(
            self._archive(), question, conversation.history, filters, texts, judged=judged
        )
        box = question if turn.error else gr.skip()
        conversation = conversation.add(turn)
        yield show(conversation, box, texts)
        yield from self._go_on(conversation, texts)

    def ask_example(
        self,
        sent_filters: str,
        conversation: Conversation,
        request: gr.Request,
        event: gr.SelectData,
    ) -> Iterator[Shown]:
        """Ask the example that was chosen."""
        chosen = event.value
        question = chosen.get("text", "") if isinstance(chosen, dict) else ""
        yield from self.ask(str(question), sent_filters, conversation, request)

    def retry(
        self, sent_filters: str, conversation: Conversation, request: gr.Request
    ) -> Iterator[Shown]:
        """Ask the last question again, with the filters as they are now."""
        if not conversation.turns:
            yield show(conversation, gr.skip(), texts_of(request))
            return
        question = conversation.turns[-1].question
        yield from self.ask(question, sent_filters, conversation.without_last(), request)

    def undo(self, conversation: Conversation, request: gr.Request) -> Iterator[Shown]:
        """Take the last question back into the question box."""
        texts = texts_of(request)
        question = conversation.turns[-1].question if conversation.turns else gr.skip()
        conversation = conversation.taken_over().without_last()
        yield show(conversation, question, texts)
        yield from self._go_on(conversation, texts)

    def edit_asked(self, conversation: Conversation) -> Any:
        """Put the question as it was completed from the ones before into the question box."""
        turn = conversation.last
        return gr.skip() if turn is None or turn.answer is None else turn.answer.asked

    def clear(self, conversation: Conversation, request: gr.Request) -> Shown:
        """Begin a new conversation."""
        conversation.taken_over()
        return show(Conversation(), "", texts_of(request))

    def open_card(
        self, sent_choice: str, conversation: Conversation, request: gr.Request
    ) -> tuple[Any, Any]:
        """Return the article of the card that was chosen, with its quote marked.

        If it was chosen in the conversation, the cards of that turn come back too. What was chosen
        may be a part of a list instead.
        """
        texts = texts_of(request)
        if (listed := read_list_choice(sent_choice)) is not None:
            return self._use_list(*listed, conversation, texts)
        choice, turns = read_choice(sent_choice), conversation.turns
        nothing = gr.skip(), render.empty_article(texts)
        if choice is None or choice.turn >= len(turns):
            return nothing
        turn = turns[choice.turn]
        if turn.answer is None:
            return nothing
        panel = gr.skip()
        if choice.in_conversation:
            panel = panel_of(turn.answer, turn.sources, texts, choice.turn, choice.card)
        shown = cards.cards_of(turn.answer)
        if choice.card >= len(shown):
            return panel, nothing[1]
        return panel, article_of(turn, shown[choice.card].candidate, texts)

    def _use_list(
        self, view: ListView, place: Place | None, conversation: Conversation, texts: Texts
    ) -> tuple[Any, Any]:
        """Open an article of a turn's list, or show the list in another way."""
        archive = self._archive()
        if place is not None:
            return gr.skip(), article_at(archive, place, texts)
        turns, bot = conversation.turns, archive.bot
        answer = turns[view.turn].answer if view.turn < len(turns) else None
        if answer is None or answer.listing is None:
            return gr.skip(), gr.skip()
        filters = turns[view.turn].filters
        try:
            results = search(bot, answer.listing.words, filters, view)
        except QuestionError:
            return gr.skip(), render.note(filter_panel.TEXTS[texts.language].wrong)
        cited = cards.source_cards(answer, turns[view.turn].sources, texts, view.turn)
        panel = result_list(results, texts)
        return (cited + panel if answer.answered else panel), gr.skip()

    def judge(
        self, conversation: Conversation, request: gr.Request, event: gr.EventData
    ) -> Iterator[tuple[Any, Any, Any]]:
        """Keep what the reader says of an answer, and show that it is kept."""
        texts = texts_of(request)
        said = event._data if isinstance(event._data, dict) else {}
        number, verdict = said.get("turn"), said.get("verdict")
        conversation = self._judged(conversation.taken_over(), number, verdict, texts)
        yield chat_of(conversation, texts), conversation, kept_of(conversation)
        for answered in self._asked_again(conversation, texts):
            yield chat_of(answered, texts), answered, kept_of(answered)
        if conversation.waits:
            yield (gr.skip(),) * 3

    def export(self, conversation: Conversation, request: gr.Request, event: gr.EventData) -> str:
        """Return the menu of formats with the file that was asked for."""
        return exported(self._archive().bot, conversation, event._data, request)

    def answer(
        self,
        question: str,
        history: list[str],
        date_from: str | None = None,
        date_to: str | None = None,
        sources: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a program's question.

        Args:
            question: in German or English.
            history: the earlier questions of the conversation, oldest first.
            date_from: only articles of this day (2024-03-31) or later.
            date_to: only articles of this day or earlier.
            sources: only articles of these sources.

        Returns:
            The fields of ``bot.types.Answer``.

        """
        try:
            body = Ask.model_validate(
                {
                    "question": question,
                    "history": history,
                    "date_from": date_from,
                    "date_to": date_to,
                    "sources": sources or [],
                }
            )
            return asdict(self._archive().ask(body.question, body.history, body.filters))
        except ValidationError as error:
            problem = f"{first_problem(error.errors())}."
            raise gr.Error(problem, print_exception=False) from error
        except QuestionError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def _asked_again(self, conversation: Conversation, texts: Texts) -> Iterator[Conversation]:
        return ask_waiting(self._archive(), conversation, texts, judged=self._keeper is not None)

    def _go_on(
        self, conversation: Conversation, texts: Texts, *after: gr.MessageDict
    ) -> Iterator[Shown]:
        """Ask what still waits since a reload.

        ``after`` are messages below the conversation that are no part of it.
        """
        for answered in self._asked_again(conversation, texts):
            shown = show(answered, gr.skip(), texts)
            yield shown._replace(messages=[*shown.messages, *after])
        if conversation.waits:
            yield UNCHANGED

    def _judged(
        self, conversation: Conversation, number: object, verdict: object, texts: Texts
    ) -> Conversation:
        """Keep a verdict on a turn, and return the conversation with it; unchanged if it cannot."""
        turns = conversation.turns
        if self._keeper is None or verdict not in VERDICTS or not isinstance(number, int):
            return conversation
        if not 0 <= number < len(turns) or (answer := turns[number].answer) is None:
            return conversation
        turn, history = turns[number], conversation.history_before(number)
        try:
            self._keeper.keep(Feedback.on(answer, verdict, turn.generation, history, turn.filters))
        except IndexWriteError:
            log.exception("A verdict could not be kept.")
            gr.Warning(index_texts.TEXTS[texts.language].not_kept)
            return conversation
        return conversation.judged(number, verdict)


def _problem(question: str, texts: Texts) -> str | None:
    """Return why a question cannot be asked, in the reader's language; None if it can."""
    if len(question) > MAX_QUESTION_CHARS:
        return texts.question_long.format(limit=MAX_QUESTION_CHARS)
    if not any(character.isalnum() for character in question):
        return texts.question_empty
    return None
