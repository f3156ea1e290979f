"""A model's name → where it lies: in zitat, in a folder, in the cache, or on a hub."""

import json
import os
import socket
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from index.config import DEFAULT_MODEL, TEACHER_MODEL
from index.errors import ModelError
from index.messages import Code
from index.model.check import MODEL_FOLDER, check_model

HUB_TIMEOUT_SECONDS = 4.0
REMEDY = (
    "Give the folder of a sentence-transformers model, or a hub's name while the hub can be "
    "reached, by --model or ZITAT_MODEL; without either, zitat uses the model that it brings."
)


def locate(name: str) -> tuple[str, bool]:
    """Return what to give to sentence-transformers, and whether it lies on this machine.

    Raises ModelError, within 10 seconds, if there is no such model, or none that embeds texts.
    """
    if name == DEFAULT_MODEL:
        check_model(MODEL_FOLDER)
        return str(MODEL_FOLDER), True
    if name == TEACHER_MODEL:
        teacher = find_spec(TEACHER_MODEL.replace("-", "_"))
        if teacher is None:
            raise ModelError(Code.MODEL_NOT_INSTALLED(name=name, remedy=REMEDY))
        return str(Path(teacher.origin or "").parent / "model"), True
    try:
        folder = Path(name).expanduser()
        is_folder, is_model = folder.is_dir(), (folder / "modules.json").is_file()
    except (OSError, RuntimeError) as error:  # a name too long, a folder closed to us
        raise ModelError(
            Code.MODEL_FOLDER_CLOSED(name=name, error=reason_of(error), remedy=REMEDY)
        ) from error
    if is_folder:
        if not is_model:
            raise ModelError(Code.NO_MODEL_IN_FOLDER(name=name, remedy=REMEDY))
        _check_kind(folder, name)
        return str(folder), True
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise ModelError(Code.NO_MODEL_FOLDER(name=name, remedy=REMEDY))
    if _is_cached(name):
        return name, True
    check_on_hub(name, REMEDY)
    return name, False


def _check_kind(folder: Path, name: str) -> None:
    """Raise ModelError for a reranker, say: it would load, and its vectors mean nothing."""
    try:
        config = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return  # older models have none; one that is damaged the library reports
    kind = config.get("model_type") if isinstance(config, dict) else None
    if kind not in (None, "SentenceTransformer"):
        raise ModelError(Code.MODEL_OF_OTHER_KIND(name=name, kind=str(kind), remedy=REMEDY))


def _is_cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  only for hub names
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415

    try:
        repositories = [name] if "/" in name else [name, f"sentence-transformers/{name}"]
        return any(isinstance(try_to_load_from_cache(r, "modules.json"), str) for r in repositories)
    except HFValidationError as error:
        raise ModelError(Code.NO_MODEL_NAME(name=name, remedy=REMEDY)) from error


def check_on_hub(name: str, remedy: str) -> None:
    """Raise ModelError fast if the hub cannot be reached: the library itself retries for long."""
    from huggingface_hub import constants  # noqa: PLC0415  only for hub names

    reason = "the hub is switched off (HF_HUB_OFFLINE)" if constants.HF_HUB_OFFLINE else None
    if reason is None:
        hub = urlsplit(os.environ.get("HF_ENDPOINT") or constants.ENDPOINT)
        port = hub.port or (443 if hub.scheme == "https" else 80)
        try:
            socket.create_connection((hub.hostname or "", port), HUB_TIMEOUT_SECONDS).close()
        except OSError as error:
            reason = f"the hub {hub.hostname} cannot be reached ({error})"
    if reason is not None:
        raise ModelError(Code.MODEL_NOT_HERE(name=name, error=reason, remedy=remedy))


def reason_of(error: Exception) -> str:
    """Return the first line of what a library says."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines and not isinstance(error, KeyError) else repr(error)
