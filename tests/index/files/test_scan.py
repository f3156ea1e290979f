import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.config import ReadLimits
from index.errors import SourceError
from index.files.articles import Skipped, title_of
from index.files.pool import read_files
from index.files.scan import LeftOut, find_files, look_through
from index.types import Article

WriteArticles = Callable[..., Path]


def load(source: Path) -> list[object]:
    return [
        item for _, items in read_files(find_files(source), None, ReadLimits()) for item in items
    ]


def names(source: Path) -> list[str]:
    return [file.path for file in find_files(source)]


def test_reads_text_and_markdown_files_recursively_in_a_fixed_order(
    write_articles: WriteArticles,
) -> None:
    source = write_articles({"b.txt": "B", "a/z.md": "# Z", "a.txt": "A", "c.doc": "no"})
    assert names(source) == ["a.txt", "a/z.md", "b.txt"]


def test_what_no_reader_takes_is_named_but_hidden_files_and_what_belongs_to_pages_are_not(
    write_articles: WriteArticles,
) -> None:
    hidden = dict.fromkeys((".b.txt", ".git/c.txt", "~$a.docx", "a.jpg", "x/b.CSS", "x/c.js"), "B")
    source = write_articles({"a.txt": "A", "x/b.DOC": "B", "c.doc": "C", "README": "D"} | hidden)
    (source / "link.txt").symlink_to(source / "a.txt")
    (source / "linked").symlink_to(source.parent, target_is_directory=True)
    os.mkfifo(source / "pipe.txt")
    found = look_through(source)
    assert [file.path for file in found.files] == ["a.txt"]
    assert found.left_out == (
        LeftOut("README", "no ending"),
        LeftOut("c.doc", ".doc"),
        LeftOut("link.txt", "link"),
        LeftOut("linked", "link"),
        LeftOut("pipe.txt", "no regular file"),
        LeftOut("x/b.DOC", ".doc"),
    )
    (source / "a.txt").unlink()
    with pytest.raises(SourceError, match=r"It holds: \.doc \(2\), link \(2\), no ending \(1\)"):
        look_through(source)


def test_a_pipe_is_no_article_and_does_not_hang(write_articles: WriteArticles) -> None:
    source = write_articles({"a.txt": "A"})
    os.mkfifo(source / "pipe.txt")
    assert names(source) == ["a.txt"]


def test_the_text_is_the_files_text_unchanged(write_articles: WriteArticles) -> None:
    text = "Titel\r\n\r\n  Zwei  Leerzeichen,\tTab und u\u0308. \n"
    source = write_articles({"a.txt": text})
    (article,) = load(source)
    assert isinstance(article, Article)
    assert article.text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n - \n", "is empty"),
        (b"PK\x03\x04\x00\x00", "control characters"),
        (b"\xef\xbb\xbfK\xf6ln", "damaged at byte"),
    ],
)
def test_what_is_no_text_is_skipped_with_the_reason(
    write_articles: WriteArticles, content: bytes, reason: str
) -> None:
    (item,) = load(write_articles({"a.txt": content}))
    assert isinstance(item, Skipped)
    assert item.path == "a.txt"
    assert reason in str(item.reason)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  Ein Titel \nText", "Ein Titel"),
        ("---\n## Ein  Titel\n", "Ein Titel"),
        ("\n \n", None),
        ("Wort " * 40, "Wort " * 24 + "…"),
    ],
)
def test_the_title_is_the_first_line_with_text(text: str, title: str | None) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: p / "missing", "does not exist"),
        (lambda p: (p / "a.txt").write_text("x") and p / "a.txt", "is a file"),
        (lambda p: p, "holds no articles"),
    ],
)
def test_a_folder_that_cannot_be_the_source_is_named(
    tmp_path: Path, make: Callable[[Path], Path], message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        look_through(make(tmp_path))


def test_a_folder_that_cannot_be_read_is_named_and_the_rest_is_read(
    write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_articles({"a.txt": "A", "lost+found/b.txt": "B"})
    scan = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("lost+found"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)  # the tests may run as root
    found = {item.path: type(item) for item in load(source)}
    assert found == {"a.txt": Article, "lost+found": Skipped}


@pytest.mark.parametrize("folder", ["Kirmes_files", "Kirmes-Dateien"])
def test_the_folder_that_a_browser_makes_beside_a_page_is_part_of_that_page(
    write_articles: WriteArticles, folder: str
) -> None:
    source = write_articles(
        {
            f"{folder}/frame.html": "<p>Werbung</p>",
            f"{folder}/track.json": "{}",
            "KIRMES.HTM": "<p>Kirmes</p>",
            "Notizen_files/a.txt": "Ohne Seite daneben sind es Artikel.",
        }
    )
    found = look_through(source)
    assert [file.path for file in found.files] == ["KIRMES.HTM", "Notizen_files/a.txt"]
    assert found.left_out == ()
