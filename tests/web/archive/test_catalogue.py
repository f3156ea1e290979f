"""The list of articles, without a browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.web.archive.catalogue import PAGE_ENTRIES, Catalogue, View
from index import Index, build


@pytest.fixture
def catalogue(write_articles: Callable[..., Path], tmp_path: Path) -> Catalogue:
    rows = [
        '{"title": "Alpha", "text": "Der Hund bellt.", "date": "2020-05-01", "source": "APA"}',
        '{"title": "beta", "text": "Der Hund bellt in Wien laut.", "source": "Standard"}',
        '{"title": "Gamma", "text": "Regen in Linz.", "date": "2019-01-31"}',
    ]
    build(write_articles({"a.jsonl": "\n".join(rows)}), tmp_path / "index")
    return Catalogue(Index.open(tmp_path / "index"))


def titles(catalogue: Catalogue, view: View) -> list[str]:
    return [entry.title for entry in catalogue.page(view).entries]


def test_all_words_of_the_filter_must_stand_in_title_source_date_or_path(catalogue) -> None:
    assert titles(catalogue, View("A.JSONL")) == ["Alpha", "beta", "Gamma"]
    assert titles(catalogue, View("2020-05 apa")) == ["Alpha"]
    assert titles(catalogue, View("apa standard")) == []


@pytest.mark.parametrize("typed", ["Mai 2020", "1. Mai 2020", "1 May 2020", "2020-05-01"])
def test_a_date_is_found_as_the_list_writes_it(catalogue, typed: str) -> None:
    assert titles(catalogue, View(typed)) == ["Alpha"]


def test_titles_are_in_the_order_of_a_german_dictionary(write_articles, tmp_path: Path) -> None:
    ordered = ["Abend", "„Ägypten“", '"Boot"', "Obst", "Österreich", "Straße", "Strauß", "Zebra"]
    rows = [json.dumps({"title": title, "text": f"Es geht um {title}."}) for title in ordered[::-1]]
    build(write_articles({"a.jsonl": "\n".join(rows)}), tmp_path / "index")
    assert titles(Catalogue(Index.open(tmp_path / "index")), View()) == ordered


def test_a_column_sorts_both_ways_and_what_is_unknown_comes_last(catalogue) -> None:
    view = View().sorted_by("date")
    assert titles(catalogue, view) == ["Gamma", "Alpha", "beta"]
    assert titles(catalogue, view.sorted_by("date")) == ["Alpha", "Gamma", "beta"]
    assert titles(catalogue, View(column="chars", descending=True))[0] == "beta"


def test_pages_follow_each_other_and_end(write_articles, tmp_path: Path) -> None:
    rows = [f'{{"title": "T{n:03}", "text": "Satz Nummer {n}."}}' for n in range(PAGE_ENTRIES + 1)]
    build(write_articles({"a.jsonl": "\n".join(rows)}), tmp_path / "index")
    many = Catalogue(Index.open(tmp_path / "index"))
    assert many.page(View()).pages == 2
    assert titles(many, View(page=1)) == [f"T{PAGE_ENTRIES:03}"]
    for page in (99, -1):
        assert many.page(View(page=page)).view.page in (0, 1)


def test_the_masked_share_is_that_of_the_index(write_articles, tmp_path: Path) -> None:
    credit = "Foto: Robert Newald"
    text = f"Ein Titel\n\n{credit}\n\nDer Hund bellt am Montag in Wien sehr laut.\n"
    build(write_articles({"a.txt": text}), tmp_path / "index")
    (entry,) = Catalogue(Index.open(tmp_path / "index")).page(View()).entries
    assert entry.masked == pytest.approx(len(credit) / len(text))
    assert text[: entry.lead_end] == "Ein Titel"
