"""Whatever a file says, what is quoted of it is a slice of what is stored, and is proven."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.sentences import split_sentences
from bot.web.archive.trash import file_of
from index import Index, IndexConfig, build, verify
from index.files.articles import read_bytes
from index.formats import SUFFIXES
from index.text.chunk import chunk_article
from index.types import Article
from tests.index.fakes import LetterEmbedder
from tests.index.formats.any_files import MAKERS
from tests.torture.test_index_survives import WHOLE as TORTURE

# What is in the code page of a PDF's fonts.
WORDS = (
    "Königin Görlitz Straße kam im Jahr 1989 nach und die Brücke 3,5 Mio. Euro Dr. Groß z. B. „Ja“ "
    "»Nein« – 20.000 § 7 & < > 50 % é Ost- u. Westvariante O’Neill 1. Juli km² a/b #1 e-mail @x"
).split()
PAGES = {"html", "mht"}  # what is the article of a page is for its reader to say
# Their library takes long to load; that pages are proven, the tests of HTML show too.
TRIED = [suffix for suffix in MAKERS if TORTURE or suffix not in PAGES]


def sentences() -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS), min_size=2, max_size=12).map(" ".join)
    return st.builds("Der Rat {}{}".format, words, st.sampled_from(".!?"))


PARAGRAPHS = st.lists(
    st.lists(sentences(), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4
)


@pytest.mark.parametrize("suffix", TRIED)
@settings(max_examples=500 if TORTURE else 4, deadline=None, derandomize=True)
@given(PARAGRAPHS)
def test_every_sentence_of_a_file_is_a_slice_of_what_is_stored_of_it(
    suffix: str, paragraphs: list[str]
) -> None:
    found = list(read_bytes(MAKERS[suffix](paragraphs), f"a.{suffix}"))
    articles = [item for item in found if isinstance(item, Article)]
    assert articles, found
    for article in articles:
        text = article.text
        found_again = [text[one.start : one.end] for one in split_sentences(text)]
        assert "".join("".join(found_again).split()) == "".join(text.split())
        for chunk in chunk_article(article, 0, chunk_chars=300):
            assert article.text[chunk.start : chunk.end] == chunk.text
    if suffix not in PAGES:
        # A line's end may join a word that ends in a hyphen to what follows, with it or without.
        stored = _letters(" ".join(article.text for article in articles))
        said = " ".join(paragraphs).split()
        assert [word for word in said if _letters(word) not in stored] == []


def _letters(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def test_every_suffix_is_tried() -> None:
    kinds = {f".{suffix.split('.')[-1]}" for suffix in MAKERS}
    others = {".markdown", ".text", ".htm", ".xhtml", ".mhtml", ".ndjson", ".xlsm"}
    assert set(SUFFIXES) - others <= kinds


@pytest.mark.parametrize("seed", range(20 if TORTURE else 1))
def test_every_stored_article_of_every_format_is_proven(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    paragraphs = [f"Der Rat {' '.join(chance.choices(WORDS, k=30))}." for _ in range(4)]
    source, index_dir = tmp_path / "archive", tmp_path / "index"
    source.mkdir()
    for suffix in TRIED:
        (source / f"a.{suffix}").write_bytes(MAKERS[suffix](paragraphs))
    built = build(source, index_dir, IndexConfig(), embedder=LetterEmbedder())
    assert (built.skipped, built.changes.unreadable) == ((), 0)
    articles = Index.open(index_dir).articles
    assert {file_of(article.path) for article in articles} == {f"a.{suffix}" for suffix in TRIED}
    assert verify(source, index_dir).proven
