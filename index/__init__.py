"""A folder of articles → a stored index: ``build`` makes it, ``Index.open`` reads it.

The words that are used everywhere:

- *article*: a text with title, date and source; a file holds one or, as a table, several.
- *text*: what an article's file says, decoded; every offset counts its characters.
- *span*: a stretch of a text, (start, end).
- *mask*: a span that is no part of the article, and the reason; it is never an answer.
- *chunk*: a span that is embedded as one, along paragraphs and sentences.
- *row*: the number of an article or a chunk in the index.
- *term*: what lexical search compares: a word, folded and stemmed.
- *group*: the articles that are copies of one report.
- *parts*: all that the index keeps of each file alone; unchanged files' are taken over.
- *generation*: one complete index on the disk; *manifest*: what it holds, with checksums.
- *segment*: some files' parts, written once; a generation holds several, which later ones share.
- *run*: articles that lie one behind the other in a segment, as they do in the archive.
- *reader of a format*: makes articles of a file's bytes.
- *remark*, *skipped*: what is said of a file that is read, or why it is not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.config import IndexConfig
    from index.rebuild.explanation import Explanation, explain
    from index.rebuild.rebuild import build, plan
    from index.rebuild.report import BuildReport, Plan, Progress
    from index.rebuild.verification import Verification, verify
    from index.store.index import Index

__all__ = [
    "BuildReport",
    "Explanation",
    "Index",
    "IndexConfig",
    "Plan",
    "Progress",
    "Verification",
    "build",
    "explain",
    "plan",
    "verify",
]

# No module is named as what it holds: imported, it would take that name here.
_MODULES = {
    "BuildReport": "rebuild.report",
    "Explanation": "rebuild.explanation",
    "Index": "store.index",
    "IndexConfig": "config",
    "Plan": "rebuild.report",
    "Progress": "rebuild.report",
    "Verification": "rebuild.verification",
    "build": "rebuild.rebuild",
    "explain": "rebuild.explanation",
    "plan": "rebuild.rebuild",
    "verify": "rebuild.verification",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the libraries behind it take a second, errors need none."""
    if name in _MODULES:
        return getattr(import_module(f"index.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'index' has no attribute {name!r}")
