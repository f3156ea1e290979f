"""What must not be possible from outside, on a page that can change the archive."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from bot import Bot
from bot.web.archive.holdings import Holdings
from bot.web.guard.auth import Password
from bot.web.index_tab.texts import GERMAN

AUTH = ("redaktion", "geheim")
SECRET = "streng geheim"


@pytest.fixture(scope="module")
def holdings(seed_index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    folder = tmp_path_factory.mktemp("secure")
    shutil.copytree(Path(__file__).parents[3] / "seeds", folder / "articles")
    shutil.copytree(seed_index_dir, folder / "index")
    (folder / "geheim.txt").write_text(SECRET)
    return Holdings(folder / "articles", folder / "index")


@pytest.fixture(scope="module")
def site(seed_bot: Bot, holdings: Holdings, start_site: Callable[..., str]) -> str:
    """Serve a page that may be changed by all who reach it, as on the loopback address."""
    return start_site(seed_bot, None, holdings)


@pytest.fixture(scope="module")
def closed_site(seed_bot: Bot, holdings: Holdings, start_site: Callable[..., str]) -> str:
    return start_site(seed_bot, Password(*AUTH), holdings)


@pytest.fixture(scope="module")
def read_only_site(seed_bot: Bot, holdings: Holdings, start_site: Callable[..., str]) -> str:
    """Serve a page as off the loopback address without a password."""
    return start_site(seed_bot, None, replace(holdings, changeable=False))


def files_of(holdings: Holdings) -> set[str]:
    folders = (holdings.source, holdings.index_dir)
    return {str(path) for folder in folders for path in folder.rglob("*")}


def endpoints(web: httpx.Client, site: str) -> list[int]:
    """Return the numbers of all events, the private ones too, as the page itself learns them."""
    config = web.get(f"{site}/config").json()
    return [dependency["id"] for dependency in config["dependencies"]]


def post_to_every_endpoint(web: httpx.Client, site: str, **options) -> list[httpx.Response]:
    """Call each event as a program would that knows nothing but its number."""
    replies = []
    for number in endpoints(web, site):
        for data in ([], ["001_85ee735918666742.txt"], [[{"path": "/etc/passwd"}], True]):
            body = {
                "data": data,
                "fn_index": number,
                "session_hash": f"probe{number}",
                "event_data": {"remove": "001_85ee735918666742.txt", "turn": 0, "verdict": "right"},
            }
            url = f"{site}/gradio_api/queue/join"
            replies.append(web.post(url, json=body, **options))
    return replies


def drain(web: httpx.Client, site: str, numbers: list[int]) -> str:
    """Return what the events of the probes answered."""
    text = ""
    for number in numbers:
        url = f"{site}/gradio_api/queue/data?session_hash=probe{number}"
        with web.stream("GET", url, timeout=30) as reply:
            for line in reply.iter_lines():
                text += line
                if '"close_stream"' in line:
                    break
    return text


def test_a_foreign_origin_can_post_nothing(
    web: httpx.Client, site: str, holdings: Holdings
) -> None:
    before = files_of(holdings)
    origin = {"Origin": "http://elsewhere.example"}
    assert {r.status_code for r in post_to_every_endpoint(web, site, headers=origin)} == {403}
    sent = {"files": ("x.txt", b"x")}
    assert web.post(f"{site}/gradio_api/upload", files=sent, headers=origin).status_code == 403
    assert files_of(holdings) == before


def test_without_the_password_no_private_endpoint_runs(
    web: httpx.Client, site: str, closed_site: str, holdings: Holdings
) -> None:
    before = files_of(holdings)
    for number in endpoints(web, site):
        body = {"data": [], "fn_index": number, "session_hash": "x"}
        reply = web.post(f"{closed_site}/gradio_api/queue/join", json=body)
        assert (reply.status_code, reply.json()["code"]) == (401, "password")
    reply = web.post(f"{closed_site}/gradio_api/upload", files={"files": ("x.txt", b"x")})
    assert reply.status_code == 401
    assert files_of(holdings) == before


def test_where_others_reach_the_page_without_a_password_nothing_can_be_changed(
    web: httpx.Client, read_only_site: str, holdings: Holdings
) -> None:
    before = files_of(holdings)
    replies = post_to_every_endpoint(web, read_only_site)
    assert all(reply.status_code < 500 for reply in replies)
    answers = drain(web, read_only_site, endpoints(web, read_only_site))
    assert "Traceback" not in answers
    assert files_of(holdings) == before
    reply = web.post(f"{read_only_site}/gradio_api/upload", files={"files": ("x.txt", b"x")})
    assert (reply.status_code, reply.json()["code"]) == (403, "read_only")


def test_a_forwarded_host_does_not_stand_in_for_the_real_one(web: httpx.Client, site: str) -> None:
    headers = {"Host": "rebound.example", "X-Forwarded-Host": "127.0.0.1"}
    assert web.get(f"{site}/healthz", headers=headers).status_code == 400


def test_an_upload_over_the_limit_is_refused_unread(web: httpx.Client, site: str) -> None:
    url = f"{site}/gradio_api/upload"
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    connection = HTTPConnection(site.removeprefix("http://"))
    connection.putrequest("POST", "/gradio_api/upload")
    connection.putheader("Content-Length", "999999999")
    connection.endheaders()
    large = connection.getresponse()
    assert (large.status, json.loads(large.read())["code"]) == (413, "size")
    connection.close()
    reply = web.post(url, content=iter([b"--x--"]), headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (411, "length")


def test_a_name_of_50_megabytes_is_refused_and_the_page_lives(web: httpx.Client, site: str) -> None:
    name = "x" * 50_000_000 + ".txt"
    reply = web.post(f"{site}/gradio_api/upload", files={"files": (name, b"x")}, timeout=60)
    assert reply.status_code == 413
    assert web.get(f"{site}/healthz").status_code == 200


def test_too_many_files_at_once_are_refused(web: httpx.Client, site: str) -> None:
    files = [("files", (f"{number}.txt", b"x")) for number in range(1500)]
    reply = web.post(f"{site}/gradio_api/upload", files=files, timeout=60)
    assert reply.status_code == 400
    assert web.get(f"{site}/healthz").status_code == 200


def test_a_large_body_is_refused_on_every_other_path(web: httpx.Client, site: str) -> None:
    for path in ("/gradio_api/queue/join", "/gradio_api/run/predict", "/", "/api/ask"):
        reply = web.post(site + path, content=b"x" * 300_000)
        assert (reply.status_code, reply.json()["code"]) == (413, "size")


PLACES = (
    "{outside}",
    "{index}/generation-000001/manifest.json",
    "{source}/001_85ee735918666742.txt",
    "/etc/passwd",
    "/proc/self/environ",
    "../geheim.txt",
    "articles/../geheim.txt",
    "file:///etc/passwd",
    "{code}/bot/web/server.py",
    "{code}/app.py",
)
ROUTES = (
    "/gradio_api/file={place}",
    "/gradio_api/file/{place}",
    "/file={place}",
    "/file/{place}",
    "/gradio_api/static/{place}",
    "/static/{place}",
    "/gradio_api/stream/{place}",
    "/gradio_api/proxy=http://127.0.0.1/{place}",
    "/custom_component/{place}/component/x/y",
    "/svelte/{place}",
)


@pytest.mark.parametrize("route", ROUTES)
def test_no_route_gives_a_file_of_this_machine(
    web: httpx.Client, site: str, holdings: Holdings, route: str
) -> None:
    names = {
        "outside": str(holdings.source.parent / "geheim.txt"),
        "index": str(holdings.index_dir),
        "source": str(holdings.source),
        "code": str(Path(__file__).parents[3]),
    }
    for place in PLACES:
        for text in (place.format(**names), quote(place.format(**names), safe="")):
            reply = web.get(site + route.format(place=text))
            assert reply.status_code >= 400 or "<!doctype html>" in reply.text.lower(), text
            for secret in (SECRET, "root:", "PATH=", '"article_count"', "import ", "Bloomberg"):
                assert secret not in reply.text or "<!doctype html>" in reply.text.lower()


def test_errors_of_the_api_have_a_code_and_a_sentence(web: httpx.Client, site: str) -> None:
    for method, path, status, code in (
        ("GET", "/api/ask", 405, "method"),
        ("POST", "/api/nothing", 404, "path"),
        ("GET", "/api/", 404, "path"),
        ("POST", "/api/ask", 422, "request"),
        ("POST", "/gradio_api/run/predict", 404, "path"),
        ("POST", "/gradio_api/api/ask/", 404, "path"),
        ("POST", "/gradio_api/call/nothing", 500, "internal"),
    ):
        body = {"data": []} if path.startswith("/gradio") else None
        reply = web.request(method, site + path, json=body)
        assert reply.status_code == status
        assert reply.json()["code"] == code
        assert reply.json()["message"].endswith(".")


def test_what_is_told_of_a_read_only_page_names_the_setting() -> None:
    assert "ZITAT_AUTH" in GERMAN.read_only
