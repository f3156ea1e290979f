"""Whatever is wrong with a file, the report says it in one sentence with one full stop."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from bot.web.words.messages import in_language
from index.config import ReadLimits
from index.files.articles import Remark, Skipped, read_bytes
from index.files.worker import read_items
from index.formats import pdf
from index.formats.containers import archive as zip_archive
from index.messages import Code, Message
from index.rebuild.report import BuildReport
from tests.index.formats.test_formats import pdf_file
from tests.index.formats.test_more_formats import zipped

LIMITS = ReadLimits(seconds=0.5, memory_mb=20, file_mb=1)
# Of the process that reads; its tests make them (test_pool.py).
OF_PROCESS = (
    LIMITS.too_slow,
    LIMITS.too_large,
    Code.READER_CRASHED(how="signal 11"),
    Code.NAME_NOT_UTF_8(),
)
# All that is said of a file stands in front of what is said of a rebuild.
OF_FILES = list(Code)[: list(Code).index(Code.NO_FOLDER)]
HUGE = b" " * 9_000_000
FAULTS: dict[str, str | bytes] = {
    "leer.txt": "",
    "blank.txt": " \n \n",
    "alt.doc": "x",
    "bytes.txt": b"\x00\x01\x02\x03" * 50,
    "kaputt.txt": b"\xff\xfea",
    "kodiert.txt": bytes(range(128, 256)) * 9,
    "datum.md": "---\ndate: bald. Oder nie.\n---\nDer Rat tagte.",
    "spalten.csv": "a.b.,c\n1,2\n",
    "namen.csv": 'text,"a"b\n1,2',
    "reihen.csv": 'text,title\nEins,"zwei\nDrei,vier\n',
    "paare.csv": 'text,title\nEins,"zw"ei\n',
    "viel.csv": "text,title\nEins,zwei,drei\n",
    "verbunden.csv": 'title,text\n"a,b\nc,d\ne,f\n",g\n',
    "nichts.csv": "title,text\nEins,\n",
    "felder.jsonl": '{"a": "b"}\nkein JSON\n[1]\n{"text": "\\u0000"}\n',
    "kein.json": "kein JSON.",
    "ohne.json": '{"a": 1}',
    "leer.html": "<html></html>",
    "leer.zip": zipped({}),
    "kein.pdf": "%PDF-1.4 kein PDF",
    "kein.rtf": "kein RTF",
    "leer.rtf": "{\\rtf1 }",
    "kein.docx": "PK",
    "teil.epub": zipped({"x": "y"}),
    "tabelle.odt": zipped({"content.xml": "<x/>"}),
    "groß.odt": zipped({"a.xml": HUGE}),
    "entity.odt": zipped({"content.xml": '<!DOCTYPE d [<!ENTITY a "b">]><x/>'}),
    "kaputt.xlsx": zipped({"x": "y"}),
    "schutz.epub": zipped({"META-INF/rights.xml": "<x/>"}),
    "keine.eml": "kein Brief",
    "keine.mht": "MIME-Version: 1.0\n\n",
    "feed.xml": "<rss/>",
    "art.xml": "<html/>",
    "bombe.zip": zipped({"a.txt": HUGE}),
    "eins.zip": zipped({"a.txt": "Der Rat tagte."}),
    "mehr.zip": zipped({"../a.txt": "x", "b.zip": "x", "c.doc": "x", "d.txt": HUGE[:60]}),
    "tief.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": "x"})})}),
}


def pictures(*pages: bool) -> bytes:
    """Return a PDF whose pages are a picture, or else a line of text."""
    document = pypdfium2.PdfDocument(pdf_file("\f".join("Der Rat tagte." for _ in pages)))
    for number, is_picture in enumerate(pages):
        if is_picture:
            page = document[number]
            for thing in list(page.get_objects()):
                page.remove_obj(thing)
            image = pypdfium2.PdfImage.new(document)
            image.set_bitmap(pypdfium2.PdfBitmap.new_native(2, 2, 2))
            page.insert_obj(image)
            page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Info"
    return pdf_file("x").replace(b"/Info", key % (b"41" * 32, b"42" * 32))


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": "Der Rat tagte."}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Skipped | Remark]:
    """Yield what is said of files with every fault that can be made here."""
    faults = FAULTS | {
        "locked.pdf": locked_pdf(),
        "bild.pdf": pictures(True),
        "seite.pdf": pictures(False, True),
        "seiten.pdf": pictures(False, True, True),
        "locked.zip": locked_zip(),
    }
    for name, data in faults.items():
        yield from read_bytes(data if isinstance(data, bytes) else data.encode(), name)
    monkeypatch.setattr(zip_archive, "MAX_MEMBERS", 1)
    yield from read_bytes(zipped({"a.txt": "x", "b.txt": "x"}), "a.zip")
    monkeypatch.setattr(zip_archive, "MAX_MEMBER_BYTES", 1)
    yield from read_bytes(zipped({"a.txt": "Der Rat."}), "b.zip")
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    yield from read_bytes(pictures(False, False), "a.pdf")
    (folder / "groß.txt").write_bytes(b"x" * 1_100_000)
    os.mkfifo(folder / "rohr.txt")
    for name in ("groß.txt", "rohr.txt", "fehlt.txt"):
        yield from read_items(str(folder / name), name, None, LIMITS)


def test_every_fault_of_a_file_is_one_sentence_with_one_full_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [item for item in found(tmp_path, monkeypatch) if isinstance(item, Skipped | Remark)]
    said += [Skipped("a.txt", message) for message in OF_PROCESS]
    codes = {item.reason.code if isinstance(item, Skipped) else item.text.code for item in said}
    assert codes >= set(OF_FILES)
    skipped = tuple(item for item in said if isinstance(item, Skipped))
    remarks = tuple(item for item in said if isinstance(item, Remark))
    report = BuildReport(0, 0, 0.0, skipped, remarks=remarks)
    lines = [line for line in report.render(most=None) if line.startswith(("Skipped", "  ?"))]
    assert len(lines) == len(said)
    for line, item in zip(lines, (*skipped, *remarks), strict=True):
        sentence = line.partition(f"{item.path}: ")[2]
        assert sentence.endswith(".") and not sentence.endswith(("..", " .", ":.", ";.")), line
        assert ". " not in sentence, line
        assert "\n" not in line
        assert sentence[0].islower(), line
        for one in (" 1 files", " 1 pages", "{", "None"):
            assert one not in f" {sentence}" or "{\\rtf" in sentence, line


def test_in_german_every_fault_of_a_file_is_one_clause_without_a_full_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item in found(tmp_path, monkeypatch):
        if isinstance(item, Skipped | Remark):
            message: Message = item.reason if isinstance(item, Skipped) else item.text
            german = in_language("de", message)
            assert german.strip()
            assert not german.endswith((".", ":", ";"))


def test_of_one_file_the_report_says_one() -> None:
    data = FAULTS["eins.zip"]
    assert isinstance(data, bytes)
    remark = next(one for one in read_bytes(data, "eins.zip") if isinstance(one, Remark))
    assert str(remark.text) == "is an archive: 1 of 1 file in it read"
    report = BuildReport(1, 1, 0.0, (), duplicates=(("a", "b"),), remarks=(remark,))
    assert report.render()[0] == "Indexed 1 article (1 chunk, 0 embedded anew) in 0.0 s."
    assert "1 copy among the articles (1 group)." in report.render()
    assert "1 remark on what was read." in report.render()


def test_a_name_that_leads_out_of_an_archive_is_named_and_not_read() -> None:
    names = ("../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "..\\b.txt", "C:/evil.txt")
    items = list(read_bytes(zipped(dict.fromkeys(names, "Böse.")), "a.zip"))
    skipped = {item.path for item in items if isinstance(item, Skipped)}
    assert skipped == {f"a.zip#{name.replace(chr(92), '/')}" for name in names}
