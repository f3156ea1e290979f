"""One real server and one real browser for the tests of the page."""

import asyncio
import json
import os
import queue
import shutil
import threading
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn
from archive_bot import ArchiveBot
from fixed_bot import FixedBot
from starlette.types import ASGIApp

from bot import Bot
from bot.web.archive.generation import Archive
from bot.web.archive.holdings import Holdings
from bot.web.archive.keeper import Keeper
from bot.web.archive.live import LiveArchive
from bot.web.guard.auth import LOOPBACK, Password
from bot.web.site import create_site
from bot.web.watch.watcher import Watcher
from index import Index, build

BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu"]  # nothing is drawn in three dimensions
FAILED = pytest.StashKey[bool]()
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    executable = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if executable is None:
        reason = f"no browser found: none of {', '.join(BROWSERS)} is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def web() -> Iterator[httpx.Client]:
    """Return a program that asks sites: one for all, as each new one reads all certificates."""
    with httpx.Client(timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def pages(browser) -> object:
    from visit import Pages  # Playwright may be missing where no browser is

    return Pages(browser)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = (yield).get_result()
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed


@pytest.fixture
def visit(pages, seed_site: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., object]]:
    """Open the page in an empty conversation; nothing may fail, and nothing leave the machine.

    ``fresh`` loads it, for tests of how it opens: others get one that is open already.
    """
    visits: list[object] = []

    def open_page(locale: str = "de-AT", address: str = seed_site, **options: object) -> object:
        visits.append(pages.take(locale, address, **options))
        return visits[-1]

    yield open_page
    for opened in visits:
        pages.give_back(opened, usable=not request.node.stash[FAILED])
    for opened in visits:
        assert opened.failures == []
        assert opened.foreign_requests() == []
        assert opened.dialogs == []


@pytest.fixture(scope="session")
def start_site(start_serving: Callable[..., str]) -> Callable[..., str]:
    """Serve the page of a bot on a free port and return its address."""

    def start(
        bot: object,
        password: Password | None = None,
        holdings: Holdings | None = None,
        *,
        watch: bool = False,
        within: Callable[[ASGIApp], ASGIApp] = lambda site: site,
    ) -> str:
        return start_serving(partial(serve, bot, password, holdings, watch=watch, within=within))

    return start


@pytest.fixture(scope="session")
def start_app(start_serving: Callable[..., str]) -> Callable[[ASGIApp], str]:
    """Serve an application on a free port and return its address."""
    return lambda app: start_serving(partial(serve_app, lambda: app))


@pytest.fixture(scope="session")
def start_serving() -> Iterator[Callable[..., str]]:
    """Run what serves on a free port, in a thread of its own, and return its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(serving: Callable[[queue.Queue[uvicorn.Server]], Coroutine[None, None, None]]) -> str:
        started: queue.Queue[uvicorn.Server] = queue.Queue()
        thread = threading.Thread(target=lambda: asyncio.run(serving(started)))
        thread.start()
        server = started.get(timeout=60)
        running.append((server, thread))
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join()


async def serve(
    bot: object,
    password: Password | None,
    holdings: Holdings | None,
    started: queue.Queue[uvicorn.Server],
    *,
    watch: bool,
    within: Callable[[ASGIApp], ASGIApp],
) -> None:
    """Serve the page of a bot on a free port; hand over the server as soon as it answers."""
    live, keeper, watcher = LiveArchive(Archive(bot)), None, None
    if holdings is not None:
        keeper = Keeper(holdings, live, lambda: Bot(holdings.index_dir))
        if watch:
            watcher = Watcher(keeper)
            watcher.start()
    # Gradio wants a running event loop.
    await serve_app(lambda: within(create_site(live, LOOPBACK, password, keeper)), started)
    if watcher is not None:
        watcher.stop()


async def serve_app(make_app: Callable[[], ASGIApp], started: queue.Queue[uvicorn.Server]) -> None:
    """Serve an application on a free port; hand over the server as soon as it answers."""
    server = uvicorn.Server(
        uvicorn.Config(make_app(), port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    started.put(server)
    await serving


@pytest.fixture(scope="session")
def fixed_bot(seed_index_dir: Path) -> FixedBot:
    return FixedBot(Index.open(seed_index_dir))


@pytest.fixture(scope="session")
def real_site(seed_bot: Bot, start_site: Callable[..., str]) -> str:
    return start_site(seed_bot)


@pytest.fixture(scope="session")
def seed_site(fixed_bot: FixedBot, start_site: Callable[..., str]) -> str:
    return start_site(fixed_bot)


@pytest.fixture(scope="session")
def archive_site(tmp_path_factory: pytest.TempPathFactory, start_site: Callable[..., str]) -> str:
    """Serve articles with dates, sources and addresses."""
    return start_site(ArchiveBot(tmp_path_factory.mktemp("archive")))


HOSTILE_TEXT = """<script>alert(1)</script> ![x](http://tracker.example/p.png) Turm

Der Turm von Pisa ist <img src=http://tracker.example/q.png onerror=alert(2)> 55 Meter hoch und \
${alert(3)} {{alert(4)}} [hier](javascript:alert(5)) geneigt.

</div></mark></blockquote><iframe src="http://tracker.example/f"></iframe> Ende des Artikels.
"""


HOSTILE_ROW = {
    "title": "<img src=http://tracker.example/t onerror=alert(8)> Turm von Pisa",
    "source": '"><img src=http://tracker.example/s onerror=alert(9)>',
    "date": "2024-03-01",
    "url": "javascript:alert(10)",
    "text": "Der Turm von Pisa ist <script>alert(11)</script> 56 Meter hoch. " + "Er steht. " * 9,
}


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, start_site: Callable[..., str]) -> str:
    source = tmp_path_factory.mktemp("hostile")
    name = "<img src=x onerror=alert(6)>.txt"
    (source / name).write_text(HOSTILE_TEXT, encoding="utf-8")
    (source / "row.jsonl").write_text(json.dumps(HOSTILE_ROW), encoding="utf-8")
    index_dir = tmp_path_factory.mktemp("hostile-index")
    build(source, index_dir)
    return start_site(Bot(index_dir))


@pytest.fixture
def seeds() -> Path:
    return Path(__file__).parents[2] / "seeds"


@pytest.fixture
def holdings(seeds: Path, seed_index_dir: Path, tmp_path: Path) -> Holdings:
    """Return a copy of the seeds and of their index, which may be changed."""
    shutil.copytree(seeds, tmp_path / "articles")
    shutil.copytree(seed_index_dir, tmp_path / "index")
    return Holdings(tmp_path / "articles", tmp_path / "index")


@pytest.fixture
def site(holdings: Holdings, start_site: Callable[..., str]) -> str:
    """Serve the page of ``holdings``."""
    return start_site(Bot(holdings.index_dir), None, holdings)
