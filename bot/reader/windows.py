"""Sentences that may answer → the windows of whole sentences around them that are read.

A row of a table is read alone, under its heads: its neighbours say nothing of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.text.sentences import Sentence

# About 130 tokens of German.
WINDOW_CHARS = 560
# So many rows of tables take as long to read as a window of text.
ROWS_A_WINDOW = 4


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences ``first`` to ``last`` (inclusive) of an article, by its place among several."""

    article: int
    first: int
    last: int

    def holds(self, article: int, sentence: int) -> bool:
        """Return whether a sentence of an article stands in it."""
        return self.article == article and self.first <= sentence <= self.last


def window_around(
    sentences: Sequence[Sentence], sentence: int, alone: Collection[int] = ()
) -> tuple[int, int]:
    """Return the first and last sentence of the window around a sentence of an article.

    It grows by the sentence before and the one behind in turn, as long as it is no longer than
    ``WINDOW_CHARS``; the sentence itself is in it however long it is. Those that are read ``alone``
    are in no other's window.
    """
    first = last = sentence
    grows = sentence not in alone
    while grows:
        grows = False
        before, behind = first - 1, last + 1
        if (
            before >= 0
            and before not in alone
            and sentences[last].end - sentences[before].start <= WINDOW_CHARS
        ):
            first, grows = before, True
        if (
            behind < len(sentences)
            and behind not in alone
            and sentences[behind].end - sentences[first].start <= WINDOW_CHARS
        ):
            last, grows = behind, True
    return first, last


def windows_of(
    articles: Sequence[Sequence[Sentence]],
    proposed: Iterable[tuple[int, int]],
    count: int,
    alone: Sequence[Collection[int]] | None = None,
) -> list[Window]:
    """Return at most ``count`` windows around (article, sentence), the likeliest sentence first.

    ``articles`` are the sentences of each, ``alone`` those of them that are read alone: of these
    ``ROWS_A_WINDOW`` count as one window. A sentence that stands in a window before opens none of
    its own.
    """
    windows: list[Window] = []
    room = count * ROWS_A_WINDOW
    for article, sentence in proposed:
        if any(window.holds(article, sentence) for window in windows):
            continue
        own = alone[article] if alone is not None else ()
        windows.append(Window(article, *window_around(articles[article], sentence, own)))
        room -= 1 if sentence in own else ROWS_A_WINDOW
        if room <= 0:
            break
    return windows
