"""What the reader is given, and what it says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.sentences import Sentence
from index.text.tables import LinearRow

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


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

    offsets: Ints
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


def text_of(passage: Passage) -> tuple[str, Ints]:
    """Return a passage as one text is read, and where each of its characters stands, or -1."""
    begin, end = passage.sentences[passage.first].start, passage.sentences[passage.last].end
    parts: list[str] = []
    places: list[npt.NDArray[np.intp]] = []
    for number in range(passage.first, passage.last + 1):
        if (row := passage.rows.get(number)) is None:
            continue
        parts += [passage.text[begin : row.row.start], row.text]
        places += [np.arange(begin, row.row.start), np.array(row.places, dtype=np.intp)]
        begin = row.row.end
    parts.append(passage.text[begin:end])
    places.append(np.arange(begin, end))
    return "".join(parts), np.concatenate(places).astype(np.int32)
