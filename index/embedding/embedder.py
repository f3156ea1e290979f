"""Texts → unit vectors, by any sentence-transformers model."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.config import DEFAULT_MODEL
from index.embedding.locate import REMEDY, locate, reason_of
from index.embedding.static_vectors import StaticVectors
from index.errors import ModelError
from index.messages import Code
from index.once import once

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_TEXTS = 64
SLAB_TEXTS = 512


class Embedder:
    """A loaded sentence-transformers model. Safe to call from several threads."""

    def __init__(self, name: str, model: "SentenceTransformer | StaticVectors") -> None:
        self.name = name
        # Fast tokenizers refuse to be used by two threads at once ("Already borrowed").
        self._lock = threading.Lock()
        self._model, self._static, self._passage_prompt = None, None, None
        if isinstance(model, StaticVectors):
            self._static = model
            self.dimension: int = model.dimension
            return
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(Code.MODEL_WITHOUT_LENGTH(name=name, remedy=REMEDY))
        self.dimension = dimension
        self._model = model
        self._static = StaticVectors.of(model)
        self._passage_prompt = _passage_prompt(model)

    @property
    def model(self) -> "SentenceTransformer":
        """The library's model, to measure against; not to be shared between threads."""
        if self._model is None:
            self._model = _load_by_library(self.name, *locate(self.name))
        return self._model

    @classmethod
    def load(cls, name: str) -> "Embedder":
        """Load a model that zitat brings, a local folder, or a hub's model, to run on the CPU.

        Raises ModelError, within 10 seconds, if it cannot be loaded.
        """
        source, offline = locate(name)
        static = StaticVectors.read(Path(source)) if offline else None
        return cls(name, static or _load_by_library(name, source, offline))

    def questions(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Embed questions, with the prompt that the model asks for.

        Returns float32, shape (texts, dimension), rows of length 1 (or 0, for a text in which the
        model knows nothing).
        """

        def encode(batch: list[str]) -> object:
            return self.model.encode_query(batch, batch_size=BATCH_TEXTS)

        return self._unit_rows(list(texts), encode)

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Embed passages of articles; as ``questions``. ``progress`` gets the texts done so far."""

        def encode(batch: list[str]) -> object:
            return self.model.encode_document(
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
                Code.MODEL_EMBEDS_NOTHING(name=self.name, error=reason_of(error), remedy=REMEDY)
            ) from error
        vectors = np.asarray(rows, dtype=np.float32)
        if vectors.shape != (count, self.dimension) or not np.isfinite(vectors).all():
            raise ModelError(
                Code.MODEL_VECTORS_WRONG(
                    name=self.name,
                    shape=str(vectors.shape),
                    expected=str((count, self.dimension)),
                    remedy=REMEDY,
                )
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


@once
def own_model() -> Embedder:
    """Return zitat's own model, loaded once for all that use it, whatever model embeds chunks."""
    return Embedder.load(DEFAULT_MODEL)


def _load_by_library(name: str, source: str, offline: bool) -> "SentenceTransformer":
    """Return what sentence-transformers makes of a model. Raises ModelError."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415  takes seconds
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(source, device="cpu", local_files_only=offline)
    except Exception as error:  # the library raises many kinds for one cause: not loadable
        raise ModelError(
            Code.MODEL_NOT_LOADED(name=name, error=reason_of(error), remedy=REMEDY)
        ) from error


def _passage_prompt(model: "SentenceTransformer") -> str | None:
    """Return the name of a model's prompt for passages, None where it has none of its own.

    The library adds an empty one named "document" to each model, and takes that before e5's
    "passage".
    """
    names = ("document", "passage", "corpus")
    return next((name for name in names if model.prompts.get(name)), None)
