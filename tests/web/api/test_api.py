"""The interface for programs."""

import gc
import queue
import shutil
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from fixed_bot import ANSWERED, BAD
from gradio.queueing import Queue

from bot import Bot, interrupt
from bot.web.api.ask import ASKED_AT_ONCE
from bot.web.guard.auth import Password, read_password
from index.errors import IndexDamagedError, SettingError
from index.store import proof
from index.store.generations import current_generation


def ask(site: str, **body: object) -> httpx.Response:
    return httpx.post(f"{site}/api/ask", json=body)


def test_an_answer_has_the_fields_of_answer(seed_site: str, fixed_bot) -> None:
    reply = ask(seed_site, question=ANSWERED)
    assert reply.status_code == 200
    expected = asdict(fixed_bot.ask(ANSWERED))
    assert reply.json() == httpx.Response(200, json=expected).json()


def test_filters_narrow_the_search(real_site: str, seed_bot: Bot) -> None:
    reply = ask(real_site, question=ANSWERED, date_from="2999-01-01")
    assert (reply.json()["answered"], reply.json()["candidates"]) == (False, [])
    for wrong in ({"date_to": "gestern"}, {"sources": ["Kein Blatt"]}):
        reply = ask(real_site, question=ANSWERED, **wrong)
        assert (reply.status_code, reply.json()["code"]) == (422, "question")


class SlowBot:
    """Answers when it is let; notes what it was asked."""

    def __init__(self, fixed_bot: object) -> None:
        self.index = fixed_bot.index
        self.asked: queue.Queue[str] = queue.Queue()
        self.let = threading.Event()
        self._bot = fixed_bot

    def ask(self, question: str, history: object = (), filters: object = None) -> object:
        self.asked.put(question)
        assert self.let.wait(60)
        return self._bot.ask(question)


def test_a_question_whose_asker_is_gone_before_its_turn_is_never_asked(
    fixed_bot, start_site
) -> None:
    bot = SlowBot(fixed_bot)
    site = start_site(bot)
    with ThreadPoolExecutor(ASKED_AT_ONCE + 1) as pool:
        first = [pool.submit(ask, site, question=f"Frage {n}?") for n in range(ASKED_AT_ONCE)]
        for _ in first:
            bot.asked.get(timeout=60)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{site}/api/ask", json={"question": "Wer ist gegangen?"}, timeout=0.3)
        last = pool.submit(ask, site, question=ANSWERED)
        bot.let.set()
        assert {reply.result().status_code for reply in [*first, last]} == {200}
    assert bot.asked.get_nowait() == ANSWERED
    assert bot.asked.empty()


class PatientBot:
    """Answers nobody: works on until the one who asked is gone."""

    def __init__(self, fixed_bot: object) -> None:
        self.index = fixed_bot.index
        self.begun, self.ended = threading.Event(), threading.Event()

    def ask(self, question: str, history: object = (), filters: object = None) -> object:
        left = threading.Event()
        with interrupt.stopping(left.set):
            self.begun.set()
            assert left.wait(60)
        self.ended.set()
        interrupt.check()
        raise AssertionError("the asker is gone")


def test_work_that_has_begun_is_told_as_soon_as_its_asker_is_gone(fixed_bot, start_site) -> None:
    bot = PatientBot(fixed_bot)
    address = httpx.URL(start_site(bot))
    body = b'{"question": "Wer ist gegangen?"}'
    with socket.create_connection((address.host, address.port)) as asker:
        asker.sendall(
            b"POST /api/ask HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (address.netloc, len(body), body)
        )
        assert bot.begun.wait(60)
    assert bot.ended.wait(60)


def test_history_is_handed_on(real_site: str, seed_bot: Bot) -> None:
    history = ["Wer ist der CEO von OpenAI?"]
    reply = ask(real_site, question="Was sagte er?", history=history).json()
    expected = seed_bot.ask("Was sagte er?", history)
    assert [c["text"] for c in reply["candidates"]] == [c.text for c in expected.candidates]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"question": ""}, "question"),
        ({"question": "x" * 501}, "question"),
        ({}, "request"),
        ({"question": 3}, "request"),
        ({"question": "x", "date_form": "2024-01-01"}, "request"),
        ({"question": "x", "history": ["y" * 501]}, "request"),
        ({"question": "x", "history": ["y"] * 51}, "request"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_code_and_sentence(
    real_site: str, body: dict[str, object], code: str
) -> None:
    reply = ask(real_site, **body)
    assert reply.status_code == 422
    assert reply.json().keys() == {"code", "message"}
    assert reply.json()["code"] == code
    assert len(reply.json()["message"]) > 20


@pytest.mark.parametrize(
    "body", [b'{"question": "\xff"}', b'{"question": ' + b"[" * 90_000 + b"]" * 90_000 + b"}"]
)
def test_what_is_no_json_at_all_is_refused_like_that_too(seed_site: str, body: bytes) -> None:
    reply = httpx.post(
        f"{seed_site}/api/ask", content=body, headers={"Content-Type": "application/json"}
    )
    assert reply.json().keys() == {"code", "message"}
    assert (reply.status_code, reply.json()["code"]) == (400, "request")


def test_a_path_that_is_none_is_refused_like_that_too(seed_site: str) -> None:
    for path in ("/api", "/api/", "/api/nothing"):
        reply = httpx.get(seed_site + path)
        assert (reply.status_code, reply.json()["code"]) == (404, "path")


def test_a_defect_is_json_without_its_details(seed_site: str) -> None:
    reply = ask(seed_site, question=BAD)
    assert reply.status_code == 500
    assert reply.json()["code"] == "internal"
    assert "defect that" not in reply.text


def test_a_large_body_is_refused_unread(seed_site: str) -> None:
    reply = httpx.post(f"{seed_site}/api/ask", content=b"x" * 300_000)
    assert (reply.status_code, reply.json()["code"]) == (413, "size")
    reply = httpx.post(f"{seed_site}/api/ask", content=iter([b"{}"]))
    assert (reply.status_code, reply.json()["code"]) == (413, "size")


def test_the_description_names_every_field_and_loads_nothing(seed_site: str) -> None:
    page = httpx.get(f"{seed_site}/api/docs").text
    for name in (
        "question",
        "history",
        "answered",
        "span",
        "span_offsets",
        "confidence",
        "sha256",
        "also_in",
        "language",
        "date_to",
    ):
        assert f"<code>{name}</code>" in page
    assert "<code>answered</code> is false where the articles do not say" in page
    assert "``" not in page
    assert "src=" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "/api/ask" in httpx.get(f"{seed_site}/api/openapi.json").json()["paths"]


def test_an_index_that_is_found_to_be_damaged_answers_nothing_more_and_says_so(
    seed_index_dir: Path, tmp_path: Path, start_site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "AT_ONCE_BYTES", 0)
    index_dir = shutil.copytree(seed_index_dir, tmp_path / "index")
    vectors = current_generation(index_dir) / "segment-000001/vectors.npy"
    content = vectors.read_bytes()
    vectors.write_bytes(content[:-4] + b"\x00\x00\x00\x3f")
    bot = Bot(index_dir)
    site = start_site(bot)
    with pytest.raises(IndexDamagedError):
        bot.index.wait_until_proven()
    for reply in (
        ask(site, question=ANSWERED),
        httpx.post(f"{site}/api/search", json={"words": "OpenAI"}),
        httpx.get(f"{site}/healthz"),
    ):
        assert reply.status_code == 503
        assert "vectors.npy has changed" in reply.json()["message"]
        assert "zitat index FOLDER" in reply.json()["message"]


def test_with_a_password_everything_but_healthz_needs_it(fixed_bot, start_site) -> None:
    site = start_site(fixed_bot, Password("redaktion", "geheim:ü"))
    assert httpx.get(f"{site}/healthz").status_code == 200
    for path in ("/", "/api/docs", "/config", "/gradio_api/info"):
        assert httpx.get(site + path).status_code == 401
        assert httpx.get(site + path, auth=("redaktion", "falsch")).status_code == 401
        auth = httpx.BasicAuth(b"redaktion", "geheim:ü".encode())
        assert httpx.get(site + path, auth=auth).status_code == 200
    reply = httpx.post(f"{site}/api/ask", json={"question": ANSWERED})
    assert (reply.status_code, reply.json()["code"]) == (401, "password")
    assert "Basic" in reply.headers["WWW-Authenticate"]
    for header in ("Basic", "Basic !!!", "Bearer x", "Basic cmVkYWt0aW9u"):
        assert httpx.get(site, headers={"Authorization": header}).status_code == 401


def test_a_password_is_required_off_loopback() -> None:
    assert read_password(None, "127.0.0.1") is None
    assert read_password("none", "0.0.0.0") is None
    assert read_password("a:b:c", "::1") == Password("a", "b:c")
    for setting, host in ((None, "0.0.0.0"), ("", "192.168.0.2"), ("name", "::1"), (":x", "::1")):
        with pytest.raises(SettingError, match="ZITAT_AUTH=name:password"):
            read_password(setting, host)


def test_articles_about_some_words_are_listed_a_page_at_a_time(
    real_site: str, seed_bot: Bot
) -> None:
    body = {"words": "Microsoft", "order": "newest", "first": 1, "count": 1}
    reply = httpx.post(f"{real_site}/api/search", json=body)
    assert reply.status_code == 200
    expected = asdict(seed_bot.search("Microsoft", order="newest", first=1, count=1))
    assert reply.json() == httpx.Response(200, json=expected).json()
    assert (reply.json()["found"], len(reply.json()["articles"])) == (2, 1)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"words": "?"}, "question"),
        ({"words": "Microsoft", "date_from": "gestern"}, "question"),
        ({"words": "Microsoft", "first": -1}, "request"),
        ({"words": "Microsoft", "count": 201}, "request"),
        ({"words": "Microsoft", "order": "worst"}, "request"),
        ({}, "request"),
    ],
)
def test_what_cannot_be_listed_is_refused_with_code_and_sentence(
    real_site: str, body: dict[str, object], code: str
) -> None:
    reply = httpx.post(f"{real_site}/api/search", json=body)
    assert (reply.status_code, reply.json()["code"]) == (422, code)


def test_while_nobody_asks_gradio_looks_a_hundred_times_a_second_not_a_thousand(
    seed_site: str,
) -> None:
    assert seed_site
    queues = [thing for thing in gc.get_objects() if type(thing) is Queue]
    assert {queue.sleep_when_free for queue in queues} == {0.01}
