"""Training of the embedded model, in small: a student learns, and one seed gives one student."""

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from index.model.distill import Recipe, Side, Student, Texts, train
from index.model.vocabulary import Vocabulary

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
