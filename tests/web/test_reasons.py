"""Reasons of index/ in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.web.reasons import reason_in
from index import build
from index.errors import ZitatError
from index.files.articles import Skipped, read_bytes
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


# What can end a rebuild that the page started, and what says why a file is left out or in doubt.
ENDS_A_REBUILD = {"SourceError", "ModelError", "IndexWriteError", "BuildBusyError"}
LEAVES_OUT = {"UnreadableError", "Skipped", "Reading", "Remark"}
OF_ONE_MODULE = {
    ("load.py", "ValueError"),
    ("pool.py", "_replace"),
    ("rows.py", "replace"),
    ("keeper.py", "SettingError"),
}
NOT_OF_A_REBUILD = {"explanation.py", "verification.py"}


def messages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield where each message of index/ stands, and the message with 7 in all its holes."""
    of_the_page = [ROOT / "bot/web/trash.py", ROOT / "bot/web/keeper.py"]
    for path in [*sorted(folder.rglob("*.py")), *of_the_page]:
        if path.name in NOT_OF_A_REBUILD:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for argument in arguments_of(node, path.name):
                text = written(argument)
                if " " in text:
                    yield f"{path.name}:{node.lineno}", text


def arguments_of(node: ast.AST, file: str) -> list[ast.expr]:
    """Return what a message may be written in: arguments of a call, or a value named reason."""
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason":
        return [node.value] if file in ("worker.py", "pool.py") else []
    if not isinstance(node, ast.Call):
        return []
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    counts = name in ENDS_A_REBUILD | LEAVES_OUT or (file, name) in OF_ONE_MODULE
    return [*node.args, *(word.value for word in node.keywords)] if counts else []


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        holes = {ord("r"): "'7'"}
        return "".join(
            holes.get(part.conversion, "7") if isinstance(part, ast.FormattedValue) else part.value
            for part in node.values
        )
    return ""


def test_every_message_of_a_rebuild_has_a_german_wording() -> None:
    found = list(messages(ROOT / "index"))
    assert len(found) > 30
    missing = [place for place, message in found if reason_in("de", message) == message]
    assert missing == []


def test_an_unknown_reason_stays_as_it_is() -> None:
    assert reason_in("de", "fell from the sky") == "fell from the sky"
