"""The tab "Articles & index": its layout, and which event calls which handler."""

from pathlib import Path
from typing import Any

import gradio as gr

from bot.web.archive.catalogue import View
from bot.web.index_tab.desk import FILTER_CHARS, IndexDesk
from bot.web.index_tab.words import PREFIX

_FOCUS_FILTER = "() => document.querySelector('#filter :is(textarea, input)').focus()"
_SEND_UPLOADS = "(...inputs) => zitat.sendUploads(inputs)"
_DROP_SENT_UPLOADS = "files => zitat.dropSentUploads(files)"
_SCRIPT = (Path(__file__).parent / "table.js").read_text("utf-8")


def build_index_tab(
    page: gr.Blocks,
    desk: IndexDesk,
    head: gr.HTML,
    filters: gr.HTML,
    news: gr.HTML,
    chat: gr.Chatbot,
    i18n: gr.I18n,
) -> None:
    """Lay out the tab within the page, and tie its events to their handlers.

    ``head`` is the head of the page, which tells how many articles there are; ``filters`` holds the
    fields beside the question box, which list the sources. ``news`` says what has changed, and the
    empty ``chat`` what is searched.
    """
    view, chosen, reported = gr.State(View()), gr.State(""), gr.State(())
    follows = gr.Checkbox(visible=False)
    with gr.Row(elem_id="index"):
        with gr.Column(scale=3, elem_id="list", min_width=320):
            words = gr.Textbox(
                elem_id="filter",
                label=i18n(f"{PREFIX}filter"),
                placeholder=i18n(f"{PREFIX}filter_placeholder"),
                max_length=FILTER_CHARS,
                show_label=False,
                max_lines=1,
            )
            with gr.Group(elem_id="confirm", visible=False) as confirm:
                asked = gr.HTML(apply_default_css=False, js_on_load=None)
                with gr.Row():
                    no = gr.Button(i18n(f"{PREFIX}remove_no"), elem_id="remove_no", size="sm")
                    yes = gr.Button(i18n(f"{PREFIX}remove_yes"), elem_id="remove_yes", size="sm")
            told = _html("told")
            table = gr.HTML(elem_id="articles", apply_default_css=False, js_on_load=_SCRIPT)
        with gr.Column(scale=2, elem_id="upkeep", min_width=320):
            hint = _html("upload_hint")
            files = gr.File(
                elem_id="upload",
                label=i18n(f"{PREFIX}upload"),
                file_count="multiple",
                height=130,
                visible=desk.takes_files,
            )
            replace = gr.Checkbox(
                elem_id="replace", label=i18n(f"{PREFIX}replace"), visible=desk.takes_files
            )
            receipts = _html("receipts")
            rebuild = gr.Button(
                i18n(f"{PREFIX}rebuild"), elem_id="rebuild", visible=desk.changeable
            )
            state, builds, changed = (
                _html(name) for name in ("rebuild_state", "builds", "changed")
            )

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    listed = [table, view]
    followed = [state, builds, changed, head, filters, *listed]
    # Whoever watches a rebuild must not keep others from asking.
    watching: dict[str, Any] = {"concurrency_limit": None, **quiet}
    page.load(desk.open, None, [hint, builds, changed, *listed], **quiet)
    opened = page.load(desk.follow, [view], followed, **watching)
    news_shown = news.click(desk.refresh, [view], [news, *followed], **watching)
    words.change(desk.filter, [words, view], listed, trigger_mode="always_last", **quiet)
    table.click(desk.use_table, [view], [*listed, confirm, asked, chosen], **quiet)
    removed = [confirm, told, state]
    # The buttons vanish; who works by keyboard goes on above the list.
    to_filter: dict[str, Any] = {"fn": None, "js": _FOCUS_FILTER}
    yes.click(desk.remove, [chosen], removed, **quiet).then(**to_filter)
    no.click(desk.keep, None, removed, **quiet).then(**to_filter)
    taken_in = files.upload(
        desk.upload,
        [files, replace, follows, reported],
        [receipts, state, reported],
        js=_SEND_UPLOADS,
        trigger_mode="multiple",  # what is chosen while others are taken in is taken in too
        concurrency_limit=1,
        **quiet,
    )
    for ended in (taken_in.success, taken_in.failure):  # "then" is not run after a failure
        ended(None, [files], [files], js=_DROP_SENT_UPLOADS)
    rebuilt = rebuild.click(desk.rebuild, [view], followed, **watching)
    for event in (opened, rebuilt, news_shown):
        event.then(desk.welcome, None, [chat], show_progress_on=state, **quiet)


def _html(elem_id: str) -> gr.HTML:
    return gr.HTML(elem_id=elem_id, apply_default_css=False, js_on_load=None)
