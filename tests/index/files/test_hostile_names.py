"""Names that somebody chose to do harm: nothing outside the folder is read, nothing hangs."""

import os
from pathlib import Path

from index import Index, IndexConfig, build
from index.files.scan import fingerprint
from tests.index.fakes import LetterEmbedder

NAMES: list[bytes] = [
    *(b"a" + bytes([code]) + b".txt" for code in range(1, 32)),
    *(f"a{mark}txt.exe.txt".encode() for mark in "\u202e\u202d\u2066\u2069\u200f\u061c"),
    *(name.encode() for name in ("..txt.txt", "...txt", "a..\\..\\b.txt", "-rf.txt", "$(id).txt")),
    *(name.encode() for name in ("<b>.txt", "a%2e%2e%2fb.txt", "'; DROP.txt", "\ufeff.txt")),
    b"n" * 251 + b".txt",
]
NOT_UTF8 = [b"\xff.txt", b"a\xc3.txt", b"\xed\xa0\x80.txt"]


def test_hostile_names_links_and_pipes_are_read_from_within_the_folder_or_not_at_all(
    tmp_path: Path,
) -> None:
    source = tmp_path / "articles"
    source.mkdir()
    for number, name in enumerate(NAMES + NOT_UTF8):
        (source / os.fsdecode(name)).write_text(f"Bericht {number}.")
    secret = tmp_path / "secret.txt"
    secret.write_text("Geheim.")
    (source / "out.txt").symlink_to(secret)
    (source / "loop").symlink_to(source, target_is_directory=True)
    (source / "up.txt").symlink_to("../secret.txt")
    os.mkfifo(source / "pipe.txt")
    (source / "folder.txt").mkdir()

    report = build(source, tmp_path / "index", IndexConfig(), embedder=LetterEmbedder())

    index = Index.open(tmp_path / "index")
    found = {article.path for article in index.articles}
    visible = {name.decode() for name in NAMES if not name.startswith(b".")}
    assert found == visible
    assert not any("Geheim" in article.text for article in index.articles)
    assert len(report.skipped) == len(NOT_UTF8)
    again = build(source, tmp_path / "index", IndexConfig(), embedder=LetterEmbedder())
    assert again.changes.unchanged >= len(visible)


def test_a_pipe_or_link_put_in_place_of_a_file_after_the_scan_is_neither_awaited_nor_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret.txt").write_text("Geheim.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert fingerprint(str(tmp_path / "link.txt")) == ""
    assert fingerprint(str(tmp_path / "pipe.txt")) != fingerprint(str(tmp_path / "secret.txt"))
