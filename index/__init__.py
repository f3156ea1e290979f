"""Reading, chunking, embedding, and the stored index.

``build`` makes an index from a folder of articles; ``Index.open`` reads it.
"""

from index.build import build, plan
from index.config import IndexConfig
from index.explain import Explanation, explain
from index.report import BuildReport, Plan, Progress
from index.store import Index
from index.verify import Verification, verify

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
