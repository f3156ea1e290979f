"""A build in shards: all or nothing, only what has changed, and one index again."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index import Index, IndexConfig, verify
from index.errors import IndexWriteError, SettingError
from index.files import stat_cache
from index.messages import Code
from index.rebuild.rebuild import NothingReadableError
from index.shards import building, cluster
from index.shards.building import Built, Task, Workers, build_shards, rebuild_index, shards_of
from index.shards.dealing import FOLDER, shards
from index.store.generations import current_generation
from tests.index.fakes import LetterEmbedder

WriteArticles = Callable[..., Path]
CONFIG = IndexConfig(chunk_chars=100)
ARTICLES = {
    f"{name}/{i}.txt": f"Der Artikel {name}{i} sagt etwas." for name in "ab" for i in range(6)
}


@pytest.fixture(autouse=True)
def files_of_a_moment_ago_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stat_cache, "TICK_NS", 0)


@pytest.fixture
def source(write_articles: WriteArticles) -> Path:
    return write_articles(ARTICLES)


@pytest.fixture
def index_dir(source: Path, tmp_path: Path) -> Path:
    build_shards(source, 3, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
    return tmp_path / "index"


def paths(index_dir: Path) -> list[str]:
    return [article.path for article in Index.open(index_dir).articles]


def test_each_file_is_of_one_shard_and_stays_there() -> None:
    for count in (1, 2, 7):
        held = [[one.holds(path) for one in shards(count)] for path in ARTICLES]
        assert all(sum(flags) == 1 for flags in held)
    assert shards(4)[0].holds("a/0.txt")


def test_each_shard_is_an_index_of_its_files_alone(index_dir: Path, source: Path) -> None:
    for shard in shards(3):
        assert paths(shard.folder(index_dir)) == sorted(filter(shard.holds, ARTICLES))
    assert paths(index_dir) == sorted(ARTICLES)
    assert verify(source, index_dir).proven


def test_only_what_has_changed_is_read_again(index_dir: Path, source: Path) -> None:
    (source / "a/1.txt").write_text("Nun steht anderes da.")
    (source / "b/2.txt").unlink()
    report = build_shards(source, 3, index_dir, CONFIG, embedder=LetterEmbedder())
    assert (report.changes.changed, report.changes.deleted) == (("a/1.txt",), ("b/2.txt",))
    assert report.changes.unchanged == len(ARTICLES) - 2
    assert report.embedded_chunks == 1
    assert paths(index_dir) == sorted(ARTICLES.keys() - {"b/2.txt"})


class OneFails(Workers):
    """Builds all shards but the second, whose disk is full."""

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Built]]:
        for place, built in super().run(tasks):
            full = ("IndexWriteError", Code.QUOTED(words="The disk is full."))
            yield place, Built(error=full) if place == 1 else built


def test_a_build_that_cannot_finish_leaves_the_old_archive(index_dir: Path, source: Path) -> None:
    before, seen = current_generation(index_dir), paths(index_dir)
    (source / "new.txt").write_text("Etwas Neues.")
    for _ in range(4):  # so often that a shard's older generations are dropped
        with pytest.raises(IndexWriteError, match="The disk is full"):
            build_shards(
                source, 3, index_dir, CONFIG, embedder=LetterEmbedder(), workers=OneFails()
            )
    assert current_generation(index_dir) == before
    assert paths(index_dir) == seen
    build_shards(source, 3, index_dir, CONFIG, embedder=LetterEmbedder())
    assert "new.txt" in paths(index_dir)


def test_a_shard_may_hold_no_article(write_articles: WriteArticles, tmp_path: Path) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": "\0\1\2", "c.txt": ""})
    report = build_shards(source, 9, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
    assert report.articles == 1
    assert [item.path for item in report.skipped] == ["b.txt", "c.txt"]
    assert report.changes.unreadable == 2
    (source / "a.txt").unlink()
    with pytest.raises(NothingReadableError, match=r"b\.txt"):
        build_shards(source, 9, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
    assert paths(tmp_path / "index") == ["a.txt"]


def test_a_rebuild_keeps_the_shards_until_another_number_is_named(
    index_dir: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.rebuild.rebuild.Embedder.load", lambda _: LetterEmbedder())
    for named, expected in ((None, 3), (2, 2), (0, 0), (None, 0)):
        report = rebuild_index(source, index_dir, CONFIG, count=named)
        if named != 0:  # files that other shards hold now are none that were added and deleted
            assert (report.changes.unchanged, report.changes.added) == (len(ARTICLES), ())
        assert shards_of(index_dir) == expected
        folder = index_dir / FOLDER
        assert len([*folder.iterdir()] if folder.exists() else []) == expected
        assert paths(index_dir) == sorted(ARTICLES)


@pytest.mark.parametrize("count", [-1, 1000])
def test_a_number_of_shards_that_cannot_be_is_refused(source: Path, count: int) -> None:
    with pytest.raises(SettingError, match="expected 1 to 999"):
        build_shards(source, count, source.with_name("index"))


def test_a_cluster_without_ray_says_what_to_install(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingError, match=r"pip install 'zitat\[cluster\]'"):
        building.rebuild_index(source, source.with_name("index"), cluster="auto")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "nowhere"])
def test_a_cluster_that_does_not_answer_is_named(source: Path, address: str) -> None:
    with pytest.raises(SettingError, match=f"No cluster of Ray answers at '{address}'"):
        building.rebuild_index(source, source.with_name("index"), cluster=address)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_what_listens_and_is_no_ray_is_named_soon(
    answer: bytes, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_REACH_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"

        def answers() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(answer)
                connection.settimeout(10)
                while connection.recv(64):
                    pass

        thread = threading.Thread(target=answers, daemon=True)
        thread.start()
        with pytest.raises(SettingError, match=f"No cluster of Ray answers at '{address}'"):
            building.rebuild_index(source, source.with_name("index"), cluster=address)
        thread.join(10)


def test_nothing_of_ray_is_imported_where_no_cluster_is_named() -> None:
    code = (
        "import sys, bot.cli, bot.pipeline, index.shards.gathered; assert 'ray' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
