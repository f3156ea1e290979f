"""What is measured of each candidate sentence and article, in the order the selector learned."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import Floats, Ints
from bot.find.retriever import ARTICLE_SCORES
from bot.question import Question
from bot.rank.coverage import (
    TermWeights,
    after,
    against_best,
    before,
    covered,
    covered_within_article,
    weigh_terms,
)
from bot.rank.interaction import Likeness, Passages
from bot.rank.word_features import word_columns


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What the searches said of the candidate articles and of their sentences' chunks.

    Per article, shape (articles, n): ``article_scores``. Per sentence, shape (sentences,):
    ``bm25`` relative to the best chunk's, ``dense`` standard score, ``cosine`` of the sentence's
    own vector (zeros if the model is not static).
    """

    article_scores: Floats
    bm25: Floats
    dense: Floats
    cosine: Floats


@dataclass(frozen=True, slots=True)
class Features:
    """Feature matrices, float32: (sentences, n) and (articles, m), and their columns' names.

    ``sentence_names`` names the first columns of ``sentences``; what follows is ``in_context``.
    """

    sentences: Floats
    articles: Floats
    sentence_names: tuple[str, ...]
    article_names: tuple[str, ...]

    def sentence(self, name: str) -> Floats:
        """Return one column of the sentences' matrix."""
        return self.sentences[:, self.sentence_names.index(name)]

    def article(self, name: str) -> Floats:
        """Return one column of the articles' matrix."""
        return self.articles[:, self.article_names.index(name)]


def measure(
    question: Question,
    passages: Passages,
    likeness: Likeness,
    archive_idf: Floats,
    retrieved: Retrieved,
) -> Features:
    """Measure every sentence and article of the passages against the question."""
    in_sentence = {
        name: passages.per_sentence_max(getattr(likeness, name))
        for name in ("exact", "spelling", "meaning", "best")
    }
    best = in_sentence["best"]
    weights = weigh_terms(question, archive_idf, best)
    firsts = passages.first_sentences
    window = np.maximum(best, np.maximum(before(best, firsts), after(best, firsts)))
    sentence = _sentence_columns(passages, in_sentence, window, weights, retrieved)
    sentence |= word_columns(question, passages, likeness, weights)
    article = _article_columns(passages, in_sentence, window, weights, retrieved)
    article |= {f"{name} below best": column - column.max() for name, column in article.items()}
    english = float(question.language == "en")
    article |= {f"{name} English": column * english for name, column in article.items()}
    rows = np.stack(list(sentence.values()), axis=1).astype(np.float32)
    names = tuple(sentence)
    return Features(
        sentences=np.concatenate(
            [rows, *in_context(rows, names, passages.article_of, passages.first_sentences)], axis=1
        ),
        articles=np.stack(list(article.values()), axis=1).astype(np.float32),
        sentence_names=names,
        article_names=tuple(article),
    )


def in_context(
    rows: Floats, names: tuple[str, ...], article_of: Ints, first_sentences: Ints
) -> tuple[Floats, Floats, Floats]:
    """Return what the columns that hold for every kind of question say in their surroundings.

    Each (sentences, n): the standard score within the sentence's article, and the values of the
    sentence before and of the one after (0 beyond the article's ends). ``rows`` are the columns
    named by ``names``.
    """
    chosen = rows[:, [place for place, name in enumerate(names) if ":" not in name]]
    counts = np.bincount(article_of).astype(np.float32)[:, None]
    mean = np.add.reduceat(chosen, first_sentences, axis=0) / counts
    centred = chosen - mean[article_of]
    deviation = np.sqrt(np.add.reduceat(centred**2, first_sentences, axis=0) / counts)
    standard = np.where(deviation > 1e-4, 1 / np.maximum(deviation, 1e-4), 0)[article_of] * centred
    previous, following = (shift(chosen.T, first_sentences).T for shift in (before, after))
    return standard.astype(np.float32), previous, following


def _sentence_columns(
    passages: Passages,
    matched: dict[str, Floats],
    window: Floats,
    weights: TermWeights,
    retrieved: Retrieved,
) -> dict[str, Floats]:
    best, firsts = matched["best"], passages.first_sentences
    matches = {name: covered(values, weights.archive) for name, values in matched.items()}
    soft = covered(best, weights.soft)
    within = covered_within_article(best, passages, weights.archive)
    around = covered(window, weights.archive)
    around_within = covered_within_article(window, passages, weights.archive)
    position = np.arange(len(passages.article_of)) - firsts[passages.article_of]
    counts = np.bincount(passages.article_of)[passages.article_of]
    lengths = np.diff(np.append(passages.first_words, len(passages.rows)))
    relative = {"best": matches["best"], "within": within, "around": around, "soft": soft}
    return {
        **matches,
        "soft": soft,
        "within": within,
        "around": around,
        "around within": around_within,
        "before": covered(before(best, firsts), weights.archive),
        "after": covered(after(best, firsts), weights.archive),
        "raw": (weights.archive @ best) / 20,
        "named": covered(best, weights.named),
        "named around": covered(window, weights.named),
        **{
            f"{name} below best": against_best(column, passages)
            for name, column in relative.items()
        },
        "cosine": retrieved.cosine,
        "cosine below best": against_best(retrieved.cosine, passages),
        "cosine before": before(retrieved.cosine, firsts),
        "cosine after": after(retrieved.cosine, firsts),
        "bm25": retrieved.bm25,
        "dense": retrieved.dense / 4,
        "first": (position == 0).astype(np.float32),
        "second": (position == 1).astype(np.float32),
        "place": position / counts,
        "position": np.log1p(position) / 4,
        "length": np.log1p(lengths) / 3,
        "under 5 words": (lengths < 5).astype(np.float32),
        "under 9 words": (lengths < 9).astype(np.float32),
        "over 35 words": (lengths > 35).astype(np.float32),
    }


def _article_columns(
    passages: Passages,
    matched: dict[str, Floats],
    window: Floats,
    weights: TermWeights,
    retrieved: Retrieved,
) -> dict[str, Floats]:
    best = matched["best"]
    whole = {name: passages.per_article_max(values) for name, values in matched.items()}
    starts = passages.first_sentences
    title = best[:, starts]
    lead = np.maximum(title, best[:, np.minimum(starts + 1, best.shape[1] - 1)])
    sentence, around = covered(best, weights.archive), covered(window, weights.archive)
    return {
        **{name: covered(values, weights.archive) for name, values in whole.items()},
        "soft": covered(whole["best"], weights.soft),
        "soft exact": covered(whole["exact"], weights.soft),
        "raw": (weights.archive @ whole["best"]) / 20,
        "sentence": passages.per_article_max(sentence),
        "window": passages.per_article_max(around),
        "soft sentence": passages.per_article_max(covered(best, weights.soft)),
        "soft window": passages.per_article_max(covered(window, weights.soft)),
        "named": covered(whole["best"], weights.named),
        "named exact": covered(whole["exact"], weights.named),
        "named window": passages.per_article_max(covered(window, weights.named)),
        "lead": covered(lead, weights.archive),
        "cosine": passages.per_article_max(retrieved.cosine),
        "bm25": passages.per_article_max(retrieved.bm25),
        "sentences": np.log(np.bincount(passages.article_of)) / 4,
        **dict(zip(ARTICLE_SCORES, retrieved.article_scores.T, strict=True)),
    }
