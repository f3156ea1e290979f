"""The arrays of a stored index: what they hold, how they are named, and how they are read again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.clean.duplicates import PERMUTATIONS
from index.clean.repeats import PASSAGE
from index.files.heads import HEAD
from index.messages import Message
from index.store.postings import NUMBERS, ROWS, TermCounts, read_vocabulary
from index.types import Article

ARTICLES = "articles.jsonl"
FILES = "files.jsonl"
VECTORS = "vectors.npy"
LEXICAL = "lexical"
# The large files of a generation that a rebuild takes nothing from.
NOT_TAKEN_OVER = tuple(f"{LEXICAL}/{name}" for name in (ROWS, NUMBERS))

# The type, and the width of a row, of each array of Parts.
COLUMNS: Mapping[str, tuple[npt.DTypeLike, int]] = {
    "article_bytes": (np.int64, 0),
    "heads": (HEAD, 0),
    "chunks": (np.int64, 3),
    "count_starts": (np.int64, 0),
    "count_terms": (np.int32, 0),
    "count_numbers": (np.uint16, 0),
    "own_masks": (np.int32, 4),
    "passages": (PASSAGE, 0),
    "signatures": (np.uint32, PERMUTATIONS),
}
_BLOCK_BYTES = 1 << 22


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the archive: its hash, how many articles it gave, and what of it was not read.

    ``skipped`` holds pairs of a path (of the file or a row of it) and the reason, ``remarks`` those
    of an article's path and what of it was not understood. ``retry``: its bytes were never read to
    the end, so that another try may go otherwise.
    """

    path: str
    sha256: str
    articles: int
    skipped: tuple[tuple[str, Message], ...] = ()
    retry: bool = False
    remarks: tuple[tuple[str, Message], ...] = ()


@dataclass(frozen=True)
class Parts:
    """The tables of a generation that depend on each file alone, concatenated in file order.

    ``article_bytes``: where each article's line in ARTICLES begins, and the end, (articles + 1,).
    ``heads``: records of ``heads.HEAD``, (articles,).
    ``chunks``: article row, start, end, (chunks, 3). ``count_…``: as in TermCounts.
    ``own_masks``: article row, start, end, number of the reason, (masks, 4), by the article alone.
    ``passages``: records of ``repeats.PASSAGE``. ``signatures``: (articles, permutations).
    """

    article_bytes: npt.NDArray[np.int64]
    heads: npt.NDArray[np.void]
    chunks: npt.NDArray[np.int64]
    count_starts: npt.NDArray[np.int64]
    count_terms: npt.NDArray[np.int32]
    count_numbers: npt.NDArray[np.uint16]
    own_masks: npt.NDArray[np.int32]
    passages: npt.NDArray[np.void]
    signatures: npt.NDArray[np.uint32]

    @classmethod
    def load(cls, folder: Path) -> "Parts":
        """Map the arrays in a folder into memory, each a file of its name."""
        return cls(**{name: load_array(folder, name) for name in COLUMNS})

    def term_counts(self, vocabulary: list[str]) -> TermCounts:
        """Return the counts of terms, named by ``vocabulary``."""
        return TermCounts(vocabulary, self.count_starts, self.count_terms, self.count_numbers)


def load_array(folder: Path, name: str) -> npt.NDArray[Any]:
    """Map a stored array into memory, read-only; an empty one is read."""
    path = folder / f"{name}.npy"
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array


class OldParts:
    """The parts of the generation that a rebuild takes unchanged files from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = Parts.load(folder)
        self.files = read_files_list(folder)
        self.rows: Mapping[str, int] = {entry.path: row for row, entry in enumerate(self.files)}
        self.first_articles = np.cumsum([0, *(entry.articles for entry in self.files)])

    @cached_property
    def vocabulary(self) -> list[str]:
        """The terms by their number in ``count_terms``."""
        return read_vocabulary(self.folder / LEXICAL)

    @cached_property
    def vectors(self) -> npt.NDArray[np.float32]:
        """The chunks' vectors, mapped, (chunks, d)."""
        return np.asanyarray(load_array(self.folder, VECTORS.removesuffix(".npy")), np.float32)

    def is_whole(self, row: int) -> bool:
        """Return whether the file in a row was read to its end, so that its part is taken over."""
        entry = self.files[row]
        return bool(entry.sha256) and not entry.retry

    def text(self, article_row: int) -> str:
        """Return an article's text."""
        return self.article(article_row).text

    def article(self, article_row: int) -> Article:
        """Return an article as it is stored."""
        return Article(*json.loads(b"".join(self.article_lines(article_row, article_row + 1))))

    def article_paths(self) -> Iterator[str]:
        """Yield the path of each article, in order, one at a time."""
        with (self.folder / ARTICLES).open("rb") as file:
            for line in file:
                yield json.loads(line)[0]

    def article_lines(self, first: int, last: int) -> Iterator[bytes]:
        """Yield the stored lines of the articles from row ``first`` to before ``last``, in blocks.

        A block may end within a line.
        """
        start, end = (int(self.parts.article_bytes[row]) for row in (first, last))
        with (self.folder / ARTICLES).open("rb") as file:
            file.seek(start)
            for position in range(start, end, _BLOCK_BYTES):
                yield file.read(min(_BLOCK_BYTES, end - position))


def write_files_list(folder: Path, files: list[FileEntry]) -> None:
    """Write the files of the archive, one a line."""
    with (folder / FILES).open("w", encoding="utf-8") as file:
        for e in files:
            said = [[(path, m.as_json()) for path, m in pairs] for pairs in (e.skipped, e.remarks)]
            line = [e.path, e.sha256, e.articles, said[0], e.retry, said[1]]
            # In ASCII: a path may hold bytes that are no UTF-8, as lone surrogates.
            file.write(json.dumps(line) + "\n")


def read_files_list(folder: Path) -> list[FileEntry]:
    """Read what ``write_files_list`` wrote."""
    text = (folder / FILES).read_text(encoding="utf-8")
    lines = json.loads(f"[{text.strip().replace(chr(10), ',')}]")  # ten times faster than by line
    return [
        FileEntry(path, sha256, count, _pairs(skipped), retry, _pairs(*remarks))
        for path, sha256, count, skipped, retry, *remarks in lines
    ]


def _pairs(rows: Sequence[tuple[str, object]] = ()) -> tuple[tuple[str, Message], ...]:
    """Return paths with what was said; none where an older zitat wrote none."""
    return tuple((path, Message.from_json(stored)) for path, stored in rows)
