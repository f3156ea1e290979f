"""The tokenizer of zitat's own model: in part it splits as the whole one does."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.model import tokenizer as module
from index.model.check import MODEL_FOLDER
from index.model.tokenizer import TOKENIZER, UnigramTokenizer

FILE = MODEL_FOLDER / TOKENIZER
TEXTS = [
    *(path.read_text("utf-8-sig") for path in Path("seeds").glob("*.txt")),
    "",
    "\t\n…",
    "Cafe\u0301, GRÖẞE und ﬁnden: 1.000,5 € – „z. B.“",
    "東京 😀 [UNK] #@über_alles x²/y\x1cz\u2028İΑΣ",
    "Donaudampfschifffahrtsgesellschaft" * 20,
]


@pytest.fixture(scope="module")
def whole() -> Tokenizer:
    return Tokenizer.from_file(str(FILE))


@pytest.fixture(scope="module")
def part() -> UnigramTokenizer:
    return UnigramTokenizer(FILE)


def test_in_part_and_as_a_whole_texts_have_the_tokens_of_the_library(
    whole: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [whole.encode(text, add_special_tokens=False) for text in TEXTS]
    for most in (0, 10**9):
        monkeypatch.setattr(module, "PART_CHARS", most)
        tokenizer = UnigramTokenizer(FILE)
        assert tokenizer.ids(TEXTS) == [encoding.ids for encoding in expected]
        assert [tokenizer.tokens(text) for text in TEXTS] == [one.tokens for one in expected]
        assert (tokenizer._whole is None) == (most > 0)
        assert tokenizer.pieces == whole.get_vocab()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=3))
def test_a_part_serves_the_next_texts_only_if_it_has_their_pieces(
    whole: Tokenizer, part: UnigramTokenizer, texts: list[str]
) -> None:
    expected = [encoding.ids for encoding in whole.encode_batch(texts, add_special_tokens=False)]
    assert part.ids(texts) == expected
