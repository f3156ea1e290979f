"""Readers that hang, crash or eat memory, in real processes."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.config import ReadLimits
from index.errors import SourceError
from index.files import worker
from index.files.articles import Remark, Skipped
from index.files.pool import read_files
from index.files.scan import find_files
from index.types import Article

WriteArticles = Callable[..., Path]

# What Python runs first in each worker: the reader of plain text becomes one of a bad library.
BAD_READER = """
import os, signal
from index.formats.plain import PlainReader
whole = PlainReader.read
def read(self, data):
    if data.startswith(b"HANG"):
        while True:
            pass
    if data.startswith(b"CRASH"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if data.startswith(b"EAT"):
        bytearray(10**11)
    if data.startswith(b"RAISE"):
        raise RuntimeError("no such glyph")
    yield from whole(self, data)
PlainReader.read = read
"""
BAD = {"b.txt": "CRASH", "d.txt": "HANG", "f.txt": "EAT", "h.txt": "RAISE", "i.txt": "HANG"}


@pytest.fixture
def bad_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BAD_READER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))


def workers() -> list[str]:
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="],
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in listed.stdout.splitlines() if "index.files.worker" in line]


@pytest.mark.usefixtures("bad_reader")
def test_a_file_that_hangs_crashes_or_eats_memory_is_named_and_the_rest_is_read(
    write_articles: WriteArticles,
) -> None:
    good = {f"{name}.txt": f"Text {name}." for name in "acegjk"} | {"z.jsonl": '{"text": "Z."}'}
    source = write_articles(good | BAD)
    limits = ReadLimits(seconds=1, memory_mb=300)
    started = time.monotonic()
    files = find_files(source)
    results = [(file.path, list(items)) for file, items in read_files(files, None, limits)]
    assert time.monotonic() - started < 60
    assert [path for path, _ in results] == [file.path for file in files]
    assert all(len(items) == 1 for _, items in results)
    reasons = {item.path: str(item.reason) for _, (item,) in results if isinstance(item, Skipped)}
    assert reasons == {
        "b.txt": "makes its reader crash (signal 11)",
        "d.txt": "takes longer than 1 s to be read: split it, or raise ZITAT_READ_SECONDS",
        "f.txt": "needs more than 300 MB of memory to be read: "
        "split it, or raise ZITAT_READ_MEMORY_MB",
        "h.txt": "is damaged: RuntimeError no such glyph",
        "i.txt": "takes longer than 1 s to be read: split it, or raise ZITAT_READ_SECONDS",
    }
    assert sum(isinstance(item, Article) for _, (item,) in results) == len(good)
    assert workers() == []


def test_an_archive_loses_only_the_files_in_it_that_end_their_reader(
    tmp_path: Path, bad_reader: None
) -> None:
    archives = tmp_path / "archives"
    archives.mkdir()
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(archives / name, "w") as archive:
            for number in range(3):
                archive.writestr(f"{number}.txt", f"Text {number}.")
            for member in ("d.txt", "f.txt", "h.txt") if name == "a.zip" else ():
                archive.writestr(member, BAD[member])
    limits = ReadLimits(seconds=1.0, memory_mb=500)
    read = {
        file.path: list(items) for file, items in read_files(find_files(archives), None, limits)
    }
    reasons = {item.path: str(item.reason) for item in read["a.zip"] if isinstance(item, Skipped)}
    assert {path: reason.split(":")[0] for path, reason in reasons.items()} == {
        "a.zip#d.txt": "takes longer than 1 s to be read",
        "a.zip#f.txt": "needs more than 500 MB of memory to be read",
        "a.zip#h.txt": "is damaged",
    }
    for items in read.values():
        texts = [item.text for item in items if isinstance(item, Article)]
        assert texts == ["Text 0.", "Text 1.", "Text 2."]
    assert [str(item.text) for item in read["a.zip"] if isinstance(item, Remark)] == [
        "is an archive: 3 of 6 files in it read"
    ]


def test_no_worker_is_left_when_the_caller_stops_early(write_articles: WriteArticles) -> None:
    source = write_articles({f"{n}.csv": "text\nWort\n" for n in range(40)})
    results = read_files(find_files(source), None, ReadLimits())
    next(results)
    assert workers()
    results.close()
    assert workers() == []


def test_a_python_that_cannot_start_readers_is_reported(
    write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    source = write_articles({"a.csv": "text\nWort\n"})
    with pytest.raises(SourceError, match="cannot be started"):
        list(read_files(find_files(source), None, ReadLimits()))


def test_a_large_table_comes_in_parts_and_in_order(write_articles: WriteArticles) -> None:
    rows = "".join(f"Wort {n}\n" for n in range(230))
    source = write_articles({"a.csv": "text\n" + rows, "b.csv": "text\nEnde\n"})
    results = [
        (file.path, list(items))
        for file, items in read_files(find_files(source), None, ReadLimits())
    ]
    (_, items), (_, last) = results
    assert [item.path for item in items] == [f"a.csv#{n}" for n in range(1, 231)]
    assert len(last) == 1


def test_a_reader_that_waits_for_the_other_side_to_embed_is_not_ended_as_hanging(
    write_articles: WriteArticles,
) -> None:
    source = write_articles({"a.csv": "text\n" + "".join(f"Wort {n}\n" for n in range(230))})
    request = {"file": str(source / "a.csv"), "path": "a.csv", "config": None, "columns": ""}
    left: list[float] = []

    class Slow:
        """Asks once; notes at each message whether a clock runs that ends the reader."""

        def recv_bytes(self) -> bytes:
            if len(left) > 1:
                raise EOFError
            return json.dumps(request).encode()

        def send_bytes(self, message: bytes) -> None:
            left.append(signal.getitimer(signal.ITIMER_REAL)[0])

    worker._serve(Slow(), ReadLimits())  # type: ignore[arg-type]
    assert left == [0.0] * 6
