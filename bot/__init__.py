"""Answering, only in quotes.

``answer`` asks the default index; a ``Bot`` asks one of your own.
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
