"""The words of a printed page and where they stand → its paragraphs in the order they are read.

Comes in: ``Word`` of one page. Goes out: ``Paragraph``, whose text is made of the words alone.
Kept promise: no sentence is put together from two columns, or broken by the turn of a page.
"""

from index.layout.columns.blocks import Block, blocks_of
from index.layout.hyphens import Vocabulary
from index.layout.interrupted import join_interrupted
from index.layout.paragraphs import Paragraph, paragraphs_of
from index.layout.turns import join_pages
from index.layout.typed import in_reading_order
from index.layout.words import Word

__all__ = [
    "Block",
    "Paragraph",
    "Vocabulary",
    "Word",
    "blocks_of",
    "in_reading_order",
    "join_interrupted",
    "join_pages",
    "paragraphs_of",
]
