"""A question → the articles that may answer it, with what each search says of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

import numpy as np
import numpy.typing as npt

from bot.arrays import Flags, Floats, Ints
from bot.find.masking import answering_rows, first_of_each_report
from bot.question import Question
from index import Index
from index.distinct import distinct
from index.files.heads import LANGUAGES
from index.store.index import standardise
from index.store.lexical import Scores
from index.text.compounds import Vocabulary

CANDIDATE_CHUNKS = 100
CANDIDATE_ARTICLES = 24
# By how many standard deviations an article from the time asked, or from so many days after it,
# rises among the candidates: its text need not name the year.
DATED_BONUS = 1.0
REPORTED_DAYS = 45
# What a standard score of BM25 counts beside one of the vectors, for a question in the language of
# the archive and in another, in which it shares names and numbers with it at most.
LEXICAL_WEIGHT = 0.4
FOREIGN_LEXICAL_WEIGHT = 0.15
# So many standard deviations the best chunk by BM25 lies above 0 in the archives that the weights
# were learned from, at most; a rare word among a million chunks lies higher, one that is in all of
# them without end.
MOST_BM25_DEVIATIONS = 65.0

# So many chunks' vectors are compared with a question at once.
_SCORED = 1 << 14

ARTICLE_SCORES = (
    "best bm25",
    "best bm25 deviations",
    "second bm25",
    "best dense",
    "second dense",
    "mean dense",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The candidate articles, best first, and the scores of all their chunks.

    ``article_rows``: (articles,). ``scores``: (articles, 6), named by ``ARTICLE_SCORES``.
    ``chunk_starts``: where each article's chunks begin in it, in order; ``bm25``, ``dense``: those
    chunks' scores, bm25 as a share of the archive's best for this question, dense as standard
    score.
    """

    article_rows: tuple[int, ...]
    scores: Floats
    chunk_starts: tuple[npt.NDArray[np.int32], ...]
    bm25: tuple[Floats, ...]
    dense: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class ChunkScores:
    """The standard scores of some chunks for a question, each (chunks,): see ``Retriever.find``."""

    dense: Floats
    lexical: Floats
    fused: Floats


class Retriever:
    """Finds candidate articles in one index. Never changes; safe for several threads.

    ``article_of`` is the row of each chunk's article, shape (chunks,).
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._vocabulary = Vocabulary(index.lexical)
        self.article_of = index.chunks.spans[:, 0]
        languages = np.bincount(index.heads["language"], minlength=len(LANGUAGES))
        self._language = LANGUAGES[int(languages.argmax())]

    def find(self, question: Question, vector: Floats, hidden: Flags | None = None) -> Found:
        """Return the best ``CANDIDATE_ARTICLES`` articles; ``vector`` is the question's, length 1.

        Articles that ``hidden``, (articles,), marks are treated as if they were not there.

        Candidates are the articles of the best ``CANDIDATE_CHUNKS`` chunks of either search,
        ordered by the sum of standard scores (ranks cannot be summed so: they forget how far the
        first is ahead). The lexical score counts by the squared share of the question that the
        archive knows, and less for a question in another language than the archive's: what of its
        words matches there must not outvote the vectors.
        """
        index = self._index
        lexical = self._lexical_scores(question)
        # How far a score stands out is measured on the whole archive: few articles have no spread.
        mean, deviation = lexical.mean, lexical.deviation
        shown = None
        if hidden is not None:
            shown = index.chunks.of_marked(~hidden)
            lexical = lexical.among(shown)
            if not shown.any():
                return _NOTHING
        nearest = index.dense_search(vector, CANDIDATE_CHUNKS, shown)
        rows = distinct(np.concatenate([nearest, lexical.best(CANDIDATE_CHUNKS)]))
        dated = self._dated(question, shown)
        if dated is not None:
            near = index.dense_search(vector, CANDIDATE_CHUNKS // 2, dated)
            of_words = lexical.among(dated).best(CANDIDATE_CHUNKS // 2)
            rows = distinct(np.concatenate([rows, near, of_words]))
        rows = answering_rows(index, question, rows)
        if not len(rows):
            return _NOTHING
        dense = index.dense_scores(vector, rows)
        weight = self._lexical_weight(question)
        score = dense + weight * standardise(lexical.of(rows), mean, deviation)
        if dated is not None:
            score = score + DATED_BONUS * dated[rows]
        ordered = self.article_of[rows[np.argsort(-score, kind="stable")]]
        kept = first_of_each_report(index, ordered.tolist())
        found = [row for row in dict.fromkeys(ordered.tolist()) if row in kept]
        articles = found[:CANDIDATE_ARTICLES]
        chunk_rows = tuple(map(index.chunks.of_article, articles))
        flat = np.array([row for group in chunk_rows for row in group], dtype=np.int64)
        cuts = np.cumsum([len(group) for group in chunk_rows])[:-1]
        flat_dense = index.dense_scores(vector, flat)
        all_dense = np.split(flat_dense, cuts)
        flat_bm25 = lexical.of(flat)
        top = max(lexical.highest, 1e-6)
        all_bm25 = np.split(flat_bm25 / np.float32(top), cuts)
        height = min(top / max(deviation, 1e-6), MOST_BM25_DEVIATIONS)
        scores = [
            _article_scores(*of_chunks, height)
            for of_chunks in zip(all_bm25, all_dense, strict=True)
        ]
        return Found(
            article_rows=tuple(articles),
            scores=np.array(scores, dtype=np.float32).reshape(len(articles), -1),
            chunk_starts=tuple(np.split(index.chunks.spans[flat, 1].astype(np.int32), cuts)),
            bm25=tuple(all_bm25),
            dense=tuple(all_dense),
        )

    def chunk_scores(self, question: Question, vector: Floats, rows: Ints) -> ChunkScores:
        """Return what either search says of some chunks, and the sum of both."""
        bm25 = self._lexical_scores(question)
        blocks = (rows[first : first + _SCORED] for first in range(0, len(rows), _SCORED))
        scores = [self._index.dense_scores(vector, block) for block in blocks]
        dense = np.concatenate([np.zeros(0, dtype=np.float32), *scores])
        lexical = standardise(bm25.of(rows), bm25.mean, bm25.deviation)
        return ChunkScores(dense, lexical, dense + self._lexical_weight(question) * lexical)

    def idf(self, question: Question) -> Floats:
        """Return each question word's information in the archive, as BM25 weighs it."""
        lexical = self._index.lexical
        return np.array(
            [min(map(lexical.idf, word.stems)) for word in question.words], dtype=np.float32
        )

    def holding(self, question: Question) -> list[Ints]:
        """Return of each word of a question the rows of the chunks that hold it or a compound."""
        return [
            self._index.lexical.holding(
                [*word.stems, *self._vocabulary.compounds_of(word.stems[0])]
            )
            for word in question.words
        ]

    def _dated(
        self, question: Question, shown: npt.NDArray[np.bool_] | None
    ) -> npt.NDArray[np.bool_] | None:
        """Return which chunks are of an article from the time asked or soon after; None if none."""
        if question.time is None:
            return None
        days = timedelta(days=REPORTED_DAYS)
        day = self._index.heads["day"]
        near = np.zeros(len(day), dtype=bool)
        for period in question.time.periods:
            last = min(period.last, date.max - days) + days
            near |= (day >= period.first.toordinal()) & (day <= last.toordinal()) & (day > 0)
        dated = self._index.chunks.of_marked(near)
        if shown is not None:
            dated &= shown
        return dated if dated.any() else None

    def _lexical_scores(self, question: Question) -> Scores:
        """Return BM25 of the question's words, in all their forms."""
        return self._index.lexical.scores(chain.from_iterable(question.terms))

    def _lexical_weight(self, question: Question) -> float:
        """Return what a standard score of BM25 counts for a question beside one of the vectors."""
        if not question.terms:
            return 0.0
        known = sum(bool(self._index.lexical.known(variants)) for variants in question.terms)
        own = question.language == self._language
        weight = LEXICAL_WEIGHT if own else FOREIGN_LEXICAL_WEIGHT
        return weight * (known / len(question.terms)) ** 2


_NOTHING = Found((), np.zeros((0, len(ARTICLE_SCORES)), dtype=np.float32), (), (), ())


def _article_scores(bm25: Floats, dense: Floats, height: float) -> list[float]:
    """Return an article's ``ARTICLE_SCORES`` from its chunks' scores.

    ``height``: so many standard deviations the best of the archive lies above 0, at most
    ``MOST_BM25_DEVIATIONS``.
    """
    lexical, near = np.sort(bm25)[::-1], np.sort(dense)[::-1]
    return [
        float(lexical[0]),
        float(lexical[0]) * height / 10,
        float(lexical[1]) if len(lexical) > 1 else 0.0,
        float(near[0]) / 4,
        float(near[1]) / 4 if len(near) > 1 else 0.0,
        float(near.mean()) / 4,
    ]
