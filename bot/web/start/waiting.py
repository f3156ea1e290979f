"""What a browser and a program get while index and page are still being loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.web.index_tab.texts import TEXTS as INDEX_TEXTS
from bot.web.words.language import LANGUAGE_COOKIE, language_of
from bot.web.words.texts import Language

if TYPE_CHECKING:
    from index.rebuild.report import Progress

Step = Literal["compare", "first", "build", "load", "page"]


@dataclass(frozen=True, slots=True)
class WaitingTexts:
    """The words of the waiting page in one language; ``steps`` are what is waited for."""

    heading: str
    hint: str
    steps: Mapping[Step, str]


TEXTS: Mapping[Language, WaitingTexts] = {
    "de": WaitingTexts(
        heading="zitat startet",
        hint="Die Seite öffnet sich von selbst.",
        steps={
            "compare": "Die Artikel werden mit dem Index verglichen …",
            "first": "Noch liegt kein lesbarer Artikel im Ordner. zitat wartet auf den ersten …",
            "build": "Der Index wird gebaut …",
            "load": "Index und Modell werden geladen …",
            "page": "Die Seite wird geladen …",
        },
    ),
    "en": WaitingTexts(
        heading="zitat is starting",
        hint="The page opens by itself.",
        steps={
            "compare": "The articles are compared with the index …",
            "first": "There is no readable article in the folder yet. zitat waits for the first …",
            "build": "The index is being built …",
            "load": "Index and model are being loaded …",
            "page": "The page is being loaded …",
        },
    ),
}
_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:20vh auto;padding:0 1rem}"
    "h1{font:600 1.5rem Georgia,serif}"
)
_SCRIPT = """
const state = document.querySelector("[role=status]");
const ask = async () => {
  try {
    const reply = await fetch("healthz");
    if (reply.ok) return location.reload();
    const { waits_for: text } = await reply.json();
    if (text && text !== state.textContent) state.textContent = text;
  } catch {}
  setTimeout(ask, 1000);
};
setTimeout(ask, 500);
"""


class WaitingRoom:
    """ASGI application that says what it waits for; its notes may be called from any thread."""

    def __init__(self) -> None:
        self._step: Step = "compare"
        self._progress: Progress | None = None

    def note(self, step: Step) -> None:
        """Set what is waited for now."""
        self._step, self._progress = step, None

    def note_progress(self, progress: "Progress") -> None:
        """Set how far the index is built."""
        self._step, self._progress = "build", progress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the status 503: a page at ``/``, else JSON."""
        await self._reply(Request(scope))(scope, receive, send)

    def _reply(self, request: Request) -> Response:
        language = language_of(
            request.headers.get("accept-language"), request.cookies.get(LANGUAGE_COOKIE)
        )
        headers = {"Retry-After": "1", "Cache-Control": "no-store"}
        state = self._state(language)
        if request.url.path == "/":
            return HTMLResponse(_page(state, language), 503, headers)
        body = {"status": "starting", "code": "starting", "message": state, "waits_for": state}
        return JSONResponse(body, 503, headers)

    def _state(self, language: Language) -> str:
        text = TEXTS[language].steps[self._step]
        progress = self._progress
        if progress is None:
            return text
        step = INDEX_TEXTS[language].steps[progress.step]
        return f"{text} {step}: {progress.done}/{progress.total}"


def _page(state: str, language: Language) -> str:
    words = TEXTS[language]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<noscript><meta http-equiv="refresh" content="3"></noscript>'
        f"<title>{escape(words.heading)}</title><style>{_STYLE}</style></head><body><main>"
        f'<h1>{escape(words.heading)}</h1><p role="status">{escape(state)}</p>'
        f"<p>{escape(words.hint)}</p></main><script>{_SCRIPT}</script></body></html>"
    )
