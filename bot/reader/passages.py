"""What the reader is given, and what it says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.arrays import Floats
from bot.text.sentences import Sentence
from index.text.tables import LinearRow

# A sentence is in capitals if it has so many letters, and so many of them are.
_LEAST_CAPITALS = 12
_CAPITALS = 0.8

Offsets = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of an article, one behind the other: ``first`` to ``last``, inclusive.

    ``sentences`` are all of the article's, as offsets in its ``text``. ``head`` is what stands in
    front of it: title and date. ``sha256`` and ``path`` name the article. ``rows``: the sentences
    that are rows of tables, by number: they are read under their heads.
    """

    path: str
    sha256: str
    text: str
    head: str
    sentences: tuple[Sentence, ...]
    first: int
    last: int
    rows: Mapping[int, LinearRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassageLogits:
    """What a model says of each token of a passage, over what it says of "nothing here".

    Captions and heads that rows of tables are read under have no tokens here: they answer nothing.

    ``offsets``: where in the article's text each token stands, (tokens, 2). ``starts``, ``ends``:
    the logits of an answer that starts or ends with it, (tokens,); that of "nothing here" is 0.
    """

    offsets: Offsets
    starts: Floats
    ends: Floats


class ReadingModel(Protocol):
    """A model that reads passages under a question. Safe to call from several threads."""

    name: str

    def read(self, question: str, passages: list[Passage]) -> list[PassageLogits]:
        """Return what it says of each passage, in order."""
        ...


def head_of(title: str, date: str | None = None) -> str:
    """Return what stands in front of each passage of an article: its title, and its date."""
    return f"{title} ({date})".strip() if date else title


def as_read(sentence: str) -> str:
    """Return a sentence as it is read, as long as it is: one in CAPITALS in small letters.

    The model has learned what words mean in the letters that articles are written in.
    """
    letters = sum(map(str.isalpha, sentence))
    if letters < _LEAST_CAPITALS or sum(map(str.isupper, sentence)) < _CAPITALS * letters:
        return sentence
    small = sentence.lower()
    return small if len(small) == len(sentence) else sentence


def text_of(passage: Passage) -> tuple[str, Offsets]:
    """Return a passage as one text is read, and where each of its characters stands, or -1."""
    parts: list[str] = []
    places: list[npt.NDArray[np.intp]] = []
    behind = passage.sentences[passage.first].start
    for number in range(passage.first, passage.last + 1):
        start, end = passage.sentences[number].start, passage.sentences[number].end
        row = passage.rows.get(number)
        own = as_read(passage.text[start:end]) if row is None else row.text
        parts += [passage.text[behind:start], own]
        stands = np.arange(start, end) if row is None else np.array(row.places, dtype=np.intp)
        places += [np.arange(behind, start), stands]
        behind = end
    return "".join(parts), np.concatenate(places).astype(np.int32)
