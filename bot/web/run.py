"""Runs the web application on a socket that is already listening."""

import socket
from collections.abc import Callable, Collection
from contextlib import suppress

import uvicorn

from bot.web.archive import Archive, Asker
from bot.web.auth import Password
from bot.web.holdings import Holdings
from bot.web.keeper import Keeper
from bot.web.live import LiveArchive
from bot.web.site import create_site


class _AnnouncingServer(uvicorn.Server):
    """A server that prints where to open the page as soon as it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"zitat is open at {self._address} (Ctrl+C ends it)", flush=True)


def run(
    bot: Asker,
    open_bot: Callable[[], Asker],
    listener: socket.socket,
    address: str,
    allowed_hosts: Collection[str] | None,
    password: Password | None,
    holdings: Holdings,
) -> None:
    """Serve the page of ``bot`` on ``listener`` until the process is told to stop.

    ``open_bot`` opens the newest index after a rebuild.
    """
    live = LiveArchive(Archive(bot))
    site = create_site(live, allowed_hosts, password, Keeper(holdings, live, open_bot))
    config = uvicorn.Config(
        site, log_level="warning", access_log=False, timeout_graceful_shutdown=2
    )
    with suppress(KeyboardInterrupt):
        _AnnouncingServer(config, address).run(sockets=[listener])
