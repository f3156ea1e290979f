"""Files from a reader's machine → the folder of articles, each checked and reported."""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.web.archive.file_names import clean_name
from bot.web.archive.holdings import Holdings
from bot.web.archive.trash import move_to_trash
from index.config import ReadLimits
from index.errors import SourceError
from index.files.articles import Skipped
from index.files.pool import read_files
from index.files.scan import SourceFile, fingerprint
from index.formats import reader_for
from index.messages import Code, Message
from index.types import Article

MB = 1_000_000
Outcome = Literal[
    "taken",
    "replaced",
    "known",
    "exists",
    "name",
    "format",
    "large",
    "many",
    "quota",
    "unreadable",
    "unwritable",
    "gone",
    "failed",
]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one file. ``articles`` were found in it; ``detail`` says more."""

    name: str
    outcome: Outcome
    articles: int = 0
    detail: Message | None = None

    @property
    def accepted(self) -> bool:
        """Whether the folder of articles has changed."""
        return self.outcome in ("taken", "replaced")


def take_in(
    files: Sequence[Path],
    holdings: Holdings,
    known: Callable[[str], bool],
    *,
    replace: bool = False,
) -> list[Receipt]:
    """Take files into the folder of articles; return what came of each, in order.

    A file is read first, as a rebuild would, and refused with the reason if it holds no article.
    ``known`` says whether a file of a SHA-256 is indexed: it is not taken twice.
    One of a name that is there is refused, or with ``replace`` put in its place; the other one is
    moved into the trash. Each is written aside and renamed, so that no rebuild reads half of one.

    Raises SettingError if the folder of articles does not lie on this machine.
    """
    room = holdings.uploads.folder_mb * MB - _folder_bytes(holdings.folder)
    receipts = []
    for number, file in enumerate(files):
        if number >= holdings.uploads.files:
            receipts.append(Receipt(clean_name(file.name), "many"))
            continue
        receipt = _take(file, holdings, known, room, replace)
        receipts.append(receipt)
        if receipt.accepted:
            room -= file.stat().st_size
    return receipts


def _take(
    file: Path, holdings: Holdings, known: Callable[[str], bool], room: int, replace: bool
) -> Receipt:
    name = clean_name(file.name)
    if not name:
        return Receipt("?", "name")
    if reader_for(name) is None:
        return Receipt(name, "format")
    if not file.exists():  # Gradio keeps equal files in one place: another upload deleted it
        return Receipt(name, "gone")
    size = file.stat().st_size
    if size > holdings.uploads.file_mb * MB:
        return Receipt(name, "large")
    if size > room:
        return Receipt(name, "quota")
    digest = fingerprint(str(file))
    target = holdings.folder / name
    if known(digest) or (target.is_file() and fingerprint(str(target)) == digest):
        return Receipt(name, "known")
    if target.exists() and not replace:
        return Receipt(name, "exists")
    articles, problem = _read(file, name, holdings.limits, holdings.config.columns)
    if not articles:
        return Receipt(name, "unreadable", detail=problem)
    try:
        replaced = _place(file, target, holdings)
    except (OSError, SourceError) as error:
        return Receipt(name, "unwritable", detail=_said(error))
    return Receipt(name, "replaced" if replaced else "taken", articles, problem)


def _said(error: OSError | SourceError) -> Message:
    """Return what is said of a file that cannot be put in its place."""
    if isinstance(error, SourceError):
        return error.message
    return Code.QUOTED(words=error.strerror or str(error))


def _read(file: Path, name: str, limits: ReadLimits, columns: str) -> tuple[int, Message | None]:
    """Return how many articles a file holds, and why the first that is none is none."""
    articles: int = 0
    problem: Message | None = None
    for _, items in read_files([SourceFile(name, str(file))], None, limits, columns):
        for item in items:
            if isinstance(item, Article):
                articles += 1
            elif isinstance(item, Skipped) and problem is None:
                problem = item.reason
    return articles, problem


def _place(file: Path, target: Path, holdings: Holdings) -> bool:
    """Copy a file to its place, whole or not at all; return whether another one stood there."""
    descriptor, aside = tempfile.mkstemp(prefix=".upload-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as copy, file.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        Path(aside).chmod(0o644)
        replaced = target.exists()
        if replaced:
            move_to_trash(holdings.folder, holdings.index_dir, target.name)
        _put(Path(aside), target)
        return replaced
    finally:
        Path(aside).unlink(missing_ok=True)


def _put(aside: Path, target: Path) -> None:
    """Give a file its name unless another file has it: a rename would put it in that one's place.

    Raises FileExistsError then, or another OSError.
    """
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise
        aside.rename(target)


def _folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
