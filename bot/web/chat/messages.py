"""A conversation → the messages that Gradio's Chatbot shows."""

import gradio as gr

from bot.find.filters import Filters
from bot.web.chat import filter_panel
from bot.web.chat.conversation import Conversation
from bot.web.chat.verdicts import can_be_judged, verdict_row
from bot.web.index_tab.texts import TEXTS
from bot.web.reply.messages import (
    error_message,
    pending_message,
    question_message,
    reply_to,
)
from bot.web.words.texts import Texts


def chat_of(conversation: Conversation, texts: Texts) -> list[gr.MessageDict]:
    """Return the messages of a conversation; below each answer the buttons to judge it."""
    shown = []
    for number, turn in enumerate(conversation.turns):
        if turn.answer is None:
            reply = pending_message(texts) if turn.waits else error_message(turn.error)
        else:
            reply = reply_to(turn.answer, turn.sources, texts, number, turn.hints)
        if turn.generation and turn.answer is not None and can_be_judged(turn.answer):
            words, answered = TEXTS[texts.language], turn.answer.answered
            reply += verdict_row(number, turn.verdict, words, answered=answered)
        shown += [asked_message(turn.question, turn.filters, texts), reply_message(reply)]
    return shown


def asked_message(question: str, filters: Filters, texts: Texts) -> gr.MessageDict:
    """Return the reader's question as a message."""
    narrowed = filter_panel.describe(filters, texts)
    return {"role": "user", "content": question_message(question, narrowed)}


def reply_message(content: str) -> gr.MessageDict:
    """Return HTML as a message of zitat."""
    return {"role": "assistant", "content": content}
