"""Where others see the page: below a path, or at the address of a proxy."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """What ``ZITAT_ROOT_PATH`` says: "", a path such as "/zitat", or a whole address.

    ``host`` is the name that the proxy is asked for, None where only a path is known.
    """

    root: str = ""

    @property
    def path(self) -> str:
        """The path below which the page lies, "" for none."""
        return urlsplit(self.root).path.rstrip("/")

    @property
    def host(self) -> str | None:
        """The host name, without port, in lower case."""
        return urlsplit(self.root).hostname


class BelowPath:
    """ASGI middleware for a proxy that passes the path on as it is; one that cuts it off is fine.

    Who asks for the path without the slash at its end is sent to it with one: the addresses on the
    page are relative.
    """

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on without the path."""
        if scope["type"] != "http" or not self._path:
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if path == self._path:
            query = scope["query_string"].decode("latin-1")
            target = f"{self._path}/{f'?{query}' if query else ''}"
            await RedirectResponse(target, 308)(scope, receive, send)
            return
        if path.startswith(f"{self._path}/"):
            raw = scope.get("raw_path") or path.encode()
            prefix = self._path.encode()
            scope = {**scope, "path": path.removeprefix(self._path)}
            scope["raw_path"] = raw.removeprefix(prefix)
        await self._app(scope, receive, send)
