"""What a browser tab keeps of its conversation over a reload: questions, filters, verdicts.

No answer is kept. After a reload each question is asked again, so that all that is shown is proven
against the articles as they are then.
"""

import json
from dataclasses import asdict

from bot.feedback.verdicts import VERDICTS
from bot.question import MAX_QUESTION_CHARS
from bot.request import MAX_HISTORY
from bot.web.chat.conversation import Conversation, Judgement, Turn
from bot.web.chat.filter_panel import fields_of, filters_of
from bot.web.escape import attribute
from bot.web.page.sent import read_json
from index.errors import QuestionError

# A request may hold more than twice as much, and this is written into one as a string.
MAX_KEPT_BYTES = 80_000


def kept_of(conversation: Conversation) -> str:
    """Return HTML that shows nothing and hands the last questions to kept.js, as JSON."""
    turns = [
        {
            "question": turn.question,
            "filters": fields_of(turn.filters),
            "judgement": turn.judgement and asdict(turn.judgement),
        }
        for turn in conversation.turns[-MAX_HISTORY:]
    ]
    while len(written := json.dumps(turns)) > MAX_KEPT_BYTES:
        turns = turns[1:]
    return f'<span data-kept="{attribute(written if turns else "")}"></span>'


def read_kept(sent: object) -> Conversation:
    """Return the conversation that a browser has kept: its questions wait to be asked.

    A browser can send anything: what is no question that could have been asked is left out.
    """
    if not isinstance(sent, str) or len(sent) > MAX_KEPT_BYTES:
        return Conversation()
    turns = read_json(sent)
    found = []
    for turn in turns[-MAX_HISTORY:] if isinstance(turns, list) else ():
        question = turn.get("question") if isinstance(turn, dict) else None
        if not isinstance(question, str) or not 0 < len(question) <= MAX_QUESTION_CHARS:
            continue
        try:
            filters = filters_of(turn.get("filters"))
        except QuestionError:
            continue
        judgement = _judgement_of(turn.get("judgement"))
        found.append(Turn(question, filters=filters, judgement=judgement))
    return Conversation(tuple(found))


def _judgement_of(fields: object) -> Judgement | None:
    if not isinstance(fields, dict) or fields.get("verdict") not in VERDICTS:
        return None
    quote = fields.get("quote")
    return Judgement(fields["verdict"], quote) if isinstance(quote, str | None) else None
