"""Texts → token ids and their offsets, as the reader takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt

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


class TokenizedText(Protocol):
    """A text in tokens: the number of each, and where it stands in the text."""

    @property
    def ids(self) -> list[int]: ...  # noqa: D102

    @property
    def offsets(self) -> list[tuple[int, int]]: ...  # noqa: D102


class Tokenizer(Protocol):
    """A tokenizer of the library, or one that is built as far as its texts need it."""

    def encode_batch(
        self, input: list[str], *, add_special_tokens: bool
    ) -> Sequence[TokenizedText]:
        """Return texts in tokens."""
        ...


@dataclass(frozen=True, slots=True)
class Tokenized:
    """Sentences in tokens, one behind the other.

    ``ids``: (tokens,). ``offsets``: where in the article's text each token stands, (tokens, 2),
    without the white space before it; (-1, -1) of one that stands there in no row of a table, but
    says what it means. ``first_tokens``: where each sentence's tokens begin, and
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


def as_question(question: str) -> str:
    """Return a question as the model has learned to take it."""
    return f"query: {question}"


def as_head(head: str) -> str:
    """Return the head of a passage as the model has learned to take it."""
    return f"passage: {head[:_HEAD_CHARS]}"


def tokenize_question(tokenizer: Tokenizer, question: str) -> Ids:
    """Return the ids that stand for a question at the start of each input."""
    (text,) = tokenizer.encode_batch([as_question(question)], add_special_tokens=False)
    return np.array([START, *text.ids[:QUESTION_TOKENS], END], dtype=np.int32)


def tokenize_head(tokenizer: Tokenizer, head: str) -> Ids:
    """Return the ids that stand between a question and a passage: the article's title and date."""
    (text,) = tokenizer.encode_batch([as_head(head)], add_special_tokens=False)
    return np.array([*text.ids[:HEAD_TOKENS], END], dtype=np.int32)
