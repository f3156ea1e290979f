"""Words → the list of all articles that are about them, each with its best passage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import numpy as np
import numpy.typing as npt

from bot.arrays import Floats
from bot.cite import cite
from bot.find.retriever import Retriever
from bot.find.time import told_by
from bot.find.translated import Translator
from bot.question import Question, Word
from bot.text.sentences import Sentence, split_sentences
from bot.time import Fit, Period, Told, fit_of
from bot.types import Listed, Listing, Order
from index import Index
from index.text.analyze import Language, stem, tokens

PAGE = 20
# An article is about some words if it holds this share of them, by what each tells in the archive;
# if none does, this.
HELD = 0.6
HELD_AT_LEAST = 0.4
# What a word in the title adds to an article's score, in standard deviations.
TITLE_BONUS = 1.5

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Page:
    """Which articles of a list are wanted: ``count`` from ``first`` on, counted from 0."""

    order: Order = "best"
    first: int = 0
    count: int = PAGE


class Lister:
    """Lists the articles of one index. Never changes; safe for several threads."""

    def __init__(self, index: Index, retriever: Retriever) -> None:
        self._index = index
        self._retriever = retriever
        self._translator = Translator(index)

    def list(
        self,
        question: Question,
        vector: Floats,
        page: Page,
        hidden: frozenset[int] = frozenset(),
    ) -> Listing:
        """Return the articles about a question's words, and of the time that it names.

        ``vector`` is the question's, of length 1. Articles whose rows are ``hidden`` do not count.
        An article is about the words if it holds most of what they tell, in either language: names
        and rare words count for more. The best first means the sum of what both searches say of its
        best chunk.
        """
        question = self._translator.translated(question)
        idf = self._retriever.idf(question)
        held = self._retriever.holding(question)
        rows, best_chunk, scores = self._about(question, vector, idf, held, hidden)
        dates = [self._index.articles[row].date or "" for row in rows]
        if page.order == "newest":
            places = sorted(range(len(rows)), key=lambda i: (dates[i], scores[i]), reverse=True)
        else:
            places = sorted(range(len(rows)), key=lambda i: (scores[i], dates[i]), reverse=True)
        wanted = places[page.first : page.first + page.count]
        asked = _Asked(question.words, idf)
        articles = [self._index.articles[row] for row in rows]
        return Listing(
            words=question.search_text,
            order=page.order,
            found=len(rows),
            first=page.first,
            articles=tuple(
                self._listed(int(rows[i]), int(best_chunk[i]), float(scores[i]), asked)
                for i in wanted
            ),
            years=tuple(sorted(Counter(d[:4] for d in dates if d).items(), reverse=True)),
            sources=tuple(Counter(a.source for a in articles if a.source).most_common()),
        )

    def _about(
        self,
        question: Question,
        vector: Floats,
        idf: Floats,
        held: Sequence[Rows],
        hidden: frozenset[int],
    ) -> tuple[Rows, Rows, Floats]:
        """Return the articles' rows, each one's best chunk, and score."""
        article_of = self._retriever.article_of
        total = max(float(idf.sum()), 1e-6)
        chunks = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *held]))
        if hidden:
            chunks = chunks[~np.isin(article_of[chunks], list(hidden))]
        chunks = chunks[~self._index.masked_chunks(chunks)]
        articles, of_chunk = np.unique(article_of[chunks], return_inverse=True)
        told = np.zeros(len(chunks), dtype=np.float32)  # the share that each chunk holds
        holds = np.zeros((len(held), len(articles)), dtype=bool)
        for word, rows in enumerate(held):
            holding = np.isin(chunks, rows, assume_unique=True)
            told[holding] += idf[word] / total
            holds[word, of_chunk[holding]] = True
        share = (idf @ holds) / total
        about = share >= (HELD if (share >= HELD).any() else HELD_AT_LEAST)
        fused = self._retriever.chunk_scores(question, vector, chunks).fused + 10 * told
        order = np.lexsort((-fused, of_chunk))
        firsts = order[np.unique(of_chunk[order], return_index=True)[1]]
        kept = [p for p in np.flatnonzero(about) if self._is_of_time(question, int(articles[p]))]
        rows, best = articles[kept], firsts[kept]
        stems = {one for word in question.words for one in word.stems}
        in_title = [bool(_stems(self._index.articles[row].title) & stems) for row in rows]
        scores = fused[best] + TITLE_BONUS * np.array(in_title, dtype=np.float32)
        return rows, chunks[best], scores.astype(np.float32)

    def _is_of_time(self, question: Question, row: int) -> bool:
        """Return whether an article is of the time asked, or names it."""
        if question.time is None:
            return True
        periods, ordinal = question.time.periods, int(self._index.heads["day"][row])
        if ordinal:
            day = Period.of_day(date.fromordinal(ordinal))
            if any(period.meets(day) for period in periods):
                return True
        article = self._index.articles[row]
        told = told_by(article, len(article.text), len(article.text))
        return fit_of(periods, Told(named=told.mentioned)) == Fit.SAME

    def _listed(self, row: int, chunk_row: int, score: float, asked: "_Asked") -> Listed:
        article, chunk = self._index.articles[row], self._index.chunks[chunk_row]
        best = Sentence(chunk.start, chunk.end)
        weight = (False, -1.0)
        for sentence in split_sentences(chunk.text):
            start, end = chunk.start + sentence.start, chunk.start + sentence.end
            if self._index.is_masked(row, start, end):
                continue
            text = article.text[start:end]
            # The title is shown beside the passage: it counts where there is nothing else.
            found = (_plain(text) not in _plain(article.title), asked.weight(text))
            if found > weight:
                best, weight = Sentence(start, end), found
        quote = article.text[best.start : best.end]
        citation = cite(article, best.start, best.end, quote)
        return Listed(citation, asked.marks(quote), round(score, 4))


class _Asked:
    """The words that are asked for: how much of them a sentence holds, and where they stand."""

    def __init__(self, words: Sequence[Word], idf: Floats) -> None:
        self._weights: dict[str, float] = {}
        for word, weight in zip(words, idf.tolist(), strict=True):
            self._weights |= dict.fromkeys(word.stems, weight)

    def weight(self, sentence: str) -> float:
        """Return the sum of the asked words' weights that a sentence holds."""
        return sum(self._weights.get(one, 0.0) for one in _stems(sentence))

    def marks(self, quote: str) -> tuple[tuple[int, int], ...]:
        """Return where asked words stand, in order."""
        return tuple(
            (token.start, token.end)
            for token in tokens(quote)
            if any(stem(token.form, language) in self._weights for language in get_args(Language))
        )


def _plain(text: str) -> str:
    """Return what a text says, without how it is written: to compare it with a title."""
    return " ".join(token.form for token in tokens(text))


def _stems(text: str) -> set[str]:
    return {stem(token.form, language) for token in tokens(text) for language in get_args(Language)}
