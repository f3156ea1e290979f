"""What is known of an article without its text: one record of fixed size."""

from datetime import date
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
from xxhash import xxh3_64_intdigest

from index.types import Article, Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
# ``day``: the proleptic Gregorian ordinal, 0 for an article without a date. ``chars``: the length
# of its text. ``line``: the checksum of its stored line. ``path`` and ``source``: what
# ``name_key`` gives, 0 for no source. ``language``: the position in LANGUAGES.
HEAD = np.dtype(
    [
        ("path", "<u8"),
        ("source", "<u8"),
        ("line", "<u8"),
        ("day", "<i4"),
        ("chars", "<i4"),
        ("language", "u1"),
    ]
)


def head_of(article: Article, line: bytes) -> npt.NDArray[Any]:
    """Return the record of an article that is stored as ``line``, HEAD, (1,)."""
    record = (
        name_key(article.path),
        0 if article.source is None else name_key(article.source),
        line_checksum(line),
        0 if article.date is None else date.fromisoformat(article.date).toordinal(),
        len(article.text),
        LANGUAGES.index(article.language),
    )
    return np.array([record], dtype=HEAD)


def name_key(name: str) -> int:
    """Return the XXH3-64 of a name, never 0."""
    return int(xxh3_64_intdigest(name.encode(errors="surrogatepass"))) or 1


def line_checksum(line: bytes) -> int:
    """Return the XXH3-64 of a stored line."""
    return int(xxh3_64_intdigest(line))
