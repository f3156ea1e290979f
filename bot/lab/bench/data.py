"""The evaluation data: read from where it lies, never part of the project."""

import json
import os
from pathlib import Path
from typing import Any

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


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file, in order. Raises ValueError that names the line."""
    rows = []
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number}: {error.msg}") from error
    return rows
