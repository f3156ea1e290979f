"""A reverse proxy in front of a site, as nginx or Caddy would be set up."""

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.types import Receive, Scope, Send

_OF_THIS_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class Proxy:
    """ASGI application that hands on what lies below ``path``, with or without that path."""

    def __init__(self, upstream: str, path: str, *, cuts_off: bool) -> None:
        self._client = httpx.AsyncClient(base_url=upstream, timeout=None)
        self._path = path
        self._cuts_off = cuts_off

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._client.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        request = Request(scope, receive)
        path = request.url.path
        if path != self._path and not path.startswith(f"{self._path}/"):
            await PlainTextResponse("not below the path", 404)(scope, receive, send)
            return
        if self._cuts_off:
            path = path.removeprefix(self._path) or "/"
        headers = [(k, v) for k, v in request.headers.items() if k not in _OF_THIS_HOP]
        headers += [("host", request.headers["host"]), ("x-forwarded-proto", "http")]
        target = f"{path}?{request.url.query}" if request.url.query else path
        asked = self._client.build_request(
            request.method, target, headers=headers, content=await request.body()
        )
        reply = await self._client.send(asked, stream=True)
        response = StreamingResponse(reply.aiter_raw(), reply.status_code)
        response.raw_headers = [
            (k.lower(), v)
            for k, v in reply.headers.raw
            if k.decode().lower() not in _OF_THIS_HOP - {"content-length"}
        ]
        await response(scope, receive, send)
        await reply.aclose()
