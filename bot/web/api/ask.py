"""The interface for programs: ``POST /api/ask``, its description, and errors as JSON."""

import asyncio
import html
import json
import logging
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from bot.find.filters import Filters
from bot.interrupt import AskerGoneError, Gone, working_for
from bot.request import DEFECT, EXAMPLE, Ask, Failure, Search, first_problem
from bot.types import Answer, Listing
from bot.web.archive.generation import Archive
from index.errors import QuestionError, StoredIndexError

log = logging.getLogger(__name__)

# So many questions of programs are answered at once, the others wait in turn: one is read on all
# cores while another is searched for. More would only wait for each other.
ASKED_AT_ONCE = 2
_OTHER_METHODS = ["GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]


def add_api(app: FastAPI, archive: Callable[[], Archive]) -> None:
    """Add the routes below ``/api`` to an application; ``archive`` gives the one that answers."""
    failures: dict[int | str, dict[str, Any]] = {
        status: {"model": Failure} for status in (400, 401, 403, 405, 413, 422, 500)
    }

    turns = asyncio.Semaphore(ASKED_AT_ONCE)

    @app.post("/api/ask", responses=failures, summary="Answer a question with a quote")
    async def ask(body: Ask, request: Request) -> Answer:
        """Answer from the articles; every quote is ``text[start:end]`` of the article it cites.

        ``answered`` is false where the articles do not say; ``candidates`` are then the nearest
        sentences, and no evidence.
        """
        async with turns:
            if await request.is_disconnected():
                raise HTTPException(499, "The asker is gone")
            return await _unless_gone(request, partial(_ask, archive(), body))

    @app.post("/api/search", responses=failures, summary="List the articles about some words")
    def search(body: Search) -> Listing:
        """List the articles about some words, a page at a time; ``found`` counts all of them."""
        filters = Filters(body.date_from, body.date_to, tuple(body.sources))
        return archive().bot.search(body.words, filters, body.order, body.first, body.count)

    @app.get("/api/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(_docs_page(app.openapi()))

    @app.api_route("/api/ask", methods=_OTHER_METHODS, include_in_schema=False)
    @app.api_route("/api/search", methods=_OTHER_METHODS, include_in_schema=False)
    def refuse_method() -> JSONResponse:
        reply = _failure(405, "method", "Questions are sent by POST. See /api/docs.")
        reply.headers["Allow"] = "POST"
        return reply

    @app.api_route("/api", methods=["POST", *_OTHER_METHODS], include_in_schema=False)
    @app.api_route("/api/{path:path}", methods=["POST", *_OTHER_METHODS], include_in_schema=False)
    def refuse_path(path: str = "") -> JSONResponse:
        return _failure(404, "path", f"There is no /api/{path}. See /api/docs.")

    # Gradio's endpoints without its queue, which neither the page nor gradio_client calls.
    @app.post("/gradio_api/run/{path:path}", include_in_schema=False)
    @app.post("/gradio_api/api/{path:path}", include_in_schema=False)
    def refuse_unqueued(path: str) -> JSONResponse:
        return _failure(404, "path", "Programs ask by POST to /api/ask. See /api/docs.")

    @app.exception_handler(QuestionError)
    def refuse_question(_: Request, error: QuestionError) -> JSONResponse:
        return _failure(422, "question", str(error))

    @app.exception_handler(StoredIndexError)
    def refuse_damaged(_: Request, error: StoredIndexError) -> JSONResponse:
        log.error("%s", error)
        return _failure(503, "index", str(error))

    @app.exception_handler(RequestValidationError)
    def refuse_request(_: Request, error: RequestValidationError) -> JSONResponse:
        return _failure(422, "request", f"{first_problem(error.errors())}. See /api/docs.")

    @app.exception_handler(HTTPException)
    def refuse_unreadable(_: Request, error: HTTPException) -> JSONResponse:
        """Refuse what FastAPI cannot read at all, such as bytes that are no UTF-8."""
        return _failure(error.status_code, "request", f"{error.detail}. See /api/docs.")

    app.add_exception_handler(Exception, report_defect)


def _ask(archive: Archive, body: Ask, gone: Gone) -> Answer:
    with working_for(gone):
        return archive.ask(body.question, body.history, body.filters)


async def _unless_gone(request: Request, work: Callable[[Gone], Answer]) -> Answer:
    """Return what a thread makes; it is interrupted as soon as the asker is gone."""
    gone = Gone()
    watching = asyncio.create_task(_watch(request, gone))
    try:
        return await run_in_threadpool(work, gone)
    except AskerGoneError:
        raise HTTPException(499, "The asker is gone") from None
    finally:
        watching.cancel()


async def _watch(request: Request, gone: Gone) -> None:
    """Tell as soon as the asker is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    gone.leave()


def report_defect(request: Request, error: Exception) -> JSONResponse:
    """Log an error that nobody expected, and answer without its details."""
    log.error("%s %s failed.", request.method, request.url.path, exc_info=error)
    return _failure(500, "internal", DEFECT)


def _failure(status: int, code: str, message: str) -> JSONResponse:
    return JSONResponse(Failure(code=code, message=message).model_dump(), status)


def _docs_page(schema: dict[str, Any]) -> str:
    """Return the description as a page of its own: FastAPI's would load scripts from elsewhere."""
    request = json.dumps(EXAMPLE, ensure_ascii=False)
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>zitat: API</title>"
        "<meta name='viewport' content='width=device-width'><style>body{font:1rem/1.5 system-ui,"
        "sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
        "td,th{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem 0}"
        "pre{overflow:auto;padding:.6rem;border:1px solid #8886}</style></head><body>"
        "<h1>zitat: API</h1><p>Machine-readable: <a href='openapi.json'>OpenAPI</a></p>"
    ]
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            parts.append(f"<h2><code>{method.upper()} {_e(path)}</code></h2>")
            parts.append(f"<p>{_prose(operation.get('description', operation['summary']))}</p>")
    parts.append(f"<pre>curl -H 'Content-Type: application/json' -d '{_e(request)}' ADDRESS")
    parts.append("/api/ask</pre>")
    for name, model in schema["components"]["schemas"].items():
        rows = "".join(
            f"<tr><td><code>{_e(field)}</code></td><td>{_e(_type(facts))}</td>"
            f"<td>{_e(facts.get('description', ''))}</td></tr>"
            for field, facts in model.get("properties", {}).items()
        )
        parts.append(
            f"<h3 id='{_e(name)}'>{_e(name)}</h3><p>{_prose(model.get('description', ''))}"
        )
        parts.append(f"</p><table><tr><th>Field</th><th>Type</th><th></th></tr>{rows}</table>")
    return "".join([*parts, "</body></html>"])


def _type(facts: dict[str, Any]) -> str:
    """Return the type of a field in words."""
    if "anyOf" in facts:
        return " or ".join(_type(option) for option in facts["anyOf"])
    if "$ref" in facts:
        return str(facts["$ref"]).rsplit("/", 1)[-1]
    if facts.get("type") == "array":
        return f"list of {_type(facts.get('items', {}))}"
    return str(facts.get("type", "any"))


def _prose(docstring: str) -> str:
    """Return a docstring as HTML, its names of fields as such."""
    return re.sub("``(.+?)``", r"<code>\1</code>", _e(docstring))


def _e(text: str) -> str:
    return html.escape(text)
