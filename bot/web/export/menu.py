"""The menu of formats as HTML, and the file that one of its buttons gets."""

from base64 import b64encode
from datetime import datetime
from itertools import count
from urllib.parse import urlsplit

import gradio as gr

from bot.export import FORMATS, Exchange, Transcript, exchanges_of
from bot.web.archive.generation import Asker
from bot.web.chat import filter_panel
from bot.web.chat.conversation import Conversation, Turn
from bot.web.escape import attribute, escape
from bot.web.export.texts import TEXTS, ExportTexts
from bot.web.listing.html import narrowed_to
from bot.web.listing.texts import TEXTS as LIST_TEXTS
from bot.web.listing.view import ListView, read_list_choice, with_list_as_shown
from bot.web.words.reader import texts_of
from bot.web.words.texts import Texts
from index.errors import QuestionError

_GROUPS = {"conversation": ("docx", "md", "html"), "references": ("bibtex", "ris", "csl")}
_MOST_ADDRESS_CHARS = 500
_files = count()  # two files in a row may be alike, and each is to be saved


def export_menu(texts: Texts, state: str = "") -> str:
    """Return the menu; ``state`` is HTML that goes below it: a file, or why there is none."""
    words = TEXTS[texts.language]
    groups = "".join(
        f'<div role="group" aria-label="{attribute(heading)}"><span>{escape(heading)}</span>'
        f"{''.join(_button(name, words) for name in _GROUPS[group])}</div>"
        for group, heading in (
            ("conversation", words.conversation),
            ("references", words.references),
        )
    )
    return (
        f'<details class="export"><summary>{escape(words.export)}</summary>'
        f'<div class="menu">{groups}</div></details>{state}'
    )


def exported(bot: Asker, conversation: Conversation, sent: object, request: gr.Request) -> str:
    """Return the menu with the file that was asked for, for menu.js to save.

    ``sent`` is what the browser sent: the name of a format, its own address, and how the list
    is narrowed and sorted that it shows, if any. ``bot`` finds that list.
    """
    texts = texts_of(request)
    words = TEXTS[texts.language]
    wanted = sent if isinstance(sent, dict) else {}
    file_format = FORMATS.get(str(wanted.get("format")))
    if file_format is None or all(turn.answer is None for turn in conversation.turns):
        return export_menu(texts, _status(words.nothing))
    listed = read_list_choice(wanted.get("list"))
    today = datetime.now().astimezone().date()
    transcript = Transcript(
        tuple(
            exchange
            for number, turn in enumerate(conversation.turns)
            for exchange in _exchanges(
                bot, turn, listed[0] if listed and listed[0].turn == number else None, texts
            )
        ),
        texts.language,
        today,
        _address(wanted.get("address")),
    )
    name = words.file_name.format(day=today.isoformat()) + file_format.ending
    content = b64encode(file_format.write(transcript)).decode("ascii")
    file = (
        f'<span hidden data-file="{next(_files)}" data-name="{attribute(name)}" '
        f'data-kind="{attribute(file_format.media_type)}" data-content="{content}"></span>'
    )
    return export_menu(texts, _status(words.done.format(name=name)) + file)


def _exchanges(bot: Asker, turn: Turn, view: ListView | None, texts: Texts) -> tuple[Exchange, ...]:
    """Return what of a turn is taken along: its list as ``view`` shows it, if that is shown."""
    if turn.answer is None:
        return ()
    narrowed = filter_panel.describe(turn.filters, texts)
    if view is None:
        return exchanges_of(turn.answer, narrowed)
    try:
        answer = with_list_as_shown(bot, turn.answer, turn.filters, view)
    except QuestionError:  # no page shows such a list
        return exchanges_of(turn.answer, narrowed)
    how = (narrowed_to(view, texts), LIST_TEXTS[texts.language].orders[view.order])
    return exchanges_of(answer, narrowed, ", ".join(filter(None, how)))


def _button(name: str, words: ExportTexts) -> str:
    text = escape(words.formats[name])
    return f'<button type="button" data-format="{attribute(name)}">{text}</button>'


def _status(text: str) -> str:
    return f'<span class="export-state" role="status">{escape(text)}</span>'


def _address(sent: object) -> str | None:
    """Return the address that a browser says it is at; None if it could be none."""
    if not isinstance(sent, str) or len(sent) > _MOST_ADDRESS_CHARS:
        return None
    try:
        parts = urlsplit(sent)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts._replace(query="", fragment="").geturl()
