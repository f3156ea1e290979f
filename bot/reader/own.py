"""The reader that zitat brings: an ONNX graph, its weights in 8 bits, and its tokenizer."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot import interrupt
from bot.reader.passages import Passage, PassageLogits, text_of
from bot.reader.tokens import (
    END,
    PAD,
    Ids,
    Tokenized,
    Tokenizer,
    as_head,
    as_question,
    tokenize_head,
    tokenize_question,
    tokenize_sentences,
)
from index.errors import ModelError
from index.model.check import check_model
from index.model.unigram import UnigramTokenizer
from index.once import once

NAME = "zitat-reader-de-en"
GRAPH, TOKENIZER = "reader.onnx", "tokenizer.json"
MAX_PASSAGES = 8192

_Key = tuple[str, str, int, int, int, str]


class OwnReader:
    """The loaded model. Safe to call from several threads, which read one after the other.

    Each of them uses all cores for its question, so that none waits longer than it must.
    """

    name = NAME

    def __init__(
        self, session: Any, tokenizer: Tokenizer, run_options: Callable[[], Any] = SimpleNamespace
    ) -> None:
        """Read with a session, each time under options whose ``terminate`` ends it."""
        self._session = session
        self._run_options = run_options
        self._tokenizer = tokenizer
        self._running = threading.Lock()
        self._lock = threading.Lock()
        self._tokenized: OrderedDict[_Key, tuple[Ids, Tokenized]] = OrderedDict()

    @classmethod
    def load(cls) -> "OwnReader":
        """Return the model that zitat brings, loaded once. Raises ModelError if it is damaged."""
        with as_file(files("bot.reader") / "weights") as folder:
            return _load(folder)

    def read(self, question: str, passages: list[Passage]) -> list[PassageLogits]:
        """Return what the model says of each passage, in order.

        Raises AskerGoneError, also in the middle of it, if the one who asked is gone.
        """
        if not passages:
            return []
        self._prepare(question, passages)
        asked = tokenize_question(self._tokenizer, question)
        rows: list[Ids] = []
        texts: list[NDArray[np.intp]] = []
        offsets: list[Ids] = []
        for passage in passages:
            head, text = self._tokens(passage)
            rows.append(np.concatenate([asked, head, text.ids, [END]]))
            own = np.flatnonzero(text.offsets[:, 0] >= 0)
            texts.append(own + len(asked) + len(head))
            offsets.append(text.offsets[own])
        ids = np.full((len(rows), max(map(len, rows))), PAD, dtype=np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
        mask = (ids != PAD).astype(np.int32)
        with self._running:
            interrupt.check()  # who waited for others may have gone meanwhile
            logits = self._run({"ids": ids, "mask": mask})
        return [
            PassageLogits(places, logits[row, text, 0], logits[row, text, 1])
            for row, (text, places) in enumerate(zip(texts, offsets, strict=True))
        ]

    def _run(self, inputs: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Return the logits of starts and ends, (passages, tokens, 2).

        Raises AskerGoneError as soon as the one who asked is gone.
        """
        options = self._run_options()

        def terminate() -> None:
            options.terminate = True

        with interrupt.stopping(terminate):
            logits: NDArray[np.float32] = self._session.run(None, inputs, options)[0]
        return logits

    def _prepare(self, question: str, passages: list[Passage]) -> None:
        """Let a tokenizer that is built as far as needed be built once for all of a question."""
        if isinstance(self._tokenizer, UnigramTokenizer):
            with self._lock:
                new = [one for one in passages if _key(one) not in self._tokenized]
            texts = [text for one in new for text in (as_head(one.head), text_of(one)[0])]
            self._tokenizer.prepare([as_question(question), *texts])

    def _tokens(self, passage: Passage) -> tuple[Ids, Tokenized]:
        """Return a passage's head and sentences in tokens: those last read are kept."""
        key = _key(passage)
        with self._lock:
            found = self._tokenized.get(key)
            if found is not None:
                self._tokenized.move_to_end(key)
                return found
        sentences = passage.sentences[passage.first : passage.last + 1]
        rows = {number - passage.first: row for number, row in passage.rows.items()}
        found = (
            tokenize_head(self._tokenizer, passage.head),
            tokenize_sentences(self._tokenizer, passage.text, sentences, rows),
        )
        with self._lock:
            self._tokenized[key] = found
            while len(self._tokenized) > MAX_PASSAGES:
                self._tokenized.popitem(last=False)
        return found


def _key(passage: Passage) -> _Key:
    row = passage.rows.get(passage.first)
    told = "" if row is None else row.text  # which of its cells it has hangs on the question
    first, last = passage.sentences[passage.first], passage.sentences[passage.last]
    count = passage.last - passage.first + 1
    return passage.path, passage.sha256, first.start, last.end, count, told


@once
def _load(folder: Path) -> OwnReader:
    # Else it sends its maker what runs here, under a number that it keeps in the home folder.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415  only where there is a question

    onnxruntime.disable_telemetry_events()  # also where another program has imported it before
    check_model(folder, (GRAPH, TOKENIZER))
    options = onnxruntime.SessionOptions()
    # Alone it is as fast without; where others compute too, a quarter faster.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = UnigramTokenizer(folder / TOKENIZER)
    except Exception as error:  # the libraries raise many kinds for "cannot be loaded"
        raise ModelError(
            f"The reader in {folder} cannot be loaded: {error}. Install zitat again, or "
            "answer without it: ZITAT_READER=none"
        ) from error
    return OwnReader(session, tokenizer, onnxruntime.RunOptions)
