"""Of pages, mails and fields that hold HTML the text is what a reader sees of them."""

import json

import pytest

from index.files.articles import read_bytes
from index.formats.markup.fragment import text_of_html
from index.types import Article

FIRST = "Der Rat von Kelmstadt hat am Dienstag die Sanierung des Freibads beschlossen."
LAST = "Die Wiedereröffnung ist für den Sommer 2021 geplant."


def page(*blocks: str, head: str = "") -> bytes:
    body = "".join(blocks)
    return (
        f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Bad</title>{head}'
        f"</head><body><article><h1>Bad wird saniert</h1><p>{FIRST}</p>{body}<p>{LAST}</p>"
        "</article></body></html>"
    ).encode()


def read(data: bytes, name: str = "a.html") -> Article:
    (found,) = read_bytes(data, name)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Geheim ist das Bad.</p>",
        '<p style="color:red; Display : NONE">Geheim ist das Bad.</p>',
        '<div style="visibility:hidden"><p>Geheim ist das Bad.</p></div>',
        '<p class="x geheim">Geheim ist das Bad.</p>',
        '<p id="geheim">Geheim ist das Bad.</p>',
        '<p><span class="sr-only">Geheim ist das Bad.</span></p>',
        "<template><p>Geheim ist das Bad.</p></template>",
        "<noscript><p>Geheim ist das Bad.</p></noscript>",
        "<dialog><p>Geheim ist das Bad.</p></dialog>",
        '<p>Zu <i aria-hidden="true">Geheim</i></p>',
        "<p><del>Geheim ist das Bad.</del></p>",
        "<p><strike>Geheim ist das Bad.</strike></p>",
        '<p><span style="text-decoration: line-through">Geheim ist das Bad.</span></p>',
    ],
)
def test_what_a_page_hides_or_strikes_out_is_not_read(hidden: str) -> None:
    styles = "<style>/* .z{} */ .geheim, p#geheim {display:none}</style>"
    text = read(page(hidden, head=styles)).text
    assert "Geheim" not in text
    assert FIRST in text
    assert LAST in text


@pytest.mark.parametrize(
    "shown",
    [
        '<p aria-hidden="true">Das Bad bleibt offen.</p>',
        '<p class="x offen">Das Bad bleibt offen.</p>',
        "<details><summary>Mehr</summary><p>Das Bad bleibt offen.</p></details>",
        '<p class="d-none d-md-block">Das Bad bleibt offen.</p>',
        '<p hidden="until-found">Das Bad bleibt offen.</p>',
    ],
)
def test_what_a_page_shows_is_read(shown: str) -> None:
    styles = "<style>.offen{display:none} @media (min-width:9px){.offen{display:block}}</style>"
    assert "Das Bad bleibt offen." in read(page(shown, head=styles)).text


def test_a_page_that_a_script_shows_is_read() -> None:
    hidden = page().replace(b"<article>", b'<div style="visibility:hidden"><article>')
    assert LAST in read(hidden).text


def test_around_what_is_left_out_blanks_and_signs_stand_as_they_should() -> None:
    text = text_of_html(
        "<p>Es kostet <del>3</del> <ins>5</ins> Euro<s> und mehr</s>, am <s>Montag</s>.</p>"
    )
    assert text == "Es kostet 5 Euro, am."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("30 m<sup>2</sup> und 9 km<sup>3</sup>", "30 m² und 9 km³"),
        ("CO<sub>2</sub> und H<sub>2</sub>O", "CO2 und H2O"),
        ("140<sup>1</sup> Gäste", "140¹ Gäste"),
        ("110<sub>2</sub>", "110₂"),
        ("10<sup>-3</sup> g", "10⁻³ g"),
        ("im Mai<sup>1</sup>.", "im Mai."),
        ("im Mai.<sup>12)</sup> Dann", "im Mai. Dann"),
        ('140<sup><a href="#n1">1</a></sup> Gäste', "140 Gäste"),
        ('140<a href="n.xhtml#n1"><sup>1</sup></a> Gäste', "140 Gäste"),
        ('140<sup class="footnote-ref">a</sup> Gäste', "140 Gäste"),
        ("der 2<sup>nd</sup> Tag", "der 2nd Tag"),
        ("2019<sup>[3]</sup> kam", "2019 kam"),
    ],
)
def test_raised_and_lowered_signs_join_no_number_and_no_word(markup: str, text: str) -> None:
    assert text_of_html(f"<p>{markup}</p>") == text
    assert text in read(page(f"<p>Das sind {markup} in der Stadt.</p>")).text


def test_paragraphs_of_a_short_page_stay_apart() -> None:
    body = (
        "Das Fest ist am Samstag.|Der Eintritt ist frei.|Es kommen 300 Gäste aus Polen."
        "|Die Feuerwehr sperrt den Weg zum See."
    )
    told = json.dumps({"@type": "NewsArticle", "articleBody": body.replace("|", "\n\n")})
    script = f'<script type="application/ld+json">{told}</script>'
    divs = "".join(f"<div>{one}</div>" for one in body.split("|"))
    for markup in (f"<article>{divs}</article>", f"{script}<div id=root></div>"):
        text = read(f"<html><head><title>Fest</title></head><body>{markup}</body></html>".encode())
        assert set(body.split("|")) <= set(text.text.splitlines())


def test_a_page_is_read_in_the_encoding_that_browsers_take_the_named_one_for() -> None:
    said = page("<p>„Ja“, sagte er – und ging… für 5 €.</p>").decode()
    for named, written in (
        ("iso-8859-1", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("us-ascii", "utf-8"),
    ):
        data = said.replace('charset="utf-8"', f'charset="{named}"').encode(written)
        assert "„Ja“, sagte er – und ging… für 5 €." in read(data).text


def test_who_wrote_an_article_is_what_its_page_tells() -> None:
    named = read(page(head='<meta name="author" content="Eva Rot">'))
    author = {"@type": "Person", "name": "Eva Rot"}
    told = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "author": author})
    listed = read(page(head=f'<script type="application/ld+json">{told}</script>'))
    assert (named.author, listed.author, read(page()).author) == ("Eva Rot", "Eva Rot", None)


@pytest.mark.parametrize(
    "author",
    [
        "Eva Rot",
        "Von Eva Rot",
        ["Eva Rot"],
        {"name": "Eva Rot"},
        [{"@type": "Person", "name": "Eva Rot", "url": "https://blatt.example/rot"}],
        {"@id": "#rot"},
    ],
)
def test_what_a_page_tells_machines_of_its_article_is_known(author: object) -> None:
    told = [
        {"@type": "BreadcrumbList", "name": "Start"},
        {"@type": ["Article", "NewsArticle"], "datePublished": "2019-02-03T10:00:00+01:00"}
        | {"author": author, "publisher": {"@type": "Organization", "name": "Der Bote"}},
        {"@type": "Person", "@id": "#rot", "name": "Eva Rot"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": told})}</script>'
    found = read(page(head=head))
    assert (found.author, found.date, found.source) == ("Eva Rot", "2019-02-03", "Der Bote")


def test_tables_that_only_place_what_is_in_them_are_no_tables() -> None:
    data = "<table><tr><td>Becken</td><td>1,2</td></tr><tr><td>Dach</td><td>0,8</td></tr></table>"
    cells = f"<td><h1>Bad</h1><p>{FIRST}</p><p>{LAST}</p>{data}</td>"
    for role in ("", ' role="presentation"'):
        around = f"<html><body><table{role}><tr>{cells}</tr></table></body></html>"
        lines = read(around.encode()).text.splitlines()
        assert {FIRST, LAST} <= set(lines)
        assert any(line.strip("| ").split() == ["Becken", "|", "1,2"] for line in lines)


def test_the_lead_below_the_heading_is_read_whatever_its_page_calls_it() -> None:
    lead = "Das Bad war seit 2017 geschlossen, weil die Technik veraltet war."
    around = (
        "<html><body><article><h1>Bad wird saniert</h1>{}<div class='content'><div>"
        "Sie kostet 2,4 Millionen Euro und beginnt im Mai.<br><br>Bürgermeisterin Ina Roth nennt "
        f"den Beschluss einen Meilenstein für die ganze Stadt.</div><div>{FIRST} {LAST}</div></div>"
        "</article></body></html>"
    )
    text = read(around.format(f'<div class="teaser-text">{lead}</div>').encode()).text
    assert text.splitlines()[:3] == ["Bad wird saniert", "", lead]
    assert LAST in text
    other = f'<div class="teaser"><a href="/x">{lead}</a></div>'
    assert lead not in read(around.format(other).encode()).text
