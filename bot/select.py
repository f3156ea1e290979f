"""Hits → sentences, scored by how well each answers the question."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.masking import first_of_each_report, may_answer
from bot.question import Question
from bot.sentences import Sentence, split_sentences
from bot.span import holds_kind
from index import Index
from index.analyze import language_of, terms
from index.embed import Embedder
from index.types import Hit

# Sentences that share no term with the question and lie in a weak chunk are not embedded.
EMBEDDED_SENTENCES = 48


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of an article with its features, each about 0 to 1, and their weighted sum."""

    article_row: int
    sentence: Sentence
    score: float
    similarity: float
    coverage: float
    retrieval: float
    holds_kind: bool


def select(
    index: Index,
    embedder: Embedder,
    question: Question,
    vector: npt.NDArray[np.float32],
    hits: Sequence[Hit],
) -> list[ScoredSentence]:
    """Return the sentences of the hits' chunks, best first.

    ``vector`` is the question's, of length 1.
    """
    weights = _term_weights(index, question)
    found: list[tuple[int, Sentence, float, float, bool]] = []
    kept = first_of_each_report(index, (hit.chunk.article_row for hit in hits))
    best_score = max((hit.score for hit in hits), default=0.0) or 1.0
    for article_row, article_hits in _by_article(hits).items():
        if article_row not in kept:
            continue
        text = index.articles[article_row].text
        language = language_of(text)
        for sentence in split_sentences(text):
            retrieval = max(
                (hit.score for hit in article_hits if _overlaps(hit, sentence)), default=None
            )
            if retrieval is None:
                continue
            if not may_answer(index, question, article_row, sentence.start, sentence.end):
                continue
            quote = text[sentence.start : sentence.end]
            coverage = _coverage(question, weights, set(terms(quote, language)))
            kind = holds_kind(question, quote)
            found.append((article_row, sentence, retrieval / best_score, coverage, kind))
    found.sort(key=lambda item: -(item[2] + item[3]))
    found = found[:EMBEDDED_SENTENCES]
    quotes = [index.articles[row].text[s.start : s.end] for row, s, *_ in found]
    similarities = embedder.passages(quotes) @ vector
    scored = [
        ScoredSentence(
            article_row=row,
            sentence=sentence,
            score=0.35 * float(cosine) + 0.35 * coverage + 0.15 * retrieval + 0.15 * kind,
            similarity=float(cosine),
            coverage=coverage,
            retrieval=retrieval,
            holds_kind=kind,
        )
        for (row, sentence, retrieval, coverage, kind), cosine in zip(
            found, similarities, strict=True
        )
    ]
    return sorted(scored, key=lambda item: -item.score)


def _by_article(hits: Sequence[Hit]) -> dict[int, list[Hit]]:
    grouped: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.chunk.article_row].append(hit)
    return grouped


def _overlaps(hit: Hit, sentence: Sentence) -> bool:
    return sentence.start < hit.chunk.end and hit.chunk.start < sentence.end


def _term_weights(index: Index, question: Question) -> list[float]:
    """Return each question term's share of the question's information, summing to 1."""
    idf = [min(map(index.lexical.idf, variants)) for variants in question.terms]
    return [weight / sum(idf) for weight in idf]


def _coverage(question: Question, weights: Sequence[float], found: set[str]) -> float:
    """Return the share of the question's information whose terms are among ``found``."""
    pairs = zip(question.terms, weights, strict=True)
    return sum(weight for variants, weight in pairs if not found.isdisjoint(variants))
