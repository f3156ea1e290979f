"""Files at an address: copied to be read, and what is said where they cannot be."""

import pickle
import threading
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from index.config import ReadLimits
from index.errors import SettingError, SourceError
from index.files import copies, pool
from index.files.address import RemoteFolder, source_at
from index.files.articles import Skipped
from index.files.pool import read_files
from index.files.remote import said
from index.files.scan import LeftOut, SourceFile, find_files, look_through
from index.types import Article

TEXT = b"Die Halle in Wels wurde 2019 gebaut."
Fetch = Callable[..., None]


@pytest.fixture
def folder() -> Iterator[RemoteFolder]:
    """Return a folder that only this process has, with three articles."""
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    for name in ("a.txt", "b.txt", "unter/c.txt"):
        put(name)
    yield RemoteFolder("memory://archiv")
    MemoryFileSystem.store.clear()


def put(name: str, content: bytes = TEXT) -> None:
    MemoryFileSystem().pipe_file(f"/archiv/{name}", content)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Fetch], None]:
    """Let a function fetch b.txt, given how that is done else."""
    whole = MemoryFileSystem.get_file

    def break_it(fetch: Fetch) -> None:
        def get_file(self: Any, there: str, here: str, **options: Any) -> None:
            one = fetch if there.endswith("b.txt") else whole
            one(self, there, here, **options)

        monkeypatch.setattr(MemoryFileSystem, "get_file", get_file)

    return break_it


def read(folder: RemoteFolder, **limits: Any) -> dict[str, Article | str]:
    """Return each file's article, or why it is not read."""
    found = {}
    for file, items in read_files(find_files(folder), None, ReadLimits(**limits)):
        (item,) = items
        assert isinstance(item, Article | Skipped)
        found[file.path] = str(item.reason) if isinstance(item, Skipped) else item
    return found


def raises(error: Exception) -> Fetch:
    def fetch(*_: Any, **__: Any) -> None:
        raise error

    return fetch


def test_a_folder_at_an_address_is_looked_through_as_one_on_this_machine(
    folder: RemoteFolder,
) -> None:
    for name in (".versteckt.txt", "~$a.docx", "brief.doc", "bild.png", "ohne"):
        put(name)
    for name in ("seite.html", "seite_files/x.txt", ".git/y.txt", "unter/tief/d.MD"):
        put(name)
    looked = look_through(folder)
    paths = [file.path for file in looked.files]
    assert paths == ["a.txt", "b.txt", "seite.html", "unter/c.txt", "unter/tief/d.MD"]
    assert looked.left_out == (LeftOut("brief.doc", ".doc"), LeftOut("ohne", "no ending"))
    assert looked.files[0].file == "memory://archiv/a.txt"


def test_files_found_at_an_address_can_be_sent_to_another_process(folder: RemoteFolder) -> None:
    files: list[SourceFile] = pickle.loads(pickle.dumps(find_files(folder)))
    assert [file.path for file, _ in read_files(files, None, ReadLimits())] == [
        "a.txt",
        "b.txt",
        "unter/c.txt",
    ]


@pytest.mark.parametrize(
    ("error", "other", "told"),  # read in this process, and in others
    [
        (FileNotFoundError(), "z.txt", "No such file or directory"),
        (PermissionError(), "z.jsonl", "Permission denied (PermissionError)"),
    ],
)
def test_a_file_that_is_gone_or_closed_is_named_and_the_others_are_read(
    folder: RemoteFolder,
    broken: Callable[[Fetch], None],
    error: Exception,
    other: str,
    told: str,
) -> None:
    put(other, b'{"text": "Die Halle in Wels."}')
    broken(raises(error))
    found = read(folder)
    assert found.pop("b.txt") == f"cannot be read: {told}"
    assert found.keys() == {"a.txt", "unter/c.txt", other}
    assert all(isinstance(item, Article) for item in found.values())


def test_where_the_folder_itself_is_closed_meanwhile_no_file_is_blamed(
    folder: RemoteFolder, broken: Callable[[Fetch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(raises(PermissionError()))
    files = find_files(folder)
    monkeypatch.setattr(MemoryFileSystem, "info", raises(PermissionError()))
    with pytest.raises(SourceError, match="Access to the folder 'memory://archiv' is denied"):
        list(read_files(files, None, ReadLimits()))


def test_a_file_that_does_not_come_is_asked_for_again_and_at_last_ends_the_rebuild(
    folder: RemoteFolder, broken: Callable[[Fetch], None]
) -> None:
    asked: list[str] = []

    def fetch(self: Any, there: str, here: str, **_: Any) -> None:
        asked.append(there)
        if len(asked) < succeeds_at:
            raise ConnectionResetError(104, "reset")
        with open(here, "wb") as file:  # noqa: PTH123
            file.write(TEXT)

    succeeds_at = 3
    broken(fetch)
    assert isinstance(read(folder)["b.txt"], Article)
    succeeds_at = 99
    asked.clear()
    with pytest.raises(SourceError, match=r"memory://archiv/b.txt' cannot be fetched: Connection"):
        read(folder)
    assert asked == ["/archiv/b.txt"] * 3


def test_a_file_of_which_nothing_comes_is_given_up(
    folder: RemoteFolder, broken: Callable[[Fetch], None]
) -> None:
    never = threading.Event()
    broken(lambda *_, **__: never.wait(60) and None)
    try:
        with pytest.raises(SourceError, match=r"b.txt' cannot be fetched: nothing came for 0.1 s"):
            read(folder, seconds=0.1)
    finally:
        never.set()


def test_a_file_that_is_or_has_become_too_large_is_not_fetched(
    folder: RemoteFolder, broken: Callable[[Fetch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "HERE_BYTES", 10**9)  # no process is needed to refuse
    put("gross.txt", TEXT * 40_000)
    put("unter/gross.txt", TEXT * 40_000)

    def grown(self: Any, there: str, here: str, callback: Any) -> None:
        for _ in range(2000):
            callback.relative_update(1000)

    broken(grown)
    found = read(folder, file_mb=1)
    told = "is larger than 1 MB: split it, or raise ZITAT_READ_FILE_MB"
    assert {path for path, item in found.items() if item == told} == {
        "gross.txt",
        "unter/gross.txt",
        "b.txt",
    }


def test_no_copy_stays(
    folder: RemoteFolder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path_factory.mktemp("copies")
    monkeypatch.setattr(copies.tempfile, "tempdir", str(place))
    monkeypatch.setattr(copies, "_AHEAD_FILES", 2)
    most = [
        len(list(place.glob("*/*"))) for _ in read_files(find_files(folder), None, ReadLimits())
    ]
    assert most and max(most) <= 2
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "s3://AKNAME:sehr/geheim@eimer/ordner",
        "sftp://ich:sehrgeheim@host/ordner",
        "https://sehrgeheim@host/ordner",
        "https://host/ordner?sig=sehrgeheim",
    ],
)
def test_an_address_that_holds_a_password_or_key_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(SettingError, match="environment variables") as refused:
        source_at(address)
    assert "geheim" not in str(refused.value)
    assert "AKNAME" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["s3://eimer", "abfs://behaelter@konto.example/ordner", "sftp://ich@host/ordner"]
)
def test_other_addresses_are_taken_without_the_slash_at_their_end(address: str) -> None:
    assert source_at(f"{address}/") == RemoteFolder(address)


def test_what_a_library_says_of_an_error_is_not_shown() -> None:
    class ServiceError(Exception):
        response: ClassVar = {"Error": {"Code": "SignatureDoesNotMatch", "Message": "geheim"}}

    try:
        raise PermissionError("key geheim is wrong") from ServiceError("?sig=geheim")
    except PermissionError as error:
        assert said(error) == "PermissionError, ServiceError, SignatureDoesNotMatch"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://fehlt", "The folder of articles 'memory://fehlt' does not exist"),
        ("memory://archiv/a.txt", "'memory://archiv/a.txt' is a file"),
        ("memory://archiv/leer", "'memory://archiv/leer' holds no articles: expected files"),
        ("gs://eimer/ordner", "without a library that is not installed: .*gcsfs"),
        ("nichts://eimer", "begins with a protocol that fsspec does not know"),
    ],
)
def test_a_folder_that_cannot_be_read_is_named_with_the_way_out(
    folder: RemoteFolder, address: str, told: str
) -> None:
    MemoryFileSystem().mkdir("/archiv/leer")
    with pytest.raises(SourceError, match=told):
        look_through(source_at(address))
