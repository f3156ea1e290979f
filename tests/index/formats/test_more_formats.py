"""Mails, saved pages, books, slides, tables and archives: what a reader sees in them is read."""

import io
import json
import subprocess
import sys
import zipfile
from email.message import EmailMessage

import pytest

from bot.web.archive.trash import file_of
from index.files.articles import Remark, Skipped, read_bytes
from index.text.tables import table_rows
from index.types import Article
from tests.index.formats.test_formats import PAGE, UMLAUTS, word_file

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
SLIDE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(text: str = UMLAUTS, page: str = "", **attached: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = "WG: Die Bäume bleiben"
    message["From"] = "Presseamt Gera <presse@gera.example>"
    message["Date"] = "Fri, 18 Mar 2016 23:30:00 +0100"
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    for name, data in attached.items():
        file = name.replace("_", ".")
        message.add_attachment(data, maintype="application", subtype="x", filename=file)
    return bytes(message)


def web_archive(page: str = PAGE) -> bytes:
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://blatt.example/x\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="XX"\n\n'
        "--XX\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return (head + page + "\n--XX--\n").encode()


def odt(body: str) -> bytes:
    content = (
        f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    head = (
        f'<x {ODF} xmlns:s="urn:s"><s:header><text:p>Der Bote, 4. Mai 2015</text:p></s:header></x>'
    )
    facts = f"<x {ODF}><dc:title>Haus</dc:title></x>"
    return zipped({"content.xml": content, "styles.xml": head, "meta.xml": facts})


def pptx(*slides: str) -> bytes:
    ids = "".join(f'<p:sldId id="{n}" r:id="r{n}"/>' for n in range(len(slides)))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/slide" Target="slides/s{n}.xml"/>'
        for n in range(len(slides))
    )
    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:presentation {SLIDE}>{ids}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    for number, slide in enumerate(slides):
        parts[f"ppt/slides/s{number}.xml"] = f"<p:sld {SLIDE}>{slide}</p:sld>"
    return zipped(parts)


def shape(text: str, kind: str = "body") -> str:
    return f'<p:sp><p:ph type="{kind}"/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>'


def epub(*chapters: str, kind: str = "html") -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    book = (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Chronik</dc:title>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    declared = f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE {kind}>'
    head = f"{declared}<html><head><title>x</title></head>"
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": '<c><rootfile full-path="O/b.opf"/></c>',
        "O/b.opf": book,
    }
    for number, text in enumerate(chapters):
        parts[f"O/c {number}.xhtml"] = f"{head}<body>{text}</body></html>"
    return zipped(parts)


def xlsx(rows: list[list[object]], sheet: str = "Blatt") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><docdata>
<date.issue norm="20160318T100000Z"/></docdata><pubdata name="Der Bote"/></head><body><body.head>
<hedline><hl1>Der Rat tagt</hl1></hedline><byline>Käthe Groß</byline></body.head>
<body.content><p>Der <b>Rat</b> tagte.</p><p>Es ging um Bäume.</p></body.content></body></nitf>"""
NEWSML = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem><itemMeta><provider literal="dpa"/></itemMeta><contentMeta>
<contentCreated>2016-03-18T10:00:00+01:00</contentCreated><headline>Brand in Ulm</headline>
</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>In Ulm brennt es.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem><contentSet><inlineXML>{NITF[NITF.index("<nitf>") :]}</inlineXML></contentSet></newsItem>
</itemSet></newsMessage>"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    r"{\info{\title Die B\'e4ume}{\author x}}{\header Der Bote, 4. Mai 2015\par}"
    r"\pard K\u246 ?nigin \uc1\u8222\'84K\'e4the\u8220\'93 {\v geheim}{\deleted weg}"
    r"{\field{\*\fldinst HYPERLINK http://x}{\fldrslt kommt}}.{\footnote Seit 1183.}\par"
    r"{\f1 \'cc\'ee\'f1\'ea\'e2\'e0}\par\trowd Eiche\cell 12 Meter\cell\row}"
)
WHOLE: dict[str, bytes] = {
    "eml": mail(UMLAUTS, PAGE, a_txt=b"Im Anhang."),
    "mht": web_archive(),
    "odt": odt(f"<text:h>Die Bäume</text:h><text:p>{UMLAUTS}</text:p>"),
    "rtf": RTF.encode(),
    "epub": epub(f"<h1>Eins</h1><p>{UMLAUTS}</p>", "<p>Zwei.</p>"),
    "pptx": pptx(shape("Die Bäume", "title") + shape(UMLAUTS), shape("Ende.")),
    "xlsx": xlsx([["Ort", "Höhe"], ["Ulm", 12.5], ["Gera", 3]]),
    "json": json.dumps([{"title": "A", "text": UMLAUTS}]).encode(),
    "xml": NEWSML.encode(),
    "zip": zipped({"a/b.txt": UMLAUTS, "c.docx": word_file(UMLAUTS)}),
}


def read(data: bytes | str, name: str) -> list[Article]:
    found = list(read_bytes(data if isinstance(data, bytes) else data.encode(), name))
    assert all(isinstance(item, Article) for item in found), found
    return found  # type: ignore[return-value]


def reason(data: bytes | str, name: str) -> str:
    (item,) = read_bytes(data if isinstance(data, bytes) else data.encode(), name)
    assert isinstance(item, Skipped), item
    return str(item.reason)


def test_a_mail_is_its_subject_and_text_once_with_day_and_sender() -> None:
    (found,) = read(
        mail("Die Bäume in Gera bleiben.", f"<p>{'Die Bäume in Gera bleiben.'}</p>"), "a.EML"
    )
    assert found.text == "Die Bäume bleiben\n\nDie Bäume in Gera bleiben."
    assert (found.title, found.date, found.source) == (
        "Die Bäume bleiben",
        "2016-03-18",
        "Presseamt Gera",
    )


def test_of_a_mail_whose_text_is_only_a_notice_the_page_is_read_without_its_menus() -> None:
    (found,) = read(mail("Bitte im Browser ansehen.", PAGE), "a.eml")
    assert UMLAUTS in found.text
    assert "abonnieren" not in found.text
    assert "im Browser" not in found.text


@pytest.mark.parametrize(
    ("kind", "encoding", "sent", "text"),
    [
        ("charset=iso-8859-1", "8bit", "\x84Gut\x93 für 5 \x80 \x96 ja", "„Gut“ für 5 € – ja"),
        ("charset=us-ascii", "8bit", "für 5 €".encode(), "für 5 €"),
        ("charset=iso-8859-1", "8bit", "für 5 €".encode(), "für 5 €"),
        ("charset=x-odd", "8bit", "für fünf", "für fünf"),
        (
            "charset=utf-8; format=flowed",
            "8bit",
            "Die neue \r\nStadt.\r\n> Ja \r\n> so.",
            "Die neue Stadt.\n> Ja so.",
        ),
        (
            "charset=utf-8; format=flowed; delsp=yes",
            "8bit",
            "Die Bau \r\nstelle.",
            "Die Baustelle.",
        ),
        ("charset=utf-8", "", "F=C3=BCr f=C3=BCnf Eu=\r\nro", "Für fünf Euro"),
        (
            "charset=utf-8",
            "quoted-printable",
            "F=c3=bcr f=c3=bcnf =C3=B Eu=  \r\nro",
            "Für fünf �=B Euro",
        ),
        ("charset=utf-8", "8bit", "x=1, y=20, z=3D, =", "x=1, y=20, z=3D, ="),
        ("charset=utf-8", "base64", "RGllIEJyw7xja2Ugc3RlaHQu!A", "Die Brücke steht."),
    ],
)
def test_a_mail_is_read_as_its_sender_wrote_it(
    kind: str, encoding: str, sent: str | bytes, text: str
) -> None:
    head = f"Subject: Amt\r\nContent-Type: text/plain; {kind}\r\n"
    head += f"Content-Transfer-Encoding: {encoding}\r\n" if encoding else ""
    written = sent if isinstance(sent, bytes) else sent.encode("latin-1")
    (found,) = read(f"{head}\r\n".encode() + written, "a.eml")
    assert found.text == f"Amt\n\n{text}"


def test_what_is_attached_to_a_mail_is_read_as_its_own_format() -> None:
    _, found = read(mail("Siehe Anhang.", Mitteilung_docx=word_file(UMLAUTS)), "a.eml")
    assert found.path == "a.eml#Mitteilung.docx"
    assert found.text.startswith(UMLAUTS)
    assert file_of(found.path) == "a.eml"


def test_a_page_saved_as_one_file_gives_its_article() -> None:
    (found,) = read(web_archive(PAGE.replace('<link rel="canonical"', "<link")), "a.mhtml")
    assert UMLAUTS in found.text
    assert "abonnieren" not in found.text
    assert (found.title, found.date, found.url) == (
        "Die Bäume",
        "2016-03-18",
        "https://blatt.example/x",
    )


def test_rtf_gives_what_is_shown_in_every_code_page_and_the_notes_below() -> None:
    (found,) = read(RTF, "a.rtf")
    assert found.text == (
        "Der Bote, 4. Mai 2015\nKönigin „Käthe“ kommt.\nМосква\nEiche\t12 Meter\nSeit 1183."
    )
    assert (found.title, found.date) == ("Die Bäume", "2015-05-04")


def test_odt_gives_headings_lists_tables_boxes_and_notes_and_nothing_that_was_deleted() -> None:
    body = (
        "<text:tracked-changes><text:p>Gelöscht.</text:p></text:tracked-changes>"
        "<text:h>Die Bäume</text:h><text:p>Der<text:s text:c='2'/>Turm<text:note><text:note-body>"
        "<text:p>Erbaut 1183.</text:p></text:note-body></text:note> ist hoch."
        "<draw:frame><draw:text-box><text:p>Kasten.</text:p></draw:text-box></draw:frame></text:p>"
        "<text:list><text:list-item><text:p>Punkt.</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Ulm</text:p></table:table-cell>"
        "<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    (found,) = read(odt(body), "a.odt")
    assert found.text == (
        "Der Bote, 4. Mai 2015\nDie Bäume\nDer  Turm ist hoch.\nKasten.\nPunkt.\nUlm\t12\n"
        "Erbaut 1183."
    )
    assert (found.title, found.date) == ("Haus", "2015-05-04")


def test_an_archive_within_an_archive_is_read_and_a_deeper_one_is_named() -> None:
    third = zipped({"d.txt": UMLAUTS})
    second = zipped({"c.txt": UMLAUTS, "3.zip": zipped({"x.zip": third})})
    items = list(read_bytes(zipped({"a.txt": UMLAUTS, "2.zip": second}), "1.zip"))
    assert [one.path for one in items if isinstance(one, Article)] == [
        "1.zip#2.zip#c.txt",
        "1.zip#a.txt",
    ]
    (deep,) = (one for one in items if isinstance(one, Skipped))
    assert deep.path == "1.zip#2.zip#3.zip#x.zip"
    assert "archive within an archive" in str(deep.reason)


def test_marks_of_notes_in_a_book_join_no_word() -> None:
    noted = (
        '<p>Der Turm<a epub:type="noteref" href="#n1">1</a> steht.<a role="doc-noteref" href="#n2">'
        '[2]</a> Er ist alt.</p><aside epub:type="footnote" id="n1"><p>Erbaut 1183. '
        '<a role="doc-backlink" href="#x">↩</a></p></aside>'
    )
    (found,) = read(epub(noted), "a.epub")
    assert found.text == "Der Turm steht. Er ist alt.\n\nErbaut 1183."


def test_epub_gives_the_chapters_in_order_without_the_books_machinery() -> None:
    (found,) = read(WHOLE["epub"], "a.epub")
    assert found.text == f"Eins\n\n{UMLAUTS}\n\nZwei."
    assert found.title == "Chronik"


def test_the_slides_of_a_presentation_are_pages() -> None:
    first = shape("Der Haushalt", "title") + shape("Er wächst.") + shape("1", "sldNum")
    (found,) = read(pptx(first, shape("Er ist beschlossen.")), "a.pptx")
    assert found.text == "Der Haushalt\nEr wächst.\n\f\nEr ist beschlossen."
    assert found.title == "Der Haushalt"
    assert found.page_at(found.text.index("beschlossen")) == 2


def test_a_row_of_a_workbook_is_a_row_of_a_table_under_the_names_of_its_columns() -> None:
    rows = [["Einwohner der Orte"], ["Ort", "Jahr", "Einwohner"], ["Ulm", 2023, 4388.5], [None]]
    (found,) = read(xlsx(rows), "a.xlsx")
    assert found.text == (
        "Einwohner der Orte\n| Ort | Jahr | Einwohner |\n|---|---|---|\n| Ulm | 2023 | 4388,5 |"
    )
    assert found.title == "Einwohner der Orte"
    (row,) = table_rows(found.text)
    assert [found.text[slice(*head)] for head in row.heads] == ["Ort", "Jahr", "Einwohner"]


def test_numbers_of_a_workbook_are_read_as_they_are_shown() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Jahr", "Anteil", "Betrag", "Menge", "Maß"])
    sheet.append([2019, 0.125, 1234567.5, 12000, 12.25])
    for cell, shown in zip(sheet[2][1:], ("0.0%", '#,##0.00 "€"', "#,##0", "General"), strict=True):
        cell.number_format = shown
    out = io.BytesIO()
    book.save(out)
    (found,) = read(out.getvalue(), "a.xlsx")
    assert "| 2019 | 12,5 % | 1.234.567,50 € | 12.000 | 12,25 |" in found.text


def test_a_table_of_facts_is_an_article_and_one_of_texts_under_odd_names_none() -> None:
    facts = "Ort;Einwohner\nUlm;4.388\nGera;1.250\n"
    (found,) = read(facts, "a.csv")
    assert found.text == "| Ort | Einwohner |\n|---|---|\n| Ulm | 4.388 |\n| Gera | 1.250 |"
    for odd in (facts.replace("4.388", "Ein langer Satz. " * 9), facts.replace("Ort", "Titel")):
        assert "no column named" in reason(odd, "a.csv")


def test_a_row_of_a_workbook_with_a_column_of_texts_is_an_article() -> None:
    rows = [["Titel", "Text", "Datum"], ["Rat", UMLAUTS, "18.03.2016"]]
    (found,) = read(xlsx(rows), "a.xlsx")
    assert (found.path, found.title, found.text, found.date) == (
        "a.xlsx#1",
        "Rat",
        UMLAUTS,
        "2016-03-18",
    )


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ({"title": "A", "text": "Ein Satz."}, ["a.json"]),
        ([{"text": "Ein Satz."}, {"text": "Noch einer."}], ["a.json#1", "a.json#2"]),
        ({"count": 1, "articles": [{"text": "Ein Satz."}]}, ["a.json#1"]),
        ({"7": {"text": "Ein Satz."}, "8": {"text": "Noch einer."}}, ["a.json#1", "a.json#2"]),
        ({"data": {"items": [{"text": "Ein Satz."}]}}, ["a.json#1"]),
        ({"tags": [{"id": 1}], "articles": [{"text": "Ein Satz."}]}, ["a.json#1"]),
    ],
)
def test_json_holds_an_article_or_a_list_of_them(value: object, paths: list[str]) -> None:
    assert [found.path for found in read(json.dumps(value), "a.json")] == paths


def test_json_lines_under_the_name_of_json_are_read() -> None:
    lines = '{"text": "Ein Satz."}\n{"text": "Noch einer."}\n'
    assert [found.path for found in read(lines, "a.json")] == ["a.json#1", "a.json#2"]


def test_nitf_and_newsml_tell_headline_day_and_source() -> None:
    (found,) = read(NITF, "a.xml")
    assert found.text == "Der Rat tagt\nDer Rat tagte.\nEs ging um Bäume."
    told = (found.title, found.date, found.source, found.author)
    assert told == ("Der Rat tagt", "2016-03-18", "Der Bote", "Käthe Groß")
    first, second = read(NEWSML, "b.xml")
    assert (first.text, first.date, first.source) == (
        "Brand in Ulm\n\nIn Ulm brennt es.",
        "2016-03-18",
        "dpa",
    )
    assert (second.path, second.text, second.source) == ("b.xml#2", found.text, "Der Bote")


def test_of_press_xml_every_part_and_every_line_is_read() -> None:
    head, end = "<nitf><body><body.head><hedline><hl1>Bad</hl1></hedline>", "</body></nitf>"
    (found,) = read(
        f"{head}<abstract><p>Im Bad liegen 9 Liegen.</p></abstract></body.head><body.content>"
        "<p>Montag 8 Uhr<br/>Dienstag 9 Uhr</p><ul><li>Becken<ul><li>warm</li></ul></li></ul>"
        f"<p>Es <em>öff</em>net <org>SV</org>.</p></body.content>{end}",
        "a.xml",
    )
    assert found.text.split("\n") == [
        "Bad",
        "Im Bad liegen 9 Liegen.",
        "Montag 8 Uhr",
        "Dienstag 9 Uhr",
        "Becken",
        "warm",
        "Es öffnet SV.",
    ]
    item = "<ContentItem><DataContent>{}</DataContent></ContentItem>"
    whole = f"{item.format('<p>Es öffnet.</p>')}{item.format('<p>Es schließt.</p>')}"
    again = item.format("Es öffnet.")
    (found,) = read(f"<NewsML><NewsItem>{whole}{again}</NewsItem></NewsML>", "a.xml")
    assert found.text == "Es öffnet.\n\nEs schließt."


def test_press_xml_is_read_as_it_is_shown_and_tells_its_author() -> None:
    body = (
        "<p>Erste<br/>zweite.</p><ul><li>Eins<ul><li>Unter</li></ul></li><li>Zwei</li></ul>"
        "<p>Es kostet <del>3</del> 5 Euro für 30 m<sup>2</sup>, 140<sup>1</sup> Gäste.</p>"
        "<p style='display:none'>Geheim.</p>"
    )
    nitf = (
        "<nitf><body><body.head><hedline><hl1>Rat tagt<br/>im Bad</hl1></hedline><byline>Von "
        "<person>Eva Rot</person><byttl>Redakteurin</byttl></byline></body.head><body.content>"
        f"{body}</body.content></body></nitf>"
    )
    message = (
        "<newsItem><contentMeta><headline>Rat tagt<br/>im Bad</headline><by>Von Eva Rot</by>"
        f"</contentMeta><contentSet><inlineXML><html><body>{body}</body></html></inlineXML>"
        "</contentSet></newsItem>"
    )
    for source in (nitf, message):
        (found,) = read(source, "a.xml")
        assert " ".join(found.text.split()) == (
            "Rat tagt im Bad Erste zweite. Eins Unter Zwei Es kostet 5 Euro für 30 m², 140¹ Gäste."
        )
        assert {"Erste", "zweite.", "Eins", "Unter", "Zwei"} <= set(found.text.splitlines())
        assert (found.title, found.author) == ("Rat tagt im Bad", "Eva Rot")


def test_chapters_of_books_may_declare_names() -> None:
    (found,) = read(epub("<p>Zur &wert;.</p>", kind='html [<!ENTITY wert "Mühle">]'), "a.epub")
    assert found.text == "Zur Mühle."


def test_chapters_of_books_may_be_xml_that_names_its_kind() -> None:
    kind = '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">'
    book = zipfile.ZipFile(io.BytesIO(epub("")))
    parts = {name: book.read(name) for name in book.namelist() if name != "O/c 0.xhtml"}
    parts["O/b.opf"] = parts["O/b.opf"].replace(b"c%200.xhtml", b"c.xml")
    (found,) = read(zipped(parts | {"O/c.xml": f"{kind}<html><p>Es regnet.</p></html>"}), "a.epub")
    assert found.text == "Es regnet."


def test_pictures_of_a_document_do_not_count_for_its_size() -> None:
    import docx

    document, saved = docx.Document(), io.BytesIO()
    document.add_paragraph("Der Kran kam.")
    document.save(saved)
    with zipfile.ZipFile(saved, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.bmp", bytes(110_000_000))
    (found,) = read(saved.getvalue(), "a.docx")
    assert found.text == "Der Kran kam."


def test_the_files_of_an_archive_are_read_each_as_its_format_and_the_others_named() -> None:
    parts: dict[str, str | bytes] = {
        "2016/Rat #1.txt": "Der Rat tagte.",
        "rows.jsonl": '{"text": "Ein Satz."}',
        "a.doc": "x",
        "b.zip": zipped({"c.txt": "Tief."}),
        "__MACOSX/._a.txt": "x",
        "Seite.html": PAGE,
        "Seite_files/x.html": PAGE,
        "Seite_files/y.js": "x",
    }
    found = list(read_bytes(zipped(parts), "z.zip"))
    articles = {item.path for item in found if isinstance(item, Article)}
    assert articles == {
        "z.zip#2016/Rat #1.txt",
        "z.zip#rows.jsonl#1",
        "z.zip#Seite.html",
        "z.zip#b.zip#c.txt",
    }
    assert {file_of(path) for path in articles} == {"z.zip"}
    assert {item.path for item in found if isinstance(item, Skipped)} == {"z.zip#a.doc"}
    (told,) = (item for item in found if isinstance(item, Remark))
    assert (told.path, str(told.text)) == ("z.zip", "is an archive: 4 of 5 files in it read")


def test_archives_that_are_bombs_or_damaged_are_named() -> None:
    bomb = zipped({"a.txt": b" " * 9_000_000})
    assert "unpacks to 9,000,000 bytes" in reason(bomb, "a.zip")
    assert "unpacks to 9,000,000 bytes" in reason(bomb, "a.odt")
    whole = zipped({"a.txt": UMLAUTS * 9, "b.txt": "Gut."})
    broken = whole.replace(whole[40:60], b"x" * 20, 1)
    kinds = [type(item) for item in read_bytes(broken, "a.zip")]
    assert kinds == [Skipped, Article, Remark]


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.eml", "kein Brief", "is no mail"),
        ("a.mht", "MIME-Version: 1.0\n\n", "holds no page"),
        ("a.rtf", "kein RTF", "is no RTF"),
        ("a.odt", zipped({"x": "y"}), "lacks content.xml"),
        ("a.epub", zipped({"x": "y"}), "lacks META-INF/container.xml"),
        ("a.pptx", b"x", "cannot be unpacked"),
        ("a.xlsx", zipped({"x": "y"}), "damaged"),
        ("a.json", '{"a": 1}', "without an article"),
        ("a.json", "[" * 100_000, "is no JSON"),
        ("a.xml", "<html/>", "a kind that is not read, <html>"),
        ("a.xml", "<rss/>", "is a feed, <rss>, which tells what articles are about: save"),
        ("a.xml", '<feed xmlns="http://www.w3.org/2005/Atom"/>', "is a feed, <feed>"),
        ("a.pdf", "", "is empty"),
        ("a.xml", '<!DOCTYPE d [<!ENTITY a "b">]><nitf/>', "XML entities"),
        ("a.zip", zipped({}), "holds no article"),
    ],
)
def test_what_is_no_file_of_its_format_is_named(name: str, data: bytes | str, part: str) -> None:
    assert part in reason(data, name)


def test_no_library_of_a_format_is_loaded_before_a_file_of_it() -> None:
    program = (
        "import sys; from index.files.articles import read_bytes;"
        "list(read_bytes(b'Text.', 'a.txt'));"
        "print(*sorted({'docx', 'lxml', 'openpyxl', 'pypdfium2', 'trafilatura'}"
        " & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.split() == []
