"""Start-up and the guard, without a browser."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from bot.web.guard.auth import LOOPBACK, Password
from bot.web.guard.guard import Guard
from bot.web.run import SwitchedApp
from bot.web.server import _as_built, _open_current, _open_when_there
from bot.web.settings import PageSettings
from bot.web.start import first
from bot.web.start.waiting import TEXTS as WAITING
from bot.web.start.waiting import WaitingRoom
from index import IndexConfig, build
from index.checksums import sha256_of
from index.errors import IndexDamagedError, StoredIndexError
from index.model.check import MODEL_FOLDER
from index.rebuild.report import Progress
from index.store.generations import current_generation
from index.store.manifest import CHECKSUM, NAME, read_manifest

ROOT = Path(__file__).parents[3]


def run_app(**settings: str) -> subprocess.Popen[str]:
    """Start ``python app.py`` with these settings and no others."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZITAT_")}
    environment |= {f"ZITAT_{name.upper()}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_current_index_is_served_at_once(seed_index_dir: Path, free_port: int) -> None:
    with run_app(index_dir=str(seed_index_dir), port=str(free_port)) as app:
        try:
            line = app.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address, line + app.stderr.read()
            early = httpx.get(f"{address[0]}/", headers={"Accept-Language": "de"})
            assert early.status_code == 503
            assert WAITING["de"].heading in early.text
            assert app.stdout.readline() == "zitat is ready.\n"
            reply = httpx.get(f"{address[0]}/healthz").json()
            assert reply["status"] == "ok"
            assert reply["articles"] == 2
            assert httpx.get(f"{address[0]}/").status_code == 200
        finally:
            app.terminate()
        assert app.stdout.read() == ""
        assert app.stderr.read() == ""


def test_a_port_in_use_is_told_before_anything_slow(seed_index_dir: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with run_app(index_dir=str(tmp_path / "none"), port=str(port)) as app:
            stdout, stderr = app.communicate(timeout=60)
    assert app.returncode == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in stderr
    assert f"ZITAT_PORT={port + 1}" in stderr
    assert "Traceback" not in stderr
    assert stdout == ""
    assert not (tmp_path / "none").exists()


def test_a_folder_without_articles_is_told(tmp_path: Path, free_port: int) -> None:
    settings = {"source": str(tmp_path), "index_dir": str(tmp_path / "index")}
    with run_app(**settings, port=str(free_port)) as app:
        stderr = app.communicate(timeout=60)[1]
    assert app.returncode == 2
    assert "holds no articles" in stderr
    assert "Traceback" not in stderr


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_watched_may_get_its_first_article_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], there: bool
) -> None:
    monkeypatch.setattr(first, "_LOOK_SECONDS", 0.02)
    folder, room = tmp_path / "articles", WaitingRoom()
    if there:
        folder.mkdir()
        (folder / "empty.txt").touch()
        os.utime(folder / "empty.txt", (0, 0))
    update = {"source": folder, "index_dir": tmp_path / "index", "watch": True}
    settings = PageSettings.load().model_copy(update=update)
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(_open_when_there, settings, room)
        while (
            WAITING["de"].steps["first"]
            not in ask_while_waiting(room, "/", **{"Accept-Language": "de"}).text
        ):
            assert not opening.done(), opening.result()
        # Read once and behind the step: what is printed while capsys is read may be lost.
        said = capsys.readouterr().out
        assert "waits for the first article" in said
        assert ("holds no readable article" if there else "does not exist") in said
        folder.mkdir(exist_ok=True)
        (tmp_path / "a.txt").write_text("Die Brücke in Linz ist 140 Meter lang.")
        os.utime(tmp_path / "a.txt", (0, 0))
        (tmp_path / "a.txt").rename(folder / "a.txt")
        assert [article.path for article in opening.result(60).index.articles] == ["a.txt"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://{own}"}, 200),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "elsewhere.example"}, 400),
        ({"Host": "elsewhere.example", "Origin": "http://elsewhere.example"}, 400),
    ],
)
def test_foreign_hosts_and_origins_are_refused(
    web: httpx.Client, seed_site: str, headers: dict[str, str], status: int
) -> None:
    own = seed_site.removeprefix("http://")
    headers = {name: value.format(own=own) for name, value in headers.items()}
    for method, path in (("GET", "/healthz"), ("GET", "/"), ("POST", "/gradio_api/queue/join")):
        reply = web.request(method, seed_site + path, headers=headers)
        if status == 200 and method == "POST":
            assert reply.status_code == 422  # let through; nothing was sent
        else:
            assert reply.status_code == status
        assert "Access-Control-Allow-Origin" not in reply.headers or status == 200
        assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def own_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Index a folder that is not the default one, which lies beside it; return the index's."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("Die Brücke in Linz ist 140 Meter lang.")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    build("mine", ".index")
    return tmp_path / ".index"


def served_paths() -> list[str]:
    return [
        article.path
        for article in _open_current(_as_built(PageSettings.load()), WaitingRoom()).index.articles
    ]


def test_without_a_set_source_the_articles_of_the_index_are_served_not_the_default_ones(
    own_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert served_paths() == ["a.txt"]
    monkeypatch.setenv("ZITAT_SOURCE", "seeds")
    assert len(served_paths()) == 2


@pytest.mark.parametrize("signed", [True, False])
def test_an_index_of_an_older_format_or_damaged_is_rebuilt_from_its_own_articles(
    own_archive: Path, signed: bool
) -> None:
    manifest = current_generation(own_archive) / NAME
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 2}))
    if signed:
        manifest.with_name(CHECKSUM).write_text(sha256_of(manifest))
    assert served_paths() == ["a.txt"]


def test_an_index_built_by_another_model_or_unmasked_is_not_built_anew_by_the_defaults(
    own_archive: Path,
) -> None:
    config = IndexConfig(model=str(MODEL_FOLDER), mask=False)
    build("mine", ".index", config)
    generation = current_generation(own_archive)
    opened = _open_current(_as_built(PageSettings.load()), WaitingRoom())
    assert opened.index.manifest.config == config
    (own_archive.parent / "mine" / "b.txt").write_text("Die Brücke in Wels ist 90 Meter lang.")
    assert served_paths() == ["a.txt", "b.txt"]
    assert current_generation(own_archive) != generation
    assert read_manifest(current_generation(own_archive), "").config == config


def test_an_index_whose_articles_lie_nowhere_is_served_and_not_put_away_for_the_default_ones(
    own_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_archive.parent / "mine").rename(own_archive.parent / "moved")
    assert served_paths() == ["a.txt"]
    assert "mine' does not exist" in capsys.readouterr().out
    manifest = current_generation(own_archive) / NAME
    manifest.write_text(manifest.read_text() + " ")
    with pytest.raises(StoredIndexError, match="zitat index FOLDER"):
        _open_current(_as_built(PageSettings.load()), WaitingRoom())


def test_an_index_that_does_not_tell_its_articles_is_not_replaced_by_the_default_ones(
    own_archive: Path,
) -> None:
    generation = current_generation(own_archive)
    (generation / NAME).write_text("{")
    with pytest.raises(IndexDamagedError, match="zitat index FOLDER"):
        _open_current(_as_built(PageSettings.load()), WaitingRoom())
    assert current_generation(own_archive) == generation


def ask_while_waiting(room: WaitingRoom, path: str, **headers: str) -> httpx.Response:
    guarded = Guard(room, LOOPBACK, Password("a", "b"))
    client = TestClient(guarded, base_url="http://127.0.0.1")
    return client.get(path, headers=headers, auth=("a", "b"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_while_it_starts_the_page_says_what_it_waits_for(language: str) -> None:
    room, words = WaitingRoom(), WAITING[language]
    for step, text in words.steps.items():
        room.note(step)
        page = ask_while_waiting(room, "/", **{"Accept-Language": language})
        assert (page.status_code, page.headers["Retry-After"]) == (503, "1")
        assert f'<p role="status">{text}</p>' in page.text
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    room.note_progress(Progress("read", 3, 12))
    told = ask_while_waiting(room, "/healthz", **{"Accept-Language": language}).json()
    assert told["status"] == "starting"
    assert told["waits_for"].startswith(words.steps["build"])
    assert told["waits_for"].endswith("3/12")


def test_while_it_starts_programs_are_told_and_the_guard_stands() -> None:
    room = WaitingRoom()
    reply = ask_while_waiting(room, "/api/ask")
    assert (reply.status_code, reply.json()["code"]) == (503, "starting")
    assert ask_while_waiting(room, "/", Host="elsewhere.example").status_code == 400


@pytest.mark.browser
def test_a_page_that_was_opened_early_says_what_it_waits_for_and_opens_by_itself(
    browser, start_app: Callable[[ASGIApp], str]
) -> None:
    from playwright.sync_api import expect

    room, words = WaitingRoom(), WAITING["de"]
    app = SwitchedApp(room)
    page = browser.new_page(locale="de-AT")
    page.goto(start_app(app))
    told = page.get_by_role("status")
    expect(told).to_have_text(words.steps["compare"])
    for step in ("first", "load"):
        room.note(step)
        expect(told).to_have_text(words.steps[step])
    app.switch_to(PlainTextResponse("Hier ist sie."))
    expect(page.locator("body")).to_have_text("Hier ist sie.")
    page.close()
