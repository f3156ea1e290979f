"""A question → the turn of a conversation that comes of it."""

import logging
from collections.abc import Sequence

from bot.filters import Filters
from bot.web import filter_panel
from bot.web.archive import Archive
from bot.web.conversation import Turn
from bot.web.hints import hints_for
from bot.web.texts import Texts
from index.errors import QuestionError

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
        answer = archive.bot.ask(question, history, filters)
        hints = () if answer.answered else hints_for(answer, archive.bot.index, filters, texts)
        sources = archive.sources_of(answer)
        generation = archive.bot.index.generation if judged else ""
        return Turn(question, answer, sources, "", filters, hints, generation)
    except QuestionError:
        wrong = filter_panel.TEXTS[texts.language].wrong
        return Turn(question, error=wrong if filters else texts.error, filters=filters)
    except Exception:
        log.exception("The question %r could not be answered.", question)
        return Turn(question, error=texts.error, filters=filters)
