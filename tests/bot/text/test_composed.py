"""Decomposed letters, as macOS writes them: found, marked and quoted whole."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.context import leans_on_the_one_before
from bot.compare.values import Name, name_in, value_of, values_in
from bot.question import read_question
from bot.rank.articles import _split
from bot.reader.mark import mark
from bot.text.composed import composed, in_line

LETTERS = st.text(st.sampled_from("aoxAÖ 1.\n\u0308\u0301\u0304"), max_size=30)


@given(text=LETTERS, data=st.data())
def test_no_slice_of_a_composed_text_parts_a_letter_from_its_marks(
    text: str, data: st.DataObject
) -> None:
    read = composed(text)
    assert read.text == unicodedata.normalize("NFC", text)
    if read.text:
        start = data.draw(st.integers(0, len(read.text) - 1))
        end = data.draw(st.integers(start + 1, len(read.text)))
        first, last = read.original(start, end)
        assert read.text[start:end] in unicodedata.normalize("NFC", text[first:last])
        for cut in (first, last):
            assert cut in (0, len(text)) or not unicodedata.combining(text[cut])


@given(text=LETTERS, data=st.data())
def test_no_marked_words_part_a_letter_from_its_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start + 1, max(start + 1, len(text))))
    for cut in (text and mark(text, start, end)) or ():
        parted = 0 < cut < len(text) and text[cut - 1].isalpha()
        assert not (parted and unicodedata.combining(text[cut]))


def test_the_words_and_values_of_a_decomposed_text_are_those_of_the_composed_one() -> None:
    text = "Käthe Rößler fällte zwölf Bäume. Frau Müllerö kam im März."
    apart = unicodedata.normalize("NFD", text)
    assert _split(apart).forms == _split(text).forms
    assert [apart[s.start : s.end][-1] for s in _split(apart).sentences] == [".", "."]
    words = [unicodedata.normalize("NFC", apart[slice(*span)]) for span in _split(apart).spans]
    assert words == [text[slice(*span)] for span in _split(text).spans]
    for found in (values_in(apart, "how_much", None), [(0, name_in(Name(("müllerö",)), apart))]):
        (_, place) = found[0]
        assert place is not None
        assert not unicodedata.combining(apart[place[1]])


GAPS = st.text(st.sampled_from("aoxA1. \n\t\u00a0\u0308"), max_size=30)


@given(text=GAPS, data=st.data())
def test_a_text_in_line_has_one_space_a_gap_and_every_slice_of_it_is_the_text_s(
    text: str, data: st.DataObject
) -> None:
    read = in_line(text)
    assert read.text.split() == unicodedata.normalize("NFC", text).split()
    assert not set(read.text) & {"\n", "\t"}
    assert "  " not in read.text
    if read.text:
        start = data.draw(st.integers(0, len(read.text) - 1))
        end = data.draw(st.integers(start + 1, len(read.text)))
        found = unicodedata.normalize("NFC", text[slice(*read.original(start, end))])
        assert " ".join(read.text[start:end].split()) in " ".join(found.split())


@pytest.mark.parametrize("gap", ["  ", "\n"])
def test_white_space_changes_no_value_and_not_what_leans(gap: str) -> None:
    for kind, words in (("how_much", "eine Billion Euro"), ("when", "am 3. Mai 2012")):
        assert value_of(words.replace(" ", gap), kind, None) == value_of(words, kind, None)  # type: ignore[arg-type]
    asked = read_question("Wie viel verdiente der Chef?")
    assert leans_on_the_one_before(f"Der{gap}Konzern{gap}verdiente 3 Euro.", asked)
