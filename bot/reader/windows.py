"""Sentences that may answer → the windows of whole sentences around them that are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.sentences import Sentence

# About 130 tokens of German.
WINDOW_CHARS = 560


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences ``first`` to ``last`` (inclusive) of an article, by its place among several."""

    article: int
    first: int
    last: int

    def holds(self, article: int, sentence: int) -> bool:
        """Return whether a sentence of an article stands in it."""
        return self.article == article and self.first <= sentence <= self.last


def window_around(sentences: Sequence[Sentence], sentence: int) -> tuple[int, int]:
    """Return the first and last sentence of the window around a sentence of an article.

    It grows by the sentence before and the one behind in turn, as long as it is no longer than
    ``WINDOW_CHARS``; the sentence itself is in it however long it is.
    """
    first = last = sentence
    grows = True
    while grows:
        grows = False
        if first > 0 and sentences[last].end - sentences[first - 1].start <= WINDOW_CHARS:
            first, grows = first - 1, True
        behind = last + 1
        if (
            behind < len(sentences)
            and sentences[behind].end - sentences[first].start <= WINDOW_CHARS
        ):
            last, grows = behind, True
    return first, last


def windows_of(
    articles: Sequence[Sequence[Sentence]], proposed: Iterable[tuple[int, int]], count: int
) -> list[Window]:
    """Return at most ``count`` windows around (article, sentence), the likeliest sentence first.

    ``articles`` are the sentences of each. A sentence that stands in a window before opens none of
    its own.
    """
    windows: list[Window] = []
    for article, sentence in proposed:
        if any(window.holds(article, sentence) for window in windows):
            continue
        windows.append(Window(article, *window_around(articles[article], sentence)))
        if len(windows) == count:
            break
    return windows
