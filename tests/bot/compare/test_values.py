"""Amounts, moments and names in one normal form."""

import pytest

from bot.compare.values import agree, value_of, values_in
from bot.question import Kind

MONDAY = "2023-09-18"


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("how_much", "zehn", "10"),
        ("how_much", "1.000 Menschen", "tausend Zuschauer"),
        ("how_much", "2,5 Mrd. Euro", "2,5 Milliarden €"),
        ("how_much", "4 Mio. Dollar", "vier Millionen Dollar"),
        ("how_much", "49 Prozent", "49%"),
        ("how_much", "$10 billion", "zehn Milliarden Dollar"),
        ("how_much", "£8.5m", "8,5 Millionen Pfund"),
        ("how_much", "€ 200k", "200.000 Euro"),
        ("how_much", "eine Billion Euro", "1.000 Mrd. Euro"),
        ("how_much", "rund 30.000 Euro", "29.876 Euro"),
        ("how_much", "zweihundertfünfzig Euro", "250 Euro"),
        ("how_much", "eintausend Menschen", "one thousand people"),
        ("how_much", "anderthalb Stunden", "1,5 Stunden"),
        ("how_much", "ein Dutzend Dörfer", "12 villages"),
        ("how_much", "two dozen", "24"),
        ("how_much", "two hundred people", "200 Menschen"),
        ("how_much", "3 Prozent", "minus 3 Prozent"),
        ("how_much", "minus 20 Grad", "-20 Grad"),
        ("how_much", "die Hälfte", "50 Prozent"),
        ("how_much", "eine Million", "1.000.000"),
        ("how_much", "eineinhalb Jahre", "1,5 Jahre"),
        ("when", "am 16. September 2023", "16.9.2023"),
        ("when", "16. September", "2023-09-16 2023"),
        ("when", "im September 2023", "am 16. September 2023"),
        ("when", "Am Samstag", "am 16. September 2023"),
        ("when", "gestern", "am 17. September"),
        ("when", "heuer", "2023"),
        ("when", "3. Jänner 2016", "3. Januar 2016"),
        ("who", "Feuerwehrchef Karl Brunner", "Brunners"),
        ("who", "Sam Altman", "Altman’s"),
        ("where", "Bad Ischl", "Ischl"),
    ],
)
def test_the_same_said_otherwise_agrees(kind: Kind, one: str, other: str) -> None:
    first, second = value_of(one, kind, MONDAY), value_of(other, kind, MONDAY)
    assert first is not None and second is not None
    assert agree(first, second) is True
    assert agree(second, first) is True


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        ("how_much", "12 Menschen", "14 Menschen", False),
        ("how_much", "30.000 Euro", "29.876 Euro", False),
        ("how_much", "vier Millionen Euro", "2,5 Millionen Euro", False),
        ("how_much", "4 Millionen Euro", "4 Millionen Dollar", None),
        ("how_much", "100m", "100 Millionen Dollar", None),
        ("how_much", "minus 20 Grad", "20 Grad", False),
        ("how_much", "10 Prozent", "10 Jahre", None),
        ("when", "am 16. September 2023", "am 17. September 2023", False),
        ("when", "2022", "im Herbst 2023", False),
        ("when", "am Sonntag", "am 16. September 2023", False),
        ("when", "am Samstag", "am 9. März 2019", False),
        ("when", "am Samstag", "2023", None),
        ("who", "Karl Brunner", "Elke Kahr", False),
    ],
)
def test_what_differs_is_told_from_what_cannot_be_compared(
    kind: Kind, one: str, other: str, expected: bool | None
) -> None:
    first, second = value_of(one, kind, MONDAY), value_of(other, kind, MONDAY)
    assert first is not None and second is not None
    assert agree(first, second) is expected
    assert agree(second, first) is expected


def test_a_weekday_says_nothing_in_an_article_without_a_date() -> None:
    weekday, day = value_of("am Samstag", "when", None), value_of("16.9.2023", "when", None)
    assert weekday is not None and day is not None
    assert agree(weekday, day) is None


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        ("how_much", "rund 2,5 Mio. Euro", "2500000 euro"),
        ("how_much", "ein Drittel", "33.3333333333 percent"),
        ("when", "am 16. September 2023", "2023-09-16"),
        ("when", "im Mai", "??-05-??"),
        ("who", "Brunner Karl", "brunner karl"),
    ],
)
def test_the_normal_form_is_readable(kind: Kind, text: str, form: str) -> None:
    assert str(value_of(text, kind, None)) == form


@pytest.mark.parametrize("text", ["viele", "kein Datum", "der", "", "40 bis 50"])
def test_what_is_no_value_has_none(text: str) -> None:
    assert value_of(text, "how_much", None) is None
    assert value_of(text, "when", None) is None
    assert value_of(text, "why", None) is None


def test_every_value_of_a_sentence_is_found_with_its_place() -> None:
    sentence = "Von 80 Mitarbeitern wurden 12 verletzt."
    found = [
        (str(value), sentence[slice(*place)])
        for value, place in values_in(sentence, "how_much", None)
    ]
    assert [value for value, _ in found] == ["80", "12"]
    assert all(words.split()[0] in ("80", "12") for _, words in found)
