"""Texts → token ids and their offsets, as the reader takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from bot.reader.passages import as_read
from bot.text.sentences import Sentence
from index.text.tables import LinearRow

Ids = npt.NDArray[np.int32]

START, PAD, END = 0, 1, 2
# So many tokens of a question, of the head of a passage, and of one sentence are read.
QUESTION_TOKENS = 64
HEAD_TOKENS = 32
SENTENCE_TOKENS = 160
# A title is cut here before it is tokenized: its first 32 tokens are never longer.
_HEAD_CHARS = 300


@dataclass(frozen=True, slots=True)
class Tokenized:
    """Sentences in tokens, one behind the other.

    ``ids``: (tokens,). ``offsets``: where in the article's text each token stands, (tokens, 2),
    without the white space before it; (-1, -1) of one that stands there in no row of a table, but
    tells what it means. ``first_tokens``: where each sentence's tokens begin, and
    behind the last, (sentences + 1,).
    """

    sentences: tuple[Sentence, ...]
    ids: Ids
    offsets: Ids
    first_tokens: Ids


def tokenize_sentences(
    tokenizer: Tokenizer,
    text: str,
    sentences: Sequence[Sentence],
    rows: Mapping[int, LinearRow] = MappingProxyType({}),
) -> Tokenized:
    """Return sentences of a text in tokens, the first ``SENTENCE_TOKENS`` of each.

    ``rows``: those of them that are rows of tables, by number.
    """
    read = [
        rows[number].text if number in rows else as_read(text[sentence.start : sentence.end])
        for number, sentence in enumerate(sentences)
    ]
    encodings = tokenizer.encode_batch(read, add_special_tokens=False)
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    first_tokens = [0]
    for number, (sentence, encoding) in enumerate(zip(sentences, encodings, strict=True)):
        ids += encoding.ids[:SENTENCE_TOKENS]
        row = rows.get(number)
        for begin, behind in encoding.offsets[:SENTENCE_TOKENS]:
            start, end = (
                (sentence.start + begin, sentence.start + behind)
                if row is None
                else row.original(begin, behind) or (-1, -1)
            )
            piece = text[start:end]
            offsets.append((start + len(piece) - len(piece.lstrip()), end))
        first_tokens.append(len(ids))
    return Tokenized(
        tuple(sentences),
        np.array(ids, dtype=np.int32),
        np.array(offsets, dtype=np.int32).reshape(-1, 2),
        np.array(first_tokens, dtype=np.int32),
    )


def tokenize_question(tokenizer: Tokenizer, question: str) -> Ids:
    """Return the ids that stand for a question at the start of each input."""
    ids = tokenizer.encode(f"query: {question}", add_special_tokens=False).ids
    return np.array([START, *ids[:QUESTION_TOKENS], END], dtype=np.int32)


def tokenize_head(tokenizer: Tokenizer, head: str) -> Ids:
    """Return the ids that stand between a question and a passage: the article's title and date."""
    ids = tokenizer.encode(f"passage: {head[:_HEAD_CHARS]}", add_special_tokens=False).ids
    return np.array([*ids[:HEAD_TOKENS], END], dtype=np.int32)
