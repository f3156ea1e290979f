import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import Index, IndexConfig, build
from index.checksums import sha256_of
from index.embedding.embedder import Embedder
from index.errors import (
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ModelError,
    SettingError,
    SourceError,
)
from index.rebuild.changes import is_current
from index.rebuild.report import Progress
from index.store.generations import current_generation
from index.store.manifest import FORMAT
from tests.conftest import ROOT, SEEDS

WriteArticles = Callable[..., Path]


@pytest.fixture
def copied_index_dir(seed_index_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seed_index_dir, tmp_path / "index"))


def test_the_stored_index_holds_the_articles_and_chunks_unchanged(seed_index_dir: Path) -> None:
    index = Index.open(seed_index_dir)
    files = sorted(SEEDS.iterdir())
    assert [article.path for article in index.articles] == [file.name for file in files]
    for article, file in zip(index.articles, files, strict=True):
        assert article.text == file.read_bytes().decode()
        assert article.sha256 == sha256_of(file)
    for chunk in index.chunks:
        assert chunk.text == index.articles[chunk.article_row].text[chunk.start : chunk.end]
    assert index.files == {file.name: sha256_of(file) for file in files}


def test_build_reports_what_it_did_and_how_far_it_is(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": b"\0\1", "c.txt": "Noch einer."})
    seen: list[Progress] = []
    report = build(source, tmp_path / "index", progress=seen.append)
    assert (report.articles, report.chunks) == (2, 2)
    assert [item.path for item in report.skipped] == ["b.txt"]
    assert report.seconds > 0
    assert Progress("read", 3, 3) in seen
    assert seen[-1] == Progress("write", 1, 1)


def test_dense_search_finds_what_brute_force_finds(seed_index_dir: Path) -> None:
    index = Index.open(seed_index_dir)
    embedder = Embedder.load(index.manifest.config.model)
    vectors = embedder.passages([chunk.text for chunk in index.chunks])
    (question,) = embedder.questions(["Who invests in OpenAI?"])
    cosines = vectors @ question
    expected = np.argsort(-cosines)
    assert index.dense_search(question, 5).tolist() == expected[:5].tolist()
    assert len(index.dense_search(question, 1000)) == len(index.chunks)
    rows = np.arange(len(index.chunks))
    np.testing.assert_allclose(
        index.dense_scores(question, rows), (cosines - cosines.mean()) / cosines.std(), atol=1e-3
    )


@pytest.mark.parametrize("damage", ["flip", "truncate", "delete", "add"])
def test_a_damaged_file_is_refused_with_the_rebuild_command(
    copied_index_dir: Path, damage: str
) -> None:
    generation = current_generation(copied_index_dir)
    for file in sorted(path for path in generation.rglob("*") if path.is_file()):
        content = file.read_bytes()
        victim = file.with_name("stranger.npy") if damage == "add" else file
        if damage == "flip":
            middle = len(content) // 2
            changed = bytes([content[middle] ^ 1])
            file.write_bytes(content[:middle] + changed + content[middle + 1 :])
        elif damage == "truncate":
            file.write_bytes(content[:-1])
        elif damage == "delete":
            file.unlink()
        else:
            victim.write_bytes(b"x")
        with pytest.raises(IndexDamagedError, match=rf"(?s){victim.stem}.*zitat index"):
            Index.open(copied_index_dir)
        victim.unlink(missing_ok=True)
        file.write_bytes(content)
    Index.open(copied_index_dir)


def change_manifest(index_dir: Path, **fields: object) -> None:
    path = current_generation(index_dir) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    path.with_name("manifest.sha256").write_text(sha256_of(path))


def test_another_format_is_refused(copied_index_dir: Path) -> None:
    change_manifest(copied_index_dir, format=99)
    with pytest.raises(IndexMismatchError, match=r"format 99.*zitat index"):
        Index.open(copied_index_dir)


@pytest.mark.parametrize("text", ["", "{", "[]", f'{{"format": {FORMAT}}}'])
def test_a_manifest_that_is_none_is_refused(copied_index_dir: Path, text: str) -> None:
    (current_generation(copied_index_dir) / "manifest.json").write_text(text)
    with pytest.raises(IndexDamagedError, match=r"manifest\.json.*zitat index"):
        Index.open(copied_index_dir)


def test_counts_that_contradict_the_manifest_are_refused(copied_index_dir: Path) -> None:
    change_manifest(copied_index_dir, chunk_count=3)
    with pytest.raises(IndexDamagedError, match="its manifest says"):
        Index.open(copied_index_dir)


def test_no_index_is_reported(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        Index.open(tmp_path)


def test_a_model_that_embeds_otherwise_is_refused(seed_index_dir: Path) -> None:
    index = Index.open(seed_index_dir)
    dimension = index.manifest.dimension
    with pytest.raises(IndexMismatchError, match="zitat index"):
        index.check_model("other", dimension + 1, [0.1] * (dimension + 1))
    with pytest.raises(IndexMismatchError, match="zitat index"):
        index.check_model("other", dimension, [1.0] + [0.0] * (dimension - 1))
    with pytest.raises(IndexMismatchError, match="zitat index"):
        index.check_model("it knows no word", dimension, [0.0] * dimension)


@pytest.mark.parametrize(
    ("files", "config", "error"),
    [
        ({"a.txt": b"\0\1"}, IndexConfig(), SourceError),
        ({"a.txt": "Text."}, IndexConfig(model="./missing"), ModelError),
    ],
)
def test_a_rebuild_that_fails_leaves_the_old_index(
    copied_index_dir: Path,
    write_articles: WriteArticles,
    files: dict[str, str | bytes],
    config: IndexConfig,
    error: type[Exception],
) -> None:
    before = current_generation(copied_index_dir)
    with pytest.raises(error):
        build(write_articles(files), copied_index_dir, config)
    assert current_generation(copied_index_dir) == before
    assert len(Index.open(copied_index_dir).articles) == 2


def test_an_index_is_current_until_a_file_or_the_configuration_changes(
    write_articles: WriteArticles, tmp_path: Path
) -> None:
    source = write_articles({"a.txt": "Ein Text.", "b.txt": b"\0\1"})
    index_dir = tmp_path / "index"
    config = IndexConfig()
    assert not is_current(source, index_dir, config)
    build(source, index_dir, config)
    assert is_current(source, index_dir, config)
    assert not is_current(source, index_dir, IndexConfig(chunk_chars=300))
    (source / "a.txt").write_text("Ein Wort.")
    assert not is_current(source, index_dir, config)
    (source / "a.txt").write_text("Ein Text.")
    (source / "c.txt").write_text("Noch einer.")
    assert not is_current(source, index_dir, config)


def test_the_same_articles_give_the_same_index(tmp_path: Path, seed_index_dir: Path) -> None:
    build(SEEDS, tmp_path / "index")
    assert (
        Index.open(tmp_path / "index").manifest.files == Index.open(seed_index_dir).manifest.files
    )


@pytest.mark.parametrize("chunk_chars", [0, 99, 10_001])
def test_a_setting_out_of_range_is_refused(chunk_chars: int) -> None:
    with pytest.raises(SettingError, match=f"chunk_chars is {chunk_chars}"):
        IndexConfig(chunk_chars=chunk_chars)


def test_nothing_is_pickled() -> None:
    sources = [
        path.read_text() for name in ("index", "bot") for path in (ROOT / name).rglob("*.py")
    ]
    assert sources
    assert not [text for text in sources if "import pickle" in text or "allow_pickle=True" in text]
