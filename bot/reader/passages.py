"""What the reader is given, and what it says of it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.sentences import Sentence

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of an article, one behind the other: ``first`` to ``last``, inclusive.

    ``sentences`` are all of the article's, as offsets in its ``text``. ``head`` is what stands in
    front of it: title and date. ``sha256`` and ``path`` name the article.
    """

    path: str
    sha256: str
    text: str
    head: str
    sentences: tuple[Sentence, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PassageLogits:
    """What a model says of each token of a passage, over what it says of "nothing here".

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
