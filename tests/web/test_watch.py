"""The index follows the folder: whole files come in, half ones never, and pages say so."""

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import Bot
from bot.web.archive.generation import Archive
from bot.web.archive.holdings import Holdings
from bot.web.archive.keeper import Keeper
from bot.web.archive.live import LiveArchive
from bot.web.watch import unfinished, watcher
from bot.web.watch.news import News, news_line
from bot.web.watch.unfinished import SETTLE_SECONDS, UNTOLD_SECONDS, is_unfinished
from bot.web.words.texts import GERMAN
from index import build

FIRST = "Die Brücke in Linz ist 140 Meter lang."
HALF, REST = "Die Halle in Wels wurde 2019 gebaut. ", "Ihr Dach ist 40 Meter hoch."
LONGEST_SECONDS = 60


class Served:
    """A folder of articles with its index, which follows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "articles"
        self.folder.mkdir()
        (self.folder / "a.txt").write_text(FIRST)
        index_dir = folder / "index"
        build(self.folder, index_dir)
        self.live = LiveArchive(Archive(Bot(index_dir)))
        self.keeper = Keeper(Holdings(self.folder, index_dir), self.live, lambda: Bot(index_dir))
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
    for module in (watcher, unfinished):
        monkeypatch.setattr(module, "SETTLE_SECONDS", 0.2)
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


@pytest.mark.parametrize("mode", ["r+", "a"])
def test_a_file_open_for_writing_is_unfinished_one_open_for_reading_is_not(
    tmp_path: Path, mode: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(FIRST)
    assert is_unfinished(str(file))  # just written
    earlier = time.time() - 2 * SETTLE_SECONDS
    os.utime(file, (earlier, earlier))
    assert not is_unfinished(str(file))
    with file.open(mode):
        assert is_unfinished(str(file))
    with file.open():
        assert not is_unfinished(str(file))
    assert not is_unfinished(str(tmp_path / "none.txt"))


def test_where_nothing_tells_whether_a_file_is_open_it_must_rest_for_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError  # as for another user's file

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    file = tmp_path / "a.txt"
    file.write_text(FIRST)
    for seconds, expected in ((2 * SETTLE_SECONDS, True), (UNTOLD_SECONDS + 1, False)):
        earlier = time.time() - seconds
        os.utime(file, (earlier, earlier))
        assert is_unfinished(str(file)) is expected


def test_news_add_up_over_several_rebuilds() -> None:
    first = News.between({"a": "1", "b": "1"}, {"a": "2", "c": "1", "d": "1"})
    assert first == News(added=2, changed=1, removed=1)
    assert first + News(added=1) == News(3, 1, 1)
    line = news_line(News(3, 1, 0), "de")
    assert line == '<p class="news" role="status">3 Artikel neu · 1 Artikel geändert</p>'
    assert "1 new article" in news_line(News(added=1), "en")
    assert news_line(News(), "de") == ""


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
