"""An extractive question answering model of the transformers library, for the best candidates."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.composed import composed
from bot.mentions import Span
from bot.select import log_softmax
from index.errors import ModelError
from index.locate import check_on_hub

MAX_TOKENS = 384
MAX_SPAN_TOKENS = 30
# Below this share of all its spans and of "no answer", the best span is not marked.
SURE = 0.5

_REMEDY = (
    "Give the folder of a question answering model of the transformers library, or a name that is "
    "in the local cache or on a hub that can be reached, by --reader or ZITAT_READER."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model makes of a question and a text.

    ``score`` is the best span's logit minus that of "no answer"; ``start`` and ``end`` are its
    characters; ``sureness`` its share of all spans and of "no answer", from 0 to 1. A text in which
    the model sees no span has the score −inf and an empty span.
    """

    score: float
    start: int
    end: int
    sureness: float


class ExtractiveReader:
    """A loaded model. Safe to call from several threads."""

    def __init__(self, tokenizer: Any, model: Any) -> None:
        self._tokenizer = tokenizer
        self._model = model
        self._lock = threading.Lock()

    @classmethod
    def load(cls, name: str) -> "ExtractiveReader":
        """Load a local folder, or a hub's model, to run on the CPU.

        Raises ModelError if it cannot be loaded or cannot answer questions.
        """
        from transformers import (  # noqa: PLC0415  takes seconds
            AutoModelForQuestionAnswering,
            AutoTokenizer,
        )

        folder = Path(name).expanduser()
        is_path = folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1
        if is_path and not folder.is_dir():
            raise ModelError(f"The reader's folder {name!r} does not exist. {_REMEDY}")
        source = str(folder) if folder.is_dir() else name
        if source == name and not folder.is_dir() and not _is_cached(name):
            check_on_hub(name, _REMEDY)
        try:
            tokenizer = AutoTokenizer.from_pretrained(source)
            model, found = AutoModelForQuestionAnswering.from_pretrained(
                source, output_loading_info=True, use_safetensors=True
            )
        except Exception as error:  # the library raises many kinds for one cause: not loadable
            reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise ModelError(
                f"The reader {name!r} cannot be loaded: {reason}. {_REMEDY}"
            ) from error
        if any("qa_outputs" in key for key in found["missing_keys"]) or not tokenizer.is_fast:
            raise ModelError(
                f"The reader {name!r} was not trained to answer questions (it has no qa_outputs), "
                f"or has no fast tokenizer. {_REMEDY}"
            )
        return cls(tokenizer, model.eval())

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """Return the best span of each text, in order."""
        import torch  # noqa: PLC0415  loaded with the model

        if not texts:
            return []
        with self._lock, torch.inference_mode():
            encoded = self._tokenizer(
                [question] * len(texts),
                list(texts),
                truncation="only_second",
                max_length=min(MAX_TOKENS, self._tokenizer.model_max_length),
                padding=True,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
            offsets = encoded.pop("offset_mapping").numpy()
            inside = [encoded.sequence_ids(row) for row in range(len(texts))]
            output = self._model(**encoded)
        starts, ends = output.start_logits.float().numpy(), output.end_logits.float().numpy()
        return [
            _best(
                starts[row], ends[row], offsets[row], np.array([part == 1 for part in inside[row]])
            )
            for row in range(len(texts))
        ]


def read_again(
    reader: ExtractiveReader,
    question: str,
    quotes: Sequence[str],
    log_probabilities: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int64], list[Span | None]]:
    """Return the order of quotes by both models, best first, and each one's span where sure.

    ``log_probabilities`` are the selector's, (quotes,); the reader's are added, as if they were
    independent. Spans are of the quotes as they were given, in that order.
    """
    letters = [composed(quote) for quote in quotes]
    readings = reader.read(question, [quote.text for quote in letters])
    scores = np.array([reading.score for reading in readings], dtype=np.float32).clip(-30, 30)
    order = np.argsort(-(log_probabilities + log_softmax(scores)), kind="stable")
    spans = [
        quote.original(reading.start, reading.end) if reading.sureness >= SURE else None
        for quote, reading in zip(letters, readings, strict=True)
    ]
    return order, spans


def _is_cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  only for hub names
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415

    try:
        return isinstance(try_to_load_from_cache(name, "config.json"), str)
    except HFValidationError as error:
        raise ModelError(f"{name!r} is no name of a model and no folder. {_REMEDY}") from error


def _best(
    starts: npt.NDArray[np.float32],
    ends: npt.NDArray[np.float32],
    offsets: npt.NDArray[np.int64],
    inside: npt.NDArray[np.bool_],
) -> Reading:
    """Return the best span that lies in the text and ends after its start (Chen et al. 2017)."""
    places = np.flatnonzero(inside & (offsets[:, 1] > offsets[:, 0]))
    if not len(places):
        return Reading(-np.inf, 0, 0, 0.0)
    sums = starts[places][:, None] + ends[places][None, :]
    lengths = np.arange(len(places))[None, :] - np.arange(len(places))[:, None]
    sums = np.where((lengths >= 0) & (lengths < MAX_SPAN_TOKENS), sums, -np.inf)
    nothing = float(starts[0] + ends[0])  # the first token stands for "no answer" (SQuAD 2.0)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    top = float(sums[first, last])
    highest = max(top, nothing)
    total = float(np.exp(sums - highest).sum()) + float(np.exp(nothing - highest))
    return Reading(
        score=top - nothing,
        start=int(offsets[places[first], 0]),
        end=int(offsets[places[last], 1]),
        sureness=float(np.exp(top - highest)) / total,
    )
