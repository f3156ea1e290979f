"""Documents of office programs: what a reader sees in them is read, and each part once."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.config import ReadLimits
from index.files.pool import read_files
from index.files.scan import find_files, fingerprint
from index.types import Article
from tests.index.formats.test_formats import article

WriteArticles = Callable[..., Path]

NOTES = (
    '<?xml version="1.0"?><w:{kind}s xmlns:w='
    '"http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:{kind} w:id="0" w:type="separator"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:{kind}>'
    '<w:{kind} w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
)
BOX = "<w:txbxContent {ns}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"


def saved(document: object, parts: dict[str, str] | None = None) -> bytes:
    """Return a document's bytes with further parts of notes, as Word writes them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for kind, text in (parts or {}).items():
        data = NOTES.format(kind=kind, text=text).encode()
        part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", data, document.part.package)
        document.part.relate_to(part, f"{office}{kind}s")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_limit_of_size_counts_no_pictures_of_a_document(write_articles: WriteArticles) -> None:
    document = docx.Document()
    document.add_paragraph("Der Turm wird im Mai saniert.")
    data = io.BytesIO(saved(document))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("word/media/image1.png", os.urandom(2_000_000))
    source = write_articles({"a.docx": data.getvalue()})
    (found,) = (
        item
        for _, items in read_files(find_files(source), None, ReadLimits(file_mb=1))
        for item in items
    )
    assert isinstance(found, Article), found
    assert found.text == "Der Turm wird im Mai saniert."
    assert found.sha256 == fingerprint(str(source / "a.docx"))


def test_the_day_in_a_page_head_counts_before_that_of_a_template(
    write_articles: WriteArticles,
) -> None:
    document = docx.Document()  # its template was made on 2013-12-23
    document.sections[0].header.paragraphs[0].text = "Gemeindeblatt Ulmbach – Ausgabe 12. 4. 2014"
    document.add_paragraph("Der Turm wird im Mai saniert, wie der Rat am 3. April 2014 beschloss.")
    assert article(write_articles({"a.docx": saved(document)})).date == "2014-04-12"


def test_word_text_boxes_notes_nested_tables_and_page_heads_are_read(
    write_articles: WriteArticles,
) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Der Bote, 12. April 2014"
    document.sections[0].header.add_paragraph("Seite 1 von 3")
    document.add_heading("Der Rat tagt", 1)
    anchor = document.add_paragraph("Der Turm wird saniert.")
    box = BOX.format(ns=nsdecls("w"), text="Der Turm ist 63 Meter hoch.")
    both = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        f'2006"><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    anchor._p.append(parse_xml(both))
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Ort"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Hunde", "88"
    data = saved(document, {"footnote": "Erbaut 1183.", "endnote": "Quelle: Chronik."})
    found = article(write_articles({"a.docx": data}))
    assert found.text == (
        "Der Bote, 12. April 2014\nDer Rat tagt\nDer Turm wird saniert.\n"
        "Der Turm ist 63 Meter hoch.\nOrt\tHunde\t88\nErbaut 1183.\nQuelle: Chronik."
    )
    assert (found.title, found.date) == ("Der Rat tagt", "2014-04-12")


def test_hidden_rows_columns_and_sheets_of_a_workbook_are_not_read_filtered_rows_are(
    write_articles: WriteArticles,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Ort", "Kürzel", "Höhe"], ["Ulm", "UL", 12], ["Gera", "G", 3], ["Hof", "HO", 7]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Alt").append(["Geheim", "Wert"])
    book["Alt"].sheet_state = "hidden"

    def text() -> str:
        out = io.BytesIO()
        book.save(out)
        return article(write_articles({"a.xlsx": out.getvalue()})).text

    assert text() == "| Ort | Höhe |\n|---|---|\n| Ulm | 12 |\n| Hof | 7 |"
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(0, ["Ulm", "Hof"])
    assert "| Gera | 3 |" in text()
