"""Lines that tell of an article and are none of its text: author, place and agency, section."""

import pytest

from index.clean.boilerplate import find_masks
from index.files.articles import read_bytes
from index.metadata.agency import find_agency_line
from index.metadata.bylines import read_byline
from index.metadata.sections import is_section
from index.types import Article

TEXT = "Der Rat hat am Montag entschieden, dass das Bad saniert wird.\nEs kostet viel Geld."


def read(text: str, name: str = "a.txt") -> Article:
    (found,) = read_bytes(text.encode(), name)
    assert isinstance(found, Article)
    return found


def left(text: str) -> str:
    """Return a text without what is masked in it."""
    for mask in reversed(find_masks(text)):
        text = text[: mask.start] + text[mask.end :]
    return text


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Von Marga Stein", "Marga Stein"),
        ("VON MARGA STEIN", "MARGA STEIN"),
        ("von Dr. Marga von der Au und Jo Lux, Kelmstadt", "Dr. Marga von der Au, Jo Lux"),
        ("Von unserer Redakteurin Marga Stein", "Marga Stein"),
        ("Ein Gastbeitrag von Marga Stein", "Marga Stein"),
        ("Von Marga Stein (Text) und Udo Lenz (Fotos)", "Marga Stein"),
        ("By Ann Lee and Bob Ray", "Ann Lee, Bob Ray"),
        ("Text: Marga Stein", "Marga Stein"),
        ("Von Rom nach Berlin", None),
        ("Von Angela Merkel zu Olaf Scholz", None),
        ("Von Marga Stein war nichts zu hören.", None),
        ("Von Kelmstadt", None),
        ("Bilder von Marga Stein", None),
    ],
)
def test_a_line_names_who_wrote_an_article(line: str, author: str | None) -> None:
    assert read_byline(line) == author
    for text in (f"Rat tagt\n{line}\n\n{TEXT}", f"Rat tagt\n\n{TEXT}\n\n{line}"):
        assert read(text).author == author
        assert (line in left(text)) is (author is None)


def test_above_its_text_the_author_is_no_title() -> None:
    assert read(f"Von Marga Stein\n\nRat tagt\n\n{TEXT}").title == "Rat tagt"
    assert read(f"Von Marga Stein | 12.03.2017\n\nRat tagt\n{TEXT}").date == "2017-03-12"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Wien (APA) 12.03.2017 -", "2017-03-12"),
        ("Wien, 12.03.2017 (APA) –", "2017-03-12"),
        ("12.03.2017, Wien (APA/red) -", "2017-03-12"),
        ("Wien/Graz (APA/red) 12.03.2017, 14:30 -", "2017-03-12"),
        ("Bad Ems (kb).", ""),
        ("Washington, D.C. (AP) —", ""),
        ("LONDON, March 12 (Reuters) -", ""),
        ("(dpa)", ""),
        ("Kelmstadt. 12.03.2017.", "2017-03-12"),
        ("12. März 2017 -", "2017-03-12"),
        ("Müller (SPD) –", None),
        ("Die Stadt (alt) –", None),
        ("Kelmstadt –", None),
    ],
)
def test_where_and_by_whom_a_report_was_filed_is_no_part_of_it(words: str, day: str | None) -> None:
    text = f"Rat tagt\n\n{words} {TEXT}"
    line = find_agency_line(text)
    assert (None if line is None else (text[line.start : line.end], line.date)) == (
        None if day is None else (words, day)
    )
    assert read(text).date == (day or None)
    assert (words in left(text)) is (day is None)
    assert read(f"{words} {TEXT}").title.startswith("Der Rat hat") is (day is not None)


def test_a_score_is_no_dateline() -> None:
    assert find_agency_line("Bayern (FCB) - Dortmund (BVB) 2:1\n" + TEXT) is None


@pytest.mark.parametrize("section", ["Lokales", "AUS ALLER WELT", "Lokales / Sport", "Politik 3"])
def test_the_name_of_a_section_is_no_title(section: str) -> None:
    assert is_section(section)
    assert read(f"{section}\n\nRat tagt\n\n{TEXT}").title == "Rat tagt"
    row = f'{{"title": "{section}", "text": "Rat tagt\\n\\nDer Rat hat entschieden."}}'
    assert read(row, "a.json").title == "Rat tagt"
    assert not is_section("Lokales Bier wird teurer")


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        (f"Rat tagt\n01.02.19\n{TEXT}", "a.txt", "2019-02-01"),
        (f"Rat tagt\nStand: 3.2.18\n{TEXT}", "a.txt", "2018-02-03"),
        (f"Rat tagt\n\n{TEXT * 9}\n\nStand: 3.2.18", "a.txt", "2018-02-03"),
        (f"Rat tagt\n\n{TEXT * 9}\n\nRaum 3.2.18", "a.txt", None),
        (f"Ostermarkt am 3. Mai 2015\n{TEXT}", "2015-04-28_markt.txt", "2015-04-28"),
        (f"Der Ostermarkt – 3. Mai 2015\n{TEXT}", "2015/04/28/markt.txt", "2015-04-28"),
        (f"Der Ostermarkt – 3. Mai 2015\n{TEXT}", "markt.txt", "2015-05-03"),
    ],
)
def test_a_line_that_only_dates_an_article_counts(text: str, name: str, day: str | None) -> None:
    assert read(text, name).date == day


def test_a_date_in_a_headline_counts_less_than_the_day_on_which_the_file_was_made() -> None:
    document = (
        r"{\rtf1\ansi{\info{\creatim\yr2015\mo4\dy28}}Ostermarkt \'96 3. Mai 2015\par "
        r"Der Rat hat den Markt genehmigt.\par}"
    )
    assert read(document, "a.rtf").date == "2015-04-28"
