"""A folder of articles → a stored index."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from index.analyze import language_of, terms
from index.chunk import chunk_article
from index.config import IndexConfig
from index.embed import Embedder
from index.errors import SourceError, StoredIndexError
from index.generations import current_generation, new_generation, rebuild_remedy
from index.lexical import LexicalIndex
from index.load import Skipped, find_files, fingerprint, load
from index.manifest import Manifest, hash_files, read_manifest
from index.settings import load_settings
from index.store import write_index_files
from index.types import Article, Chunk


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is: ``done`` of ``total`` articles read, or chunks embedded."""

    step: Literal["read", "embed"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a rebuild did."""

    articles: int
    chunks: int
    seconds: float
    skipped: tuple[Skipped, ...]


def build(
    source: str | Path,
    index_dir: str | Path | None = None,
    config: IndexConfig | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Build the index of the articles below ``source`` and put it in place of the old one.

    ``index_dir`` and ``config`` default to the settings. Until the new index is complete the old
    one stays and answers; if anything fails it stays for good.

    Raises SourceError, ModelError, SettingError or BuildBusyError.
    """
    settings = load_settings()
    source = Path(source)
    index_dir = settings.index_dir if index_dir is None else Path(index_dir)
    config = settings.index_config if config is None else config
    report = progress or (lambda _: None)
    started = time.monotonic()
    file_count = len(find_files(source))
    with new_generation(index_dir) as folder:
        articles: list[Article] = []
        skipped: list[Skipped] = []
        for done, item in enumerate(load(source), 1):
            if isinstance(item, Article):
                articles.append(item)
            else:
                skipped.append(item)
            report(Progress("read", done, file_count))
        if not articles:
            raise SourceError(_nothing_readable(source, skipped))
        chunks = [
            chunk
            for row, article in enumerate(articles)
            for chunk in chunk_article(article, row, chunk_chars=config.chunk_chars)
        ]
        embedder = Embedder.load(config.model)
        vectors = embedder.passages(
            [chunk.text for chunk in chunks],
            lambda done: report(Progress("embed", done, len(chunks))),
        )
        lexical = LexicalIndex.build(_chunk_terms(articles, chunks))
        write_index_files(folder, articles, chunks, vectors, lexical)
        Manifest(
            config=config,
            dimension=embedder.dimension,
            article_count=len(articles),
            chunk_count=len(chunks),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            files=hash_files(folder),
            sources={article.path: article.sha256 for article in articles}
            | {item.path: item.sha256 for item in skipped},
        ).write(folder)
    return BuildReport(len(articles), len(chunks), time.monotonic() - started, tuple(skipped))


def is_current(source: Path, index_dir: Path, config: IndexConfig) -> bool:
    """Tell whether the index was built from just these files with this configuration.

    Raises SourceError if the folder of articles is missing or empty.
    """
    files = {path.relative_to(source).as_posix(): path for path in find_files(source)}
    try:
        folder = current_generation(index_dir)
        manifest = read_manifest(folder, rebuild_remedy(index_dir))
    except StoredIndexError:
        return False
    if manifest.config != config or manifest.sources.keys() != files.keys():
        return False
    return all(fingerprint(path) == manifest.sources[name] for name, path in files.items())


def _chunk_terms(articles: list[Article], chunks: list[Chunk]) -> list[list[str]]:
    """Return each chunk's terms and those of its article's title: a paragraph says "the firm"."""
    languages = [language_of(article.text) for article in articles]
    titles = [terms(a.title, lang) for a, lang in zip(articles, languages, strict=True)]
    return [
        terms(chunk.text, languages[chunk.article_row]) + titles[chunk.article_row]
        for chunk in chunks
    ]


def _nothing_readable(source: Path, skipped: list[Skipped]) -> str:
    first = "; ".join(f"{item.path} {item.reason}" for item in skipped[:3])
    more = f", and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return f"The folder {str(source)!r} holds no readable article: {first}{more}."
