"""A question → the turn of a conversation that comes of it; after a reload, of all that wait."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.find.filters import Filters
from bot.types import SMALL_TALK
from bot.web.archive.generation import Archive
from bot.web.chat import filter_panel
from bot.web.chat.conversation import Conversation, Turn
from bot.web.chat.hints import hints_for
from bot.web.words.texts import Texts
from index.errors import QuestionError, StoredIndexError

log = logging.getLogger(__name__)


def ask_turn(
    archive: Archive,
    question: str,
    history: Sequence[str],
    filters: Filters,
    texts: Texts,
    *,
    judged: bool,
) -> Turn:
    """Ask the bot; whatever goes wrong becomes a message, so that the page stays usable.

    ``judged``: whether the reader can say if the answer is right.
    """
    try:
        answer = archive.ask(question, history, filters)
        courtesy = answer.note is not None and answer.note.kind in SMALL_TALK
        hints: tuple[str, ...] = ()
        if not (answer.answered or courtesy):
            hints = hints_for(answer, archive.bot.index, filters, texts)
        sources = archive.sources_of(answer)
        generation = archive.bot.index.generation if judged and not courtesy else ""
        return Turn(question, answer, sources, "", filters, hints, generation)
    except QuestionError:
        wrong = filter_panel.TEXTS[texts.language].wrong
        return Turn(question, error=wrong if filters else texts.error, filters=filters)
    except StoredIndexError as error:
        log.error("%s", error)
        return Turn(question, error=texts.damaged, filters=filters)
    except Exception:
        log.exception("The question %r could not be answered.", question)
        return Turn(question, error=texts.error, filters=filters)


def ask_waiting(
    archive: Archive, conversation: Conversation, texts: Texts, *, judged: bool
) -> Iterator[Conversation]:
    """Ask the questions that wait; yield the conversation with the last one answered, then whole.

    The last one is what the reader was at. Nothing is yielded if none waits, and nothing more once
    the conversation was taken over.
    """
    waiting = [number for number, turn in enumerate(conversation.turns) if turn.waits]
    for number in reversed(waiting):
        turn, history = conversation.turns[number], conversation.history_before(number)
        asked = ask_turn(archive, turn.question, history, turn.filters, texts, judged=judged)
        conversation = conversation.with_turn(number, replace(asked, judgement=turn.judgement))
        with conversation.lease.showing() as wanted:
            if not wanted:
                return
            if number in (waiting[0], waiting[-1]):
                yield conversation  # and go on as soon as Gradio has shown it
