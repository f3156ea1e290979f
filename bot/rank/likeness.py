"""Late interaction: each word of a question against each word of many articles at once.

After ColBERT (Khattab and Zaharia 2020), with static vectors, trigrams and stems instead of a
contextual model: a question word counts in a sentence as much as the word there that is likest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.arrays import Flags, Floats, Ints, Rows
from bot.question import Question
from bot.rank.articles import SplitArticle
from bot.rank.word_table import WordTable

# Below the first of each pair a cosine is chance, above the second it is sure.
_MEANING_RANGE = (0.25, 0.85)
_SPELLING_RANGE = (0.35, 0.9)
# A stem that matches exactly is better evidence than any likeness.
_LIKENESS_WEIGHT = 0.9


@dataclass(frozen=True, slots=True)
class JoinedArticles:
    """Several articles laid end to end.

    ``rows``: each word's row in the word table. ``first_words``: the first word of each sentence;
    ``article_of``: the article of each sentence; ``first_sentences``: the first sentence of each
    article. All positions count in this whole.
    """

    articles: tuple[SplitArticle, ...]
    rows: Rows
    first_words: Ints
    article_of: Ints
    first_sentences: Ints
    content: Flags

    @classmethod
    def of(cls, articles: Sequence[SplitArticle]) -> "JoinedArticles":
        """Lay articles end to end; each must have a sentence."""
        word_counts = [len(article.rows) for article in articles]
        sentence_counts = [len(article.sentences) for article in articles]
        word_starts = np.cumsum([0, *word_counts[:-1]])
        firsts = [
            article.first_words + start
            for article, start in zip(articles, word_starts, strict=True)
        ]
        first_words = np.concatenate(firsts)
        return cls(
            articles=tuple(articles),
            rows=np.concatenate([article.rows for article in articles]),
            first_words=first_words,
            article_of=np.repeat(np.arange(len(articles)), sentence_counts),
            first_sentences=np.cumsum([0, *sentence_counts[:-1]]),
            content=np.concatenate([article.content for article in articles]),
        )

    def per_sentence_max(self, values: Floats) -> Floats:
        """Return the greatest of each sentence's words' values; words on the last axis."""
        return np.maximum.reduceat(values, self.first_words, axis=-1)

    def per_article_max(self, values: Floats) -> Floats:
        """Return the greatest of each article's sentences' values; sentences on the last axis."""
        return np.maximum.reduceat(values, self.first_sentences, axis=-1)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like each question word is to each word of the articles: (question words, words), 0 to 1.

    ``exact``: 1 where a stem is the same. ``best``: that, or how like the words are in spelling or
    in meaning, whichever is more.
    """

    exact: Floats
    best: Floats


def compare(question: Question, joined: JoinedArticles, table: WordTable) -> Likeness:
    """Compare a question's content words with every word of some articles."""
    asked = table.rows([word.form for word in question.words])
    unique, inverse = table.unique(joined.rows)
    content = table.is_content(unique)
    stems = table.stems(unique)
    asked_spelling, asked_meaning = table.vectors(asked)
    spelling_vectors, meaning_vectors = table.vectors(unique)
    exact = np.zeros((len(asked), len(unique)), dtype=np.float32)
    for position, word in enumerate(question.words):
        for stem in word.stems:
            exact[position][stems == table.stem_row(stem)] = 1
    exact *= content
    spelling = _scaled((spelling_vectors @ asked_spelling.T).T, _SPELLING_RANGE)
    meaning = _scaled((meaning_vectors @ asked_meaning.T).T, _MEANING_RANGE)
    best = np.maximum(_LIKENESS_WEIGHT * content * np.maximum(spelling, meaning), exact)
    return Likeness(exact.take(inverse, axis=1), best.take(inverse, axis=1))


def _scaled(cosines: Floats, limits: tuple[float, float]) -> Floats:
    """Return cosines scaled from ``limits`` to 0 and 1."""
    low, high = limits
    scaled: Floats = np.clip((cosines - low) / (high - low), 0, 1)
    return scaled
