"""A Unigram tokenizer in part splits as the whole one does, zitat's own and the reader's."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.model import unigram
from index.model.check import MODEL_FOLDER
from index.model.unigram import UnigramTokenizer
from tests.conftest import ROOT

FILES = (MODEL_FOLDER / "tokenizer.json", ROOT / "bot" / "reader" / "weights" / "tokenizer.json")
TEXTS = [
    *(path.read_text("utf-8-sig") for path in Path("seeds").glob("*.txt")),
    "",
    "\t\n…",
    "Cafe\u0301, GRÖẞE und  ﬁnden: 1.000,5 € – „z. B.“",
    "東京 😀 [UNK] #@über_alles x²/y\x1cz\u2028İΑΣ\u00a0▁a",
    "Donaudampfschifffahrtsgesellschaft" * 5,
]
Both = tuple[UnigramTokenizer, Tokenizer]


@pytest.fixture(scope="module", params=FILES, ids=["own", "reader"])
def both(request: pytest.FixtureRequest) -> Both:
    return UnigramTokenizer(request.param), Tokenizer.from_file(str(request.param))


@pytest.mark.parametrize("file", FILES, ids=["own", "reader"])
def test_in_part_and_as_a_whole_texts_have_the_tokens_of_the_library(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Tokenizer.from_file(str(file))
    expected = [whole.encode(text, add_special_tokens=False) for text in TEXTS]
    for most in (0, 10**9):
        monkeypatch.setattr(unigram, "PART_CHARS", most)
        tokenizer = UnigramTokenizer(file)
        tokenizer.prepare(TEXTS[:2])
        assert tokenizer.ids(TEXTS) == [one.ids for one in expected]
        assert tokenizer.encode_batch(TEXTS) == [(one.ids, one.offsets) for one in expected]
        assert [tokenizer.tokens(text) for text in TEXTS] == [one.tokens for one in expected]
        assert (tokenizer._whole is None) == (most > 0)
        assert tokenizer.pieces == whole.get_vocab()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=3))
def test_a_part_serves_the_next_texts_only_if_it_has_their_pieces(
    both: Both, texts: list[str]
) -> None:
    part, whole = both
    expected = [one.ids for one in whole.encode_batch(texts, add_special_tokens=False)]
    assert part.ids(texts) == expected


def test_what_reads_like_a_special_token_parts_a_text_as_in_the_library() -> None:
    part, whole = UnigramTokenizer(FILES[1]), Tokenizer.from_file(str(FILES[1]))
    text = "Das Haus<s>Haus steht</s>Turm <pad>"
    assert part.ids([text]) == [whole.encode(text, add_special_tokens=False).ids]
    with pytest.raises(ValueError, match="no special tokens"):
        part.encode_batch(["a"], add_special_tokens=True)
