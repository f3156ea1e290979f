"""The tokenizer of the model that zitat brings, built as far as its texts need it.

The tokens of a text in a Unigram model hang on those pieces alone that stand in the text, and on
the least score, from which that of an unknown character follows: a tokenizer of these says the
same as one of all pieces, which takes a fifth of a second to build, most of what a question waits
for when it is the first.
"""

import threading
from collections.abc import Mapping, Sequence
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from index.model.check import MODEL_FOLDER
from index.once import once

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER = "tokenizer.json"
# From so many characters on the whole is built.
PART_CHARS = 100_000


class UnigramTokenizer:
    """A Unigram tokenizer without special tokens. Safe to call from several threads.

    ``pieces``: the number of each token.
    """

    def __init__(self, file: Path) -> None:
        """Read a tokenizer's file; what the library raises of one that is damaged, comes later."""
        self._content = file.read_bytes()
        self._config: dict[str, Any] = orjson.loads(self._content)
        self._scored: list[tuple[str, float]] = self._config["model"]["vocab"]
        # Half as long as loops: each goes through some 80,000 pieces.
        names = map(itemgetter(0), self._scored)
        self.pieces: Mapping[str, int] = dict(zip(names, count(), strict=False))
        self._longest = max(map(len, self.pieces))
        least = min(self._scored, key=itemgetter(1))
        self._always = {self._config["model"]["unk_id"], self.pieces[least[0]]}
        self._normalizer = self._of(sorted(self._always)).normalizer
        self._part: tuple[Tokenizer, Sequence[int]] | None = None  # the last, and what it has
        self._whole: Tokenizer | None = None
        self._chars = 0
        # Fast tokenizers refuse to be used by two threads at once ("Already borrowed").
        self._lock = threading.Lock()

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of each text's tokens."""
        with self._lock:
            tokenizer, rows = self._for(texts)
            encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        if rows is None:
            return [encoding.ids for encoding in encodings]
        return [[rows[number] for number in encoding.ids] for encoding in encodings]

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a text; one that is not known is what stands in the text."""
        with self._lock:
            return self._for([text])[0].encode(text, add_special_tokens=False).tokens

    def _for(self, texts: Sequence[str]) -> tuple["Tokenizer", Sequence[int] | None]:
        """Return what splits texts; of a tokenizer in part, the numbers of its pieces."""
        self._chars += sum(map(len, texts))
        if self._whole is None and self._chars > PART_CHARS:
            self._whole = self._built(self._content)
        if self._whole is not None:
            return self._whole, None
        needed = self._needed(texts)
        if self._part is None or not needed <= set(self._part[1]):
            rows = sorted(needed)
            self._part = self._of(rows), rows
        return self._part

    def _needed(self, texts: Sequence[str]) -> set[int]:
        words = {word for text in texts for word in self._normalizer.normalize_str(text).split()}
        inside = {
            word[start:end]
            for word in words
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest, len(word)) + 1)
        }
        return self._always | {self.pieces[piece] for piece in inside & self.pieces.keys()}

    def _of(self, rows: Sequence[int]) -> "Tokenizer":
        """Return a tokenizer of these pieces alone."""
        model = self._config["model"] | {
            "vocab": [self._scored[row] for row in rows],
            "unk_id": rows.index(self._config["model"]["unk_id"]),
        }
        return self._built(orjson.dumps(self._config | {"model": model}))

    @staticmethod
    def _built(content: bytes) -> "Tokenizer":
        from tokenizers import Tokenizer  # noqa: PLC0415  only where words are split

        return Tokenizer.from_str(content.decode())


@once
def own_tokenizer() -> UnigramTokenizer:
    """Return the tokenizer, whose tokens are in lower case; loaded once, as nothing changes it."""
    return UnigramTokenizer(MODEL_FOLDER / TOKENIZER)
