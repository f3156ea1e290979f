"""What is asked in the moment in which the server ends the stream of events is answered."""

import asyncio
from collections.abc import Callable

import pytest

pytest.importorskip("playwright")

from fixed_bot import ANSWERED, FixedBot
from starlette.types import ASGIApp, Message, Receive, Scope, Send

pytestmark = pytest.mark.browser

OTHERS = ("Wer gewann die Fußball-WM 1990?", "Wer malte die Mona Lisa?")
LATE_SECONDS = 0.2


class LateEnds:
    """Holds back the end of each stream of events until after the next event has been taken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._taken = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_late(message: Message) -> None:
            if b"close_stream" in message.get("body", b""):
                self._taken.clear()
                await self._taken.wait()
                await asyncio.sleep(LATE_SECONDS)
            await send(message)

        async def send_and_note(message: Message) -> None:
            await send(message)
            self._taken.set()

        path = scope.get("path", "")
        senders = {"/queue/data": send_late, "/queue/join": send_and_note}
        sender = next((found for end, found in senders.items() if path.endswith(end)), send)
        await self._app(scope, receive, sender)


def test_what_begins_while_the_stream_ends_is_not_lost(
    visit, fixed_bot: FixedBot, start_site: Callable[..., str]
) -> None:
    opened = visit(address=start_site(fixed_bot, within=LateEnds), fresh=True)
    opened.page.evaluate("window.isFirst = true")
    for question in (ANSWERED, *OTHERS):
        opened.ask(question)
    assert opened.page.evaluate("window.isFirst")  # it was not loaded anew
