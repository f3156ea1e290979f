"""An article → everything the index keeps of it, but the vectors.

What comes out depends on the file and the configuration alone, never on the rest of the archive:
so an unchanged file's part of an index can be taken over into the next one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from index.clean.boilerplate import find_masks, lines_of
from index.clean.duplicates import signature
from index.clean.repeats import PASSAGE, passages_of
from index.config import IndexConfig
from index.files.heads import HEAD, head_of
from index.files.names import TITLE_KEY, names_of, title_key
from index.text.analyze import terms
from index.text.chunk import chunk_article
from index.text.tables import TableRow, table_rows
from index.types import REASONS, Article, Chunk

_JSON = json.JSONEncoder(ensure_ascii=False)
_fields = attrgetter(*(field.name for field in fields(Article)))
_MOST_COUNTED = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its parts, as they are stored.

    ``line`` is the article's line in ARTICLES, ``sha256`` its file's, ``terms`` its distinct terms.
    ``head``: its record of ``heads.HEAD``, (1,). ``names``: its record of ``names_of``, (bytes,);
    ``title_key``: (1,).
    ``chunks``: 0, start, end, int32, (chunks, 3). ``count_lengths``: the number of terms in each
    chunk (or the title, or above it in its table), int32, (chunks,); of those, one chunk behind the
    other, ``count_terms`` holds the positions in ``terms``, int32, and ``count_numbers`` how often
    each stands there, uint16. ``masks``: 0, start, end, number of the reason, int32, (masks, 4).
    ``passages``: records of ``repeats.PASSAGE``. Where an article's row belongs, these have 0.
    ``signature``: uint32, (permutations,).
    """

    line: bytes
    sha256: str
    terms: list[str]
    head: npt.NDArray[np.void]
    names: npt.NDArray[np.uint8]
    title_key: npt.NDArray[np.bytes_]
    chunks: npt.NDArray[np.int32]
    count_lengths: npt.NDArray[np.int32]
    count_terms: npt.NDArray[np.int32]
    count_numbers: npt.NDArray[np.uint16]
    masks: npt.NDArray[np.int32]
    passages: npt.NDArray[np.void]
    signature: npt.NDArray[np.uint32]


# The type and the width of a row of each array of Prepared.
ARRAYS: dict[str, tuple[npt.DTypeLike, int]] = {
    "head": (HEAD, 0),
    "names": (np.uint8, 0),
    "title_key": (TITLE_KEY, 0),
    "chunks": (np.int32, 3),
    "count_lengths": (np.int32, 0),
    "count_terms": (np.int32, 0),
    "count_numbers": (np.uint16, 0),
    "masks": (np.int32, 4),
    "passages": (PASSAGE, 0),
    "signature": (np.uint32, 0),
}


def prepare(article: Article, config: IndexConfig) -> Prepared:
    """Return an article's chunks, terms, masks, passages and signature."""
    text = article.text
    lines = lines_of(text) if config.mask else []
    masks = find_masks(text, lines) if config.mask else []
    chunks = chunk_article(article, 0, chunk_chars=config.chunk_chars, masks=masks)
    title = terms(article.title, article.language)
    ids: defaultdict[str, int] = defaultdict()
    ids.default_factory = ids.__len__
    lengths: list[int] = []
    positions: list[int] = []
    numbers: list[int] = []
    rows = table_rows(text)
    for chunk in chunks:
        above = terms(_above(text, rows, chunk), article.language) if rows else []
        found = Counter(terms(chunk.text, article.language) + title + above)
        lengths.append(len(found))
        positions += map(ids.__getitem__, found)
        numbers += found.values()
    line = _JSON.encode(_fields(article)).encode() + b"\n"
    return Prepared(
        line=line,
        sha256=article.sha256,
        terms=list(ids),
        head=head_of(article, line),
        names=np.frombuffer(names_of(article), dtype=np.uint8),
        title_key=as_rows("title_key", [title_key(article.title)]),
        chunks=as_rows("chunks", [(0, chunk.start, chunk.end) for chunk in chunks]),
        count_lengths=as_rows("count_lengths", lengths),
        count_terms=as_rows("count_terms", positions),
        count_numbers=as_rows("count_numbers", np.minimum(numbers, _MOST_COUNTED)),
        masks=as_rows("masks", [(0, m.start, m.end, REASONS.index(m.reason)) for m in masks]),
        passages=as_rows("passages", list(passages_of(lines))),
        signature=as_rows("signature", signature(text)),
    )


def _above(text: str, rows: Sequence[TableRow], chunk: Chunk) -> str:
    """Return the captions and heads of tables that begin before a chunk and go on in it."""
    inside = (row.context for row in rows if chunk.start <= row.start < chunk.end)
    return " ".join(
        text[slice(*context)]
        for context in dict.fromkeys(inside)
        if context is not None and context[0] < chunk.start
    )


def as_rows(name: str, rows: Any) -> npt.NDArray[Any]:
    """Return rows as the array of that name in Prepared."""
    dtype, width = ARRAYS[name]
    array = np.asarray(rows, dtype=dtype)
    return array.reshape(-1, width) if width else array
