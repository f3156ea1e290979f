"""What happens on the tab "Articles & index": each method handles one event."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import gradio as gr

from bot.web.archive.catalogue import COLUMNS, View
from bot.web.archive.file_names import clean_name
from bot.web.archive.generation import Archive
from bot.web.archive.keeper import Keeper
from bot.web.archive.trash import file_of
from bot.web.archive.uploads import Receipt
from bot.web.chat import filter_panel
from bot.web.escape import escape
from bot.web.help.views import welcome
from bot.web.index_tab import upkeep_view
from bot.web.index_tab.texts import TEXTS
from bot.web.index_tab.view import article_table
from bot.web.index_tab.words import IndexTexts
from bot.web.page import render
from bot.web.watch.news import News, news_line
from bot.web.words.figures import format_number
from bot.web.words.messages import in_language
from bot.web.words.reader import texts_of
from index.errors import BuildBusyError, ZitatError
from index.rebuild.history import last_builds

log = logging.getLogger(__name__)

FILTER_CHARS = 200
BUILDS = 8
_LOOK_SECONDS = 0.25
_READ_SECONDS = 3  # that a refusal can be read


class IndexDesk:
    """The handlers of the tab. ``archive`` gives the one that answers now.

    Without a ``keeper`` the articles are only listed.
    """

    def __init__(self, archive: Callable[[], Archive], keeper: Keeper | None = None) -> None:
        self._archive = archive
        self._news_since = keeper.news_since if keeper is not None else _no_news
        self._keeper = keeper
        self.changeable = keeper is not None and keeper.changeable
        self.takes_files = keeper is not None and keeper.takes_files

    def open(self, request: gr.Request) -> tuple[Any, ...]:
        """Return the parts of the tab in the reader's language."""
        words = _words(request)
        hint = ""
        if self._keeper is not None:
            hint = upkeep_view.upload_hint(self._keeper.holdings, words)
        return hint, *self._past(request), *self._table(View(), request)

    def filter(self, words: str, view: View, request: gr.Request) -> tuple[str, View]:
        """Return the list of articles that hold some words, and what is shown of it."""
        return self._table(View(str(words)[:FILTER_CHARS], view.column, view.descending), request)

    def use_table(self, view: View, request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
        """Sort the list, show another page of it, or ask whether an article is to be removed."""
        wanted = event._data if isinstance(event._data, dict) else {}
        column, page, path = (wanted.get(name) for name in ("sort", "page", "remove"))
        if isinstance(path, str):
            return gr.skip(), gr.skip(), *self._ask_removal(path, _words(request))
        if column in COLUMNS:
            view = view.sorted_by(column)
        elif isinstance(page, int):
            view = View(view.words, view.column, view.descending, page)
        return *self._table(view, request), gr.skip(), gr.skip(), gr.skip()

    def remove(self, path: str, request: gr.Request) -> tuple[Any, Any, Any]:
        """Move the file of the article that was asked about into the trash."""
        words = _words(request)
        hidden = gr.Group(visible=False)
        if self._keeper is None or self._archive().source(path) is None:
            return hidden, "", gr.skip()
        try:
            trashed = self._keeper.remove(path)
        except ZitatError as error:
            message = words.refused.format(message=in_language(words.language, error.message))
            return hidden, upkeep_view.notice(message, failed=True), gr.skip()
        place = trashed.relative_to(self._keeper.holdings.index_dir).as_posix()
        told = words.removed.format(file=file_of(path), trash=place)
        return hidden, upkeep_view.notice(told), upkeep_view.waiting(self._keeper.waiting, words)

    def keep(self) -> tuple[Any, Any, Any]:
        """Leave the article that was asked about where it is."""
        return gr.Group(visible=False), "", gr.skip()

    def upload(
        self,
        files: list[str] | None,
        replace: bool,
        follows: bool,
        reported: tuple[Receipt, ...],
        request: gr.Request,
    ) -> tuple[Any, Any, Any]:
        """Take uploaded files in, and report what came of each.

        If they were sent before the last report came, it ``follows`` what is ``reported`` there.
        """
        words = _words(request)
        paths = [Path(file) for file in files or ()]
        try:
            if self._keeper is None:
                return (gr.skip(),) * 3
            found = self._take_in(paths, self._keeper, replace=bool(replace))
        except ZitatError as error:
            message = words.refused.format(message=in_language(words.language, error.message))
            return upkeep_view.notice(message, failed=True), gr.skip(), ()
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        shown = (*reported, *found) if follows else tuple(found)
        report = upkeep_view.receipts(shown, self._keeper.holdings.uploads, words)
        return report, upkeep_view.waiting(self._keeper.waiting, words), shown

    @staticmethod
    def _take_in(paths: list[Path], keeper: Keeper, *, replace: bool) -> list[Receipt]:
        try:
            return keeper.take_in(paths, replace=replace)
        except ZitatError:
            raise
        except Exception:
            log.exception("Uploaded files could not be taken in.")
            return [Receipt(clean_name(path.name) or "?", "failed") for path in paths]

    async def rebuild(self, view: View, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        """Start a rebuild and show how far it is; a second one is refused."""
        words = _words(request)
        if self._keeper is None:
            return
        try:
            self._keeper.rebuild()
        except BuildBusyError:
            yield upkeep_view.notice(words.busy, failed=True), *(gr.skip(),) * 6
            await asyncio.sleep(_READ_SECONDS)  # before the bar comes again
        except ZitatError as error:
            message = words.refused.format(message=in_language(words.language, error.message))
            yield upkeep_view.notice(message, failed=True), *(gr.skip(),) * 6
            return
        async for shown in self.follow(view, request):
            yield shown

    async def follow(self, view: View, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        """Show how far a running rebuild is until it has ended, then the archive as it is now."""
        keeper, words = self._keeper, _words(request)
        if keeper is None or keeper.rebuilder.last is None:
            yield (gr.skip(),) * 7
            return
        shown = ""
        while (last := keeper.rebuilder.last) is not None and last.is_running:
            state = upkeep_view.rebuild_state(last, words)
            if state != shown:
                yield state, *(gr.skip(),) * 6
                shown = state
            await asyncio.sleep(_LOOK_SECONDS)
        yield self._now(view, request)

    async def refresh(
        self, view: View, request: gr.Request, event: gr.EventData
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Return what is new since the browser's page was drawn, and the archive as it is now.

        Or why it is not what the folder of articles holds.

        The rebuild that brought it may not quite have ended: then how it ended, too.
        """
        sent = event._data if isinstance(event._data, dict) else {}
        news = self._news_since(str(sent.get("since")))
        ending = self._keeper is not None and self._keeper.rebuilder.is_running
        problem = None if self._keeper is None else self._keeper.problem
        yield news_line(news, texts_of(request).language, problem), *self._now(view, request)
        if ending:
            async for shown in self.follow(view, request):
                yield gr.skip(), *shown

    def welcome(self, request: gr.Request) -> Any:
        """Return the empty conversation, which tells what is searched, for the archive as it is."""
        return gr.Chatbot(placeholder=welcome(self._archive(), texts_of(request)))

    def _now(self, view: View, request: gr.Request) -> tuple[Any, ...]:
        """Return the last rebuild and those before it, and the archive as it is now."""
        index, texts = self._archive().bot.index, texts_of(request)
        head = render.header(index, texts)
        fields = filter_panel.filter_panel(index, texts)
        last = None if self._keeper is None else self._keeper.rebuilder.last
        state = gr.skip() if last is None else upkeep_view.rebuild_state(last, _words(request))
        return state, *self._past(request), head, fields, *self._table(view, request)

    def _past(self, request: gr.Request) -> tuple[str, str]:
        """Return the last rebuilds, and what the last one changed in judged answers."""
        if self._keeper is None:
            return "", ""
        words = _words(request)
        builds = last_builds(self._keeper.holdings.index_dir, BUILDS)
        return (
            upkeep_view.past_builds(builds, texts_of(request), words),
            upkeep_view.changed_answers(self._keeper.changed, words),
        )

    def _ask_removal(self, path: str, words: IndexTexts) -> tuple[Any, Any, Any]:
        source = self._archive().source(path)
        if source is None or not self.takes_files:
            return gr.skip(), gr.skip(), gr.skip()
        file = file_of(path)
        same = self._archive().catalogue.count_of(file)
        text = words.remove_ask.format(title=source.article.title, file=file)
        if same > 1:
            count = format_number(same, words.language)
            text += " " + words.remove_all.format(count=count)
        return gr.Group(visible=True), f'<p role="alert">{escape(text)}</p>', path

    def _table(self, view: View, request: gr.Request) -> tuple[str, View]:
        page = self._archive().catalogue.page(view)
        return article_table(page, texts_of(request), self.takes_files), page.view


def _no_news(_: str) -> News:
    return News()


def _words(request: gr.Request) -> IndexTexts:
    return TEXTS[texts_of(request).language]
