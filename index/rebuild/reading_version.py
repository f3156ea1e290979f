"""Which code and libraries read an archive: parts that others have read are not taken over."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_ROOMS = ("clean", "files", "formats", "layout", "metadata", "text")
_MODULES = ("messages.py", "types.py", "store/segment/files_list.py", "store/segment/parts.py")
_LIBRARIES = (
    "charset-normalizer htmldate langchain-text-splitters lxml openpyxl pypdfium2 PyStemmer "
    "python-docx PyYAML rensa trafilatura"
).split()


@cache
def reading_version() -> str:
    """Return a hash that changes when the same file may give other parts."""
    here = Path(__file__).parents[1]
    digest = hashlib.sha256()
    modules = [here / name for name in _MODULES]
    for room in _ROOMS:
        found = sorted((here / room).rglob("*.py"))
        if not found:
            raise LookupError(f"The room {room} that reads files is not there.")
        modules += found
    for path in modules:
        digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}={version(library)};".encode())
    return digest.hexdigest()[:16]
