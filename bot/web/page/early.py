"""What the page needs to be other than Gradio makes it, from its first line on.

A script that runs before all others, where Gradio adds its ``head`` only after its own; and links
to what Gradio, or the browser, looks for at the root of the host.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"
_MANIFEST, _MANIFEST_BESIDE = b'href="/manifest.json"', b'href="manifest.json"'


class EarlyScript:
    """ASGI middleware that puts a script at the top of the page, the HTML at ``/``.

    The page's icon and manifest are then looked for beside it, which may be below a proxy's path.
    """

    def __init__(self, app: ASGIApp, script: str) -> None:
        self._app = app
        self._added = f'<script>{script}</script><link rel="icon" href="favicon.ico">'.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on; add the script to the page."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def send_whole(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = body.replace(_HEAD, _HEAD + self._added, 1)
            body = body.replace(_MANIFEST, _MANIFEST_BESIDE, 1)
            MutableHeaders(scope=start)["Content-Length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, send_whole)
