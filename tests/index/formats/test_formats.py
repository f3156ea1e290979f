"""Files of every format, made by the real libraries, whole and damaged."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest

from index.clean.boilerplate import find_masks
from index.config import IndexConfig, ReadLimits
from index.files.articles import Remark, Skipped
from index.files.pool import read_files
from index.files.prepare import Prepared
from index.files.scan import find_files
from index.formats.encoding import decode
from index.formats.pdf import written
from index.metadata.front_matter import front_matter_end
from index.types import Article

WriteArticles = Callable[..., Path]

UMLAUTS = "Königin Käthe mißt die Größe ihrer Bäume für 5 Öre. Sie trägt Überschuhe."
PAGE = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<title>Die Bäume | Blatt</title>
<meta property="og:site_name" content="Das Blatt"><meta property="og:title" content="Die Bäume">
<meta property="article:published_time" content="2016-03-18T10:00:00+01:00">
<link rel="canonical" href="https://blatt.example/baeume"></head>
<body><nav><a href="/">Start</a> <a href="/abo">Jetzt abonnieren</a></nav>
<article><h1>Die Bäume</h1><p>{UMLAUTS}</p>
<p>Der Gärtner kommt jeden Montag aus Wien, um nach den Bäumen zu sehen, sagt die Königin.</p>
<p>Im Herbst soll der Garten zum ersten Mal auch für Besucher geöffnet werden.</p></article>
<footer>Impressum Datenschutz</footer><script>alert('x')</script></body></html>"""


def read_all(source: Path, limits: ReadLimits | None = None) -> Iterator[object]:
    for _, items in read_files(find_files(source), None, limits or ReadLimits()):
        yield from items


def read(source: Path, limits: ReadLimits | None = None) -> dict[str, object]:
    return {item.path: item for item in read_all(source, limits)}  # type: ignore[attr-defined]


def article(source: Path) -> Article:
    (item,) = read(source).values()
    assert isinstance(item, Article), item
    return item


def word_file(*paragraphs: str, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Eiche", "12 Meter"
    document.add_paragraph("Nach der Tabelle.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(text: str, title: str = "", font: str = "Helvetica") -> bytes:
    """Return a PDF of the pages that form feeds part, in cp1252 as PDF's WinAnsi wants it."""
    pages = text.encode("cp1252").split(b"\f")
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        % font.encode(),
        b"<< /Title (%s) /CreationDate (D:20160318120000) >>" % title.encode("cp1252"),
    ]
    for page in pages:
        lines = b") Tj T* (".join(page.split(b"\n"))
        content = b"BT /F1 12 Tf 14 TL 50 700 Td (" + lines + b") Tj ET"
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects) + 2),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows))
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\n" % size)
    out.write(b"startxref\n%d\n%%%%EOF" % table)
    assert len(pypdfium2.PdfDocument(out.getvalue())) == len(pages)
    return out.getvalue()


def test_html_gives_the_article_without_the_page_and_what_it_says_of_itself(
    write_articles: WriteArticles,
) -> None:
    found = article(write_articles({"a.html": PAGE}))
    assert UMLAUTS in found.text
    assert "abonnieren" not in found.text
    assert "alert" not in found.text
    assert found.text.count("Die Bäume") == 1
    assert (found.title, found.date, found.source, found.url) == (
        "Die Bäume",
        "2016-03-18",
        "Das Blatt",
        "https://blatt.example/baeume",
    )


def test_pdf_gives_the_text_of_its_pages(write_articles: WriteArticles) -> None:
    found = article(write_articles({"a.pdf": pdf_file(UMLAUTS, "Die Bäume")}))
    assert (found.text, found.title, found.date) == (UMLAUTS, "Die Bäume", "2016-03-18")


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0"])
def test_turned_words_of_a_pdf_stand_apart_in_their_own_lines(
    write_articles: WriteArticles, matrix: str
) -> None:
    turned = (
        f") Tj ET BT /F1 8 Tf 9 TL {matrix} 300 400 Tm (Foto: Anna Berg/dpa) Tj T* (Grafik: Rot"
    )
    found = article(write_articles({"a.pdf": pdf_file(UMLAUTS + turned)}))
    assert found.text == f"{UMLAUTS}\n\nFoto: Anna Berg/dpa\nGrafik: Rot"


@pytest.mark.parametrize(
    ("made_by", "above", "author"),
    [
        ("Anna Berg", "", "Anna Berg"),
        ("Dr. Anna Berg; Udo Wenzel", "", "Dr. Anna Berg, Udo Wenzel"),
        ("Anna Berg", "Von Eva Rot\n", "Eva Rot"),
        ("aberg", "", None),
        ("Microsoft Office User", "", None),
        ("Acrobat PDFMaker", "", None),
    ],
)
def test_who_made_a_pdf_wrote_it_if_that_is_a_name_and_no_line_names_another(
    write_articles: WriteArticles, made_by: str, above: str, author: str | None
) -> None:
    data = pdf_file(f"Der Rat tagt\n{above}{UMLAUTS}").replace(
        b"/Title ()", b"/Author (%s)" % made_by.encode()
    )
    assert article(write_articles({"a.pdf": data})).author == author


def test_a_place_where_a_word_of_a_pdf_is_not_broken_is_no_part_of_it() -> None:
    assert (written("of\xadfene"), written("Ver\xad"), written("Ver\x02")) == (
        "offene",
        "Ver\xad",
        "Ver-",
    )


def test_heads_feet_and_numbers_of_a_documents_pages_are_masked_and_nothing_else(
    write_articles: WriteArticles,
) -> None:
    def edges(number: int) -> list[str]:
        return [["Stadtrat", "Der Bote"][number % 2], f"Seite {number} von 6"]

    def page(number: int) -> str:
        head, foot = edges(number)
        name = "abcdefg"[number]
        return f"{head}\nIm Ort {name} tagte der Rat.\nEs ging um Geld.\n{name} hat eins.\n{foot}"

    text = article(write_articles({"a.pdf": pdf_file("\f".join(map(page, range(1, 7))))})).text
    masks = [mask for mask in find_masks(text) if mask.reason == "page head or foot"]
    expected = [edge for number in range(1, 7) for edge in edges(number)]
    assert [text[mask.start : mask.end] for mask in masks] == expected
    short = "\f".join(f"Der Bote {n}\nIm Ort {n} tagte der Rat." for n in range(2))
    assert find_masks(short) == []


def test_notes_at_the_foot_of_pages_that_differ_by_their_numbers_alone_are_text() -> None:
    seen = [4, 19, 7, 33, 2, 58]
    notes = [
        f"{n} Vgl. Protokoll vom {day}. Mai 2019, S. {3 * day}." for n, day in enumerate(seen, 1)
    ]
    pages = [
        f"Im Ort {'abcdef'[n]} tagte der Rat.\n{'abcdef'[n]} hat eins.\n{note}\nSeite {n + 7}"
        for n, note in enumerate(notes)
    ]
    text = "\f".join(pages)
    masked = [text[mask.start : mask.end] for mask in find_masks(text)]
    assert masked == [f"Seite {n + 7}" for n in range(6)]


def test_docx_gives_paragraphs_and_tables_in_their_order(write_articles: WriteArticles) -> None:
    data = word_file(UMLAUTS, "Zweiter Absatz.", title="Die Bäume")
    found = article(write_articles({"a.docx": data}))
    assert found.text == f"{UMLAUTS}\nZweiter Absatz.\nEiche\t12 Meter\nNach der Tabelle."
    assert found.title == "Die Bäume"


def test_docx_keeps_what_word_wraps_and_drops_what_was_deleted(
    write_articles: WriteArticles,
) -> None:
    wrapped = {
        "sdt": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "ins": '<w:ins w:id="1" w:author="a">{}</w:ins>',
        "moveTo": '<w:moveTo w:id="3" w:author="a">{}</w:moveTo>',
        "smartTag": '<w:smartTag w:element="place">{}</w:smartTag>',
    }
    run = "<w:r><w:t>{}</w:t></w:r>"
    document = docx.Document()
    for name, around in wrapped.items():
        paragraph = document.add_paragraph("In ")
        paragraph._p.append(_word_xml(around.format(run.format(f"Linz-{name}"))))
        paragraph.add_run(" steht es.")
        deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>nie</w:delText></w:r></w:del>'
        paragraph._p.append(_word_xml(deleted))
    block = wrapped["sdt"].format("<w:p>" + run.format("Ein Absatz im Formular.") + "</w:p>")
    document.element.body.insert(0, _word_xml(block))
    contents = "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent>"
    document.element.body.insert(1, _word_xml(contents.format(run.format("Inhalt")) + "</w:sdt>"))
    out = io.BytesIO()
    document.save(out)
    assert article(write_articles({"a.docx": out.getvalue()})).text == (
        "Ein Absatz im Formular.\nIn Linz-sdt steht es.\nIn Linz-ins steht es.\n"
        "In Linz-moveTo steht es.\nIn Linz-smartTag steht es."
    )


def _word_xml(text: str) -> object:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(text.replace(">", f" {nsdecls('w')}>", 1))


def test_docx_gives_a_merged_cell_once(write_articles: WriteArticles) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for number in range(6):
        table.cell(number // 3, number % 3).text = f"Feld {number}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Hoch"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Breit"
    out = io.BytesIO()
    document.save(out)
    text = article(write_articles({"a.docx": out.getvalue()})).text
    assert text == "Hoch\tBreit\nFeld 4\tFeld 5"


def test_every_row_of_a_json_lines_file_is_an_article_and_a_bad_one_is_named(
    write_articles: WriteArticles,
) -> None:
    fields = {"text": UMLAUTS, "title": "Die Bäume", "date": "18. März 2016", "url": "u"}
    lines = [json.dumps(fields), "", "kein JSON", json.dumps({"Text": "Groß."}), "[1]", '{"a": 1}']
    found = read(write_articles({"a.jsonl": "\n".join(lines)}))
    first = found["a.jsonl#1"]
    assert isinstance(first, Article)
    assert (first.title, first.text, first.date, first.url) == (
        "Die Bäume",
        UMLAUTS,
        "2016-03-18",
        "u",
    )
    assert isinstance(found["a.jsonl#4"], Article)
    reasons = {path: str(item.reason) for path, item in found.items() if isinstance(item, Skipped)}
    assert reasons.keys() == {"a.jsonl#3", "a.jsonl#5", "a.jsonl#6"}
    assert reasons["a.jsonl#3"] == "is no JSON"
    assert reasons["a.jsonl#6"].startswith("has no field named as one that holds the text, only a")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_row_of_a_csv_file_is_an_article(
    write_articles: WriteArticles, delimiter: str
) -> None:
    buffer = io.StringIO(newline="")
    rows = csv.writer(buffer, delimiter=delimiter)
    rows.writerows([["Titel", "TEXT", "quelle"], ["Bäume", "Zeile 1,\n„Zeile“; 2", "dpa"]])
    found = article(write_articles({"a.csv": buffer.getvalue().encode("cp1252")}))
    assert (found.path, found.title, found.text, found.source) == (
        "a.csv#1",
        "Bäume",
        "Zeile 1,\n„Zeile“; 2",
        "dpa",
    )


def test_a_table_without_a_column_of_text_is_named(write_articles: WriteArticles) -> None:
    (item,) = read(write_articles({"a.csv": "a,b\n1,2\n"})).values()
    assert isinstance(item, Skipped)
    assert "no column named as one that holds the text (text, body," in str(item.reason)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_encodings_are_detected(write_articles: WriteArticles, encoding: str) -> None:
    assert article(write_articles({"a.txt": UMLAUTS.encode(encoding)})).text == UMLAUTS


@pytest.mark.parametrize(
    "text",
    [
        "Das kostet 5 € im Laden.",
        "El niño español llegó a la compañía. Mañana habrá más información.",
        "Åke Öberg från Malmö åker på sjön. Han är född där, säger hon.",
        "Cela coûte 5 € à l’école, où les élèves ont été très tôt.",
        "São Paulo não é a capital. A inflação caiu em três estados.",
    ],
)
def test_cp1252_of_any_western_language_is_read(write_articles: WriteArticles, text: str) -> None:
    assert article(write_articles({"a.txt": text.encode("cp1252")})).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_other_scripts_are_not_taken_for_cp1252(encoding: str) -> None:
    text = "Правительство приняло новый закон о налогах. Депутаты спорили о нём до вечера. " * 5
    assert decode(text.encode(encoding)) == text


def test_typographic_quotes_of_cp1252_are_read(write_articles: WriteArticles) -> None:
    text = "„Größe“, sagte sie – für 5 €."
    assert article(write_articles({"a.txt": text.encode("cp1252")})).text == text


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 150_000_000)
    return buffer.getvalue()


def entity_bomb() -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_file("x"))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    laughs = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    head, mark, rest = parts["word/document.xml"].partition(b"<w:document")
    parts["word/document.xml"] = head + laughs + mark + rest
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_damaged_files_and_bombs_are_named_and_the_rest_is_read(
    write_articles: WriteArticles,
) -> None:
    good = {"good.txt": "Gut.", "good.docx": word_file("Gut."), "good.pdf": pdf_file("Gut.")}
    bad = {
        "cut.docx": word_file("x")[:3000],
        "cut.pdf": pdf_file("x")[:150],
        "bomb.docx": bomb(),
        "entities.docx": entity_bomb(),
        "noise.pdf": bytes(range(256)) * 10,
        "empty.html": "<html></html>",
        "empty.jsonl": "",
        "noise.txt": bytes(range(256)) * 10,
        "nested.html": "<div>" * 50_000,
    }
    found = read(write_articles(good | bad))
    assert {path for path, item in found.items() if isinstance(item, Article)} == good.keys()
    skipped = {path: str(item.reason) for path, item in found.items() if isinstance(item, Skipped)}
    assert skipped.keys() == bad.keys()
    assert "unpacks to" in skipped["bomb.docx"]
    assert "XML entities" in skipped["entities.docx"]


def test_the_photographer_of_a_page_is_kept_and_those_of_teasers_are_not(
    write_articles: WriteArticles,
) -> None:
    figure = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
    page = PAGE.replace("</h1>", "</h1>" + figure.format("Foto: Rita Berg / Blatt") * 2)
    page = page.replace("<footer>", figure.format("Foto: Otto Fremd") + "<footer>")
    more = "".join(
        f"<p>Der Baum mit der Nummer {n} steht seit {n + 9} Jahren.</p>" for n in range(9)
    )
    page = page.replace("</article>", more + "</article>")
    text = article(write_articles({"a.html": page})).text
    assert text.count("Foto: Rita Berg / Blatt") == 1
    assert "Otto Fremd" not in text
    (mask,) = (m for m in find_masks(text) if m.reason == "photo credit")
    assert text[mask.start : mask.end] == "Foto: Rita Berg / Blatt"


def test_a_file_over_the_limit_of_size_is_named(write_articles: WriteArticles) -> None:
    source = write_articles({"a.txt": "Wort " * 250_000, "b.txt": "Gut."})
    found = read(source, ReadLimits(file_mb=1))
    assert isinstance(found["a.txt"], Skipped)
    assert "larger than 1 MB" in str(found["a.txt"].reason)
    assert isinstance(found["b.txt"], Article)


def test_names_with_any_characters_are_read_or_named(write_articles: WriteArticles) -> None:
    good = ["ä\n<script>.txt", "a b;rm -rf.txt", "\u202egpj.txt", "#1.txt"]
    source = write_articles(dict.fromkeys(good, "Text."))
    (source / "x").mkdir()
    (source.parent / "outside.txt").write_text("Geheim.")
    (source / "link.txt").symlink_to(source.parent / "outside.txt")
    with open(bytes(source) + b"/\xff.txt", "wb") as file:  # noqa: PTH123  a name that is no text
        file.write(b"Text.")
    found = read(source)
    assert {path for path, item in found.items() if isinstance(item, Article)} == set(good)
    assert [str(item.reason) for item in found.values() if isinstance(item, Skipped)] == [
        "has a name that is no UTF-8: rename it"
    ]


def test_preparing_keeps_every_part_inside_the_text(write_articles: WriteArticles) -> None:
    source = write_articles({"a.html": PAGE})
    ((_, items),) = read_files(find_files(source), IndexConfig(chunk_chars=100), ReadLimits())
    (item,) = items
    assert isinstance(item, Prepared)
    assert len(item.chunks) > 1
    text = json.loads(item.line)[2]
    assert all(0 <= start < end <= len(text) for _, start, end in item.chunks.tolist())
    assert len(item.count_lengths) == len(item.chunks)
    assert item.count_lengths.sum() == len(item.count_terms) == len(item.count_numbers)


def test_utf_8_with_a_bad_byte_is_named_and_not_read_as_another_encoding(
    write_articles: WriteArticles,
) -> None:
    whole = "Das Hallenbad in Füssen schließt. Die Bürger sind verärgert.".encode()
    files = {"bad.txt": whole + b"\xff", "cut.txt": whole[: whole.index("ä".encode()) + 1]}
    found = read(write_articles(files))
    assert [type(item) for item in found.values()] == [Skipped, Skipped]
    assert all("begins as UTF-8 text but is damaged" in str(item.reason) for item in found.values())


def test_the_text_dates_an_article_before_the_day_its_file_was_made(
    write_articles: WriteArticles,
) -> None:
    named = word_file("Rat tagt", "Gera, 4. Februar 2011 – Der Rat tagt heute.")
    assert article(write_articles({"a.docx": named})).date == "2011-02-04"


def test_a_row_with_more_fields_than_names_is_named_and_excels_first_line_is_understood(
    write_articles: WriteArticles,
) -> None:
    rows = "sep=;\ntitle;text\nA;In Ulm; brennt es\nB;In Bonn nicht.\n"
    found = read(write_articles({"a.csv": rows}))
    assert {path: type(item) for path, item in found.items()} == {
        "a.csv#1": Skipped,
        "a.csv#2": Article,
    }
    assert "more fields" in str(found["a.csv#1"])


def test_a_date_that_is_not_understood_is_named_and_the_article_is_kept(
    write_articles: WriteArticles,
) -> None:
    rows = "date,text\n2016-03-18,In Ulm brennt es.\n31.02.2016,In Bonn nicht.\n,In Gera schon.\n"
    lines = [{"text": "Ein Satz.", "date": day} for day in (20160318, 14582592, None, "gestern")]
    files = {"a.csv": rows, "b.jsonl": "\n".join(map(json.dumps, lines))}
    found = list(read_all(write_articles(files)))
    dates = {item.path: item.date for item in found if isinstance(item, Article)}
    assert list(dates.values()) == ["2016-03-18", None, None, "2016-03-18", None, None, None]
    assert [(item.path, str(item.text)) for item in found if isinstance(item, Remark)] == [
        ("a.csv#2", "its date '31.02.2016' is not understood"),
        ("b.jsonl#2", "its date '14582592' is not understood"),
        ("b.jsonl#4", "its date 'gestern' is not understood"),
    ]


@pytest.mark.parametrize(
    ("rows", "read_rows", "reason"),
    [
        ('A,"Zu\nEnde."\nB,"Offen.\nC,"Text."\nD,"Text."', [1], "in line 4 that is not closed"),
        ('A,"Zu."\nB,"Offen.\nC,Text.\nD,Text.', [1], "in line 3 that is not closed"),
        ('A,"Der ""eine"" Satz."\nB,"Nein" sagte er.\nC,Ja.', [1, 3], "in line 3 that do not"),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named_and_swallows_no_rows(
    write_articles: WriteArticles, rows: str, read_rows: list[int], reason: str
) -> None:
    found = list(read_all(write_articles({"a.csv": f"title,text\n{rows}\n"})))
    articles = [item for item in found if isinstance(item, Article)]
    assert [item.path for item in articles] == [f"a.csv#{row}" for row in read_rows]
    assert all("\n" not in item.text or "Ende" in item.text for item in articles)
    (skipped,) = (item for item in found if isinstance(item, Skipped))
    assert (skipped.path, reason in str(skipped.reason)) == ("a.csv#2", True)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            'A,"Ein Satz.,1\nB,Noch einer.,2\nC,Er sagte „Ja",3',
            "2 to 4",
        ),  # an open mark, a later one
        ('A,Satz,0\n"A,Ein Satz.,1\nB,Noch einer.,2\nC,„Ja",3', "3 to 5"),
        ('A,"Ein Satz.,1\r\nB,Noch einer.,2\r\nC,Ja,3"', "2 to 4"),
    ],
)
def test_rows_that_quotation_marks_may_have_joined_are_named_and_kept(
    write_articles: WriteArticles, rows: str, lines: str
) -> None:
    found = list(
        read_all(write_articles({"a.csv": f"title,text,url\n{rows}\nD,Ende.,4\n".encode()}))
    )
    (remark,) = (item for item in found if isinstance(item, Remark))
    assert f"its lines {lines} each look like a row" in str(remark.text)
    articles = [item for item in found if isinstance(item, Article)]
    assert remark.path == articles[-2].path
    assert articles[-1].text == "Ende."


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        ("title,text", [["A", "Erster Absatz.\nZweiter, mit Komma.\nDritter, auch."]]),
        ("title,text", [["A", "Die Tabelle:\nUlm,1\nBonn,2\nEnde."]]),
        ("text", [["Erster Absatz.\nZweiter Absatz.\nDritter Absatz."]]),
        ("title,text,url", [["A", "Ulm,1,2\nBonn,3,4\nGera,5,6", "u"]]),
        ("text,title", [["Ulm,1\nBonn,2\nGera,3", "A"]]),
        ("title,text,url", [["Zwei\nZeilen,a,b", "Ulm,1\nBonn,3,4\nGera,5", "u"]]),
        ("title,text,url", [["A", "Ulm,1\nBonn,2", "u"]]),
    ],
)
def test_a_field_of_several_lines_is_no_fault(
    write_articles: WriteArticles, names: str, rows: list[list[str]]
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([names.split(","), *rows])
    (found,) = read_all(write_articles({"a.csv": buffer.getvalue()}))  # no remark
    assert isinstance(found, Article)
    assert found.text == rows[0][names.split(",").index("text")]


MATTER = """---
title: "Rat tagt: Bäume bleiben"
date: 2024-03-01 10:00:00 +0100
author: Käthe Rößler
tags:
  - Stadtrat
quelle: Der Bote
url: https://bote.example/1
---
"""


def test_front_matter_tells_of_the_article_and_is_masked(write_articles: WriteArticles) -> None:
    body = "\nDer Rat von Ulm tagte am Montag. Die Bäume sollen bleiben.\n"
    found = article(write_articles({"a.md": MATTER + body}))
    assert (found.title, found.date, found.source, found.url) == (
        "Rat tagt: Bäume bleiben",
        "2024-03-01",
        "Der Bote",
        "https://bote.example/1",
    )
    assert found.text == MATTER + body
    assert [(m.start, m.end, m.reason) for m in find_masks(found.text)] == [
        (0, len(MATTER) - 1, "front matter")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\nDer Rat tagte.\n---\nEs ging um Bäume.",  # a rule above and below a line
        "---\ntitle: Rat\nEs ging um Bäume.\n",  # never closed
        "Vorab.\n---\ntitle: Rat\n---\nEs ging um Bäume.",
    ],
)
def test_what_only_looks_like_front_matter_is_text(
    write_articles: WriteArticles, text: str
) -> None:
    found = article(write_articles({"a.md": text}))
    assert found.title != "Rat"
    assert find_masks(text) == []


@pytest.mark.parametrize("line", [" \n", "\r\n", "a: b\r\n", " \r\n", "- - -\n", "a a: "])
def test_no_text_makes_the_search_for_front_matter_take_long(line: str) -> None:
    assert front_matter_end("---\na: b\n" + 100_000 * line) == 0


def test_front_matter_that_is_no_yaml_is_masked_and_titles_nothing(
    write_articles: WriteArticles,
) -> None:
    deep = f"---\ntitle: Rat\nx: {'[' * 3_000}\n---\nEs ging um Bäume."
    assert article(write_articles({"a.md": deep})).title == "Es ging um Bäume."
    found = article(write_articles({"a.md": "---\ntitle: [Rat\n---\nEs ging um Bäume."}))
    assert found.title == "Es ging um Bäume."
