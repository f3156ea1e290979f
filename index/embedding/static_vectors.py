"""Texts → mean token vectors, as a static model means them, without PyTorch's cost for each call.

sentence-transformers' ``StaticEmbedding`` tokenizes and averages. For one question, or for the
sentences of one article, what the libraries spend on each call is many times the work itself. News
repeats its words, so that each word is tokenized once, and the rows are averaged by one sparse
product.
"""

import json
import re
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from index.model.check import MODEL_FOLDER
from index.model.tokenizer import TOKENIZER, own_tokenizer

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

MAX_REMEMBERED = 200_000
# From so many tokens at once on it pays to load SciPy.
_MANY_TOKENS = 8192
_MOST_CHARS = 40  # of a word that is remembered

_PROBE = (
    "Die »Größe« von Dr. A-B (z. B. ﬁ, Ⅷ, 3,5 %)\tbetrug 1.000.000,5 €;\u00a0“Naïve” cafe\u0301's "
    "10:30-Uhr-Zug fuhr…\nNicht [UNK] noch x²/y: Donaudampfschifffahrtsgesellschaft! "
    "#@über_alles 漢字 😀 ¨ a\u200bb"
)
# What is tokenized on its own: what stands between blanks and marks, and each mark. Of other
# characters Python and the tokenizers may think otherwise, as of a letter's accent on its own.
_MARKS = r"!-/:-@\[-`{-~„“”‚‘’»«–—…"
_PIECE = re.compile(rf"[^ \t\n\r{_MARKS}]+|[{_MARKS}]")


IdsOf = Callable[[Sequence[str]], Iterable[list[int]]]

# The modules of a static model, by class.
_STATIC = (["StaticEmbedding"], ["StaticEmbedding", "Normalize"])


class TokenVectors:
    """The vectors of a model's tokens, shape (tokens, dimension), in the form that is stored.

    A question needs some of the rows: all of them in float32 would be a fifth of a second of work
    at each start. A model of model2vec stores small numbers, in rows that tokens share
    (``mapping``, (tokens,)), and ``weights``, (tokens,), to multiply them with.
    """

    def __init__(
        self,
        stored: npt.NDArray[Any],
        mapping: npt.NDArray[np.integer[Any]] | None = None,
        weights: npt.NDArray[np.float32] | None = None,
    ) -> None:
        self._stored = stored
        self._mapping = mapping
        self._weights = weights

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "TokenVectors":
        """Return what a static model's file holds. Raises KeyError for weights of another model."""
        if "embedding.weight" in stored:
            return cls(stored["embedding.weight"])
        return cls(stored["embeddings"], stored.get("mapping"), stored.get("weights"))

    def __len__(self) -> int:
        return len(self._stored if self._mapping is None else self._mapping)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._stored.shape[1])

    def rows(self, tokens: npt.NDArray[np.integer]) -> npt.NDArray[np.float32]:
        """Return the vectors of some tokens, float32."""
        stored = self._stored[tokens if self._mapping is None else self._mapping[tokens]]
        found: npt.NDArray[np.float32] = stored.astype(np.float32, copy=False)
        return found if self._weights is None else found * self._weights[tokens, None]


class StaticVectors:
    """The mean token vectors of texts. Safe to call from several threads."""

    def __init__(self, ids_of: IdsOf, table: TokenVectors) -> None:
        """``ids_of`` returns the numbers of texts' tokens; it is called by one thread at a time."""
        self._ids_of = ids_of
        self._table = table
        self._ids: dict[str, bytes] = {}  # of each piece its tokens, int32
        # Fast tokenizers refuse to be used by two threads at once ("Already borrowed").
        self._lock = threading.Lock()
        # Some tokenizers see more than a word at a time: they get the whole text.
        self._by_word = self._by_words([_PROBE]) == self._tokenized([_PROBE])

    @classmethod
    def of(cls, model: "SentenceTransformer") -> "StaticVectors | None":
        """Return what a model computes, but for the length of rows; None if it is not static.

        A model that asks for prompts, for shortened vectors, or has layers behind its token
        vectors, is not.
        """
        if [type(module).__name__ for module in model] not in _STATIC:
            return None
        if any(model.prompts.values()) or model.default_prompt_name is not None:
            return None
        if model.truncate_dim is not None:
            return None
        static = cast("StaticEmbedding", model[0])
        weights = static.embedding.weight.detach().float().numpy()
        return cls(_ids_of(static.tokenizer), TokenVectors(weights))

    @classmethod
    def read(cls, folder: Path) -> "StaticVectors | None":
        """Return what the model in a folder computes, without PyTorch, which takes seconds to load.

        None also where its files are not as expected: the library says what is wrong with them.
        """
        from safetensors.numpy import load_file  # noqa: PLC0415  only where a model is loaded
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            modules = json.loads((folder / "modules.json").read_text("utf-8"))
            config = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
            if [module["type"].rsplit(".", 1)[-1] for module in modules] not in _STATIC:
                return None
            if any(config["prompts"].values()) or config["default_prompt_name"] is not None:
                return None
            if modules[0]["path"] or config.get("truncate_dim") is not None:
                return None
            table = TokenVectors.of(load_file(folder / "model.safetensors"))
            if folder == MODEL_FOLDER:
                return cls(own_tokenizer().ids, table)
            return cls(_ids_of(Tokenizer.from_file(str(folder / TOKENIZER))), table)
        except Exception:  # tokenizers raises nothing more special
            return None

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self._table.dimension

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32, shape (texts, dimension); zeros for a text without a token."""
        found = self._by_words(texts) if self._by_word else self._tokenized(texts)
        counts = np.array([len(ids) for ids in found], dtype=np.int64) // 4
        columns = np.frombuffer(b"".join(found), dtype=np.int32)
        if len(columns) and columns.max() >= len(self._table):
            # SciPy does not look: it would read what lies behind the table.
            raise IndexError(
                f"its tokenizer knows a token {columns.max()}, its weights have "
                f"{len(self._table)} rows"
            )
        shares = np.repeat((1 / counts.clip(1)).astype(np.float32), counts)
        starts = np.concatenate([[0], np.cumsum(counts)])
        if len(columns) >= _MANY_TOKENS:
            from scipy.sparse import csr_array  # noqa: PLC0415  few questions have so many

            used = np.zeros(len(self._table), dtype=bool)
            used[columns] = True
            tokens = np.flatnonzero(used)
            places = (np.cumsum(used) - 1)[columns]
            shape = len(texts), len(tokens)
            rows = csr_array((shares, places, starts), shape=shape) @ self._table.rows(tokens)
            return np.asarray(rows, dtype=np.float32)
        tokens, places = np.unique(columns, return_inverse=True)
        parts = self._table.rows(tokens)[places] * shares[:, None]
        longest = np.argsort(-counts, kind="stable")
        firsts, reach = starts[longest], np.sort(-counts)
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for step in range(counts.max(initial=0)):  # one token after the other: SciPy's very bits
            longer = np.searchsorted(reach, -step)
            sums[:longer] += parts[firsts[:longer] + step]
        means = np.empty_like(sums)
        means[longest] = sums
        return means

    def _by_words(self, texts: Sequence[str]) -> list[bytes]:
        known = self._ids
        split = [_PIECE.findall(text) for text in texts]
        # Not a difference of sets: it would go through all that is known.
        new = [piece for piece in set(chain.from_iterable(split)) if piece not in known]
        if not new:
            return [b"".join(map(known.__getitem__, pieces)) for pieces in split]
        if len(known) + len(new) > MAX_REMEMBERED:
            known = self._ids = {}  # other threads go on with the one that they have
            new = list(set(chain.from_iterable(split)))
        found = dict(zip(new, self._tokenized(new), strict=True))
        known.update((piece, ids) for piece, ids in found.items() if len(piece) <= _MOST_CHARS)
        return [
            b"".join([found[piece] if piece in found else known[piece] for piece in pieces])
            for pieces in split
        ]

    def _tokenized(self, texts: Sequence[str]) -> list[bytes]:
        with self._lock:
            found = self._ids_of(texts)
        return [array("i", ids).tobytes() for ids in found]


def _ids_of(tokenizer: "Tokenizer") -> IdsOf:
    def ids_of(texts: Sequence[str]) -> Iterable[list[int]]:
        encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return (encoding.ids for encoding in encodings)

    return ids_of
