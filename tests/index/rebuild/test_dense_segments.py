"""A large segment has an index of its vectors, which later rebuilds take over with it."""

import random
from pathlib import Path

import numpy as np
import pytest

from index import Index, IndexConfig, build
from index.rebuild import merging
from index.store.dense import DENSE
from index.store.generations import current_generation
from tests.index.fakes import LetterEmbedder

EXACT_CHUNKS = 30


def rebuilt(folder: Path) -> Index:
    build(
        folder / "articles",
        folder / "index",
        IndexConfig(),
        embedder=LetterEmbedder(),
        exact_chunks=EXACT_CHUNKS,
    )
    return Index.open(folder / "index")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    chance = random.Random(1)
    (tmp_path / "articles").mkdir()
    for number in range(60):
        text = " ".join("".join(chance.choices("abcdefgh", k=6)) for _ in range(20))
        (tmp_path / "articles" / f"{number:02}.txt").write_text(text)
    return tmp_path


def check_nearest(index: Index) -> None:
    found = right = 0
    for question in LetterEmbedder().questions(["abc", "fade", "hacke", "bad", "geh", "chef"]):
        nearest = index.dense_search(question, 5).tolist()
        scores = index.dense_scores(question, np.arange(len(index.chunks)))
        exact = np.argsort(-scores, kind="stable")[:5].tolist()
        assert len(nearest) == len(exact) == 5
        found, right = found + len({*nearest} & {*exact}), right + len(exact)
    assert found > 0.8 * right


def test_a_large_segment_keeps_its_index_until_it_is_merged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = rebuilt(folder)
    assert [*index.manifest.dense] == ["segment-000001"]
    check_nearest(index)
    first = current_generation(folder / "index") / "segment-000001" / DENSE
    monkeypatch.setattr(merging, "SMALL", 0)
    # Of what is deleted nothing is found, and few new chunks are looked through one by one.
    (folder / "articles" / "07.txt").unlink()
    (folder / "articles" / "new.txt").write_text("aaaaaa aaaaaa aaaaaa")
    index = rebuilt(folder)
    assert len(index.manifest.segments) == 2
    assert [*index.manifest.dense] == ["segment-000001"]
    assert (current_generation(folder / "index") / "segment-000001" / DENSE).samefile(first)
    check_nearest(index)
    [nearest] = index.dense_search(LetterEmbedder().questions(["aaaaaa"])[0], 1).tolist()
    assert index.articles[index.chunks[nearest].article_row].path == "new.txt"
    monkeypatch.undo()
    (folder / "articles" / "08.txt").unlink()
    for number in range(60, 120):
        (folder / "articles" / f"{number}.txt").write_text(f"{number} " + "hedge " * (number % 9))
    index = rebuilt(folder)
    assert len(index.manifest.segments) == len(index.manifest.dense) == 1
    assert "segment-000001" not in index.manifest.dense
    check_nearest(index)
