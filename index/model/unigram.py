"""A Unigram tokenizer, built as far as its texts need it.

The tokens of a text hang on those pieces alone that stand in it, and on the least score, from which
that of an unknown character follows: a tokenizer of these says the same as one of all pieces. To
build all is most of what the first question would wait for.
"""

import threading
from collections.abc import Mapping, Sequence
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# From so many characters on the whole is built.
PART_CHARS = 100_000


class Encoded(NamedTuple):
    """A text in tokens: the number of each, and where it stands in the text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


class UnigramTokenizer:
    """What a file of the library ``tokenizers`` describes. Safe to call from several threads.

    No special tokens are added to a text. ``pieces``: the number of each token.
    """

    def __init__(self, file: Path) -> None:
        """Read the file; what the library says of one that is damaged comes later."""
        self._content = file.read_bytes()
        self._config: dict[str, Any] = orjson.loads(self._content)
        self._scored: list[tuple[str, float]] = self._config["model"]["vocab"]
        # Half as long as loops: each goes through some 80,000 pieces.
        names = map(itemgetter(0), self._scored)
        self.pieces: Mapping[str, int] = dict(zip(names, count(), strict=False))
        self._longest = max(map(len, self.pieces))
        self._unknown: int = self._config["model"]["unk_id"]
        least = min(self._scored, key=itemgetter(1))[0]
        self._special = tuple(token["content"] for token in self._config["added_tokens"])
        self._always = {
            self._unknown,
            *map(self.pieces.__getitem__, (least, *self._special)),
        }
        # The last part, the numbers of its pieces, and words that it splits.
        self._part, self._words = self._of(self._always), set[str]()
        self._whole: Tokenizer | None = None
        self._chars = 0
        # Fast tokenizers refuse to be used by two threads at once ("Already borrowed").
        self._lock = threading.Lock()

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of each text's tokens."""
        with self._lock:
            tokenizer, numbers = self._for(texts)
            encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [_numbered(encoding.ids, numbers) for encoding in encodings]

    def encode_batch(
        self, input: Sequence[str], *, add_special_tokens: bool = False
    ) -> list[Encoded]:
        """Return texts in tokens, as the library's method of this name."""
        if add_special_tokens:
            raise ValueError("This tokenizer adds no special tokens.")
        with self._lock:
            tokenizer, numbers = self._for(input)
            encodings = tokenizer.encode_batch(list(input), add_special_tokens=False)
        return [Encoded(_numbered(one.ids, numbers), one.offsets) for one in encodings]

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a text; one that is not known is what stands in the text."""
        with self._lock:
            return self._for([text])[0].encode(text, add_special_tokens=False).tokens

    def prepare(self, texts: Sequence[str]) -> None:
        """Build at once what texts need that come one by one."""
        with self._lock:
            self._for(texts)

    def _for(self, texts: Sequence[str]) -> tuple["Tokenizer", Sequence[int] | None]:
        """Return what splits texts; of a tokenizer in part, the numbers of its pieces."""
        self._chars += sum(map(len, texts))
        if self._whole is None and (self._chars > PART_CHARS or self._are_special(texts)):
            self._whole = _built(self._content)
        if self._whole is not None:
            return self._whole, None
        words = self._words_of(texts)
        if not words <= self._words:
            needed = self._needed(words)
            if not needed <= set(self._part[1]):
                self._part = self._of(needed)
                self._words = set()
            self._words |= words
        return self._part

    def _are_special(self, texts: Sequence[str]) -> bool:
        """Return whether a special token stands in some text: it parts what stands around it."""
        return any(token in text for token in self._special for text in texts)

    def _words_of(self, texts: Sequence[str]) -> set[str]:
        normalizer, splitter = self._part[0].normalizer, self._part[0].pre_tokenizer
        return {
            word
            for text in texts
            for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))
        }

    def _needed(self, words: set[str]) -> set[int]:
        inside = {
            word[start:end]
            for word in words
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest, len(word)) + 1)
        }
        return self._always | {self.pieces[piece] for piece in inside & self.pieces.keys()}

    def _of(self, numbers: set[int]) -> tuple["Tokenizer", Sequence[int]]:
        """Return a tokenizer of these pieces alone, and their numbers in order."""
        in_order = sorted(numbers)
        model = self._config["model"] | {
            "vocab": [self._scored[number] for number in in_order],
            "unk_id": in_order.index(self._unknown),
        }
        return _built(orjson.dumps(self._config | {"model": model})), in_order


def _built(content: bytes) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415  only where words are split

    return Tokenizer.from_str(content.decode())


def _numbered(ids: list[int], numbers: Sequence[int] | None) -> list[int]:
    """Return the numbers in the whole of a part's tokens."""
    return ids if numbers is None else [numbers[one] for one in ids]
