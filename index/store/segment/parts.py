"""The arrays of a segment: what they hold, how they are named, and how they are read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError

import numpy as np
import numpy.typing as npt

from index.clean.duplicates import PERMUTATIONS
from index.clean.repeats import PASSAGE
from index.files.heads import HEAD
from index.files.names import TITLE_KEY
from index.store.segment.mapped import load_array
from index.store.segment.postings import TermCounts

ARTICLES = "articles.jsonl"
VECTORS = "vectors.npy"
LEXICAL = "lexical"
# How the names begin of those files of a segment that a rebuild takes over without reading them
# through: most of its bytes.
UNREAD = (ARTICLES, VECTORS, LEXICAL, "count_", "dense")

# The type, and the width of a row, of each array of Parts.
COLUMNS: Mapping[str, tuple[npt.DTypeLike, int]] = {
    "article_bytes": (np.int64, 0),
    "heads": (HEAD, 0),
    "name_bytes": (np.int64, 0),
    "names": (np.uint8, 0),
    "title_keys": (TITLE_KEY, 0),
    "chunks": (np.int64, 3),
    "count_starts": (np.int64, 0),
    "count_terms": (np.int32, 0),
    "count_numbers": (np.uint16, 0),
    "own_masks": (np.int32, 4),
    "passages": (PASSAGE, 0),
    "signatures": (np.uint32, PERMUTATIONS),
}

# What the readers of JSON, and numpy files raise for content that they cannot make sense of.
NO_INDEX = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    RecursionError,
    TokenError,  # of the header of an array
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Parts:
    """What a segment keeps of each of its files, one behind the other, in their order.

    ``article_bytes``: where each article's line in ARTICLES begins, and the end, (articles + 1,).
    ``heads``: records of ``heads.HEAD``, (articles,).
    ``name_bytes``: where each article's record of ``names_of`` begins in ``names``, and the end,
    (articles + 1,). ``title_keys``: (articles,).
    ``chunks``: article row, start, end, (chunks, 3). ``count_…``: as in TermCounts.
    ``own_masks``: article row, start, end, number of the reason, (masks, 4), by the article alone.
    ``passages``: records of ``repeats.PASSAGE``. ``signatures``: (articles, permutations).
    """

    article_bytes: npt.NDArray[np.int64]
    heads: npt.NDArray[np.void]
    name_bytes: npt.NDArray[np.int64]
    names: npt.NDArray[np.uint8]
    title_keys: npt.NDArray[np.bytes_]
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
        return cls(**{name: load_array(folder / f"{name}.npy") for name in COLUMNS})

    def term_counts(self, vocabulary: list[str]) -> TermCounts:
        """Return the counts of terms, named by ``vocabulary``."""
        return TermCounts(vocabulary, self.count_starts, self.count_terms, self.count_numbers)
