"""The proof of a whole index: every stored article against its file, read once more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index.config import ReadLimits
from index.errors import IndexDamagedError
from index.files.address import Source, source_at
from index.files.pool import read_files
from index.files.scan import find_files
from index.rebuild.report import Progress
from index.settings import IndexSettings
from index.store.generations import current_generation, rebuild_remedy
from index.store.index import Index
from index.store.manifest import check_files, read_manifest
from index.store.proof import forget_proven
from index.types import Article


@dataclass(frozen=True, slots=True)
class Verification:
    """What re-reading the files showed; paths of articles, each sorted.

    ``changed``: the file no longer says what is stored. ``missing``: the file, or that row of it,
    is gone or cannot be read. ``unindexed``: articles that the index does not hold.
    """

    articles: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    unindexed: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether every stored article is, character by character, what its file says."""
        return not self.changed and not self.missing

    def render(self) -> list[str]:
        """Return the result as lines."""
        same = self.articles - len(self.changed) - len(self.missing)
        return [
            f"{same} of {self.articles} stored articles are what their files say.",
            *(f"Changed since it was indexed: {path}" for path in self.changed),
            *(f"No longer to be read: {path}" for path in self.missing),
            *(f"Not in the index: {path}" for path in self.unindexed),
            *([] if self.proven else ["Bring the index up to date with: zitat index FOLDER"]),
        ]


def verify(
    source: str | Source,
    index_dir: str | Path | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    limits: ReadLimits | None = None,
) -> Verification:
    """Read all files below ``source`` again and compare each article's text with the stored one.

    Raises SourceError, IndexMissingError, IndexDamagedError or IndexMismatchError.
    """
    settings = IndexSettings.load()
    index_dir = settings.index_dir if index_dir is None else Path(index_dir)
    folder = current_generation(index_dir)
    remedy = rebuild_remedy(index_dir)
    manifest = read_manifest(folder, remedy)
    try:
        check_files(folder, manifest, remedy)
    except IndexDamagedError:
        forget_proven(index_dir)
        raise
    stored = Index.open(index_dir)
    rows = {path: row for row, path in enumerate(stored.paths)}
    files = find_files(source_at(source))
    changed: list[str] = []
    unindexed: list[str] = []
    seen: set[str] = set()
    limits = limits or settings.read_limits
    read = read_files(files, None, limits, manifest.config.columns)
    for done, (_, items) in enumerate(read, 1):
        for item in items:
            if not isinstance(item, Article):
                continue
            row = rows.get(item.path)
            if row is None:
                unindexed.append(item.path)
                continue
            seen.add(item.path)
            # The day on which a file was made counts from the next day on.
            if replace(item, date=None) != replace(stored.articles[row], date=None):
                changed.append(item.path)
        if progress is not None:
            progress(Progress("read", done, len(files)))
    missing = sorted(rows.keys() - seen)
    return Verification(len(rows), tuple(changed), tuple(missing), tuple(unindexed))
