"""What is measured of each candidate sentence and of its article, in the order of the weights."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import Floats
from bot.find.retriever import ARTICLE_SCORES
from bot.rank.coverage import after, before, covered, covered_within_article
from bot.rank.likeness import JoinedArticles, Likeness


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What the searches said of the candidate articles and of their sentences' chunks.

    ``article_scores``: (articles, n), named by ``ARTICLE_SCORES``. Per sentence, (sentences,):
    ``bm25`` relative to the best chunk's, ``dense`` standard score, ``cosine`` of the sentence's
    own vector (zeros if the model is not static).
    """

    article_scores: Floats
    bm25: Floats
    dense: Floats
    cosine: Floats


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
    numbers, 0 for other words; each (question words,). Beside each column of sentences stands its
    standard score within the article, beside each of articles how far it lies below the best.
    """
    matched = _Matched.of(joined, likeness)
    of_sentences = _of_sentences(joined, matched, idf, named, retrieved)
    of_articles = _of_articles(joined, matched, idf, named, retrieved)
    sentences = np.stack(list(of_sentences.values()), axis=1).astype(np.float32)
    articles = np.stack(list(of_articles.values()), axis=1).astype(np.float32)
    return Features(
        sentences=np.hstack([sentences, standard_within_article(sentences, joined)]),
        articles=np.hstack([articles, articles - articles.max(axis=0)]),
        sentence_names=(*of_sentences, *(f"{name} within article" for name in of_sentences)),
        article_names=(*of_articles, *(f"{name} below best" for name in of_articles)),
    )


def standard_within_article(columns: Floats, joined: JoinedArticles) -> Floats:
    """Return columns of sentences, (sentences, n), as standard scores within each article."""
    article_of, firsts = joined.article_of, joined.first_sentences
    counts = np.bincount(article_of).astype(np.float32)[:, None]
    centred = columns - (np.add.reduceat(columns, firsts, axis=0) / counts)[article_of]
    deviation = np.sqrt(np.add.reduceat(centred**2, firsts, axis=0) / counts)
    scale = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0)
    standard: Floats = (scale[article_of] * centred).astype(np.float32)
    return standard


@dataclass(frozen=True, slots=True)
class _Matched:
    """How well each question word is matched in each sentence, (question words, sentences).

    ``around``: in it, in the one before, or in the one after.
    """

    exact: Floats
    spelling: Floats
    meaning: Floats
    best: Floats
    around: Floats

    @classmethod
    def of(cls, joined: JoinedArticles, likeness: Likeness) -> "_Matched":
        best, firsts = joined.per_sentence_max(likeness.best), joined.first_sentences
        return cls(
            exact=joined.per_sentence_max(likeness.exact),
            spelling=joined.per_sentence_max(likeness.spelling),
            meaning=joined.per_sentence_max(likeness.meaning),
            best=best,
            around=np.maximum(best, np.maximum(before(best, firsts), after(best, firsts))),
        )


def _of_sentences(
    joined: JoinedArticles, matched: _Matched, idf: Floats, named: Floats, retrieved: Retrieved
) -> dict[str, Floats]:
    firsts = joined.first_sentences
    lengths = np.diff(np.append(joined.first_words, len(joined.rows)))
    return {
        "exact": covered(matched.exact, idf),
        "spelling": covered(matched.spelling, idf),
        "meaning": covered(matched.meaning, idf),
        "best": covered(matched.best, idf),
        "within": covered_within_article(matched.best, joined, idf),
        "around": covered(matched.around, idf),
        "around within": covered_within_article(matched.around, joined, idf),
        "named": covered(matched.best, named),
        "named around": covered(matched.around, named),
        "information": idf @ matched.best,
        "cosine": retrieved.cosine,
        "cosine before": before(retrieved.cosine, firsts),
        "cosine after": after(retrieved.cosine, firsts),
        "bm25": retrieved.bm25,
        "dense": retrieved.dense,
        "length": np.log1p(lengths),
        "under 5 words": (lengths < 5).astype(np.float32),
        "under 9 words": (lengths < 9).astype(np.float32),
        "over 35 words": (lengths > 35).astype(np.float32),
    }


def _of_articles(
    joined: JoinedArticles, matched: _Matched, idf: Floats, named: Floats, retrieved: Retrieved
) -> dict[str, Floats]:
    best, starts = matched.best, joined.first_sentences
    whole = joined.per_article_max(best)
    lead = np.maximum(best[:, starts], best[:, np.minimum(starts + 1, best.shape[1] - 1)])
    return {
        "exact": covered(joined.per_article_max(matched.exact), idf),
        "best": covered(whole, idf),
        "window": joined.per_article_max(covered(matched.around, idf)),
        "named": covered(whole, named),
        "information": idf @ whole,
        "lead": covered(lead, idf),
        "cosine": joined.per_article_max(retrieved.cosine),
        **dict(zip(ARTICLE_SCORES, retrieved.article_scores.T, strict=True)),
    }
