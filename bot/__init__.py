"""Answering, only in quotes: ``answer`` asks the default index, a ``Bot`` one of your own.

The words that are used everywhere:

- *question*: what is asked, read: its terms, its kind, the time that it is about.
- *candidate*: a sentence that may answer; its *position* counts in all candidates of a question.
- *row*: an article's number in the index.
- *window*: whole sentences of an article around a candidate; a *passage* is one with its head
  (title and date), as the reader reads it.
- *span*: a stretch of a text, (start, end); of a candidate, the words that answer.
- *quote*: the sentences that are shown, a slice of an article; its *citation* says where it stands.
- *share*: a probability among the candidates; *confidence*: that of being right.
- *threshold*: the confidence from which on an answer is shown.
- *hidden*: rows of articles that a question must not be answered from.
- *voice*: what one or several articles answer; *earlier*: an answer of an older time.
- *listing*: the articles about some words; *note*: what is said instead of, or beside, an answer.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.default import answer
    from bot.find.filters import Filters
    from bot.pipeline import Bot
    from bot.types import Answer, Candidate, Citation, Earlier, Listed, Listing, Note, Voice

__all__ = [
    "Answer",
    "Bot",
    "Candidate",
    "Citation",
    "Earlier",
    "Filters",
    "Listed",
    "Listing",
    "Note",
    "Voice",
    "answer",
]

_MODULES = {"answer": "default", "Bot": "pipeline", "Filters": "find.filters"}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the libraries behind it take seconds, ``--help`` needs none."""
    if name in __all__:
        return getattr(import_module(f"bot.{_MODULES.get(name, 'types')}"), name)
    raise AttributeError(f"module 'bot' has no attribute {name!r}")
