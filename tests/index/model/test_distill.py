"""Training of the embedded model, in small: a student learns, and one seed gives one student."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array
from tokenizers import Tokenizer, models, pre_tokenizers

from index.model.distill import Recipe, Side, Student, Texts, train
from index.model.rows import Rows
from index.model.second_view import join, translations
from index.model.vocabulary import Vocabulary

Vectors = npt.NDArray[np.float32]
WORDS = [f"{word}{number}" for word in ("haus", "house") for number in range(40)]
DIMENSION = 16


def vocabulary() -> Vocabulary:
    tokens = ("[UNK]", *WORDS)
    ids = {token: i for i, token in enumerate(tokens)}
    tokenizer = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return Vocabulary(tokenizer, tokens, tuple(range(len(tokens))), (1e-3,) * len(tokens))


def learned(seed: int) -> Student:
    """Teach that haus7 means what house7 means; the teacher's vectors are drawn by chance."""
    words, chance = vocabulary(), np.random.default_rng(1)
    targets = chance.normal(size=(40, DIMENSION))
    targets /= np.linalg.norm(targets, axis=1, keepdims=True)
    english = Texts.of(words.tokenizer, [f"house{n}" for n in range(40)])
    german = Texts.of(words.tokenizer, [f"haus{n}" for n in range(40)])
    side = Side(german, np.arange(40), np.ones(40, np.float32))
    rows = np.random.default_rng(2).normal(size=(len(words.tokens), DIMENSION))
    student = Student(words, (0.1 * rows).astype(np.float32), Recipe().sif)
    recipe = Recipe(seed=seed, batch=20, epochs=25, rate=0.3, sentence_rounds=1)
    train(student, (side, side), english, targets.astype(np.float16), recipe)
    return student


@pytest.fixture(scope="module")
def student() -> Student:
    return learned(seed=0)


def test_a_word_and_its_translation_come_to_mean_the_same(student: Student) -> None:
    rows = student.rows.detach().numpy()[1:]
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    likeness = rows[:40] @ rows[40:].T
    assert (likeness.argmax(axis=1) == np.arange(40)).all()
    assert np.diag(likeness).mean() > 0.8


def test_the_same_seed_gives_the_same_weights_to_the_last_bit(student: Student) -> None:
    again, other = learned(seed=0), learned(seed=1)
    for name in ("rows", "log_weights"):
        first = getattr(student, name).detach().numpy()
        assert np.array_equal(first, getattr(again, name).detach().numpy())
        assert not np.array_equal(first, getattr(other, name).detach().numpy())


def likeness(rows: Rows) -> Vectors:
    """Return the cosines of all tokens."""
    vectors = rows.embeddings[rows.mapping].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors @ vectors.T


def learned_rows(seed: int, rows: int, tokens: int) -> Rows:
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(rows, 64)).astype(np.float32)
    mapping = np.repeat(np.arange(rows), tokens // rows)
    return Rows.of(vectors, mapping, np.ones(tokens, dtype=np.float32))


def test_what_only_the_second_view_holds_alike_comes_nearer_and_so_does_a_translation() -> None:
    rows = learned_rows(3, 300, 300)
    views = np.random.default_rng(5).normal(size=(300, 128)).astype(np.float32)
    before = likeness(join(rows, views, csr_array((300, 300), dtype=np.float32)))
    views[1] = views[0]
    pair = csr_array(([1.0], ([2], [3])), shape=(300, 300), dtype=np.float32)
    joined = join(rows, views, csr_array(pair + pair.T))
    after = likeness(joined)
    assert joined.embeddings.shape == rows.embeddings.shape
    assert after[0, 1] > before[0, 1] + 0.2
    assert after[2, 3] > before[2, 3] + 0.2
    assert np.abs(after - before).mean() < 0.05


def test_a_row_holds_the_views_of_all_its_tokens_whatever_their_order() -> None:
    rows, none = learned_rows(4, 150, 300), csr_array((300, 300), dtype=np.float32)
    views = np.random.default_rng(6).normal(size=(300, 128)).astype(np.float32)
    swapped = views.reshape(150, 2, 128)[:, ::-1].reshape(300, 128)
    first, second = (likeness(join(rows, of_tokens, none)) for of_tokens in (views, swapped))
    assert np.allclose(first, second, atol=0.02)


def test_only_words_that_are_one_token_in_both_languages_translate_each_other() -> None:
    words = vocabulary()
    german = Texts.of(words.tokenizer, ["haus1", "haus2", "haus4 haus5", "haus7"])
    english = Texts.of(words.tokenizer, ["house1", "house2 house3", "house1", "haus7"])
    weights = np.array([0.5, 1, 1, 1], np.float32)
    found = translations(german, english, weights, len(words.tokens)).todense()
    haus, house = (1 + WORDS.index(word) for word in ("haus1", "house1"))
    assert found[haus, house] == found[house, haus] == 0.5
    assert np.count_nonzero(found) == 2
