"""The evaluation data: read from where it lies, never part of the project."""

import os
from pathlib import Path

from index.errors import SourceError


def eval_file(name: str) -> Path:
    """Return the path of a file of the evaluation data.

    It lies in ``ZITAT_EVAL_DIR``, by default ``../shared/eval``. Raises SourceError if not.
    """
    folder = Path(os.environ.get("ZITAT_EVAL_DIR", "../shared/eval"))
    path = folder / name
    if not path.exists():
        raise SourceError(
            f"The evaluation data {str(path)!r} is not there. It is not part of zitat: set "
            "ZITAT_EVAL_DIR to the folder that holds it."
        )
    return path
