"""Which parts of the archive may answer a question: not what is masked, not a copy."""

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from bot.question import Question
from index import Index

_PHOTO = re.compile(
    r"\b(?:\w*fotos?|\w*fotograf\w*|\w*fotografin\w*|\w*bild(?:er|es|s|nachweis|quelle)?"
    r"|photo\w*|picture|image|credits?|grafik|illustration)\b",
    re.IGNORECASE,
)
# A report that is taken over or corrected follows within so many days.
_SAME_REPORT_DAYS = 20


def asks_for_photo(question: Question) -> bool:
    """Return whether a question may ask who took a photo: then its credit is an answer."""
    return _PHOTO.search(question.search_text) is not None


def answering_rows(
    index: Index, question: Question, rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return those rows of chunks, in their order, that hold more than what is masked."""
    if asks_for_photo(question):
        return np.array([row for row in rows if not _is_masked_row(index, row)], dtype=np.int64)
    return rows[~index.masked_chunks(rows)]


def may_answer(index: Index, question: Question, article_row: int, start: int, end: int) -> bool:
    """Return whether a stretch of an article may be an answer."""
    photo = asks_for_photo(question)
    return not index.is_masked(article_row, start, end, photo_credits=not photo)


def first_of_each_report(index: Index, article_rows: Iterable[int]) -> set[int]:
    """Return the articles, best first, without those that say the same as an earlier one."""
    kept: set[int] = set()
    seen: set[int] = set()
    for row in article_rows:
        if row not in seen:
            kept.add(row)
            seen.update(same_report(index, row))
    return kept


def same_report(index: Index, row: int) -> list[int]:
    """Return the rows of the articles that are the same report as one, itself among them.

    Nearly the same text on a day far from it is a report of its own: that of the next month.
    """
    rows = np.array(index.same_report(row))
    days = index.heads["day"][rows]
    own = int(index.heads["day"][row])
    if not own:
        return list(rows.tolist())
    return list(rows[(days == 0) | (np.abs(days - own) <= _SAME_REPORT_DAYS)].tolist())


def _is_masked_row(index: Index, row: int) -> bool:
    chunk = index.chunks[row]
    return index.is_masked(chunk.article_row, chunk.start, chunk.end, photo_credits=False)
