"""Answers to take along: questions with their quotes as a document, cited sources as references.

In: answers with their citations. Out: the bytes of a file. Each quote keeps its title, date,
source, page and the link to its place, and text of articles stays text: no format interprets it.
"""

from bot.export.formats import FORMATS
from bot.export.transcript import Exchange, Transcript, exchanges_of

__all__ = ["FORMATS", "Exchange", "Transcript", "exchanges_of"]
