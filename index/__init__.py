"""Reading, chunking, embedding, and the stored index.

``build`` makes an index from a folder of articles; ``Index.open`` reads it.
"""

from index.build import build, plan
from index.config import IndexConfig
from index.report import BuildReport, Plan, Progress
from index.store import Index

__all__ = ["BuildReport", "Index", "IndexConfig", "Plan", "Progress", "build", "plan"]
