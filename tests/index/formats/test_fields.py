"""Rows and objects as exports really have them: names of fields, HTML and lists inside them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from index import verify
from index.config import IndexConfig
from index.errors import SettingError
from index.files.articles import Skipped, read_bytes
from index.formats.markup.fragment import holds_html, text_of_html
from index.metadata.field_names import FIELD_NAMES, folded
from index.settings import IndexSettings
from index.store.index import Index
from index.types import Article


def read(data: object, name: str = "a.jsonl", columns: str = "") -> list[Article | Skipped]:
    content = data if isinstance(data, str) else json.dumps(data)
    found: Iterator[object] = read_bytes(content.encode(), name, columns)
    return [item for item in found if isinstance(item, Article | Skipped)]


def only(data: object, name: str = "a.jsonl", columns: str = "") -> Article:
    (item,) = read(data, name, columns)
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize("name", ["Pub.", "Art.", "Art.-Nr.", "Text-Länge", "D.", "Bild-Titel"])
def test_a_shortened_name_of_two_fields_or_of_none_names_nothing(name: str) -> None:
    assert folded(name) not in {one for names in FIELD_NAMES.values() for one in names}


@pytest.mark.parametrize(
    "header",
    [
        "Titel;Datum;Quelle;Autor;Text",
        "ÜBERSCHRIFT;Erscheinungs-Datum;Medium;Verfasser;Volltext",
        "Schlagzeile;Veröffentlicht am;Zeitung;Autorin;Artikeltext",
        "Hauptueberschrift;Publikationsdatum;Publikation;Redakteur;Inhalt",
        "headline;publication_date;newspaper;by-line;full text",
        "Überschr.;Ersch.-Datum;Zeit.;Verf.;Volltext",
        "Art.-Titel;ErschDatum;Quelle;Autorenn.;Artikel-Text",
        "title;date_publish;source_domain;authors;maintext",
        "headline;datePublished;publisher;author;articleBody",
        "title;Published At;outlet;creator;content",
    ],
)
def test_columns_have_the_names_that_exports_give_them(header: str) -> None:
    found = only(f"Nr;{header}\n1;Kran;2023-04-05;Bote;Eva Rot;Der Kran kam.\n", "a.csv")
    told = (found.title, found.date, found.source, found.author, found.text)
    assert told == ("Kran", "2023-04-05", "Bote", "Eva Rot", "Der Kran kam.")


@pytest.mark.parametrize("name", ["Vorspann", "Teaser", "lead", "Untertitel", "abstract"])
def test_a_lead_in_a_column_of_its_own_is_text(name: str) -> None:
    found = only(f"Titel;{name};Text\nKran;Er wiegt 9 Tonnen.;Der Kran kam.\n", "a.csv")
    assert found.text == "Er wiegt 9 Tonnen.\n\nDer Kran kam."
    found = only(f"Titel;{name};Text\nKran;Der Kran …;Der Kran kam.\n", "a.csv")
    assert found.text == "Der Kran kam."


def test_the_only_column_may_hold_what_parts_columns() -> None:
    found = read('Text\nDer Kran, sagt er; kam | heute.\n"Er ist ""rot"", ja."\n', "a.csv")
    texts = [item.text for item in found if isinstance(item, Article)]
    assert texts == ["Der Kran, sagt er; kam | heute.", 'Er ist "rot", ja.']


def test_answers_of_search_engines_and_nested_paragraphs_are_read() -> None:
    article = {"title": "Kran", "body": {"paragraphs": ["Der Kran kam.", {"text": "Er ging."}]}}
    hits = [{"_id": n, "_source": article} for n in range(2)]
    found = read({"took": 3, "hits": {"total": {"value": 2}, "hits": hits}}, "a.json")
    told = [(item.text, item.source) for item in found if isinstance(item, Article)]
    assert told == [("Der Kran kam.\n\nEr ging.", None)] * 2


def test_what_tells_of_an_article_may_lie_in_an_object_beside_its_text() -> None:
    found = only({"meta": {"title": "Kran", "date": "2023-04-05"}, "text": "Der Kran kam."})
    assert (found.title, found.date, found.text) == ("Kran", "2023-04-05", "Der Kran kam.")


def test_blocks_of_editors_are_paragraphs_and_their_pieces_one_text() -> None:
    pieces = [{"text": "Der "}, {"text": "Kran", "bold": True}, {"text": " kam."}]
    blocks = [{"type": "p", "children": pieces}, {"type": "p", "data": {"text": "Er ging."}}]
    assert only({"title": "t", "content": {"blocks": blocks}}).text == "Der Kran kam.\n\nEr ging."


@pytest.mark.parametrize("header", ["Titel des Artikels;Artikel-Text", "news_title;article body"])
def test_names_may_say_that_they_are_the_articles(header: str) -> None:
    found = only(f"{header};Zeitung\nKran;Der Kran kam.;Bote\n", "a.csv")
    assert (found.title, found.text, found.source) == ("Kran", "Der Kran kam.", "Bote")


def test_signs_for_less_within_html_lose_nothing() -> None:
    found = only({"title": "t", "text": "<p>Wenn a<b und c>d ist,</p> 3 < 4 und x<y <b>gilt</b>"})
    assert found.text == "Wenn a<b und c>d ist,\n\n3 < 4 und x<y gilt"


def test_objects_lists_and_addresses_stand_for_what_they_name() -> None:
    found = only(
        {
            "title": {"rendered": "Kran &amp; Kai"},
            "content": {"rendered": "<p>Der Kran kam.</p>"},
            "publisher": {"@type": "Organization", "name": "Bote"},
            "author": [{"name": "Eva Rot"}, "Jan Blau"],
            "date": {"$date": 1675209600000},
            "link": "https://bote.example/kran",
        }
    )
    told = (found.title, found.text, found.source, found.author, found.date)
    assert told == ("Kran & Kai", "Der Kran kam.", "Bote", "Eva Rot, Jan Blau", "2023-02-01")
    assert found.url == "https://bote.example/kran"
    address = only({"text": "Satz.", "source": "https://b.example/x", "sitename": "Bote"})
    assert address.source == "Bote"


def test_an_object_within_may_be_the_article() -> None:
    found = only({"id": 7, "date": "2023-02-01", "_source": {"titel": "Kran", "text": "Er kam."}})
    assert (found.title, found.text, found.date) == ("Kran", "Er kam.", "2023-02-01")
    named = only({"article": {"title": "Kran", "text": "Er kam."}})
    assert (named.title, named.text) == ("Kran", "Er kam.")


def test_a_list_of_paragraphs_is_text() -> None:
    paragraphs = ["Der Kran kam.", {"type": "p", "text": "Er blieb."}, None, 7, ["Und ging."]]
    assert only({"text": paragraphs}).text == "Der Kran kam.\n\nEr blieb.\n\nUnd ging."


def test_of_several_fields_of_text_the_first_that_is_filled_counts() -> None:
    assert only({"text": None, "body": " ", "maintext": "Der Kran kam."}).text == "Der Kran kam."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<p>In <b>Linz</b> sind 9 Schulen.</p><p>Die gr&ouml;&szlig;te ist neu.</p>",
            "In Linz sind 9 Schulen.\n\nDie größte ist neu.",
        ),
        ("Eins.<br>Zwei.<br/>Drei.", "Eins.\nZwei.\nDrei."),
        ("<div>\n  Eins\n  geht\n  weiter.\n</div>\nZwei.", "Eins geht weiter.\n\nZwei."),
        ("<h2>Kopf</h2><ul><li>Eins</li><li>Zwei</li></ul>Ende.", "Kopf\n\nEins\n\nZwei\n\nEnde."),
        ("<table><tr><td>Linz</td><td>9</td></tr></table>", "Linz\t9"),
        ("<p>Satz.</p><script>var a = 1;</script><!-- nichts --><p>Ende.</p>", "Satz.\n\nEnde."),
        ("M&uuml;ller &amp; S&#246;hne", "Müller & Söhne"),
        ("Wenn a < b und c > d, dann &c.", None),
        ("Das Zeichen <b> macht fett, sagt R&D.", None),
        ("<3 sagt man", None),
    ],
)
def test_html_inside_a_field_is_read_as_html_and_text_stays_text(
    markup: str, text: str | None
) -> None:
    assert only({"text": markup}).text == (text or markup)


def test_html_that_is_deep_or_broken_gives_its_text() -> None:
    assert text_of_html("<div>" * 1500 + "Der Kran kam." + "</p>").strip() == "Der Kran kam."
    assert holds_html("<p>Der Kran")


COLUMNS = "text=Langfassung,title=Zeile,date=Tag"
TABLE = "Zeile;Tag;Langfassung\nKran;05.04.2023;Der Kran kam.\n"


def test_other_columns_are_named_by_the_caller() -> None:
    found = only(TABLE, "a.csv", COLUMNS)
    assert (found.title, found.date, found.text) == ("Kran", "2023-04-05", "Der Kran kam.")
    assert only({"LANG-fassung": "Er kam."}, columns=COLUMNS).text == "Er kam."
    assert only({"text": "Er kam."}, columns=COLUMNS).text == "Er kam."  # known ones still count


def test_a_row_or_a_table_without_text_tells_what_it_has_instead() -> None:
    for data, name in ((TABLE, "a.csv"), ({"Zeile": "Kran", "Tag": 1, "Langfassung": "S."}, "")):
        (item,) = read(data, name or "a.jsonl")
        assert isinstance(item, Skipped)
        assert "only Zeile, Tag, Langfassung: name it, as in zitat index" in str(item.reason)
    (item,) = read({"text": ""})
    assert isinstance(item, Skipped)
    assert str(item.reason) == "has no text"


@pytest.mark.parametrize("columns", ["Langfassung", "text=", "inhalt=Text", "text=A;title=B="])
def test_columns_that_are_not_understood_are_refused(columns: str) -> None:
    if columns.startswith("text=A"):  # any other sign may be part of a name
        assert IndexConfig(columns=columns).columns == columns
        return
    with pytest.raises(SettingError, match="expected text, title, date, source, author, url"):
        IndexConfig(columns=columns)


def test_the_command_takes_columns_and_the_index_is_proven_with_them(tmp_path: Path) -> None:
    source, index_dir = tmp_path / "in", tmp_path / "index"
    source.mkdir()
    (source / "a.csv").write_text(TABLE, encoding="utf-8")
    arguments = ["index", str(source), "--index-dir", str(index_dir), "--columns", COLUMNS]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert [one.title for one in Index.open(index_dir).articles] == ["Kran"]
    assert verify(source, index_dir).proven


def test_the_environment_names_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZITAT_COLUMNS", COLUMNS)
    assert IndexSettings.load().index_config == IndexConfig(columns=COLUMNS)


def _run(text: str, **more: object) -> dict[str, object]:
    return {"type": "text", "text": text, **more}


@pytest.mark.parametrize(
    "body",
    [
        [
            {"type": "p", "children": [{"text": "Der Steg ist "}, {"text": "seit", "bold": True},
             {"type": "a", "children": [
                 {"text": " "}, {"type": "b", "children": [{"text": "Mai"}]}]},
             {"text": " zu."}]},
            {"type": "p", "children": [{"text": "Udo Moll baut ihn."}]},
        ],
        {
            "type": "doc",
            "content": [
                {"type": "paragraph", "content": [_run("Der Steg ist "), _run("seit Mai", marks=[]),
                                                  _run(" zu.")]},
                {"type": "quote", "content": [
                    {"type": "paragraph", "content": [_run("Udo Moll "), _run("baut ihn.")]}]},
            ],
        },
        {
            "root": {
                "children": [
                    {"type": "paragraph", "children": [_run("Der Steg "), {
                        "type": "link", "children": [_run("ist seit Mai")]}, _run(" zu.")]},
                    {"type": "paragraph", "children": [_run("Udo Moll baut ihn.")]},
                ]
            }
        },
        {
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [
                    {"nodeType": "text", "value": "Der Steg ist "},
                    {"nodeType": "hyperlink", "content": [
                        {"nodeType": "text", "value": "seit Mai"}]},
                    {"nodeType": "text", "value": " zu."}]},
                {"nodeType": "paragraph", "content": [
                    {"nodeType": "text", "value": "Udo Moll baut ihn."}]},
            ],
        },
        [{"type": "paragraph", "text": "Der Steg ist seit Mai zu."},
         {"type": "paragraph", "text": "Udo Moll baut ihn."}],
        {"content": [{"text": "Der Steg ist seit Mai zu."}, {"text": "Udo Moll baut ihn."}]},
    ],
)  # fmt: skip
def test_a_paragraph_that_an_editor_keeps_in_pieces_is_one_with_its_links(body: object) -> None:
    found = only({"title": "Steg", "content": body})
    assert found.text == "Der Steg ist seit Mai zu.\n\nUdo Moll baut ihn."
