"""One real server and one real browser for the tests of the page."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
import uvicorn

from bot import Answer, Bot
from bot.web.archive import Archive
from bot.web.site import create_site
from index import Index, build

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOOPBACK = {"127.0.0.1", "localhost"}


class FaultyBot:
    """A bot that fails on one question, as a bot with a defect would.

    It remembers its answers: these tests are about the page, and ask the same again and again.
    """

    BAD_QUESTION = "Was passiert bei einem Fehler?"

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._answers = cache(bot.ask)

    @property
    def index(self) -> Index:
        return self._bot.index

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        if question == self.BAD_QUESTION:
            raise RuntimeError("a defect that the page must survive")
        return self._answers(question, tuple(history))


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
        launched = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def start_site() -> Iterator[Callable[..., str]]:
    """Serve the page of a bot on a free port and return its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(bot: object) -> str:
        archive = Archive(bot)
        site = create_site(lambda: archive, LOOPBACK)
        config = uvicorn.Config(site, port=0, log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        ready = threading.Event()
        startup = server.startup

        async def announce(sockets: object = None) -> None:
            await startup(sockets)
            ready.set()

        server.startup = announce
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        assert ready.wait(30), "the server did not start"
        running.append((server, thread))
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join(10)


@pytest.fixture(scope="session")
def seed_site(seed_bot: Bot, start_site: Callable[..., str]) -> str:
    return start_site(FaultyBot(seed_bot))


HOSTILE_TEXT = """<script>alert(1)</script> ![x](http://tracker.example/p.png) Turm

Der Turm von Pisa ist <img src=http://tracker.example/q.png onerror=alert(2)> 55 Meter hoch und \
${alert(3)} {{alert(4)}} [hier](javascript:alert(5)) geneigt.

</div></mark></blockquote><iframe src="http://tracker.example/f"></iframe> Ende des Artikels.
"""


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, start_site: Callable[..., str]) -> str:
    source = tmp_path_factory.mktemp("hostile")
    name = "<img src=x onerror=alert(6)>.txt"
    (source / name).write_text(HOSTILE_TEXT, encoding="utf-8")
    index_dir = tmp_path_factory.mktemp("hostile-index")
    build(source, index_dir)
    return start_site(Bot(index_dir))


@pytest.fixture
def seeds() -> Path:
    return Path(__file__).parents[2] / "seeds"
