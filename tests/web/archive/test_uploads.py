"""Files from a reader's machine, and files that are removed: without a browser."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.archive.file_names import MAX_NAME_BYTES, clean_name
from bot.web.archive.holdings import Holdings, UploadLimits
from bot.web.archive.trash import move_to_trash
from bot.web.archive.uploads import take_in
from bot.web.index_tab.texts import TEXTS
from bot.web.index_tab.upkeep_view import upload_hint
from index.errors import SettingError, SourceError
from index.files.address import RemoteFolder
from index.files.scan import fingerprint

TEXT = "Der Hund heißt Bello und wohnt in Linz.\n"


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "da.txt").write_text("Schon da: ein Artikel über Wien.")
    (tmp_path / "index").mkdir()
    return Holdings(tmp_path / "articles", tmp_path / "index")


@pytest.fixture
def sent(write_articles: Callable[..., Path]) -> Callable[..., list[Path]]:
    """Write files as a browser's upload leaves them, and return them."""

    def send(files: dict[str, str | bytes]) -> list[Path]:
        folder = write_articles(files, "sent")
        return [folder / name for name in files]

    return send


def test_a_folder_at_an_address_takes_no_files_and_gives_none_up(
    holdings: Holdings, sent: Callable[..., list[Path]]
) -> None:
    there = replace(holdings, source=RemoteFolder("s3://eimer/ordner"))
    assert holdings.takes_files
    assert not there.takes_files
    with pytest.raises(SettingError, match="they lie at s3://eimer/ordner"):
        take_in(sent({"neu.txt": TEXT}), there, known_to_nobody)
    told = upload_hint(there, TEXTS["de"])
    assert "s3://eimer/ordner" in told


def known_to_nobody(_: str) -> bool:
    return False


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Bericht.txt", "Bericht.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\a.txt", "a.txt"),
        (".versteckt.txt", "versteckt.txt"),
        ("a\u202etxt.exe.txt", "a_txt.exe.txt"),
        ("a:b|c?.txt", "a_b_c_.txt"),
        ("con.txt", "_con.txt"),
        ("Straße u\u0308ber.txt", "Straße über.txt"),
        ("tabelle#3.csv", "tabelle_3.csv"),
        ("...", ""),
        ("\ud800.\ud800", ""),
    ],
)
def test_a_name_is_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text())
def test_a_clean_name_is_one_visible_component_of_bounded_length(name: str) -> None:
    clean = clean_name(name + ".txt")
    assert clean == Path(clean).name
    assert not clean.startswith(".")
    assert len(clean.encode()) <= MAX_NAME_BYTES
    assert clean_name(clean) == clean


def test_a_name_of_50_megabytes_is_cut_and_keeps_its_ending() -> None:
    assert len(clean_name("ä" * 25_000_000 + ".txt").encode()) <= MAX_NAME_BYTES
    assert clean_name("x" * 50_000_000 + ".txt").endswith("x.txt")


def test_every_file_gets_its_own_receipt(holdings, sent) -> None:
    files = sent(
        {
            "hund.txt": TEXT,
            "bild.exe": b"MZ",
            "kaputt.pdf": b"%PDF-1.4 nothing",
            "leer.txt": "",
            "da.txt": "Ein anderer Artikel.",
            "gleich.txt": "Schon da: ein Artikel über Wien.",
            "tabelle.csv": "text\nEin Hund bellt.\nZwei Hunde bellen.\n",
        }
    )
    known = {fingerprint(str(holdings.source / "da.txt"))}
    receipts = take_in(files, holdings, known.__contains__)
    assert [(r.name, r.outcome) for r in receipts] == [
        ("hund.txt", "taken"),
        ("bild.exe", "format"),
        ("kaputt.pdf", "unreadable"),
        ("leer.txt", "unreadable"),
        ("da.txt", "exists"),
        ("gleich.txt", "known"),
        ("tabelle.csv", "taken"),
    ]
    assert receipts[-1].articles == 2
    assert names(holdings.source) == {"da.txt", "hund.txt", "tabelle.csv"}
    assert (holdings.source / "hund.txt").read_text() == TEXT


def test_replacing_must_be_asked_for_and_keeps_the_old_file_in_the_trash(holdings, sent) -> None:
    (receipt,) = take_in(sent({"da.txt": TEXT}), holdings, known_to_nobody, replace=True)
    assert receipt.outcome == "replaced"
    assert (holdings.source / "da.txt").read_text() == TEXT
    (old,) = (holdings.index_dir / "trash").rglob("da.txt")
    assert old.read_text() == "Schon da: ein Artikel über Wien."


def test_limits_of_size_number_and_folder(holdings, sent) -> None:
    files = sent({f"{n}.txt": f"{n} Hunde bellen. " + "x" * 400_000 for n in range(5)})
    tight = Holdings(holdings.source, holdings.index_dir, uploads=UploadLimits(1, 3, 1))
    assert [r.outcome for r in take_in(files, tight, known_to_nobody)] == [
        "taken",
        "taken",
        "quota",
        "many",
        "many",
    ]
    (large,) = sent({"gross.txt": "x" * 1_000_001})
    assert take_in([large], tight, known_to_nobody)[0].outcome == "large"


def test_a_failing_write_leaves_nothing_behind(holdings, sent, monkeypatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    (receipt,) = take_in(sent({"hund.txt": TEXT}), holdings, known_to_nobody)
    assert (receipt.outcome, str(receipt.detail)) == ("unwritable", "No space left")
    assert names(holdings.source) == {"da.txt"}


def test_only_files_of_the_folder_can_be_moved_to_the_trash(holdings, tmp_path: Path) -> None:
    outside = tmp_path / "geheim.txt"
    outside.write_text("geheim")
    (holdings.source / "link.txt").symlink_to(outside)
    for path in ("../geheim.txt", "link.txt", "fehlt.txt", ".", str(outside)):
        with pytest.raises(SourceError, match="rebuild the index"):
            move_to_trash(holdings.source, holdings.index_dir, path)
    assert outside.read_text() == "geheim"
    trashed = move_to_trash(holdings.source, holdings.index_dir, "da.txt")
    assert trashed.read_text().startswith("Schon da")
    assert not (holdings.source / "da.txt").exists()
