"""Reading, chunking, embedding, and the stored index.

``build`` makes an index from a folder of articles; ``Index.open`` reads it.
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
