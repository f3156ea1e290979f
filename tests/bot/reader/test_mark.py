import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.mark import mark, quote_of
from bot.text.sentences import Sentence


def marked(text: str) -> str | None:
    """Return what is marked where the reader's span is what stands between two bars."""
    before, span, after = text.split("|")
    found = mark(before + span + after, len(before), len(before + span))
    return None if found is None else (before + span + after)[slice(*found)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Es sind| 49| Prozent der Stimmen.", "49 Prozent", "a number has its unit"),
        ("Es sind 4|9 Proz|ent der Stimmen.", "49 Prozent", "no word and no number is cut"),
        ("Die Summe von 1|.5|00 Euro.", "1.500 Euro", "no number is cut at its point"),
        ("Er zahlt 2|,5 Millionen| Euro.", "2,5 Millionen Euro", "nor at its comma"),
        ("sagte| Anna Berger,| die Leiterin.", "Anna Berger", "a comma behind is no answer"),
        ("heißt |„Der Strom“| und läuft.", "Der Strom", "nor are quotation marks"),
        ("Es war |am 3. Mai.|", "am 3. Mai", "nor is the full stop"),
        ("Es wurden |-4| Grad gemessen.", "-4 Grad", "a minus is part of its number"),
        ("nahm |seine Frau (Eva)| mit.", "seine Frau (Eva)", "brackets that match stay"),
        ("der Chef (|Karl Rot)| kam.", "Karl Rot", "a bracket that opened before does not"),
        ("It cost £|8.5m|, twice as much.", "£8.5m", "nor is its currency left out"),
        ("kostet| acht| ihrer 23 Filialen", "acht", "another amount is not drawn in"),
        ("Sie kam |…| spät.", None, "marks alone answer nothing"),
        ("gegenüber |2,7| Millionen", "2,7 Millionen", "the end of a word is no word"),
    ],
)
def test_whole_words_are_marked(text: str, expected: str | None, why: str) -> None:
    assert marked(text) == expected, why


@given(st.text("aZß1£,. -„“()é\u0308\n", min_size=1, max_size=40), st.data())
def test_the_marked_words_are_a_slice_that_cuts_no_word(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = mark(text, start, end)
    if found is not None:
        first, last = found
        assert 0 <= first < last <= len(text)
        assert not (first and text[first - 1].isalnum() and text[first].isalnum())
        assert not (last < len(text) and text[last - 1].isalnum() and text[last].isalnum())


def test_the_quote_is_the_shortest_run_of_sentences_that_holds_the_span() -> None:
    sentences = (Sentence(0, 10), Sentence(11, 20), Sentence(21, 30))
    assert quote_of(sentences, 12, 18) == (1, 1)
    assert quote_of(sentences, 12, 25) == (1, 2)
    assert quote_of(sentences, 5, 30) == (0, 2)


def test_nothing_outside_of_a_cell_is_marked() -> None:
    row = "2022\t512\t633 Euro"
    assert mark(row, 5, 8, (5, 8)) == (5, 8)
    assert mark(row, 9, 12, (9, 17)) == (9, 17)
