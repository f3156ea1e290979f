"""The stream that reports on a page's events may end, or be cut off, at any moment."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

pytest.importorskip("playwright")

from fixed_bot import ANSWERED, FixedBot
from playwright.sync_api import expect
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from visit import Visit

import bot.web.page

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


# An event ends before the page is told that it has begun; then a stream is lost.
_IDLE = """async script => {
  const streams = [];
  let tell;
  window.fetch = async input => {
    if (input.url) return new Response(new ReadableStream({start: stream => streams.push(stream)}));
    await new Promise(resolve => { tell = resolve; });
    return Response.json({event_id: "first"});
  };
  eval(script);
  const say = message =>
    streams[0].enqueue(new TextEncoder().encode(`data: ${JSON.stringify(message)}\n\n`));
  const begun = fetch("http://zitat.test/queue/join");
  const told = (await fetch("http://zitat.test/queue/data")).text();
  say({msg: "process_completed", event_id: "first"});
  say({msg: "close_stream"});
  await told;
  tell();
  await begun;
  const idle = (await fetch("http://zitat.test/queue/data")).text();
  streams[1].error(new Error("The connection is lost."));
  return idle;
}"""


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


def test_a_stream_that_is_lost_while_nothing_is_awaited_has_only_ended(browser) -> None:
    page = browser.new_page()
    script = (Path(bot.web.page.__file__).parent / "streams.js").read_text("utf-8")
    assert page.evaluate(_IDLE, script) == 'data: {"msg":"close_stream"}\n\n'
    page.close()
