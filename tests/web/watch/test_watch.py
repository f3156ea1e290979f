"""The index follows the folder: whole files come in, half ones never, and pages say so."""

import fcntl
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from bot import Bot
from bot.web.archive import rebuild
from bot.web.archive.generation import Archive
from bot.web.archive.holdings import Holdings
from bot.web.archive.keeper import Keeper
from bot.web.archive.live import LiveArchive
from bot.web.watch import unfinished, watcher
from bot.web.watch.news import News, news_line
from bot.web.watch.unfinished import REST_SECONDS, is_unfinished
from bot.web.words.texts import GERMAN
from index import build
from index.errors import IndexWriteError
from index.files.address import source_at
from index.messages import Code, Message
from index.store import proof
from index.store.generations import current_generation

FIRST = "Die Brücke in Linz ist 140 Meter lang."
HALF, REST = "Die Halle in Wels wurde 2019 gebaut. ", "Ihr Dach ist 40 Meter hoch."
LONGEST_SECONDS = 60


class Served:
    """A folder of articles with its index, which follows it."""

    def __init__(self, folder: Path, address: str | None = None) -> None:
        self.folder = folder / "articles"
        self.folder.mkdir()
        (self.folder / "a.txt").write_text(FIRST)
        index_dir = folder / "index"
        source = source_at(address or self.folder)
        build(source, index_dir)
        self.live = LiveArchive(Archive(Bot(index_dir)))
        self.keeper = Keeper(Holdings(source, index_dir), self.live, lambda: Bot(index_dir))
        self.watcher = watcher.Watcher(self.keeper)
        self.seen: list[dict[str, str]] = []
        replace = self.live.replace

        def note(archive: Archive) -> None:
            articles = archive.bot.index.articles
            self.seen.append({article.path: article.text for article in articles})
            replace(archive)

        self.live.replace = note

    def texts(self) -> dict[str, str]:
        return {article.path: article.text for article in self.live().bot.index.articles}

    def wait_for(self, *paths: str) -> None:
        """Wait until the index that answers holds just these articles."""
        end = time.monotonic() + LONGEST_SECONDS
        while set(self.texts()) != set(paths):
            assert time.monotonic() < end, self.texts()
            threading.Event().wait(0.05)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for what may still come: where no program waits either."""
    monkeypatch.setattr(unfinished, "REST_SECONDS", 0.2)
    monkeypatch.setattr(watcher, "_PAUSE_SECONDS", 0.2)
    monkeypatch.setattr(watcher, "_TICK_SECONDS", 0.05)
    monkeypatch.setattr(watcher, "_RETRY_SECONDS", 0.2)


@pytest.fixture
def served(tmp_path: Path, soon: None) -> Iterator[Served]:
    served = Served(tmp_path)
    served.watcher.start()
    yield served
    served.watcher.stop()


def test_new_changed_and_deleted_files_come_into_the_index_by_themselves(
    served: Served, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text("Das Rathaus steht am Hauptplatz.")
    (tmp_path / "b.txt").rename(served.folder / "b.txt")  # moved in
    served.wait_for("a.txt", "b.txt")
    (served.folder / "neu").mkdir()
    (served.folder / "neu" / "c.txt").write_text("Der Turm ist 56 Meter hoch.")
    served.wait_for("a.txt", "b.txt", "neu/c.txt")
    (served.folder / "b.txt").unlink()
    served.wait_for("a.txt", "neu/c.txt")
    (served.folder / "neu").rename(tmp_path / "away")
    served.wait_for("a.txt")


def test_a_folder_at_an_address_is_followed_too(
    tmp_path: Path, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_LOOK_SECONDS", 0.1)
    store = MemoryFileSystem()
    store.pipe_file("/verfolgt/a.txt", FIRST.encode())
    served = Served(tmp_path, "memory://verfolgt")
    served.watcher.start()
    try:
        store.pipe_file("/verfolgt/neu/b.txt", b"Das Rathaus steht am Hauptplatz.")
        served.wait_for("a.txt", "neu/b.txt")
        store.rm_file("/verfolgt/a.txt")
        served.wait_for("neu/b.txt")
        store.rm("/verfolgt", recursive=True)
        end = time.monotonic() + LONGEST_SECONDS
        while served.keeper.problem != Code.NO_FOLDER(folder="memory://verfolgt"):
            assert time.monotonic() < end, served.keeper.problem
            threading.Event().wait(0.05)
        assert set(served.texts()) == {"neu/b.txt"}
    finally:
        served.watcher.stop()


def test_a_file_that_is_written_slowly_is_never_in_the_index_by_half(served: Served) -> None:
    with (served.folder / "langsam.txt").open("w") as slow:
        slow.write(HALF)
        slow.flush()
        (served.folder / "b.txt").write_text("Das Rathaus steht am Hauptplatz.")
        served.wait_for("a.txt", "b.txt")  # others do not wait for it
        slow.write(REST)
    served.wait_for("a.txt", "b.txt", "langsam.txt")
    assert served.texts()["langsam.txt"] == HALF + REST
    assert all(texts.get("langsam.txt", HALF + REST) == HALF + REST for texts in served.seen)


def test_a_writer_that_closes_the_file_pauses_and_goes_on_is_waited_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: queue.Queue[str] = queue.Queue()

    def look(path: str) -> bool:
        looks.put(path)
        return is_unfinished(path)

    monkeypatch.setattr(watcher, "is_unfinished", look)
    monkeypatch.setattr(unfinished, "REST_SECONDS", float(LONGEST_SECONDS))
    file = served.folder / "pausen.txt"
    file.write_text(HALF)  # and closed
    while looks.get(timeout=LONGEST_SECONDS) != str(file):
        pass
    with file.open("a") as goes_on:
        goes_on.write(REST)
    monkeypatch.setattr(unfinished, "REST_SECONDS", 0.2)
    served.wait_for("a.txt", "pausen.txt")
    assert [texts["pausen.txt"] for texts in served.seen if "pausen.txt" in texts] == [HALF + REST]


def test_a_file_that_never_rests_keeps_no_other_out(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_BURST_SECONDS", 0.3)
    done = threading.Event()

    def write() -> None:
        with (served.folder / "lang.txt").open("w") as slow:
            while not done.wait(0.02):
                slow.write(HALF)
                slow.flush()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        (served.folder / "b.txt").write_text("Das Rathaus steht am Hauptplatz.")
        served.wait_for("a.txt", "b.txt")
    finally:
        done.set()
        writer.join()
    served.wait_for("a.txt", "b.txt", "lang.txt")


def test_what_a_rebuild_left_out_as_unfinished_comes_in_later(
    served: Served, tmp_path: Path
) -> None:
    (tmp_path / "neu").mkdir()
    with (tmp_path / "neu" / "c.txt").open("w") as slow:
        slow.write(HALF)
        (tmp_path / "neu" / "d.txt").write_text("Das Rathaus steht am Hauptplatz.")
        (tmp_path / "neu").rename(served.folder / "neu")  # nobody names what lies in it
        served.wait_for("a.txt", "neu/d.txt")
        slow.write(REST)
    served.wait_for("a.txt", "neu/c.txt", "neu/d.txt")


def test_a_folder_that_is_away_for_a_time_leaves_the_old_index(
    served: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    away = served.folder.rename(tmp_path / "away")
    end = time.monotonic() + LONGEST_SECONDS
    while "cannot be followed" not in caplog.text:
        assert time.monotonic() < end
        threading.Event().wait(0.05)
    assert set(served.texts()) == {"a.txt"}
    assert caplog.text.count("cannot be followed") == 1
    (away / "b.txt").write_text("Das Rathaus steht am Hauptplatz.")
    away.rename(served.folder)
    served.wait_for("a.txt", "b.txt")


def test_that_a_rebuild_failed_or_the_folder_is_away_is_known_until_it_goes_well(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_until(told: Callable[[Message | None], bool]) -> None:
        end = time.monotonic() + LONGEST_SECONDS
        while not told(served.keeper.problem):
            assert time.monotonic() < end
            threading.Event().wait(0.05)

    def refuse(*_: object, **__: object) -> None:
        raise IndexWriteError("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(rebuild, "rebuild_index", refuse)
        (served.folder / "b.txt").write_text("Das Rathaus steht am Hauptplatz.")
        wait_until(lambda problem: str(problem) == "The disk is full.")
    (served.folder / "c.txt").write_text("Der Turm ist 56 Meter hoch.")
    served.wait_for("a.txt", "b.txt", "c.txt")
    wait_until(lambda problem: problem is None)
    away = served.folder.rename(tmp_path / "away")
    wait_until(lambda problem: problem is not None and problem.code is Code.NOT_FOLLOWED)
    away.rename(served.folder)
    wait_until(lambda problem: problem is None)


def written(file: Path, seconds_ago: float) -> Path:
    """Write a file as if a program had done so some time ago, in place and nothing else."""
    file.write_text(FIRST)
    then = time.time() - seconds_ago
    os.utime(file, (then, then))
    return file


@pytest.fixture
def never_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file's name and rights be as old as its text: setting its time is a change of both."""
    lstat = Path.lstat

    def told(file: Path) -> os.stat_result:
        facts = lstat(file)
        spans = {"st_ctime_ns": facts.st_mtime_ns, "st_mtime_ns": facts.st_mtime_ns}
        return os.stat_result((*tuple(facts)[:9], facts.st_mtime), spans)

    monkeypatch.setattr(Path, "lstat", told)


@pytest.mark.usefixtures("never_moved")
@pytest.mark.parametrize("mode", ["r+", "a"])
def test_a_file_open_for_writing_is_unfinished_one_open_for_reading_is_not(
    tmp_path: Path, mode: str
) -> None:
    file = written(tmp_path / "a.txt", REST_SECONDS + 1)
    assert not is_unfinished(str(file))
    with file.open(mode):
        assert is_unfinished(str(file))
    with file.open():
        assert not is_unfinished(str(file))
    assert not is_unfinished(str(tmp_path / "none.txt"))
    assert not is_unfinished(str(tmp_path))  # what lies in a folder may be, it never is


@pytest.mark.usefixtures("never_moved")
@pytest.mark.parametrize("seconds_ago", [0.1, REST_SECONDS - 1, -(REST_SECONDS - 1)])
def test_a_file_that_was_closed_a_moment_ago_may_go_on(tmp_path: Path, seconds_ago: float) -> None:
    assert is_unfinished(str(written(tmp_path / "a.txt", seconds_ago)))


def test_a_file_that_was_moved_into_place_is_whole_at_once(tmp_path: Path) -> None:
    file = tmp_path / ".a.part"
    file.write_text(FIRST)
    assert is_unfinished(str(file))
    earlier = file.lstat().st_ctime_ns
    while (moved := file.rename(tmp_path / "a.txt")).lstat().st_ctime_ns == earlier:
        moved.rename(file)  # within one tick of the clock
    assert not is_unfinished(str(moved))


def test_where_nothing_tells_whether_a_file_is_open_a_moved_one_must_rest_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError  # as for another user's file

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    for seconds, expected in ((REST_SECONDS - 1, True), (REST_SECONDS + 1, False)):
        assert is_unfinished(str(written(tmp_path / "a.txt", seconds))) is expected


def test_a_rebuild_replaces_an_archive_whose_articles_are_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "AT_ONCE_BYTES", 0)
    folder, index_dir = tmp_path / "articles", tmp_path / "index"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST)
    build(folder, index_dir)
    live = LiveArchive(Archive(Bot(index_dir)))
    os.truncate(current_generation(index_dir) / "segment-000001/articles.jsonl", 5)
    (folder / "b.txt").write_text(HALF)
    build(folder, index_dir)
    before = live().bot.index.generation
    live.replace(Archive(Bot(index_dir)))
    assert live.news_since(before) == News(added=1)


def test_news_add_up_over_several_rebuilds() -> None:
    old = np.array([(ord("b"), 1), (ord("a"), 1)], dtype=[("path", "<u8"), ("line", "<u8")])
    new = np.array([(ord("d"), 1), (ord("a"), 2), (ord("c"), 1)], dtype=old.dtype)
    first = News.between(old, new)
    assert first == News(added=2, changed=1, removed=1)
    assert first + News(added=1) == News(3, 1, 1)
    line = news_line(News(3, 1, 0), "de")
    assert line == '<p class="news" role="status">3 Artikel neu · 1 Artikel geändert</p>'
    assert "1 new article" in news_line(News(added=1), "en")
    assert news_line(News(), "de") == ""
    assert news_line(News(added=1), "de", Code.UNEXPECTED()) == (
        '<p class="news error" role="status">1 Artikel neu · Neues aus dem Ordner der Artikel '
        "fehlt noch; der bisherige Index antwortet. unerwarteter Fehler; Näheres im Protokoll des "
        "Servers</p>"
    )
    assert "the old index answers. unexpected" in news_line(News(), "en", Code.UNEXPECTED())


@pytest.mark.browser
def test_an_open_page_says_what_is_new_without_a_reload(
    visit, tmp_path: Path, soon: None, start_site: Callable[..., str]
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST)
    holdings = Holdings(folder, tmp_path / "index")
    build(folder, holdings.index_dir)
    from playwright.sync_api import expect

    address = start_site(Bot(holdings.index_dir), None, holdings, watch=True)
    opened = visit(address=address, fresh=True)
    page = opened.page
    opened.box.fill("Wird gerade getippt")
    for name in "bcd":
        (tmp_path / name).write_text(f"Das Haus {name.upper()} steht am Platz in Wels.")
        (tmp_path / name).rename(folder / f"{name}.txt")
    expect(page.locator("#news")).to_have_text("3 Artikel neu", timeout=LONGEST_SECONDS * 1000)
    for place in ("#head .facts", "#chat .welcome"):
        expect(page.locator(place)).to_contain_text(GERMAN.article_count_many.format(count=4))
    expect(opened.box).to_have_value("Wird gerade getippt")
    opened.open_articles("Artikel & Index")
    expect(page.locator("#articles tbody tr")).to_have_count(4)
    expect(page.locator("#rebuild_state")).to_contain_text("4 Artikel")
    expect(page.locator("#builds tbody tr")).to_have_count(2)
    told = page.locator("#news .error")
    away = folder.rename(tmp_path / "away")
    expect(told).to_contain_text("der bisherige Index antwortet", timeout=LONGEST_SECONDS * 1000)
    away.rename(folder)
    expect(told).to_have_count(0, timeout=LONGEST_SECONDS * 1000)
