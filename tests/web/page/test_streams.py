"""The stream that reports on a page's events may end, or be cut off, at any moment."""

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

pytest.importorskip("playwright")

from fixed_bot import ANSWERED, FixedBot
from playwright.sync_api import expect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from visit import Visit

pytestmark = pytest.mark.browser

OTHER = "Wer gewann die Fußball-WM 1990?"
LATE_SECONDS = 0.2
END = b"close_stream"
STOPPING = json.dumps({"msg": "unexpected_error", "message": "Stopped.", "success": False})
TROUBLES = {
    "refused": Response("Later.", 503),
    "cut off": Response(media_type="text/event-stream"),
    "of a server that stops": Response(f"data: {STOPPING}\n\n", media_type="text/event-stream"),
}


class LateEnds:
    """Holds back the end of each stream until a while after the next event has been taken.

    ``/trouble/NAME`` makes the next stream meet one of ``TROUBLES``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._taken = asyncio.Event()
        self._trouble: Response | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_late(message: Message) -> None:
            if END in message.get("body", b""):
                self._taken.clear()
                await self._taken.wait()
                await asyncio.sleep(LATE_SECONDS)
            await send(message)

        async def send_and_note(message: Message) -> None:
            await send(message)
            self._taken.set()

        path = scope.get("path", "")
        if path.startswith("/trouble/"):
            self._trouble = TROUBLES[path.removeprefix("/trouble/")]
            await PlainTextResponse("It comes.")(scope, receive, send)
        elif path.endswith("/queue/data") and self._trouble:
            trouble, self._trouble = self._trouble, None
            await trouble(scope, receive, send)
        elif path.endswith("/queue/data"):
            await self._app(scope, receive, send_late)
        else:
            await self._app(scope, receive, send_and_note if path.endswith("/queue/join") else send)


class LateBeginning:
    """Says that an event has been taken once it, and the stream that reports on it, has ended.

    That is the second of the next two events that come after ``/begin``. A stream is opened then
    on which nothing is awaited: ``/cut`` waits for that one, and cuts it off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._to_come, self._begun = 0, False
        self._taken, self._ended, self._idle, self._cut = (asyncio.Event() for _ in range(4))
        self._taken.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path == "/begin":
            self._to_come, self._begun = 2, True
            self._taken.clear()
            await PlainTextResponse("Now.")(scope, receive, send)
        elif path == "/cut":
            await self._idle.wait()
            self._cut.set()
            await PlainTextResponse("Cut.")(scope, receive, send)
        elif path.endswith("/queue/join") and self._to_come:
            await self._join(scope, receive, send)
        elif path.endswith("/queue/data") and self._ended.is_set() and not self._cut.is_set():
            await self._lose(scope, receive, send)
        elif path.endswith("/queue/data"):
            await self._report(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_late(message: Message) -> None:
            self._taken.set()
            await self._ended.wait()
            await send(message)

        self._to_come -= 1
        await self._app(scope, receive, send if self._to_come else send_late)

    async def _report(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_note(message: Message) -> None:
            await send(message)
            if self._begun and not self._to_come and END in message.get("body", b""):
                self._ended.set()

        await self._taken.wait()
        await self._app(scope, receive, send_and_note)

    async def _lose(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_note(message: Message) -> None:
            await send(message)
            self._idle.set()

        reporting = asyncio.ensure_future(self._app(scope, receive, send_and_note))
        await self._cut.wait()
        await send({"type": "http.response.body", "body": b""})
        reporting.cancel()


def test_what_begins_while_the_stream_ends_is_not_lost(
    visit, fixed_bot: FixedBot, start_site: Callable[..., str]
) -> None:
    opened = visit(address=start_site(fixed_bot, within=LateEnds), fresh=True)
    opened.page.evaluate("window.isFirst = true")
    for question in (ANSWERED, OTHER, ANSWERED):
        opened.ask(question)
    assert opened.page.evaluate("window.isFirst")  # it was not loaded anew


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_stream_that_is_lost_while_an_answer_is_awaited_loads_the_page_anew(
    browser, fixed_bot: FixedBot, start_site: Callable[..., str], web: httpx.Client, trouble: str
) -> None:
    address = start_site(fixed_bot, within=LateEnds)
    opened = Visit(browser.new_page(locale="de-AT"), address)
    opened.load()
    opened.ask(ANSWERED)
    opened.page.evaluate("window.isFirst = true")
    web.get(f"{address}/trouble/{trouble}")
    opened.box.fill(OTHER)
    opened.box.press("Enter")
    opened.page.wait_for_function("!window.isFirst")
    expect(opened.page.locator("#cards h2")).to_be_visible()
    opened.ask(OTHER)
    opened.page.close()


def test_a_stream_that_is_lost_while_nothing_is_awaited_has_only_ended(
    visit, fixed_bot: FixedBot, start_site: Callable[..., str], web: httpx.Client
) -> None:
    address = start_site(fixed_bot, within=LateBeginning)
    opened = visit(address=address, fresh=True)
    opened.ask(ANSWERED)
    opened.page.evaluate("window.isFirst = true")
    web.get(f"{address}/begin")
    opened.page.evaluate(
        "for (const name of ['undo', 'clear']) document.getElementById(name).click()"
    )
    with opened.page.expect_event("requestfinished", lambda request: "/queue/data" in request.url):
        web.get(f"{address}/cut")
    opened.ask(OTHER)
    assert opened.page.evaluate("window.isFirst")
