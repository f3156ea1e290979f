import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.text.chunk import chunk_article
from index.types import Article

TEXTS = st.text(alphabet="ab Äß.!?\n\r\t\u2028\u00a0»“x1😀u\u0308", max_size=3000)


def article(text: str) -> Article:
    return Article(path="a.txt", title="A", text=text, sha256="")


@given(text=TEXTS, chunk_chars=st.integers(100, 400))
def test_each_chunk_is_its_slice_and_together_they_hold_all_but_white_space(
    text: str, chunk_chars: int
) -> None:
    chunks = chunk_article(article(text), 3, chunk_chars=chunk_chars)
    position = 0
    for chunk in chunks:
        assert chunk.article_row == 3
        assert chunk.text == text[chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip() != ""
        assert len(chunk.text) <= chunk_chars
        assert text[position : chunk.start].strip() == ""
        position = chunk.end
    assert text[position:].strip() == ""


def test_chunks_end_with_paragraphs_and_sentences_where_these_are_short_enough() -> None:
    paragraph = "Dies ist ein Satz mit vielen Wörtern. " * 4
    text = f"{paragraph.strip()}\n\n{paragraph.strip()}"
    chunks = chunk_article(article(text), 0, chunk_chars=200)
    assert [chunk.text for chunk in chunks] == [paragraph.strip(), paragraph.strip()]
    assert all(c.text.endswith(".") for c in chunk_article(article(text), 0, chunk_chars=100))


def test_a_splitter_that_changes_the_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecursiveCharacterTextSplitter, "split_text", lambda self, text: ["anders"])
    with pytest.raises(ValueError, match="changed the text at 0"):
        chunk_article(article("Etwas."), 0, chunk_chars=100)
