"""Of documents of office programs the text is what their pages show: nothing hidden or struck."""

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.index.formats.test_more_formats import ODF, SLIDE, pptx, read, zipped
from tests.index.formats.test_office import saved

SHOWN = "Der Rat tagt am Montag in 30 m² und mit CO2, 140¹ Gäste."


def test_word_hides_what_is_hidden_struck_or_deleted_and_raises_digits() -> None:
    document = docx.Document()
    secret = document.styles.add_style("Geheim", WD_STYLE_TYPE.CHARACTER)
    secret.font.hidden = True
    document.add_paragraph("Geheim.").runs[0].font.hidden = True
    paragraph = document.add_paragraph("Der Rat tagt ")
    for text, mark in (("heute", "hidden"), ("am Sonntag", "strike"), ("kaum", "double_strike")):
        setattr(paragraph.add_run(text).font, mark, True)
    paragraph.add_run("nie", style=secret)
    deleted = f"<w:del {nsdecls('w')}><w:r><w:delText>nicht</w:delText></w:r></w:del>"
    paragraph._p.append(parse_xml(deleted))
    paragraph.add_run("am Montag").font.hidden = False
    for text, place in (
        (" in 30 m", ""),
        ("2", "superscript"),
        (" und mit CO", ""),
        ("2", "subscript"),
        (", 140", ""),
        ("1", "superscript"),
        (" Gäste", ""),
        ("3", "superscript"),
        (".", ""),
    ):
        if place:
            setattr(paragraph.add_run(text).font, place, True)
        else:
            paragraph.add_run(text)
    (found,) = read(saved(document), "a.docx")
    assert found.text == SHOWN


def test_open_documents_hide_what_is_hidden_or_struck_and_raise_digits() -> None:
    marks = (
        ("h", 'text:display="none"'),
        ("x", 'style:text-line-through-style="solid"'),
        ("p", 'style:text-position="super 58%"'),
        ("b", 'style:text-position="sub 58%"'),
        ("n", 'style:text-position="0% 100%" style:text-line-through-style="none"'),
    )
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties {mark}/></style:style>'
        for name, mark in marks
    )
    span = '<text:span text:style-name="{}">{}</text:span>'
    body = (
        '<text:section text:display="none"><text:p>Geheim.</text:p></text:section>'
        '<text:p text:style-name="h">Geheim.</text:p>'
        '<text:p><text:hidden-paragraph text:is-hidden="true">Geheim.</text:hidden-paragraph>'
        f"Der Rat tagt {span.format('h', 'nie ')}{span.format('x', 'am Sonntag ')}"
        f"{span.format('n', 'am Montag')} in 30 m{span.format('p', '2')} und mit "
        f"CO{span.format('b', '2')}, 140{span.format('p', '1')} Gäste{span.format('p', '3')}."
        "</text:p>"
    )
    content = (
        f'<office:document-content {ODF} xmlns:style="urn:style"><office:automatic-styles>'
        f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    (found,) = read(zipped({"content.xml": content}), "a.odt")
    assert found.text == SHOWN


def test_rtf_hides_what_is_hidden_or_struck_and_raises_digits() -> None:
    document = (
        r"{\rtf1\ansi{\v Geheim.}Der Rat tagt {\strike am Sonntag }\v nie \v0 am "
        r"\strike Dienstag \strike0 Montag in 30 m{\super 2} und mit CO\sub 2\nosupersub , "
        r"140{\up6 1} G\'e4ste{\super 3}.\par}"
    )
    (found,) = read(document, "a.rtf")
    assert found.text == SHOWN


def test_slides_hide_what_is_hidden_or_struck_and_raise_digits() -> None:
    def run(text: str, mark: str = "") -> str:
        return f"<a:r><a:rPr {mark}/><a:t>{text}</a:t></a:r>"

    line = (
        run("Der Rat tagt ")
        + run("am Sonntag ", 'strike="sngStrike"')
        + run("am Montag in 30 m", 'strike="noStrike" baseline="0"')
        + run("2", 'baseline="30000"')
        + run(" und mit CO")
        + run("2", 'baseline="-25000"')
        + run(", 140")
        + run("1", 'baseline="30000"')
        + run(" Gäste.")
    )
    shape = (
        f"<p:sp {SLIDE}><p:nvSpPr><p:cNvPr id='2' {{}}/></p:nvSpPr><p:txBody><a:p>{{}}</a:p>"
        "</p:txBody></p:sp>"
    )
    hidden = shape.format('hidden="1"', run("Geheim."))
    (found,) = read(pptx(hidden + shape.format("", line)), "a.pptx")
    assert found.text == SHOWN
