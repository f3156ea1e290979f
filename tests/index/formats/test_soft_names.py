"""Columns whose names may mean a text or something else, and what Markdown does not show."""

from pathlib import Path

import pytest

from index.files.articles import read_bytes
from index.metadata.dates import date_of
from index.types import Article

FEES = "Club;Members;Beitrag\nTV Orb;640;45,50 Euro\nSV Lohr;210;30 Euro\n"
PROSE = "Autor;Beitrag\nKern;Der Stadtrat hat am Montag den Bau der neuen Brücke beschlossen.\n"


def articles(data: str, name: str, columns: str = "") -> list[Article]:
    found = list(read_bytes(data.encode(), name, columns))
    assert all(isinstance(item, Article) for item in found), found
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["Beitrag", "Meldung", "Nachricht", "Story", "Inhalt"])
def test_a_column_of_figures_is_no_text_whatever_its_name(name: str) -> None:
    (article,) = articles(FEES.replace("Beitrag", name), "a.csv")
    assert "TV Orb" in article.text and "640" in article.text and "45,50 Euro" in article.text


def test_a_column_of_prose_is_the_text_of_articles() -> None:
    (article,) = articles(PROSE, "a.csv")
    assert (article.text, article.author) == (PROSE.rsplit(";", maxsplit=1)[-1].strip(), "Kern")


def test_short_texts_beside_titles_and_in_a_column_that_is_named_are_texts() -> None:
    assert articles("Titel;Meldung\nStau;Stau auf der A3.\n", "a.csv")[0].text == "Stau auf der A3."
    named = articles(FEES, "a.csv", "text=Beitrag")
    assert [article.text for article in named] == ["45,50 Euro", "30 Euro"]


@pytest.mark.parametrize("name", ["a.md", "a.markdown"])
def test_comments_within_a_line_and_struck_text_of_markdown_are_not_read(name: str) -> None:
    text = (
        "# Werft\n\nDie Chefin heißt Ina Kort <!-- falsch: Udo Alt --> und kam 2017.\n\n"
        "Der Kran kostet ~~neun Millionen Euro~~ acht Millionen Euro.\n<!-- allein -->\nEnde.\n"
    )
    (article,) = articles(text, name)
    assert "heißt Ina Kort und kam 2017." in article.text
    assert "Udo Alt" not in article.text and "neun" not in article.text
    assert article.text.count("\n") == text.count("\n")


def test_in_a_text_file_the_same_signs_are_text() -> None:
    (article,) = articles("Der Kran kostet ~~neun~~ acht Euro.", "a.txt")
    assert "~~neun~~" in article.text


def test_a_dateline_behind_a_paragraph_dates_no_article() -> None:
    text = (
        "Als die Mauer fiel\n\nVor vielen Jahren gingen in Leipzig Tausende auf die Straße, und "
        "keiner wusste, was kommt.\n\nLeipzig, 9. Oktober 1989. Siebzigtausend Menschen kamen.\n"
    )
    assert date_of(text) is None
    assert date_of("Leipzig, 9. Oktober 1989. Siebzigtausend Menschen kamen.") == "1989-10-09"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Bericht_01.02.19.txt", "2019-02-01"),
        ("rat 31.12.98 neu.pdf", "1998-12-31"),
        ("Version 1.10.02.19.txt", None),
        ("Bericht_45.02.19.txt", None),
    ],
)
def test_two_digits_of_a_year_in_a_name_count_with_dots(name: str, day: str | None) -> None:
    assert date_of("Der Rat tagt.", str(Path("archiv") / name)) == day
