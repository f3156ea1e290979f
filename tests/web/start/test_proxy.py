"""Behind a reverse proxy, below a path: page, answers, links, originals and uploads work."""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
import uvicorn
from fixed_bot import ANSWERED, FixedBot
from proxy import Proxy
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from bot.web.archive.generation import Archive
from bot.web.archive.live import LiveArchive
from bot.web.guard.auth import LOOPBACK
from bot.web.settings import PageSettings
from bot.web.site import create_site
from bot.web.start.proxy import BelowPath, PublicAddress
from index.errors import SettingError

PATH = "/archiv/zitat"


@pytest.fixture(scope="module")
def serve_app() -> Iterator[Callable[[Callable[[], object]], str]]:
    """Serve any application on a free port and return its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve(make: Callable[[], object]) -> str:
        started: queue.Queue[uvicorn.Server] = queue.Queue()

        async def run() -> None:
            config = uvicorn.Config(make(), port=0, log_level="error", timeout_graceful_shutdown=1)
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve())
            while not server.started:
                await asyncio.sleep(0)
            started.put(server)
            await serving

        thread = threading.Thread(target=lambda: asyncio.run(run()))
        thread.start()
        server = started.get(timeout=60)
        running.append((server, thread))
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield serve
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join()


@pytest.fixture(scope="module", params=[True, False], ids=["cut off", "as it is"])
def proxied(
    request: pytest.FixtureRequest,
    serve_app: Callable[[Callable[[], object]], str],
    fixed_bot: FixedBot,
) -> str:
    """Serve the page behind a proxy, which cuts the path off or not; return its address there."""
    live, public = LiveArchive(Archive(fixed_bot)), PublicAddress(PATH)
    upstream = serve_app(lambda: create_site(live, LOOPBACK, None, None, public))
    proxy = serve_app(lambda: Proxy(upstream, PATH, cuts_off=request.param))
    return f"{proxy}{PATH}"


@pytest.mark.browser
def test_the_page_answers_below_a_path_and_its_links_stay_there(visit, proxied: str) -> None:
    opened = visit(address=f"{proxied}/", fresh=True)
    opened.ask(ANSWERED)
    article = opened.page.locator("#article")
    links = article.locator(".tools a").evaluate_all("links => links.map(link => link.href)")
    assert links
    assert all(link.startswith(f"{proxied}/?article=") or "/original?" in link for link in links)
    assert any(link.startswith(f"{proxied}/original?article=") for link in links)
    assert all(url.startswith((proxied, "blob:", "data:")) for url in opened.requests)
    assert opened.page.request.get(links[-1]).ok
    with opened.page.expect_request(f"{proxied}/healthz"):  # whether there is news
        opened.page.locator("#export summary").press("Enter")
        with opened.page.expect_download() as download:
            opened.page.locator("#export [data-format=md]").press("Enter")
    assert f"{proxied}/?article=" in download.value.path().read_text("utf-8")


def test_programs_ask_below_a_path(web: httpx.Client, proxied: str) -> None:
    reply = web.post(f"{proxied}/api/ask", json={"question": ANSWERED}).json()
    assert reply["answered"] is True
    assert "href='openapi.json'" in web.get(f"{proxied}/api/docs").text
    assert web.get(f"{proxied}/healthz").json()["status"] == "ok"
    page = web.get(f"{proxied}/").text
    for kind, link in (("manifest", "manifest.json"), ("icon", "favicon.ico")):
        assert f'<link rel="{kind}" href="{link}"' in page
        assert web.get(f"{proxied}/{link}").is_success


def test_the_path_without_its_last_slash_leads_to_the_page() -> None:
    site = BelowPath(PlainTextResponse("not reached"), PATH)
    client = TestClient(site, base_url="http://127.0.0.1", follow_redirects=False)
    reply = client.get(f"{PATH}?article=a.txt&start=0&end=3")
    assert reply.status_code == 308
    assert reply.headers["Location"] == f"{PATH}/?article=a.txt&start=0&end=3"


@pytest.mark.parametrize(
    ("setting", "path", "host"),
    [
        ("", "", None),
        ("/zitat/", "/zitat", None),
        ("https://Archiv.example:8443/presse/zitat/", "/presse/zitat", "archiv.example"),
        ("https://archiv.example", "", "archiv.example"),
    ],
)
def test_the_setting_is_a_path_or_an_address(
    monkeypatch: pytest.MonkeyPatch, setting: str, path: str, host: str | None
) -> None:
    monkeypatch.setenv("ZITAT_ROOT_PATH", setting)
    public = PublicAddress(PageSettings.load().root_path)
    assert (public.path, public.host) == (path, host)


@pytest.mark.parametrize("setting", ["zitat", "//x/y", "ftp://x/y", "/a?b", "https://", "/a#b"])
def test_what_is_neither_is_refused_with_an_example(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("ZITAT_ROOT_PATH", setting)
    with pytest.raises(SettingError, match=r"ZITAT_ROOT_PATH is .*expected a path such as /zitat"):
        PageSettings.load()
