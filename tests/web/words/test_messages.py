"""What is said of files and rebuilds: codes with facts, worded once in each language."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.web.words.messages import GERMAN, in_language
from index import build
from index.errors import ZitatError
from index.files.articles import Skipped, read_bytes
from index.messages import Code, Message
from tests.conftest import ROOT

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


def places(wording: str) -> set[str]:
    """Return the names of the facts that a wording has places for."""
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


@pytest.mark.parametrize("name", FILES)
def test_why_a_file_is_not_read_is_said_in_both_languages(name: str) -> None:
    (skipped,) = read_bytes(FILES[name], name)
    assert isinstance(skipped, Skipped)
    english, german = in_language("en", skipped.reason), in_language("de", skipped.reason)
    assert english == str(skipped.reason) != german


def test_why_a_rebuild_fails_is_said_in_german(tmp_path: Path) -> None:
    empty, unreadable, file = tmp_path / "leer", tmp_path / "unlesbar", tmp_path / "datei"
    empty.mkdir()
    unreadable.mkdir()
    (unreadable / "a.txt").touch()
    file.touch()
    for source in (tmp_path / "fehlt", empty, unreadable, file):
        with pytest.raises(ZitatError) as raised:
            build(source, tmp_path / "index")
        german = in_language("de", raised.value.message)
        assert german != str(raised.value)
        assert str(source) in german


def test_every_code_has_a_german_wording_of_facts_that_it_has() -> None:
    assert set(GERMAN) == set(Code)
    assert [c for c, german in GERMAN.items() if not places(german) <= places(c.value)] == []


def calls(tree: ast.AST) -> Iterator[tuple[Code, set[str | None]]]:
    """Yield the codes that a module says, with the names of the facts that it gives each."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="Code"), attr=name)):
                yield Code[name], {word.arg for word in node.keywords}


def test_every_code_is_said_somewhere_with_all_its_facts() -> None:
    said: set[Code] = set()
    for path in [*(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]:
        for code, facts in calls(ast.parse(path.read_text(encoding="utf-8"))):
            assert facts == places(code.value), (path, code)
            said.add(code)
    assert said == set(Code)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    message = Code.ARCHIVE_OF_TOO_MANY(count=12345)
    assert in_language("de", message).startswith("12.345 Dateien")
    assert in_language("en", message).startswith("holds 12,345 files")
    for seconds, german, english in ((20, "20 s", "20 s"), (0.5, "0,5 s", "0.5 s")):
        message = Code.TOO_SLOW(seconds=seconds)
        assert f"als {german};" in in_language("de", message)
        assert f"than {english} to" in in_language("en", message)


def test_what_is_stored_is_said_again_and_what_is_not_known_as_it_was_stored() -> None:
    for message in (Code.TOO_SLOW(seconds=0.5), Code.EMPTY()):
        assert Message.from_json(json.loads(json.dumps(message.as_json()))) == message
    other_facts = ["TOO_SLOW", {"minutes": 3}]
    for unknown in ("fell from the sky", ["NO_SUCH_CODE", {}], other_facts, None):
        told = Message.from_json(unknown)
        assert in_language("de", told) == in_language("en", told) == str(unknown)
