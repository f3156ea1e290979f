"""Between the network and the page: foreign hosts and origins, the password, headers."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.guard.auth import Password
from bot.web.guard.upload_gate import UploadGate

MAX_BODY_BYTES = 200_000

_POLICY = "Content-Security-Policy"
_SECURITY_HEADERS = {
    # Gradio needs inline scripts and eval; nothing may be loaded from, or sent to, elsewhere.
    _POLICY: "default-src 'self'; script-src 'self' 'unsafe-inline' "
    "'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """ASGI middleware that lets only those through who may, and adds the security headers.

    ``allowed_hosts`` are the host names, without port, under which the page may be asked for; None
    allows any. A request that names an origin must name the one that it is sent to: no other
    site's script may read answers or send anything, whatever Gradio's own CORS rules say. Where
    there is a password, all but ``/healthz`` needs it. What is sent must say its length and be
    small; for uploads ``uploads`` decides.
    """

    def __init__(
        self,
        app: ASGIApp,
        allowed_hosts: Collection[str] | None,
        password: Password | None = None,
        uploads: UploadGate | None = None,
    ) -> None:
        self._app = app
        self._uploads = uploads or UploadGate(None)
        self._allowed_hosts = allowed_hosts
        self._password = password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or hand the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = headers.get(_POLICY)
                for name, value in _SECURITY_HEADERS.items():
                    headers[name] = value
                if own is not None:  # both hold, so that it can only forbid more
                    headers.append(_POLICY, own)
            await send(message)

        refusal = self._refusal(scope["path"], Headers(scope=scope))
        app = self._app if refusal is None else refusal
        await app(scope, receive, send_with_headers)

    def _refusal(self, path: str, headers: Headers) -> JSONResponse | None:
        host = headers.get("x-forwarded-host", headers.get("host", ""))
        # Both are checked: a script of a site whose name points here could set the former.
        names = {_name(host), _name(headers.get("host", ""))}
        if self._allowed_hosts is not None and not names.issubset(self._allowed_hosts):
            return _refuse(400, "host", "This host name is not served here.")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return _refuse(403, "origin", "Requests from other sites are refused.")
        if not self._admits(path, headers):
            refusal = _refuse(401, "password", "Name and password are needed.")
            refusal.headers["WWW-Authenticate"] = 'Basic realm="zitat", charset="UTF-8"'
            return refusal
        if path.rstrip("/").endswith("/upload"):
            refused = self._uploads.refusal(headers)
            return None if refused is None else _refuse(*refused)
        if not _is_small(headers):
            return _refuse(413, "size", f"At most {MAX_BODY_BYTES} bytes can be sent, with length.")
        return None

    def _admits(self, path: str, headers: Headers) -> bool:
        if self._password is None or path == "/healthz":
            return True
        return self._password.admits(headers.get("authorization", ""))


def _refuse(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse({"code": code, "message": message}, status)


def _is_small(headers: Headers) -> bool:
    """Return whether the length of a body is known and allowed."""
    if "transfer-encoding" in headers:
        return False
    length = headers.get("content-length", "0")
    return length.isascii() and length.isdigit() and int(length) <= MAX_BODY_BYTES


def _name(host: str) -> str:
    """Return a Host header's name in lower case, without port or the brackets of IPv6."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
