import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cite import cite
from index.errors import QuoteError
from index.types import Article

ARTICLE = Article(path="a.txt", title="A", text="Ein Satz. Noch ein Satz.", sha256="abc")


def test_a_citation_names_article_place_and_quote() -> None:
    citation = cite(ARTICLE, 10, 24, "Noch ein Satz.")
    assert (citation.title, citation.path, citation.sha256) == ("A", "a.txt", "abc")
    assert ARTICLE.text[citation.start : citation.end] == citation.quote == "Noch ein Satz."


@given(start=st.integers(-30, 30), end=st.integers(-30, 30), quote=st.text(max_size=5))
def test_nothing_but_a_slice_of_the_article_is_cited(start: int, end: int, quote: str) -> None:
    if 0 <= start < end <= len(ARTICLE.text) and ARTICLE.text[start:end] == quote:
        assert cite(ARTICLE, start, end, quote).quote == quote
    else:
        with pytest.raises(QuoteError, match=r"a\.txt"):
            cite(ARTICLE, start, end, quote)
