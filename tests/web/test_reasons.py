"""Reasons of index/ in the reader's language."""

from pathlib import Path

import pytest

from bot.web.reasons import reason_in
from index import build
from index.articles import Skipped, read_bytes
from index.errors import ZitatError

FILES = {
    "leer.txt": b"",
    "bytes.txt": b"\x00\x01\x02\x03" * 50,
    "utf16.txt": b"\xff\xfea",
    "kein.pdf": b"%PDF-1.4 kein PDF",
    "kein.docx": b"PK kein DOCX",
    "spalten.csv": b"a,b\n1,2\n",
    "leer.html": b"<html></html>",
    "bild.exe": b"MZ",
}


@pytest.mark.parametrize("name", FILES)
def test_why_a_file_is_not_read_is_said_in_german(name: str) -> None:
    (skipped,) = read_bytes(FILES[name], name)
    assert isinstance(skipped, Skipped)
    assert reason_in("de", skipped.reason) != skipped.reason
    assert reason_in("en", skipped.reason) == skipped.reason


def test_why_a_rebuild_fails_is_said_in_german(tmp_path: Path) -> None:
    empty, unreadable, file = tmp_path / "leer", tmp_path / "unlesbar", tmp_path / "datei"
    empty.mkdir()
    unreadable.mkdir()
    (unreadable / "a.txt").touch()
    file.touch()
    for source in (tmp_path / "fehlt", empty, unreadable, file):
        with pytest.raises(ZitatError) as raised:
            build(source, tmp_path / "index")
        german = reason_in("de", str(raised.value))
        assert german != str(raised.value)
        assert str(source) in german


def test_an_unknown_reason_stays_as_it_is() -> None:
    assert reason_in("de", "fell from the sky") == "fell from the sky"
