import pytest

from index.text.analyze import stem, terms
from index.text.compounds import Vocabulary
from index.text.numerals import plain_number


class Counted(dict[str, int]):
    """Stems with their frequencies."""

    def frequency(self, term: str) -> int:
        return self.get(term, 0)

    def beginning_with(self, start: str) -> list[str]:
        return [stem for stem in self if stem.startswith(start)]

    def ending_with(self, end: str) -> list[str]:
        return [stem for stem in self if stem.endswith(end)]


def test_compounds_that_hold_a_word() -> None:
    words = ("lager", "flüchtling", "flüchtlingslager", "merkel")
    archive = Vocabulary(Counted({stem(word, "de"): 9 for word in words}))
    assert list(archive.compounds_of("lag")) == []
    assert list(archive.compounds_of("fluchtling")) == ["fluchtlingslag"]
    assert list(archive.compounds_of("unbekannt")) == []


@pytest.mark.parametrize(
    ("stems", "part"),
    [
        (("mess", "messung", "ung"), "mess"),  # an ending
        (("sagt", "untersagt", "unt"), "sagt"),  # a particle
        (("merk", "merkel", "el"), "merk"),  # too short a rest
    ],
)
def test_a_word_that_is_derived_from_another_is_no_compound(
    stems: tuple[str, ...], part: str
) -> None:
    assert list(Vocabulary(Counted(dict.fromkeys(stems, 9))).compounds_of(part)) == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1.000", "1000"),
        ("1,000,000", "1000000"),
        ("6,5", "6.5"),
        ("6.25", "6.25"),
        ("22.10.2015", "22.10.2015"),
        ("1.000,5", "1000.5"),
        ("1,000.5", "1000.5"),
        ("10\u202f000", "10000"),
        ("1'000'000", "1000000"),
        ("10:30", "10:30"),
        ("7", "7"),
    ],
)
def test_numbers_have_one_form(written: str, plain: str) -> None:
    assert plain_number(written) == plain


@pytest.mark.parametrize(
    ("one", "one_language", "other", "other_language"),
    [
        ("zehn Mrd. Euro", "de", "10 Milliarden €", "de"),
        ("49 %", "de", "49 Prozent", "de"),
        ("49 percent", "en", "49 Prozent", "de"),
        ("49 per cent", "en", "49 Prozent", "de"),
        ("ten billion", "en", "10 Milliarden", "de"),
        ("1.000", "de", "1000", "de"),
        ("fünfundzwanzig", "de", "25", "de"),
        ("zehn", "de", "10", "de"),
        ("twelve", "en", "zwölf", "de"),
        ("5 Mrd.", "de", "5 Milliarden", "de"),
        ("1,5 Mio.", "de", "1.5 million", "en"),
        ("49%", "de", "49 Prozent", "de"),
        ("10\u00a0000 Euro", "de", "10.000 €", "de"),
    ],
)
def test_numbers_and_units_are_the_same_terms(
    one: str, one_language: str, other: str, other_language: str
) -> None:
    assert terms(one, one_language) == terms(other, other_language)  # type: ignore[arg-type]


def test_a_hyphenated_word_is_found_in_its_parts_and_in_one() -> None:
    assert {"email", "mail"} <= set(terms("E-Mail", "de"))
    assert set(terms("Email", "de")) & set(terms("E-Mail", "de"))


@pytest.mark.parametrize(
    ("hyphenated", "whole"),
    [
        ("Flüchtlings-Obergrenze", "Flüchtlingsobergrenze"),
        ("On-line", "Online"),
        ("US-Präsident", "USPräsident"),
    ],
)
def test_a_hyphen_makes_no_difference(hyphenated: str, whole: str) -> None:
    assert set(terms(hyphenated, "de")) & set(terms(whole, "de"))
