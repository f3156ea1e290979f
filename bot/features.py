"""What is measured of each candidate sentence and article, in the order the selector learned."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.evidence import Evidence
from bot.interaction import Ints, Likeness, Passages
from bot.question import KINDS, Question
from bot.retrieve import ARTICLE_SCORES
from bot.words import Floats

# A word that no question word is this like is new: it may be the answer.
NEW_BELOW = 0.5
# Words on either side that count as near.
NEAR_WORDS = 8

_FUNCTION_WORDS = {Evidence.TIME, Evidence.CAUSE, Evidence.MANNER, Evidence.SPEECH}


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


@dataclass(frozen=True, slots=True)
class TermWeights:
    """How much each question word counts, each shape (question words,).

    ``archive``: its information in the archive. ``soft``: in the candidate sentences, counting
    likeness. ``named``: the archive's, for names and numbers alone.
    """

    archive: Floats
    soft: Floats
    named: Floats


def weigh_terms(question: Question, archive: Floats, best: Floats) -> TermWeights:
    """Return the weights of the question's words; ``best`` is (question words, sentences)."""
    count = best.shape[1]
    soft = np.log((count + 1) / (0.5 + best.sum(axis=1))).clip(0.05).astype(np.float32)
    named = np.array([word.named and not word.head for word in question.words], dtype=np.float32)
    return TermWeights(archive, soft, archive * named)


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
    window = np.maximum(best, np.maximum(_before(best, passages), _after(best, passages)))
    sentence = _sentence_columns(passages, in_sentence, window, weights, retrieved)
    sentence |= _word_columns(question, passages, likeness, weights)
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
    before, after = np.zeros_like(chosen), np.zeros_like(chosen)
    before[1:] = chosen[:-1]
    before[first_sentences] = 0
    after[:-1] = chosen[1:]
    after[np.append(first_sentences[1:], len(chosen)) - 1] = 0
    return standard.astype(np.float32), before, after


def _sentence_columns(
    passages: Passages,
    matched: dict[str, Floats],
    window: Floats,
    weights: TermWeights,
    retrieved: Retrieved,
) -> dict[str, Floats]:
    best = matched["best"]
    covered = {name: _covered(values, weights.archive) for name, values in matched.items()}
    soft = _covered(best, weights.soft)
    within = _covered_within_article(best, passages, weights.archive)
    around = _covered(window, weights.archive)
    around_within = _covered_within_article(window, passages, weights.archive)
    before = _covered(_before(best, passages), weights.archive)
    after = _covered(_after(best, passages), weights.archive)
    position = np.arange(len(passages.article_of)) - passages.first_sentences[passages.article_of]
    counts = np.bincount(passages.article_of)[passages.article_of]
    lengths = np.diff(np.append(passages.first_words, len(passages.rows)))
    relative = {"best": covered["best"], "within": within, "around": around, "soft": soft}
    return {
        **covered,
        "soft": soft,
        "within": within,
        "around": around,
        "around within": around_within,
        "before": before,
        "after": after,
        "raw": (weights.archive @ best) / 20,
        "named": _covered(best, weights.named),
        "named around": _covered(window, weights.named),
        **{
            f"{name} below best": _against_best(column, passages)
            for name, column in relative.items()
        },
        "cosine": retrieved.cosine,
        "cosine below best": _against_best(retrieved.cosine, passages),
        "cosine before": _before(retrieved.cosine, passages),
        "cosine after": _after(retrieved.cosine, passages),
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


def _word_columns(
    question: Question, passages: Passages, likeness: Likeness, weights: TermWeights
) -> dict[str, Floats]:
    """Return what the sentences bring that is new, and of the kind that is asked for."""
    likest = likeness.best.max(axis=0, initial=0)
    content = passages.evidence[:, Evidence.NUMBER] | passages.content
    new = (likest < NEW_BELOW) & content
    near = nearness(likeness, weights.archive)
    heads = np.array([word.head for word in question.words], dtype=bool)
    head_like = (
        np.where(new, likeness.meaning[heads].max(axis=0), np.float32(0))
        if heads.any()
        else np.zeros(len(new), dtype=np.float32)
    )
    head_near = (
        passages.per_sentence_max(_smoothed(likeness.best[heads].max(axis=0)) * new)
        if heads.any()
        else np.zeros(len(passages.first_words), dtype=np.float32)
    )
    brought = _brought(passages, likest < NEW_BELOW, new, near)
    covered = _covered(passages.per_sentence_max(likeness.best), weights.archive)
    new_count = passages.per_sentence_sum(new.astype(np.float32))
    nothing = np.zeros(len(covered), dtype=np.float32)
    asked = {
        f"{kind}: {name}": column if kind == question.kind else nothing
        for kind in KINDS
        for name, column in {**brought, "best": covered}.items()
    }
    return {
        "new words": np.log1p(new_count) / 3,
        "nothing new": (new_count == 0).astype(np.float32),
        "head new": passages.per_sentence_max(head_like.astype(np.float32)),
        "head near": head_near,
        "new near": passages.per_sentence_max(near * new),
        **brought,
        **asked,
    }


def nearness(likeness: Likeness, weights: Floats) -> Floats:
    """Return how near each word is to words like the question's, whose ``weights`` these are."""
    mass = weights @ np.where(likeness.best > 0.3, likeness.best, 0)
    return _smoothed(mass / max(float(weights.sum()), 1e-6))


def _brought(
    passages: Passages, unlike: npt.NDArray[np.bool_], new: npt.NDArray[np.bool_], near: Floats
) -> dict[str, Floats]:
    """Return of each kind of evidence whether a sentence brings it, and how near to a match."""
    may_bring = np.stack([unlike if kind in _FUNCTION_WORDS else new for kind in Evidence])
    flags = (passages.evidence.T & may_bring).astype(np.float32)
    columns = passages.per_sentence_max(np.concatenate([flags, flags * near]))
    return {
        f"{kind.name}{suffix}": columns[kind + offset]
        for kind in Evidence
        for suffix, offset in (("", 0), (" near", len(Evidence)))
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
    sentence, around = _covered(best, weights.archive), _covered(window, weights.archive)
    return {
        **{name: _covered(values, weights.archive) for name, values in whole.items()},
        "soft": _covered(whole["best"], weights.soft),
        "soft exact": _covered(whole["exact"], weights.soft),
        "raw": (weights.archive @ whole["best"]) / 20,
        "sentence": passages.per_article_max(sentence),
        "window": passages.per_article_max(around),
        "soft sentence": passages.per_article_max(_covered(best, weights.soft)),
        "soft window": passages.per_article_max(_covered(window, weights.soft)),
        "named": _covered(whole["best"], weights.named),
        "named exact": _covered(whole["exact"], weights.named),
        "named window": passages.per_article_max(_covered(window, weights.named)),
        "lead": _covered(lead, weights.archive),
        "cosine": passages.per_article_max(retrieved.cosine),
        "bm25": passages.per_article_max(retrieved.bm25),
        "sentences": np.log(np.bincount(passages.article_of)) / 4,
        **dict(zip(ARTICLE_SCORES, retrieved.article_scores.T, strict=True)),
    }


def _covered(matched: Floats, weights: Floats) -> Floats:
    """Return the share of the weights whose words are matched, for each column of ``matched``."""
    total = float(weights.sum())
    return weights @ matched / total if total > 0 else np.zeros(matched.shape[1], dtype=np.float32)


def _covered_within_article(matched: Floats, passages: Passages, weights: Floats) -> Floats:
    """As ``_covered``, where a word that stands in every sentence of an article tells nothing."""
    counts = np.bincount(passages.article_of).astype(np.float32)
    found = np.add.reduceat(matched, passages.first_sentences, axis=1)
    local = np.log((counts + 1) / (found + 0.5)).clip(0.05) * weights[:, None]
    shares = local / local.sum(axis=0, keepdims=True).clip(1e-6)
    result: Floats = np.einsum("ws,ws->s", matched, shares[:, passages.article_of])
    return result


def _against_best(column: Floats, passages: Passages) -> Floats:
    """Return how far each sentence lies below its article's best."""
    return column - passages.per_article_max(column)[passages.article_of]


def _before(values: Floats, passages: Passages) -> Floats:
    """Return each sentence's predecessor's values, 0 at an article's start; last axis."""
    shifted = np.zeros_like(values)
    shifted[..., 1:] = values[..., :-1]
    shifted[..., passages.first_sentences] = 0
    return shifted


def _after(values: Floats, passages: Passages) -> Floats:
    shifted = np.zeros_like(values)
    shifted[..., :-1] = values[..., 1:]
    lasts = np.append(passages.first_sentences[1:], values.shape[-1]) - 1
    shifted[..., lasts] = 0
    return shifted


def _smoothed(mass: Floats) -> Floats:
    """Return each word's share of what its neighbours match, falling with their distance."""
    kernel = 1 - np.abs(np.arange(-NEAR_WORDS, NEAR_WORDS + 1)) / (NEAR_WORDS + 1)
    return np.convolve(mass, kernel.astype(np.float32), mode="same")[: len(mass)]
