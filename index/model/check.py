"""The model that zitat brings: where it lies, and whether it is whole."""

import json
from collections.abc import Sequence
from pathlib import Path

from index.checksums import checksum_of
from index.errors import ModelError
from index.messages import Code

MODEL_FOLDER = Path(__file__).parent
CHECKSUMS = "checksums.json"
_FILES = (
    "model.safetensors",
    "tokenizer.json",
    "modules.json",
    "config_sentence_transformers.json",
    "1_Normalize/config.json",
)


def write_checksums(folder: Path, names: Sequence[str] = _FILES) -> None:
    """Write the XXH3-128 of each of a model's files into ``checksums.json`` in its folder."""
    sums = {name: checksum_of(folder / name) for name in names}
    (folder / CHECKSUMS).write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


def check_model(folder: Path, names: Sequence[str] = _FILES) -> None:
    """Raise ModelError, naming the file, unless a model's files are those that were written.

    A flipped bit would not keep the model from loading: it would embed wrongly.
    """
    remedy = "Expected the model that zitat brings: install zitat again."
    try:
        sums = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(
            Code.CHECKSUMS_DAMAGED(file=str(folder / CHECKSUMS), remedy=remedy)
        ) from error
    if not isinstance(sums, dict):
        raise ModelError(Code.CHECKSUMS_DAMAGED(file=str(folder / CHECKSUMS), remedy=remedy))
    for name in names:
        if not (folder / name).is_file():
            raise ModelError(Code.MODEL_FILE_MISSING(file=str(folder / name), remedy=remedy))
        try:
            found = checksum_of(folder / name)
        except OSError as error:
            raise ModelError(
                Code.MODEL_FILE_CLOSED(file=str(folder / name), error=str(error), remedy=remedy)
            ) from error
        if sums.get(name) != found:
            raise ModelError(Code.MODEL_FILE_DAMAGED(file=str(folder / name), remedy=remedy))
