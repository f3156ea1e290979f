"""Numerals in both languages, in one form."""

import pytest

from index.text.analyze import terms
from index.text.numerals import german_number


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("zwei", "2"),
        ("einundzwanzig", "21"),
        ("hundert", "100"),
        ("einhundert", "100"),
        ("hundertzehn", "110"),
        ("zweihundertfünfzig", "250"),
        ("neunhundertneunundneunzig", "999"),
        ("hundertundeins", "101"),
        ("eintausend", "1000"),
        ("zehntausend", "10000"),
        ("fünfhunderttausend", "500000"),
        ("zweitausendsechzehn", "2016"),
        ("anderthalb", "1.5"),
        ("viereinhalb", "4.5"),
    ],
)
def test_a_german_numeral_is_read(numeral: str, digits: str) -> None:
    assert german_number(numeral) == digits
    assert terms(numeral, "de") == terms(digits, "de") == [digits]


@pytest.mark.parametrize("word", ["ein", "eins", "und", "tausende", "hunderter", "tausendsassa"])
def test_what_is_no_numeral_is_not(word: str) -> None:
    assert german_number(word) is None


def test_a_dozen_is_the_same_in_both_languages() -> None:
    assert terms("zwei Dutzend", "de") == terms("two dozen", "en")
