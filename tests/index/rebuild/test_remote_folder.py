"""An index of articles in an object store: that of a folder here; little of it is fetched."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from s3fs import S3FileSystem

from index import build, explain, plan, verify
from index.config import IndexConfig
from index.errors import SourceError
from index.files import pool
from index.files.address import RemoteFolder, source_at
from index.formats import SUFFIXES
from index.rebuild.changes import is_current
from index.settings import IndexSettings
from index.store.generations import current_generation
from index.store.manifest import read_manifest
from tests.s3 import KEY, SECRET, s3_service

WriteArticles = Callable[..., Path]
TEXT = "Die Halle in {} wurde {} gebaut und steht am Hauptplatz."
FILES = {
    "a.txt": TEXT.format("Wels", 2019),
    "Ä b#1 %20.md": TEXT.format("Linz", 2020),
    "unter/tief/c.txt": TEXT.format("Graz", 2021),
    "zeilen.jsonl": json.dumps({"title": "Steyr", "text": TEXT.format("Steyr", 2018)}),
    "leer.txt": "",
    "brief.doc": "x",
}
ADDRESS = "s3://eimer/ordner"


@pytest.fixture(scope="module")
def store() -> Iterator[S3FileSystem]:
    """Return a service of S3 with FILES, and an archive of them, below ADDRESS."""
    with s3_service():
        store = S3FileSystem(skip_instance_cache=True)
        store.mkdir("eimer")
        yield store


@pytest.fixture
def here(write_articles: WriteArticles) -> Path:
    folder = write_articles(FILES)
    with zipfile.ZipFile(folder / "alle.zip", "w") as archive:
        archive.writestr("d.txt", TEXT.format("Ried", 2017))
    return folder


def put_all(store: Any, folder: Path, root: str) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            store.pipe_file(f"{root}/{file.relative_to(folder).as_posix()}", file.read_bytes())


def files_of(index_dir: Path) -> dict[str, str]:
    """Return the checksum of each file of an index."""
    return dict(read_manifest(current_generation(index_dir), "").files)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the objects that were fetched since, as they are."""
    paths: list[str] = []
    whole = S3FileSystem.get_file

    def get_file(self: Any, there: str, here: str, **options: Any) -> None:
        paths.append(there)
        whole(self, there, here, **options)

    monkeypatch.setattr(S3FileSystem, "get_file", get_file)
    return paths


def test_an_index_of_a_folder_at_an_address_is_that_of_the_same_files_here(
    here: Path,
    store: S3FileSystem,
    tmp_path: Path,
    fetched: list[str],
    embedder: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Here, not in processes: those have tests of their own.
    monkeypatch.setattr(pool, "HERE_SUFFIXES", SUFFIXES)
    put_all(store, here, "eimer/ordner")
    store.pipe_file("eimer/ordner/", b"")  # as consoles mark a folder
    report = build(here, tmp_path / "here", embedder=embedder)
    there = build(ADDRESS, tmp_path / "there", embedder=embedder)
    assert (there.articles, there.skipped, there.left_out) == (
        report.articles,
        report.skipped,
        report.left_out,
    )
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")
    assert len(fetched) == 6
    manifest = read_manifest(current_generation(tmp_path / "there"), "")
    assert source_at(manifest.source_folder) == RemoteFolder(ADDRESS)

    # What has not changed is not fetched again, what has is.
    fetched.clear()
    assert is_current(RemoteFolder(ADDRESS), tmp_path / "there", IndexConfig())
    assert fetched == []
    store.pipe_file("eimer/ordner/a.txt", TEXT.format("Wels", 2013).encode())
    store.rm_file("eimer/ordner/unter/tief/c.txt")
    found = plan(ADDRESS, tmp_path / "there")
    assert set(fetched) == {"eimer/ordner/a.txt"}
    assert found.changes.changed == ("a.txt",)
    assert found.changes.deleted == ("unter/tief/c.txt",)

    # No credentials are in what is stored.
    stored = [path.read_bytes() for path in (tmp_path / "there").rglob("*") if path.is_file()]
    assert not any(word.encode() in data for word in (KEY, SECRET) for data in stored)


def test_an_address_with_nothing_at_it_is_named(store: S3FileSystem, tmp_path: Path) -> None:
    store.pipe_file("eimer/da/a.txt", b"")
    for address in ("s3://eimer/fehlt", "s3://fehlt/ordner"):
        with pytest.raises(SourceError, match=f"articles '{address}' does not exist"):
            build(address, tmp_path)


def test_without_credentials_access_is_denied_in_words_that_name_the_folder(
    store: S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(SourceError, match=r"'s3://eimer/ordner' is denied \(NoCredentialsError"):
        build(ADDRESS, tmp_path)


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    MemoryFileSystem.store.clear()
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


def test_what_is_masked_in_a_file_at_an_address_is_told(
    memory: MemoryFileSystem, tmp_path: Path
) -> None:
    memory.pipe_file("/archiv/e.txt", b"Die Halle steht in Wels.\n\nFoto: dpa")
    (found,) = explain("memory://archiv/e.txt", tmp_path)
    assert [mask.reason for mask in found.masks] == ["photo credit"]


def test_a_rebuild_that_cannot_fetch_a_file_leaves_the_old_index(
    memory: MemoryFileSystem, tmp_path: Path, embedder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/archiv/a.txt", TEXT.format("Wels", 2019).encode())
    build("memory://archiv", tmp_path, embedder=embedder)
    before = current_generation(tmp_path)
    memory.pipe_file("/archiv/b.txt", TEXT.format("Linz", 2019).encode())

    def get_file(*_: Any, **__: Any) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(MemoryFileSystem, "get_file", get_file)
    with pytest.raises(SourceError, match=r"cannot be fetched: ConnectionResetError\."):
        build("memory://archiv", tmp_path, embedder=embedder)
    assert current_generation(tmp_path) == before


def test_a_file_that_changes_between_list_and_fetch_is_found_changed_by_the_next_rebuild(
    memory: MemoryFileSystem, tmp_path: Path, embedder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("/archiv/a.txt", TEXT.format("Wels", 2019).encode())
    whole = MemoryFileSystem.get_file

    def get_file(self: Any, there: str, here: str, **options: Any) -> None:
        whole(self, there, here, **options)
        self.pipe_file(there, TEXT.format("Wels", 2020).encode())

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "get_file", get_file)
        build("memory://archiv", tmp_path, embedder=embedder)
    report = build("memory://archiv", tmp_path, embedder=embedder)
    assert report.changes.changed == ("a.txt",)
    assert verify("memory://archiv", tmp_path).proven


def test_the_setting_names_a_folder_here_or_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for told, source in (
        (ADDRESS, RemoteFolder(ADDRESS)),
        ("file:///srv/artikel", Path("/srv/artikel")),
        ("artikel", Path("artikel")),
    ):
        monkeypatch.setenv("ZITAT_SOURCE", told)
        assert IndexSettings.load().source == source
