"""What of one file is masked, and why: ``zitat index --explain FILE``."""

from dataclasses import dataclass
from pathlib import Path

from index.clean.boilerplate import find_masks
from index.config import ReadLimits
from index.errors import IndexMissingError, SourceError, StoredIndexError
from index.files.address import RemoteFolder, source_at
from index.files.articles import Skipped
from index.files.pool import read_files
from index.files.scan import RemoteFile, SourceFile
from index.settings import IndexSettings
from index.store.index import Index
from index.types import Article, Mask

_WHY = {
    "photo credit": "has the form of a credit; an answer only to who took the photo",
    "repeated line": "an earlier line of the article says the same",
    "author code": "an author's or agency's code behind the last paragraph",
    "service text": "addresses the user of the page, not the reader of the article",
    "same in many articles": "stands in the same words in many articles of the archive",
    "page head or foot": "stands at the same edge of many pages of the document",
    "front matter": "stands above the article and tells its title, date or source",
    "dateline": "tells the article's place and date only",
    "comment": "is a note in the file that no reader sees",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article of the file and what is masked in it.

    ``by_archive``: the masks are those of the stored index, so that what repeats across the
    archive is among them; otherwise they are the article's own. ``refused``: why the stored index
    cannot be used, if there is one that cannot.
    """

    article: Article
    masks: tuple[Mask, ...]
    by_archive: bool
    refused: str | None = None

    def render(self) -> list[str]:
        """Return the article's masked parts as lines: place, reason, text."""
        text = self.article.text
        masked = sum(mask.end - mask.start for mask in self.masks)
        share = masked / max(len(text), 1)
        lines = [
            f"{self.article.path}: {len(self.masks)} parts masked, {masked} of {len(text)} "
            f"characters ({share:.0%})."
        ]
        for mask in self.masks:
            lines.append(f"  {mask.start}-{mask.end} {mask.reason}: {_WHY[mask.reason]}")
            lines.append(f"    {' '.join(text[mask.start : mask.end].split())}")
        if self.refused is not None:
            lines.append(f"  (What repeats across the archive is not told. {self.refused})")
        elif not self.by_archive:
            lines.append(
                "  (What repeats across the archive is told only for a file in the index.)"
            )
        return lines


def explain(
    file: str | Path,
    index_dir: str | Path | None = None,
    *,
    limits: ReadLimits | None = None,
    columns: str | None = None,
) -> tuple[Explanation, ...]:
    """Return what is masked in each article of a file; a str may be its address (``s3://…``).

    If the current index holds an article of this file's name and text, its masks are told.
    ``limits`` and ``columns`` (as of IndexConfig) default to the settings. Raises SourceError
    if the file cannot be read as articles.
    """
    settings = IndexSettings.load()
    index_dir = settings.index_dir if index_dir is None else Path(index_dir)
    source_file = _source_file(file)
    limits = limits or settings.read_limits
    columns = settings.columns if columns is None else columns
    results = read_files([source_file], None, limits, columns)
    items = [item for _, found in results for item in found]
    articles = [item for item in items if isinstance(item, Article)]
    if not articles:
        reasons = "; ".join(str(item.reason) for item in items if isinstance(item, Skipped))
        raise SourceError(f"The file {str(file)!r} {reasons}.")
    index, refused = _open(index_dir)
    return tuple(_explain(article, index, refused) for article in articles)


def _source_file(file: str | Path) -> SourceFile:
    place = source_at(file)
    if isinstance(place, RemoteFolder):
        folder, _, name = place.address.rpartition("/")
        return SourceFile(name, str(file), RemoteFile(RemoteFolder(folder), None, None))
    if place.is_dir():
        raise SourceError(f"{str(file)!r} is a folder: name one article's file.")
    if not place.is_file():
        raise SourceError(f"The file {str(file)!r} does not exist: name one article's file.")
    return SourceFile(place.name, str(place))


def _explain(article: Article, index: Index | None, refused: str | None) -> Explanation:
    if index is not None:
        for row, path in index.paths.ending_with(article.path).items():
            if f"/{path}".endswith(f"/{article.path}") and index.articles[row].text == article.text:
                return Explanation(article, index.masks_of(row), True)
    return Explanation(article, tuple(find_masks(article.text)), False, refused)


def _open(index_dir: Path) -> tuple[Index | None, str | None]:
    """Return the index, or why the one that is there is refused."""
    try:
        return Index.open(index_dir), None
    except IndexMissingError:
        return None, None
    except StoredIndexError as error:
        return None, str(error)
