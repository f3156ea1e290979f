"""The page: its layout, and what happens on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from bot.question import MAX_QUESTION_CHARS
from bot.web.archive.generation import Archive
from bot.web.archive.keeper import Keeper
from bot.web.chat.conversation import Conversation
from bot.web.chat.desk import Desk
from bot.web.index_tab import texts as index_texts
from bot.web.index_tab.desk import IndexDesk
from bot.web.index_tab.layout import build_index_tab
from bot.web.page.opening import Opening
from bot.web.words.texts import ENGLISH, GERMAN

_WEB = Path(__file__).parents[1]


def _script(name: str) -> str:
    return (_WEB / name).read_text("utf-8")


I18N = gr.I18n(
    de=GERMAN.labels() | index_texts.GERMAN.labels(),
    en=ENGLISH.labels() | index_texts.ENGLISH.labels(),
)
# Gradio chooses the language of its own words, draws and asks the server before it adds HEAD.
EARLY = _script("page/language.js") + _script("page/frames.js") + _script("page/streams.js")
_STYLES = (
    "page/style.css",
    "chat/answers.css",
    "index_tab/index.css",
    "export/menu.css",
    "help/help.css",
    "listing/listing.css",
    "reply/reply.css",
)
_SCRIPTS = (
    "page/page.js",
    "chat/filters.js",
    "page/memory.js",
    "help/help.js",
    "index_tab/upload.js",
)
CSS_PATHS = [_WEB / name for name in _STYLES]
HEAD = f"<script>{''.join(map(_script, _SCRIPTS))}</script>"
_LOOK_SECONDS = 0.01
# The browser reads the fields of the filters at the moment of asking.
_WITH_FILTERS = "(...inputs) => zitat.withFilters(inputs, {place})"
_WITH_CHOICE = "(...inputs) => inputs.with(0, JSON.stringify(zitat.choice))"
_WITH_CONVERSATION = "() => [zitat.recall('conversation')]"
_FOCUS_QUESTION = "() => document.querySelector('#question textarea').focus()"
_DRAW_FILTERS = "zitat.restoreFilters(); watch('value', () => zitat.restoreFilters());"


def theme() -> gr.themes.Base:
    """Return the page's theme: system fonts only, nothing is loaded."""
    sans = ("system-ui", "Segoe UI", "Roboto", "Liberation Sans", "Arial", "sans-serif")
    mono = ("ui-monospace", "SFMono-Regular", "Menlo", "Liberation Mono", "monospace")
    return gr.themes.Base(
        primary_hue="sky", neutral_hue="stone", font=sans, font_mono=mono, radius_size="sm"
    )


def build_page(archive: Callable[[], Archive], keeper: Keeper | None = None) -> gr.Blocks:
    """Return the page; ``archive`` gives the one that answers now, and is called at each event.

    Without a ``keeper`` answers cannot be judged, and articles are only listed.
    """
    page: gr.Blocks
    with gr.Blocks(
        title="zitat", analytics_enabled=False, delete_cache=(3600, 86_400), fill_width=True
    ) as page:
        conversation = gr.State(Conversation())
        head = gr.HTML(elem_id="head", apply_default_css=False, js_on_load=None)
        news = _panel("news", "watch/news.js")
        tabs = gr.Tabs(elem_id="tabs")
        with (
            tabs,
            gr.Tab(I18N("index_ask_tab"), id="ask"),
            gr.Row(elem_id="columns", equal_height=False),
        ):
            with gr.Column(scale=3, elem_id="left", min_width=320):
                chat = gr.Chatbot(
                    label=I18N("conversation"),
                    show_label=False,
                    elem_id="chat",
                    height=None,
                    layout="bubble",
                    latex_delimiters=[],
                    allow_tags=False,
                    sanitize_html=True,
                    buttons=[],
                    group_consecutive_messages=False,
                    autoscroll=False,  # past the beginning of a long answer; see page.js
                )
                asked = gr.Button(elem_id="asked", size="sm", visible=False)
                question = gr.Textbox(
                    elem_id="question",
                    label=I18N("question"),
                    show_label=False,
                    placeholder=I18N("question_placeholder"),
                    max_length=MAX_QUESTION_CHARS,
                    submit_btn=str(I18N("ask")),
                    autofocus=True,
                    lines=1,
                    max_lines=4,
                )
                filters = gr.HTML(
                    elem_id="filters", apply_default_css=False, js_on_load=_DRAW_FILTERS
                )
                sent_filters, sent_choice = gr.Textbox(visible=False), gr.Textbox(visible=False)
                with gr.Row(elem_id="actions"):
                    retry, undo, clear = (_action(name) for name in ("retry", "undo", "clear"))
                    export = _panel("export", "export/menu.js")
            with gr.Column(scale=2, elem_id="right", min_width=320):
                cards = _panel("cards", "chat/cards.js", "listing/listing.js")
                article = _panel("article", "chat/article.js")

        with tabs, gr.Tab(I18N("index_tab"), id="index"):
            build_index_tab(page, IndexDesk(archive, keeper), head, filters, news, chat, I18N)

        kept = gr.HTML(elem_id="kept", js_on_load=_script("page/kept.js"))
        desk = Desk(archive, keeper)
        opening = Opening(archive, judged=keeper is not None)
        outputs = [chat, question, asked, cards, article, conversation, kept]
        # Gradio tells each component that shows an event's progress every step of it, and copies
        # all that the component holds for that: the whole conversation. This one holds little.
        quiet: dict[str, Any] = {
            "show_progress": "hidden",
            "show_progress_on": sent_filters,
            "api_visibility": "private",
        }
        recalled = gr.Textbox(visible=False)
        opened = page.load(
            opening.open,
            [recalled],
            [*outputs, head, filters, export],
            js=_WITH_CONVERSATION,
            **quiet,
        )
        opened.then(opening.ask_again, [conversation], outputs, **quiet)
        opened.then(opening.find_examples, None, [chat], **quiet)
        narrowed = [sent_filters, conversation]
        question.submit(
            desk.ask,
            [question, *narrowed],
            outputs,
            js=_WITH_FILTERS.format(place=1),
            api_name="submit",
            # Gradio drops what is sent in the moment between an answer and its event's end.
            trigger_mode="always_last",
            **quiet,
        )
        with_filters = {"js": _WITH_FILTERS.format(place=0), **quiet}
        chat.example_select(desk.ask_example, narrowed, outputs, **with_filters)
        edited = asked.click(desk.edit_asked, [conversation], [question], **quiet)
        retry.click(desk.retry, narrowed, outputs, **with_filters)
        undone = undo.click(desk.undo, [conversation], outputs, **quiet)
        cleared = clear.click(desk.clear, [conversation], outputs, **quiet)
        for event in (edited, undone, cleared):  # the reader goes on in the question box
            event.then(None, js=_FOCUS_QUESTION)
        chat.clear(desk.clear, [conversation], outputs, **quiet)
        chosen = cards.click(
            desk.open_card,
            [sent_choice, conversation],
            [cards, article],
            js=_WITH_CHOICE,
            # A click while another card still opens is not dropped, and the last one stays. In that
            # mode Gradio forgets an event's own data, so the browser adds what was chosen last.
            trigger_mode="always_last",
            **quiet,
        )
        chosen.then(None, js="() => zitat.leadToChoice()")
        export.click(desk.export, [conversation], [export], **quiet)
        if keeper is not None:
            verdicts = gr.HTML(elem_id="verdicts", js_on_load=_script("chat/verdicts.js"))
            verdicts.click(desk.judge, [conversation], [chat, conversation, kept], **quiet)
        gr.api(desk.answer, api_name="ask")  # type: ignore[attr-defined]
    page.queue(max_size=64, default_concurrency_limit=4)
    # Gradio looks for a question a thousand times a second, also while nobody asks.
    page._queue.sleep_when_free = _LOOK_SECONDS
    return page


def _panel(elem_id: str, *scripts: str) -> gr.HTML:
    script = "\n".join(map(_script, scripts))
    return gr.HTML(elem_id=elem_id, apply_default_css=False, js_on_load=script)


def _action(name: str) -> gr.Button:
    return gr.Button(I18N(name), elem_id=name, size="sm", min_width=0, scale=0)
