"""Mean token vectors without PyTorch: the same as sentence-transformers computes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from index.embedding import static_vectors
from index.embedding.embedder import Embedder
from index.embedding.static_vectors import StaticVectors
from index.errors import ModelError
from index.model.check import MODEL_FOLDER

TEXTS = [
    *(path.read_text("utf-8-sig") for path in Path("seeds").glob("*.txt")),
    "",
    "…",
    "\t\n",
    "Cafe\u0301, GRÖẞE und ﬁnden: 1.000,5 € – „z. B.“",
    "😀 #@über_alles x²/y",
]
PIECES = (
    "Größe STRASSE 1.000,5 km² A\u0308rger x\u0308y ½ ´s ﬁx_1 O'Neill #§% 東京 e\u0301 İΑΣ".split()
)
BLANKS = [" ", "\n", "\t\t", "", "\u00a0", "\u2028", "-", ", „", "\x1c", "\u200b"]


@pytest.fixture(scope="module")
def vectors(embedder: Embedder) -> StaticVectors:
    found = StaticVectors.of(embedder.model)
    assert found is not None
    return found


def test_a_model_read_without_the_library_has_the_same_vectors(
    embedder: Embedder, vectors: StaticVectors, tmp_path: Path
) -> None:
    read = StaticVectors.read(MODEL_FOLDER)
    assert read is not None
    np.testing.assert_array_equal(read(TEXTS), vectors(TEXTS))
    cased_model().save(str(tmp_path))  # its weights are stored in the library's own form
    read = StaticVectors.read(tmp_path)
    assert read is not None
    np.testing.assert_array_equal(read(["Wien", "wien"]), np.eye(3, 8)[1:])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("modules.json", "["),
        ("modules.json", '[{"type": "a.Transformer", "path": ""}]'),
        ("config_sentence_transformers.json", '{"prompts": {"query": "Wien: "}}'),
        ("model.safetensors", "x"),
        ("tokenizer.json", "{}"),
    ],
)
def test_what_is_no_plain_static_model_is_left_to_the_library(
    tmp_path: Path, name: str, content: str
) -> None:
    cased_model().save(str(tmp_path))
    (tmp_path / name).write_text(content)
    assert StaticVectors.read(tmp_path) is None


def test_a_static_model_loads_no_pytorch() -> None:
    program = """
import sys
from index.embedding.embedder import Embedder
assert Embedder.load("zitat-static-de-en").passages(["Ein Satz."]).shape == (1, 384)
print({"torch", "transformers", "sentence_transformers"} & sys.modules.keys() or "light")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "light\n"


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def test_the_vectors_are_those_of_the_library(embedder: Embedder, vectors: StaticVectors) -> None:
    expected = embedder.model.encode(TEXTS)
    np.testing.assert_allclose(unit(vectors(TEXTS)), unit(expected), atol=1e-5)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES) | st.text(max_size=20), st.sampled_from(BLANKS))))
def test_tokens_word_by_word_are_those_of_the_whole(
    vectors: StaticVectors, pairs: list[tuple[str, str]]
) -> None:
    text = "".join(piece + blank for piece, blank in pairs)
    assert vectors._by_words([text, text[::-1]]) == vectors._tokenized([text, text[::-1]])


def test_a_vector_does_not_depend_on_the_texts_beside_it(embedder: Embedder) -> None:
    texts = [f"Der Text Nummer {n} steht hier. " * (n % 7) for n in range(300)]
    alone = np.concatenate([embedder.passages([text]) for text in texts])
    assert (embedder.passages(texts) == alone).all()


def test_what_is_no_word_for_its_length_is_not_remembered(vectors: StaticVectors) -> None:
    texts = ["x" * 1000 + " kurz", "kurz"]
    assert vectors._by_words(texts) == vectors._tokenized(texts)
    assert "kurz" in vectors._ids
    assert "x" * 1000 not in vectors._ids


def test_what_is_forgotten_is_found_again(
    vectors: StaticVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = vectors(TEXTS)
    monkeypatch.setattr(static_vectors, "MAX_REMEMBERED", 10)
    assert np.array_equal(vectors([*TEXTS, "Neuwörter"])[:-1], expected)


def test_threads_get_what_one_thread_gets(embedder: Embedder, vectors: StaticVectors) -> None:
    fresh = StaticVectors.of(embedder.model)
    assert fresh is not None
    expected = vectors(TEXTS)
    with ThreadPoolExecutor(8) as threads:
        for rows in threads.map(fresh, [TEXTS] * 16):
            assert np.array_equal(rows, expected)


def cased_model() -> SentenceTransformer:
    """Return a model that tells "Wien" from "wien", and an empty row for what it does not know."""
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "Wien": 1, "wien": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.eye(3, 8, dtype=np.float32)
    return SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu"
    )


def test_a_model_that_sees_capitals_still_sees_them() -> None:
    model = cased_model()
    found = StaticVectors.of(model)
    assert found is not None
    texts = ["Wien", "wien", "Wien wien unbekannt"]
    np.testing.assert_allclose(found(texts), model.encode(texts), atol=1e-6)


def test_a_model_that_asks_for_prompts_is_left_to_the_library() -> None:
    model = cased_model()
    model.prompts["query"] = "Wien: "
    assert StaticVectors.of(model) is None
    embedder = Embedder("cased", model)
    assert embedder.questions(["wien"])[0, 1] > 0


def test_a_tokenizer_of_another_model_is_refused_not_read_past_the_vectors() -> None:
    model = cased_model()
    tokens = {"[UNK]": 0, "Wien": 1, "wien": 2, "Graz": 3}
    model[0].tokenizer = Tokenizer(models.WordLevel(tokens, unk_token="[UNK]"))
    embedder = Embedder("mixed", model)
    assert embedder.passages(["wien"])[0, 2] == 1
    for embed in (embedder.questions, embedder.passages):
        with pytest.raises(ModelError, match=r"'mixed' cannot embed.*token 3.*3 rows.*--model"):
            embed(["Graz"])


def test_a_model_that_shortens_its_vectors_is_left_to_the_library() -> None:
    model = cased_model()
    model.truncate_dim = 2
    embedder = Embedder("short", model)
    assert embedder.passages(["Wien"]).tolist() == [[0, 1]]
