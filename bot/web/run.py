"""Runs the web application on a socket that is already listening, while it is still loading."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.lifespan.on import LifespanOn


class SwitchedApp:
    """ASGI application that another one can take the place of. Safe to use from several threads."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def switch_to(self, app: ASGIApp) -> None:
        """Let another application answer from now on."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer that does so now."""
        await self._app(scope, receive, send)


class _OpeningServer(uvicorn.Server):
    """A server that answers at once, prints where, and loads the site meanwhile."""

    def __init__(
        self,
        config: uvicorn.Config,
        address: str,
        load: Callable[[], Callable[[], ASGIApp]],
        switch: SwitchedApp,
    ) -> None:
        super().__init__(config)
        self._address = address
        self._load = load
        self._switch = switch
        self._lifespan: LifespanOn | None = None
        self.failure: BaseException | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"zitat is open at {self._address} (Ctrl+C ends it)", flush=True)
            # A daemon: ending the program ends the loading; an index half built is left aside.
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._open, args=(loop,), name="open", daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self._lifespan is not None:
            await self._lifespan.shutdown()

    def _open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Load in this thread, then let the site answer: that is made in the server's loop."""
        try:
            make_site = self._load()
            asyncio.run_coroutine_threadsafe(self._enter(make_site), loop).result()
        except BaseException as error:
            self.failure = error
            self.should_exit = True

    async def _enter(self, make_site: Callable[[], ASGIApp]) -> None:
        site = make_site()
        lifespan = LifespanOn(uvicorn.Config(site, lifespan="on", log_level="warning"))
        await lifespan.startup()
        if lifespan.should_exit:
            raise RuntimeError("The page could not be started; the lines above say why.")
        self._lifespan = lifespan
        self._switch.switch_to(site)
        print("zitat is ready.", flush=True)


def run(
    listener: socket.socket,
    address: str,
    waiting: ASGIApp,
    load: Callable[[], Callable[[], ASGIApp]],
) -> None:
    """Serve on ``listener`` until the process is told to stop: ``waiting``, then what is loaded.

    ``load`` is called in a thread of its own and returns what makes the site. Raises what it
    raises.
    """
    switch = SwitchedApp(waiting)
    config = uvicorn.Config(
        switch, log_level="warning", access_log=False, timeout_graceful_shutdown=2, lifespan="off"
    )
    server = _OpeningServer(config, address, load, switch)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if server.failure is not None:
        raise server.failure
