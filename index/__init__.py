"""Reading, chunking, embedding, and the stored index.

``build`` makes an index from a folder of articles; ``Index.open`` reads it.
"""

from index.build import BuildReport, Progress, build
from index.config import IndexConfig
from index.store import Index

__all__ = ["BuildReport", "Index", "IndexConfig", "Progress", "build"]
