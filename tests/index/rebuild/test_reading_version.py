"""What was read by other code, or with other libraries, is read anew."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.rebuild import reading_version as module
from tests.conftest import ROOT

# As no process before has asked: the hash is kept for the life of one.
reading_version: Callable[[], str] = module.reading_version.__wrapped__


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the code of index/ be a copy, which a test may change."""
    folder = tmp_path / "index"
    shutil.copytree(ROOT / "index", folder, ignore=shutil.ignore_patterns("model", "__pycache__"))
    monkeypatch.setattr(module, "__file__", str(folder / "rebuild" / "reading_version.py"))
    return folder


@pytest.mark.parametrize(
    "name",
    "types.py messages.py formats/markup/html.py formats/office/docx.py text/chunk.py".split(),
)
def test_a_changed_module_that_reads_is_another_version(copied: Path, name: str) -> None:
    before = reading_version()
    with (copied / name).open("ab") as file:
        file.write(b"#")
    assert reading_version() != before


def test_a_module_that_reads_nothing_changes_no_version(copied: Path) -> None:
    before = reading_version()
    with (copied / "console.py").open("ab") as file:
        file.write(b"#")
    assert reading_version() == before


@pytest.mark.parametrize("library", ["htmldate", "PyStemmer", "trafilatura"])
def test_another_version_of_a_library_that_reads_is_another_version(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reading_version()
    real = module.version
    monkeypatch.setattr(module, "version", lambda name: "0" if name == library else real(name))
    assert reading_version() != before


def test_a_room_that_was_moved_is_told_and_does_not_drop_out(copied: Path) -> None:
    (copied / "layout").rename(copied / "elsewhere")
    with pytest.raises(LookupError, match="layout"):
        reading_version()
