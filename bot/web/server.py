"""Start-up: a free port, a current index, then the page."""

import logging
import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.web.guard.auth import LOOPBACK, Password, read_password
from bot.web.guard.guard import Guard
from bot.web.settings import PageSettings
from bot.web.start.proxy import BelowPath, PublicAddress
from bot.web.start.waiting import WaitingRoom
from bot.web.watch.unfinished import is_unfinished
from index.cli import exit_with_message
from index.cli import run as rebuild
from index.console import visible
from index.errors import (
    IndexMissingError,
    SettingError,
    SourceError,
    StoredIndexError,
    ZitatError,
)
from index.messages import Code
from index.store.generations import current_generation, rebuild_remedy
from index.store.manifest import built_from

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from bot.pipeline import Bot

# What is wrong with a folder of articles until its first article comes.
_FIRST_MAY_COME = (Code.NO_FOLDER, Code.FOLDER_EMPTY, Code.NOTHING_READABLE)


def main() -> None:
    """Serve the page as the settings say; an error is one message and exit code 2."""
    exit_with_message(serve)


def serve(
    index_dir: Path | None = None,
    model: str | None = None,
    reader: str | None = None,
    watch: bool | None = None,
    cluster: str | None = None,
) -> None:
    """Serve the page until it is stopped; build the index first if it is missing or out of date.

    What is None follows the settings. The address answers at once, and says what it waits for.
    Raises a ZitatError that says what to do if the port cannot be used, or if there is no usable
    index and none can be built.
    """
    told = {
        "index_dir": index_dir,
        "model": model,
        "reader": reader,
        "watch": watch,
        "cluster": cluster,
    }
    settings = PageSettings.load()
    settings = settings.model_copy(update={k: v for k, v in told.items() if v is not None})
    public = PublicAddress(settings.root_path)
    password = read_password(settings.auth, public.host or settings.host)
    hosts = None
    if settings.host in LOOPBACK:
        hosts = LOOPBACK | ({public.host} if public.host else frozenset())
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    with _listen(settings.host, settings.port) as listener, TemporaryDirectory("-zitat") as folder:
        # Gradio reads these variables when it is imported, and the import takes seconds.
        os.environ["GRADIO_TEMP_DIR"] = folder
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        from bot.web.run import run  # noqa: PLC0415  a taken port is told before

        room = WaitingRoom()
        waiting = BelowPath(Guard(room, hosts, password), public.path)
        run(listener, address(settings), waiting, partial(_load, settings, room, hosts, password))


def _load(
    settings: PageSettings,
    room: WaitingRoom,
    hosts: frozenset[str] | None,
    password: Password | None,
) -> "Callable[[], ASGIApp]":
    """Bring the index up to date and load all that the page needs; return what makes the page."""
    settings = _as_built(settings)
    bot = _open_when_there(settings, room) if settings.watch else _open_current(settings, room)
    room.note("page")
    from bot.web.archive.generation import Archive  # noqa: PLC0415
    from bot.web.archive.holdings import Holdings, UploadLimits  # noqa: PLC0415
    from bot.web.archive.keeper import Keeper  # noqa: PLC0415
    from bot.web.archive.live import LiveArchive  # noqa: PLC0415
    from bot.web.site import create_site  # noqa: PLC0415
    from bot.web.watch.watcher import Watcher  # noqa: PLC0415

    holdings = Holdings(
        source=settings.source,
        index_dir=settings.index_dir,
        config=settings.index_config,
        limits=settings.read_limits,
        uploads=UploadLimits(settings.upload_file_mb, folder_mb=settings.upload_folder_mb),
        cluster=settings.cluster,
        # Without a password, whoever reaches the page could remove articles.
        changeable=hosts == LOOPBACK or password is not None,
    )
    live = LiveArchive(Archive(bot))
    keeper = Keeper(holdings, live, partial(_open_newest, settings))
    if settings.watch:
        Watcher(keeper).start()
    return partial(create_site, live, hosts, password, keeper, PublicAddress(settings.root_path))


def address(settings: PageSettings) -> str:
    """Return the address under which a browser on this machine reaches the page."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host and '[' not in host else host}:{settings.port}"


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that has the port. Before anything slow, so that a taken one is told now."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
            0
        ]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(where)
            listener.listen()
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise SettingError(
            f"Port {port} on {host} cannot be used: {error.strerror}. Stop the program that uses "
            f"it, or choose another one, as in: ZITAT_PORT={port + 1 if port < 65_535 else 7860}"
        ) from error
    return listener


def _open_when_there(settings: PageSettings, room: WaitingRoom) -> "Bot":
    """Return a bot as ``_open_current`` does, as soon as the folder holds an article.

    Raises what that raises, but for a folder that is missing, empty, or holds nothing readable.
    """
    from bot.web.start.first import wait_for_another, whole_files  # noqa: PLC0415  loads readers

    said = ""
    while True:
        room.note("compare")
        seen = whole_files(settings.source)
        try:
            return _open_current(settings, room)
        except SourceError as error:
            if error.message.code not in _FIRST_MAY_COME:
                raise
            if said != str(error):
                said = str(error)
                print(f"{visible(said)}\nzitat waits for the first article.", flush=True)
        room.note("first")
        wait_for_another(settings.source, seen)


def _open_current(settings: PageSettings, room: WaitingRoom) -> "Bot":
    """Return a bot over an index of the articles as they are now; ``room`` says what is done.

    If the index cannot be brought up to date, the old one serves; without one the error is raised.
    """
    from index.rebuild.changes import is_current  # noqa: PLC0415

    index_dir = settings.index_dir
    try:
        if not is_current(settings.source, index_dir, settings.index_config):
            _rebuild(settings, room)
    except ZitatError as error:
        try:
            bot = _open_newest(settings)
        except IndexMissingError:
            raise error from None
        print(f"The index could not be brought up to date; the old one serves. {error}", flush=True)
        return bot
    room.note("load")
    try:
        return _open_newest(settings)
    except StoredIndexError as error:
        print(error, flush=True)
        _rebuild(settings, room)
        return _open_newest(settings)


def _open_newest(settings: PageSettings) -> "Bot":
    from bot.pipeline import open_bot  # noqa: PLC0415  takes a second; the address answers before

    return open_bot(settings.index_dir, settings.model, settings.reader, settings.cluster)


def _as_built(settings: PageSettings) -> PageSettings:
    """Return the settings, where nobody set them those that the index was built with.

    Else ``zitat index OTHER --model X`` and then ``zitat serve`` would put an index of the default
    folder, or by the default model, in its place; also where OTHER is not there now, or the index
    is of an older format. Raises IndexDamagedError if there is an index that does not tell.
    """
    try:
        generation = current_generation(settings.index_dir)
    except IndexMissingError:
        return settings
    source, config = built_from(generation, rebuild_remedy(settings.index_dir))
    told = {"source": source, "model": config.model, "mask": config.mask}
    unset = told.keys() - settings.model_fields_set
    return settings.model_copy(update={name: told[name] for name in unset})


def _rebuild(settings: PageSettings, room: WaitingRoom) -> None:
    room.note("build")
    print(f"Building the index of {settings.source} …", flush=True)
    rebuild(
        settings.source,
        settings.index_dir,
        settings.index_config,
        progress=room.note_progress,
        unfinished=is_unfinished if settings.watch else None,
        cluster=settings.cluster,
    )
