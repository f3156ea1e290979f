"""Which code and libraries read an archive: parts that others have read are not taken over."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOMS = ("clean", "files", "formats", "layout", "metadata", "text")
_MODULES = ("types.py", "store/parts.py")
_LIBRARIES = (
    "bm25s charset-normalizer langchain-text-splitters lxml openpyxl pypdfium2 PyStemmer "
    "python-docx PyYAML rensa trafilatura"
).split()


@cache
def reading_version() -> str:
    """Return a hash that changes when the same file may give other parts."""
    here = Path(__file__).parents[1]
    digest = hashlib.sha256()
    rooms = [path for room in _ROOMS for path in sorted((here / room).rglob("*.py"))]
    for path in [*(here / name for name in _MODULES), *rooms]:
        digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}={version(library)};".encode())
    return digest.hexdigest()[:16]
