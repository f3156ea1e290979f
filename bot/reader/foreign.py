"""Any question answering model of the transformers library, in place of the own reader."""

import threading
from pathlib import Path
from typing import Any

import numpy as np

from bot.reader.passages import Passage, PassageLogits, text_of
from index.embedding.locate import check_on_hub
from index.errors import ModelError

MAX_TOKENS = 384

_REMEDY = (
    "Give the folder of a question answering model of the transformers library, or a name that is "
    "in the local cache or on a hub that can be reached, by --reader or ZITAT_READER; without "
    "either, zitat reads with the model that it brings, and with 'none' without any."
)


class ForeignReader:
    """A loaded model. Safe to call from several threads."""

    def __init__(self, name: str, tokenizer: Any, model: Any) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._model = model
        self._lock = threading.Lock()

    @classmethod
    def load(cls, name: str) -> "ForeignReader":
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
        return cls(name, tokenizer, model.eval())

    def read(self, question: str, passages: list[Passage]) -> list[PassageLogits]:
        """Return what the model says of each passage, in order.

        Its first token stands for "nothing here", as in SQuAD 2.0.
        """
        import torch  # noqa: PLC0415  loaded with the model

        if not passages:
            return []
        read = [text_of(passage) for passage in passages]
        texts = [text for text, _ in read]
        with self._lock, torch.inference_mode():
            encoded = self._tokenizer(
                [question] * len(texts),
                texts,
                truncation="only_second",
                max_length=min(MAX_TOKENS, self._tokenizer.model_max_length),
                padding=True,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
            offsets = encoded.pop("offset_mapping").numpy()
            inside = [encoded.sequence_ids(row) for row in range(len(texts))]
            output = self._model(**encoded)
        starts, ends = (
            logits.float().numpy() - logits[:, :1].float().numpy()
            for logits in (output.start_logits, output.end_logits)
        )
        found = []
        for row, (_, places) in enumerate(read):
            of_text = np.array([part == 1 for part in inside[row]])
            kept = np.flatnonzero(of_text & (offsets[row, :, 1] > offsets[row, :, 0]))
            stand = np.stack([places[offsets[row, kept, 0]], places[offsets[row, kept, 1] - 1]], 1)
            own = (stand >= 0).all(axis=1)
            kept, stand = kept[own], stand[own] + np.array([0, 1], np.int32)
            found.append(PassageLogits(stand, starts[row, kept], ends[row, kept]))
        return found


def _is_cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  only for hub names
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415

    try:
        return isinstance(try_to_load_from_cache(name, "config.json"), str)
    except HFValidationError as error:
        raise ModelError(f"{name!r} is no name of a model and no folder. {_REMEDY}") from error
