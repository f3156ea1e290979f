"""The tab "Articles & index": its layout, and what happens on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from bot.web.archive import Archive
from bot.web.catalogue import COLUMNS, View
from bot.web.index_texts import PREFIX, TEXTS
from bot.web.index_view import article_table
from bot.web.reader import texts_of

_SCRIPT = (Path(__file__).parent / "table.js").read_text("utf-8")
FILTER_CHARS = 200


class IndexDesk:
    """The handlers of the tab. ``archive`` gives the one that answers now."""

    def __init__(self, archive: Callable[[], Archive]) -> None:
        self._archive = archive

    def open(self, request: gr.Request) -> tuple[Any, ...]:
        """Return the parts of the tab in the reader's language."""
        words = TEXTS[texts_of(request).language]
        box = gr.Textbox(label=words.filter, placeholder=words.filter_placeholder)
        return box, *self._table(View(), request)

    def filter(self, words: str, view: View, request: gr.Request) -> tuple[str, View]:
        """Return the list of articles that hold some words, and what is shown of it."""
        return self._table(View(str(words)[:FILTER_CHARS], view.column, view.descending), request)

    def use_table(self, view: View, request: gr.Request, event: gr.EventData) -> tuple[str, View]:
        """Sort the list, or show another page of it."""
        wanted = event._data if isinstance(event._data, dict) else {}
        column, page = wanted.get("sort"), wanted.get("page")
        if column in COLUMNS:
            view = view.sorted_by(column)
        elif isinstance(page, int):
            view = View(view.words, view.column, view.descending, page)
        return self._table(view, request)

    def _table(self, view: View, request: gr.Request) -> tuple[str, View]:
        page = self._archive().catalogue.page(view)
        return article_table(page, texts_of(request), removable=False), page.view


def build_index_tab(page: gr.Blocks, archive: Callable[[], Archive], i18n: gr.I18n) -> None:
    """Lay out the tab within the page, and tie its events to their handlers."""
    desk = IndexDesk(archive)
    view = gr.State(View())
    with gr.Row(elem_id="index"), gr.Column(scale=3, elem_id="list", min_width=320):
        words = gr.Textbox(
            elem_id="filter",
            label=i18n(f"{PREFIX}filter"),
            placeholder=i18n(f"{PREFIX}filter_placeholder"),
            max_length=FILTER_CHARS,
            show_label=False,
            max_lines=1,
        )
        table = gr.HTML(elem_id="articles", apply_default_css=False, js_on_load=_SCRIPT)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page.load(desk.open, None, [words, table, view], **quiet)
    words.change(desk.filter, [words, view], [table, view], trigger_mode="always_last", **quiet)
    table.click(desk.use_table, [view], [table, view], **quiet)
