"""Which code and libraries read an archive: parts that others have read are not taken over."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_MODULES = (
    "analyze articles boilerplate chunk duplicates front_matter metadata numerals pages parts "
    "photo_credits prepare repeats types"
).split()
_LIBRARIES = (
    "charset-normalizer langchain-text-splitters pypdfium2 PyStemmer python-docx PyYAML rensa "
    "trafilatura"
).split()


@cache
def reading_version() -> str:
    """Return a hash that changes when the same file may give other parts."""
    here = Path(__file__).parent
    modules = [here / f"{name}.py" for name in _MODULES]
    digest = hashlib.sha256()
    for path in [*modules, *sorted((here / "formats").glob("*.py"))]:
        if path.exists():
            digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library}={version(library)};".encode())
    return digest.hexdigest()[:16]
