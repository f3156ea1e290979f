"""Which code and libraries read an archive: parts that others have read are not taken over."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_MODULES = (
    "analyze articles boilerplate chunk duplicates field_names file_names front_matter heads "
    "metadata numerals pages parts photo_credits prepare repeats titles types"
).split()
_ROOMS = ("formats", "layout", "text")
_LIBRARIES = (
    "charset-normalizer langchain-text-splitters lxml openpyxl pypdfium2 PyStemmer python-docx "
    "PyYAML rensa trafilatura"
).split()


@cache
def reading_version() -> str:
    """Return a hash that changes when the same file may give other parts."""
    here = Path(__file__).parent
    modules = [here / f"{name}.py" for name in _MODULES]
    digest = hashlib.sha256()
    rooms = (path for room in _ROOMS for path in sorted((here / room).rglob("*.py")))
    for path in [*modules, *rooms]:
        if path.exists():
            digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}={version(library)};".encode())
    return digest.hexdigest()[:16]
