"""A large index is mapped: what is read is proven then, all the rest meanwhile."""

import json
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from index import Index, build
from index.checksums import checksum_of
from index.errors import IndexDamagedError
from index.rebuild import merging
from index.store import manifest, proof, stored
from index.store.generations import current_generation
from index.store.segment.parts import NO_INDEX
from tests.index.fakes import LetterEmbedder
from tests.torture.host import CONFIG

COUNT = 40


@pytest.fixture
def index_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build an index that counts as a large one."""
    monkeypatch.setattr(proof, "AT_ONCE_BYTES", 0)
    folder = tmp_path / "articles"
    folder.mkdir()
    rows = [
        {
            "title": f"Brücke {n}",
            "text": f"Die Brücke {n} ist {n + 3} Meter lang. Sie steht in Ort {n}.",
            "date": f"2024-03-{n % 28 + 1:02}" if n % 5 else None,
            "source": "Der Bote" if n % 2 else "Kurier",
        }
        for n in range(COUNT)
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build(folder, tmp_path / "index", CONFIG, embedder=LetterEmbedder())
    return tmp_path / "index"


def wait_for_proof() -> None:
    for thread in threading.enumerate():
        if thread.name == "proof":
            thread.join(60)


def damage(index_dir: Path, name: str, old: bytes, new: bytes) -> None:
    file = current_generation(index_dir) / name
    data = file.read_bytes()
    assert len(old) == len(new)
    assert data.count(old) == 1
    file.write_bytes(data.replace(old, new))


def test_articles_and_chunks_are_read_by_row_in_any_order(index_dir: Path) -> None:
    index = Index.open(index_dir)
    assert (len(index.articles), index.articles[-1].title) == (COUNT, f"Brücke {COUNT - 1}")
    assert [article.title for article in index.articles[3:5]] == ["Brücke 3", "Brücke 4"]
    assert [article.title for article in index.articles][::-1] == [
        index.articles[row].title for row in reversed(range(COUNT))
    ]
    with pytest.raises(IndexError):
        index.articles[COUNT]
    for row, chunk in enumerate(index.chunks):
        assert row in index.chunks.of_article(chunk.article_row)
        assert chunk.text == index.articles[chunk.article_row].text[chunk.start : chunk.end]
    wait_for_proof()


def test_no_more_text_is_kept_than_a_few_questions_need(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_KEPT_CHARS", 200)
    articles = Index.open(index_dir).articles
    for row in range(COUNT):
        assert articles[row] is articles[row]
    assert sum(len(article.text) for article in articles._kept.values()) <= 200
    wait_for_proof()


def test_what_an_article_is_filtered_by_is_known_without_its_text(index_dir: Path) -> None:
    index = Index.open(index_dir)
    for row, article in enumerate(index.articles):
        head = index.heads[row]
        assert bool(head["day"]) == (article.date is not None)
        assert head["chars"] == len(article.text)
        assert head["source"] == index.sources[article.source or ""]
        assert index.row_of(article.path) == row
    assert list(index.sources) == ["Der Bote", "Kurier"]
    with pytest.raises(KeyError):
        index.row_of("b.jsonl#1")
    wait_for_proof()


def test_a_damaged_article_is_told_when_it_is_read_and_all_of_it_meanwhile(index_dir: Path) -> None:
    damage(
        index_dir,
        "segment-000001/articles.jsonl",
        "Brücke 7 ist 10".encode(),
        "Brücke 7 ist 99".encode(),
    )
    index = Index.open(index_dir)
    with pytest.raises(IndexDamagedError, match=r"row 7 .*zitat index FOLDER"):
        index.articles[7]
    assert index.articles[8].title == "Brücke 8"
    wait_for_proof()
    with pytest.raises(IndexDamagedError, match=r"articles\.jsonl has changed"):
        index.check()


def test_damage_in_what_nothing_reads_at_once_is_found_meanwhile(index_dir: Path) -> None:
    file = current_generation(index_dir) / "segment-000001/vectors.npy"
    vectors = np.load(file)
    vectors[5, 0] += 0.5
    np.save(file, vectors)
    index = Index.open(index_dir)
    wait_for_proof()
    with pytest.raises(IndexDamagedError, match=r"vectors\.npy has changed"):
        index.check()
    assert not (index_dir / proof.PROVEN).exists()


def test_articles_cut_off_while_they_are_open_are_damaged_and_end_nothing(index_dir: Path) -> None:
    index = Index.open(index_dir)
    wait_for_proof()
    file = current_generation(index_dir) / "segment-000001/articles.jsonl"
    os.truncate(file, file.stat().st_size // 2)
    assert index.articles[0].title == "Brücke 0"
    with pytest.raises(IndexDamagedError, match="row 39"):
        index.articles[COUNT - 1]


def test_a_folder_that_is_gone_is_no_damage(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = proof.check_files
    opened = threading.Event()

    def gone(folder: Path, *args: object, **options: object) -> None:
        opened.wait(60)
        shutil.rmtree(folder)
        real(folder, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(proof, "check_files", gone)
    index = Index.open(index_dir)
    opened.set()
    index.wait_until_proven()
    assert index.articles[3].title == "Brücke 3"
    assert list(index.files) == ["a.jsonl"]
    assert index.files.hold(index.files["a.jsonl"])
    assert not index.files.hold("ab" * 32)
    assert "a.json" not in index.files and "a.jsonl\0" not in index.files


def test_a_copy_of_a_proven_index_is_proven_anew(index_dir: Path, tmp_path: Path) -> None:
    Index.open(index_dir).wait_until_proven()
    copy = shutil.copytree(index_dir, tmp_path / "copy")
    damage(
        copy,
        "segment-000001/articles.jsonl",
        "Brücke 7 ist 10".encode(),
        "Brücke 7 ist 99".encode(),
    )
    with pytest.raises(IndexDamagedError, match=r"articles\.jsonl"):
        Index.open(copy).wait_until_proven()


def test_what_is_proven_is_not_read_for_it_again_also_where_a_later_generation_takes_it_over(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def record(path: Path) -> str:
        read.append(path)
        return checksum_of(path)

    monkeypatch.setattr(manifest, "checksum_of", record)
    monkeypatch.setattr(merging, "SMALL", 0)
    Index.open(index_dir).wait_until_proven()
    assert {path.name for path in read} >= {"articles.jsonl", "vectors.npy", "heads.npy"}
    read.clear()
    Index.open(index_dir).wait_until_proven()
    assert read == []
    (index_dir.with_name("articles") / "b.txt").write_text("Ganz neu.")
    build(index_dir.with_name("articles"), index_dir, CONFIG, embedder=LetterEmbedder())
    Index.open(index_dir).wait_until_proven()
    of_first = {path.name for path in read if "segment-000001" in path.parts}
    assert "chunks.npy" in of_first  # the rebuild reads it through
    assert not of_first & {"articles.jsonl", "vectors.npy", "count_terms.npy", "rows.npy"}
    assert any("segment-000002" in path.parts for path in read)


def test_damage_that_is_told_is_healed_by_a_rebuild_also_of_what_was_proven(
    index_dir: Path, tmp_path: Path
) -> None:
    Index.open(index_dir).wait_until_proven()
    file = current_generation(index_dir) / "segment-000001/articles.jsonl"
    times = file.stat()
    name = "segment-000001/articles.jsonl"
    damage(index_dir, name, "Brücke 7 ist 10".encode(), "Brücke 7 ist 99".encode())
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # the disk's doing, not a program's
    index = Index.open(index_dir)
    index.wait_until_proven()
    with pytest.raises(IndexDamagedError):
        index.articles[7]
    report = build(tmp_path / "articles", index_dir, CONFIG, embedder=LetterEmbedder())
    assert report.changes.rebuilt_because == "is damaged"
    assert "10 Meter" in Index.open(index_dir).articles[7].text
    wait_for_proof()


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("segment-000001/name_bytes.npy", 0),
        ("segment-000001/vectors.npy", merging.SMALL),
        ("segment-000001/articles.jsonl", merging.SMALL),
    ],
)
def test_a_rebuild_makes_no_right_checksum_of_what_was_damaged_after_it_was_proven(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch, name: str, small: int
) -> None:
    monkeypatch.setattr(merging, "SMALL", small)
    source = index_dir.with_name("articles")
    Index.open(index_dir).wait_until_proven()
    file = current_generation(index_dir) / name
    times, data = file.stat(), bytearray(file.read_bytes())
    data[-2] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # the disk's doing, no program's
    for number in range(2):  # where the first fails, or takes damage over unread, it is told
        (source / f"b{number}.txt").write_text("Ganz neu.")
        with suppress(*NO_INDEX):
            build(source, index_dir, CONFIG, embedder=LetterEmbedder())
        with suppress(IndexDamagedError):
            found = Index.open(index_dir)
            found.wait_until_proven()
            assert len(list(found.articles)) == COUNT + number + 1
    build(source, index_dir.with_name("fresh"), CONFIG, embedder=LetterEmbedder())
    found, expected = Index.open(index_dir), Index.open(index_dir.with_name("fresh"))
    found.wait_until_proven()
    expected.wait_until_proven()
    assert [*found.articles] == [*expected.articles]
    rows = np.arange(len(expected.chunks))
    vector = LetterEmbedder().questions(["Brücke"])[0]
    assert [*found.chunks] == [*expected.chunks]
    assert found.masked_chars().tolist() == expected.masked_chars().tolist()
    assert found.dense_scores(vector, rows).tolist() == expected.dense_scores(vector, rows).tolist()
    terms = [*expected.lexical.beginning_with("")]
    assert found.lexical.known(found.lexical.beginning_with("")) == terms


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("vectors.npy", b"descr", b"descx"),
        ("count_terms.npy", b"NUMPY", b"NUMPX"),
        ("articles.jsonl", "Die Brücke 0 ist".encode(), b'"' * 17),
    ],
)
def test_the_first_rebuild_heals_what_cannot_be_read_at_all_of_what_was_proven(
    index_dir: Path, name: str, old: bytes, new: bytes
) -> None:
    Index.open(index_dir).wait_until_proven()
    file = current_generation(index_dir) / "segment-000001" / name
    times = file.stat()
    damage(index_dir, f"segment-000001/{name}", old, new)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    source = index_dir.with_name("articles")
    report = build(source, index_dir, CONFIG, embedder=LetterEmbedder())
    assert report.changes.rebuilt_because == "is damaged"
    Index.open(index_dir).wait_until_proven()


def test_a_file_of_another_size_is_refused_at_once(index_dir: Path) -> None:
    with (current_generation(index_dir) / "segment-000001/vectors.npy").open("ab") as file:
        file.write(b"x")
    with pytest.raises(IndexDamagedError, match=r"vectors\.npy.*zitat index"):
        Index.open(index_dir)
