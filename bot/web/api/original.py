"""The original of an article: its file as it lies in the folder of articles.

A PDF opens in the browser's own viewer, every other file is a download: a browser runs nothing that
stands in one.
"""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from bot.web.archive.generation import Archive
from bot.web.archive.trash import file_of
from bot.web.words.language import LANGUAGE_COOKIE
from bot.web.words.reader import texts_for
from index.errors import SourceError
from index.files.address import RemoteFolder, Source, source_at

log = logging.getLogger(__name__)

_BLOCK_BYTES = 1 << 16
_PDF_MARK = b"%PDF-"
_MARK_WITHIN_BYTES = 1024  # what may stand before the mark, as viewers read it
# Whatever a browser makes of a download, it gets no origin, no script and no network.
_NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"


def original_link(path: str, page: int | None = None) -> str:
    """Return the address of an article's file, relative to that of the chat.

    ``page`` is the page of a PDF, from 1, that the browser's viewer shows first.
    """
    fragment = "" if page is None else f"#page={page}"
    return f"original?{urlencode({'article': path})}{fragment}"


def opens_in_browser(path: str) -> bool:
    """Return whether an article's file is shown by the browser; others are downloaded."""
    return path.lower().endswith(".pdf")


def add_originals(app: FastAPI, archive: Callable[[], Archive]) -> None:
    """Add the route ``/original`` to an application; ``archive`` gives the one that answers."""

    @app.api_route("/original", methods=["GET", "HEAD"], include_in_schema=False)
    def original(request: Request, article: str = "") -> Response:
        """Send the file of an article of the index; nothing else on this machine has a name."""
        index = archive().bot.index
        name = article if article in index.files else file_of(article)
        source = source_at(index.manifest.source_folder)
        opened = _opened(source, name) if name in index.files else None
        if opened is None:
            language = request.headers.get("accept-language")
            texts = texts_for(language, request.cookies.get(LANGUAGE_COOKIE))
            return PlainTextResponse(texts.original_missing, 404)
        file, size_bytes = opened
        shown = opens_in_browser(name) and _PDF_MARK in file.read(_MARK_WITHIN_BYTES)
        file.seek(0)
        disposition = "inline" if shown else "attachment"
        saved_as = quote(name.rsplit("/", 1)[-1], safe="")
        headers = {
            "Cache-Control": "private, no-cache",
            "Content-Disposition": f"{disposition}; filename*=UTF-8''{saved_as}",
            "Content-Length": str(size_bytes),
        }
        if not shown:
            headers["Content-Security-Policy"] = _NOTHING_RUNS
        kind = "application/pdf" if shown else "application/octet-stream"
        return StreamingResponse(_blocks(file, size_bytes), headers=headers, media_type=kind)


def _opened(source: Source, name: str) -> tuple[IO[bytes], int] | None:
    """Return a file within the folder, opened, and its bytes; None if it cannot be."""
    if isinstance(source, RemoteFolder):
        return _opened_there(source, name)
    file = _opened_here(source, name)
    return None if file is None else (file, os.fstat(file.fileno()).st_size)


def _opened_there(source: RemoteFolder, name: str) -> tuple[IO[bytes], int] | None:
    from index.files.remote import open_folder  # noqa: PLC0415  an extra

    try:
        return open_folder(source).file(name)
    except SourceError as error:
        log.warning("%s", error)
        return None


def _opened_here(source: Path, name: str) -> IO[bytes] | None:
    """Return a file within the folder, opened; None for a link, a folder, or nothing there."""
    path = source / name
    if not path.resolve().is_relative_to(source.resolve()):
        return None
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return open(descriptor, "rb")  # noqa: PTH123  the descriptor is open already


def _blocks(file: IO[bytes], size_bytes: int) -> Iterator[bytes]:
    """Yield the file up to a size: one that grows meanwhile sends no more than was promised."""
    with closing(file):
        while block := file.read(min(_BLOCK_BYTES, size_bytes)):
            size_bytes -= len(block)
            yield block
