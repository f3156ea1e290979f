"""Answering, only in quotes.

``answer`` asks the default index; a ``Bot`` asks one of your own.
"""

from bot.default import answer
from bot.filters import Filters
from bot.pipeline import Bot
from bot.types import Answer, Candidate, Citation, Voice

__all__ = ["Answer", "Bot", "Candidate", "Citation", "Filters", "Voice", "answer"]
