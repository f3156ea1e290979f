"""Questions → what the search measures of their candidates, and what is right among these."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.arrays import Flags, Floats, Ints
from bot.lab.training.search import Search, search_of, with_hidden
from bot.lab.training.sources import Asked
from bot.question import Question
from bot.rank.features import Features

# One in so many answerable questions is asked again with its article hidden.
HIDDEN_STEP = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates, measured: ``features`` in float16, to hold many of them.

    ``article_of``: each sentence's article, (sentences,). ``gold``: which sentences answer, none if
    the archive does not say, or if the text was ``hidden``. ``allowed``: which may answer.
    """

    asked: Asked
    question: Question
    features: Features
    article_of: Ints
    gold: Flags
    allowed: Flags
    hidden: bool
    article_count: int

    @property
    def articles(self) -> tuple[Floats, Flags]:
        """The articles' columns, (articles, n), and which of them answers."""
        right = np.zeros(len(self.features.articles), dtype=bool)
        right[self.article_of[self.gold]] = True
        return self.features.articles.astype(np.float32), right

    @property
    def sentences(self) -> tuple[Floats, Flags]:
        """The columns of the sentences of the article that answers, and which of these answer."""
        inside = np.isin(self.article_of, self.article_of[self.gold])
        return self.features.sentences[inside].astype(np.float32), self.gold[inside]


def examples_of(texts: Mapping[str, str], questions: Sequence[Asked]) -> Iterator[Example]:
    """Yield the examples of questions about an archive of ``texts``, by name."""
    with search_of(texts) as search:
        for asked, hidden in with_hidden(questions, HIDDEN_STEP):
            example = _example(search, asked, hidden)
            if example is not None:
                yield example


def _example(search: Search, asked: Asked, hidden: tuple[str, ...]) -> Example | None:
    question, found = search.find(asked.question, hidden)
    if found is None:
        return None
    return Example(
        asked=asked,
        question=question,
        features=replace(
            found.features,
            sentences=found.features.sentences.astype(np.float16),
            articles=found.features.articles.astype(np.float16),
        ),
        article_of=found.joined.article_of,
        gold=search.answering(asked, found) & found.allowed,
        allowed=found.allowed,
        hidden=bool(hidden),
        article_count=len(search.index.articles),
    )
