"""The base's vocabulary of a hundred languages → the pieces that German and English need."""

from collections.abc import Iterable
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from bot.lab.training.base import Base

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
# How many of each language's most frequent words bring their pieces along.
WORDS = {"de": 150_000, "en": 120_000}
# Single letters stay, so that any name in these scripts can be spelled: Latin, Greek, Cyrillic.
_LETTERS = range(0x20, 0x530)
_BATCH = 10_000


def tokenizer_of(pieces: Iterable[str], scores: NDArray[np.float32]) -> Tokenizer:
    """Return the tokenizer of some pieces, as XLM-R's: Unigram over NFKC, one space for several."""
    vocabulary = list(zip(pieces, scores.tolist(), strict=True))
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=SPECIAL.index("<unk>")))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def needed_pieces(base: Base, texts: Iterable[str]) -> NDArray[np.int64]:
    """Return the rows of the base's pieces that stay, ascending, special ones first.

    These are the pieces of ``texts``, of the most frequent words of German and English (package
    wordfreq), and single letters.
    """
    whole = tokenizer_of(base.pieces, base.scores)
    used = np.zeros(len(base.pieces), dtype=bool)
    used[: len(SPECIAL)] = True
    batch: list[str] = []
    for text in chain(texts, _frequent_words()):
        batch.append(text)
        if len(batch) == _BATCH:
            _mark(whole, batch, used)
            batch.clear()
    _mark(whole, batch, used)
    for row, piece in enumerate(base.pieces):
        letters = piece.lstrip("▁")
        used[row] |= len(letters) == 1 and ord(letters) in _LETTERS
    return np.flatnonzero(used)


def _frequent_words() -> Iterable[str]:
    for language, count in WORDS.items():
        for word in _top_words(language, count):
            yield word
            yield word.capitalize()


def _top_words(language: str, count: int) -> list[str]:
    try:
        from wordfreq import top_n_list  # noqa: PLC0415  of the extra "train"
    except ImportError:
        raise SystemExit("wordfreq is missing: pip install 'zitat[train]' brings it.") from None
    found: list[str] = top_n_list(language, count)
    return found


def _mark(tokenizer: Tokenizer, texts: list[str], used: NDArray[np.bool_]) -> None:
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        used[encoding.ids] = True
