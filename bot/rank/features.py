"""What is measured of each candidate sentence and of its article, in the order of the weights."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import Floats
from bot.find.retriever import ARTICLE_SCORES
from bot.rank.coverage import after, before, covered, covered_within_article
from bot.rank.likeness import JoinedArticles, Likeness

# Further from the mean of its article than nearly all that the weights were learned from.
MOST_DEVIATIONS = 6.0


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What the searches said of the candidate articles and of their sentences' chunks.

    ``article_scores``: (articles, n), named by ``ARTICLE_SCORES``. Per sentence, (sentences,):
    ``bm25`` relative to the best chunk's, ``dense`` standard score.
    """

    article_scores: Floats
    bm25: Floats
    dense: Floats


@dataclass(frozen=True, slots=True)
class Features:
    """What was measured, float32: (sentences, n) and (articles, m), and the columns' names."""

    sentences: Floats
    articles: Floats
    sentence_names: tuple[str, ...]
    article_names: tuple[str, ...]

    def of_sentences(self, name: str) -> Floats:
        """Return one column of the sentences, (sentences,)."""
        return self.sentences[:, self.sentence_names.index(name)]

    def of_articles(self, name: str) -> Floats:
        """Return one column of the articles, (articles,)."""
        return self.articles[:, self.article_names.index(name)]


def measure(
    joined: JoinedArticles, likeness: Likeness, idf: Floats, named: Floats, retrieved: Retrieved
) -> Features:
    """Measure every sentence and article against the question.

    ``idf``: each question word's information in the archive; ``named``: the same for names and
    numbers, 0 for other words; each (question words,). In a "local" column a word counts the less
    the more sentences of the article have it. Beside each column of sentences stands its standard
    score within the article.
    """
    best, firsts = joined.per_sentence_max(likeness.best), joined.first_sentences
    around = np.maximum(best, np.maximum(before(best, firsts), after(best, firsts)))
    covered_around = covered(around, idf)
    whole = joined.per_article_max(best)
    lead = np.maximum(best, after(best, firsts))[:, firsts]
    of_sentences = {
        "best": covered(best, idf),
        "local": covered_within_article(best, joined, idf),
        "around": covered_around,
        "local around": covered_within_article(around, joined, idf),
        "named": covered(best, named),
        "bm25": retrieved.bm25,
        "dense": retrieved.dense,
    }
    of_articles = {
        "best": covered(whole, idf),
        "window": joined.per_article_max(covered_around),
        "named": covered(whole, named),
        "lead": covered(lead, idf),
        **dict(zip(ARTICLE_SCORES, retrieved.article_scores.T, strict=True)),
    }
    sentences = np.stack(list(of_sentences.values()), axis=1).astype(np.float32)
    return Features(
        sentences=np.hstack([sentences, standard_within_article(sentences, joined)]),
        articles=np.stack(list(of_articles.values()), axis=1).astype(np.float32),
        sentence_names=(*of_sentences, *(f"{name} standardised" for name in of_sentences)),
        article_names=tuple(of_articles),
    )


def standard_within_article(columns: Floats, joined: JoinedArticles) -> Floats:
    """Return columns of sentences, (sentences, n), as standard scores within each article.

    They are cut at ``MOST_DEVIATIONS``: one sentence among 300 may lie 17 from the mean.
    """
    article_of, firsts = joined.article_of, joined.first_sentences
    counts = np.bincount(article_of).astype(np.float32)[:, None]
    centred = columns - (np.add.reduceat(columns, firsts, axis=0) / counts)[article_of]
    deviation = np.sqrt(np.add.reduceat(centred**2, firsts, axis=0) / counts)
    scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0)
    standard = (scale[article_of] * centred).astype(np.float32)
    return standard.clip(-MOST_DEVIATIONS, MOST_DEVIATIONS)
