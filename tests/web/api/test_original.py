"""The originals: the files of the archive as they are, for who may see it, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pypdfium2
import pytest
from fastapi import FastAPI
from fsspec.implementations.memory import MemoryFileSystem
from starlette.testclient import TestClient

from bot import Answer
from bot.web.api.original import add_originals, original_link
from bot.web.archive.generation import Archive
from bot.web.guard.auth import Password
from bot.web.words.texts import ENGLISH, GERMAN
from index import Index, build

FILES = {
    "notiz.txt": "Die Brücke in Linz ist 140 Meter lang und wurde 2021 eröffnet.".encode(),
    "seite.html": b"<html><body><p>Das Museum in Graz <script>alert(1)</script> ist am Montag "
    b"geschlossen und am Dienstag wieder offen.</p></body></html>",
    "zeilen.jsonl": b'{"title": "Turm", "text": "Der Turm von Pisa ist 56 Meter hoch."}\n',
    "unter/\N{LATIN SMALL LETTER A WITH DIAERESIS} b#1.txt": b"Das Rathaus steht am Hauptplatz.",
    "falsch.pdf.txt": b"%PDF-1.7 Der Fluss ist hier 200 Meter breit.",
}


class IndexBot:
    """An index to look at; nothing in it answers."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def ask(self, question: str, history=(), filters=None) -> Answer:
        return Answer(question, question, False, None, None, 0.0, (), ())


def write_pdf(path: Path, pages: int = 3) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(str(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals") / "articles"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_pdf(folder / "leer.pdf")
    (folder.parent / "geheim.txt").write_text("streng geheim")
    build(folder, folder.parent / "index")
    (folder / "neu.txt").write_text("Nach dem Bau des Index gekommen.")
    return folder


def test_the_original_of_a_file_at_an_address_comes_from_there(tmp_path: Path) -> None:
    store = MemoryFileSystem()
    store.pipe_file("/originale/unter/a.txt", FILES["notiz.txt"])
    store.pipe_file("/originale/b.txt", FILES["notiz.txt"] + b" Neu.")
    build("memory://originale", tmp_path)
    app = FastAPI()
    archive = Archive(IndexBot(Index.open(tmp_path)))
    add_originals(app, lambda: archive)
    with TestClient(app) as web:
        reply = web.get(original_link("unter/a.txt"))
        assert reply.content == FILES["notiz.txt"]
        assert reply.headers["content-length"] == str(len(reply.content))
        assert reply.headers["content-disposition"].startswith("attachment")
        store.rm("/originale/b.txt")
        assert web.get(original_link("b.txt")).status_code == 404
        assert web.get(original_link("../geheim.txt")).status_code == 404


@pytest.fixture(scope="module")
def bot(folder: Path) -> IndexBot:
    return IndexBot(Index.open(folder.parent / "index"))


@pytest.fixture(scope="module")
def site(bot: IndexBot, start_site: Callable[..., str]) -> str:
    return start_site(bot)


def original(web: httpx.Client, site: str, path: str, **options) -> httpx.Response:
    return web.get(f"{site}/{original_link(path)}", **options)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sent_as_it_is_for_download_and_nothing_in_it_can_run(
    web: httpx.Client, site: str, name: str
) -> None:
    path = f"{name}#1" if name.endswith(".jsonl") else name
    reply = original(web, site, path)
    assert reply.content == FILES[name]
    assert reply.headers["Content-Type"] == "application/octet-stream"
    saved_as = quote(name.rsplit("/", 1)[-1], safe="")
    assert reply.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{saved_as}"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    policies = reply.headers["Content-Security-Policy"]
    assert "sandbox" in policies
    assert policies.count("frame-ancestors 'none'") == 2
    assert web.head(f"{site}/{original_link(path)}").headers["Content-Length"] == str(
        len(FILES[name])
    )


def test_a_pdf_is_shown_by_the_browser_at_the_page(
    web: httpx.Client, site: str, folder: Path
) -> None:
    reply = original(web, site, "leer.pdf")
    assert reply.content == (folder / "leer.pdf").read_bytes()
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["Content-Disposition"].startswith("inline")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert original_link("a b.pdf", page=2) == "original?article=a+b.pdf#page=2"


def test_what_is_called_a_pdf_and_is_none_is_no_page_of_this_site(
    web: httpx.Client, site: str, folder: Path
) -> None:
    before = (folder / "leer.pdf").read_bytes()
    (folder / "leer.pdf").write_text("<html><script>alert(1)</script></html>")
    try:
        reply = original(web, site, "leer.pdf")
    finally:
        (folder / "leer.pdf").write_bytes(before)
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert reply.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "..", "../geheim.txt", "unter/../../geheim.txt", "unter", "neu.txt", "/etc/passwd",
        "notiz.txt/", "./notiz.txt", "notiz.txt%00", "..%2fgeheim.txt", "\x00", "../index",
        "#1", "notiz.txt#..", "notiz.txt#Seite",
    ],
)  # fmt: skip
def test_no_other_file_can_be_had(web: httpx.Client, site: str, path: str) -> None:
    reply = original(web, site, path, headers={"Accept-Language": "de"})
    assert (reply.status_code, reply.text) == (404, GERMAN.original_missing)
    assert reply.headers["Content-Type"].startswith("text/plain")


def test_a_file_that_grows_while_it_is_sent_is_sent_as_it_was(
    web: httpx.Client, site: str, folder: Path
) -> None:
    before = (folder / "notiz.txt").read_bytes()
    large = before * (20_000_000 // len(before))  # more than the buffers between the two hold
    (folder / "notiz.txt").write_bytes(large)
    with web.stream("GET", f"{site}/{original_link('notiz.txt')}") as reply:
        blocks = reply.iter_bytes()
        received = next(blocks)
        with (folder / "notiz.txt").open("ab") as file:
            file.write(before)
        received += b"".join(blocks)
    (folder / "notiz.txt").write_bytes(before)
    assert received == large
    assert original(web, site, "notiz.txt").content == before  # the connection holds


def test_a_link_or_folder_put_in_a_files_place_is_not_followed(
    web: httpx.Client, site: str, folder: Path
) -> None:
    for name, replace in (
        ("notiz.txt", lambda path: path.symlink_to(folder.parent / "geheim.txt")),
        ("zeilen.jsonl", Path.mkdir),
    ):
        aside = (folder / name).rename(folder.parent / "aside")
        replace(folder / name)
        assert original(web, site, name).status_code == 404
        (folder / name).unlink() if (folder / name).is_symlink() else (folder / name).rmdir()
        assert original(web, site, name).text == ENGLISH.original_missing  # moved away
        aside.rename(folder / name)
    aside = (folder / "unter").rename(folder.parent / "aside")
    (folder / "unter").symlink_to(aside)
    assert original(web, site, "unter/ä b#1.txt").status_code == 404
    (folder / "unter").unlink()
    aside.rename(folder / "unter")


def test_without_the_password_there_are_no_originals(
    web: httpx.Client, bot: IndexBot, start_site: Callable[..., str]
) -> None:
    closed = start_site(bot, Password("redaktion", "geheim"))
    assert original(web, closed, "notiz.txt").status_code == 401
    reply = original(web, closed, "notiz.txt", auth=("redaktion", "geheim"))
    assert reply.content == FILES["notiz.txt"]
    elsewhere = {"Origin": "http://elsewhere.example"}
    assert original(web, closed, "notiz.txt", headers=elsewhere).status_code == 403


@pytest.mark.browser
def test_the_article_has_a_link_to_its_original(visit, site: str, folder: Path) -> None:
    opened = visit(address=f"{site}/?article=notiz.txt&start=0&end=10", fresh=True)
    link = opened.page.get_by_role("link", name=GERMAN.original_saved)
    with opened.page.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_bytes() == FILES["notiz.txt"]
    assert download.value.suggested_filename == "notiz.txt"
