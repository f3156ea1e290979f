"""Words → the list of all articles that are about them, each with its best passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import numpy as np
import numpy.typing as npt

from bot.arrays import Flags, Floats, Ints
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
# An article is about some words if it holds this share of them, by each one's information there;
# if none does, this.
HELD = 0.6
HELD_AT_LEAST = 0.4
# So many articles of other days are read for whether they name the time that is asked for.
READ_FOR_TIME = 200
# What a word in the title adds to an article's score, in standard deviations.
TITLE_BONUS = 1.5

Rows = Ints


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
        hidden: Flags | None = None,
    ) -> Listing:
        """Return the articles about a question's words, and of the time that it names.

        ``vector`` is the question's, of length 1. Articles that ``hidden``, (articles,), marks do
        not count. An article is about the words if it holds most of their information, in either
        language: names and rare words count for more. The best first means the sum of what both
        searches say of its best chunk. Only the articles of the page are read, and
        ``READ_FOR_TIME`` others.
        """
        question = self._translator.translated(question)
        idf = self._retriever.idf(question)
        rows, chunks, scores = self._about(question, vector, idf, hidden)
        days = self._index.heads["day"][rows]
        stems = {one for word in question.words for one in word.stems}
        for place in _may_be_among(scores, days, page).tolist():
            if _stems(self._index.paths.title(int(rows[place]))) & stems:
                scores[place] += TITLE_BONUS
        order = (-scores, -days) if page.order == "newest" else (-days, -scores)
        wanted = np.lexsort(order)[page.first : page.first + page.count]
        asked = _Asked(question.words, idf)
        return Listing(
            words=question.search_text,
            order=page.order,
            found=len(rows),
            first=page.first,
            articles=tuple(
                self._listed(int(rows[i]), int(chunks[i]), float(scores[i]), asked) for i in wanted
            ),
            years=_years(days),
            sources=self._sources(rows),
        )

    def _sources(self, rows: Rows) -> tuple[tuple[str, int], ...]:
        """Return who published some articles, with the number of those: the most first."""
        found = self._index.heads["source"][rows]
        keys, firsts, counts = np.unique(found, return_index=True, return_counts=True)
        order = np.lexsort((firsts, -counts))
        names = {key: name for name, key in self._index.sources.items()}
        both = zip(keys[order].tolist(), counts[order].tolist(), strict=True)
        return tuple((names[key], count) for key, count in both if key in names)

    def _about(
        self, question: Question, vector: Floats, idf: Floats, hidden: Flags | None
    ) -> tuple[Rows, Rows, Floats]:
        """Return the articles' rows, each one's best chunk, and score."""
        held = self._retriever.holding(question)
        article_of = self._retriever.article_of
        total = max(float(idf.sum()), 1e-6)
        chunks = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *held]))
        if hidden is not None:
            chunks = chunks[~hidden[article_of[chunks]]]
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
        kept = about[of_chunk]
        chunks, told, of_chunk = chunks[kept], told[kept], of_chunk[kept]
        fused = self._retriever.chunk_scores(question, vector, chunks).fused + 10 * told
        order = np.lexsort((-fused, of_chunk))
        best = order[np.unique(of_chunk[order], return_index=True)[1]]
        articles, chunks, scores = articles[about], chunks[best], fused[best].astype(np.float32)
        if question.time is not None:
            kept = self._are_of_time(question.time.periods, articles, scores)
            articles, chunks, scores = articles[kept], chunks[kept], scores[kept]
        return articles, chunks, scores

    def _are_of_time(self, periods: Sequence[Period], rows: Rows, scores: Floats) -> Flags:
        """Return which of some articles are of a time by their day, or name it, (rows,).

        Of the others ``READ_FOR_TIME`` are read, those first that hold one of its years' numbers,
        and then the best. Of still more, such a number counts as the name of a whole year.
        """
        days = self._index.heads["day"][rows]
        found = np.zeros(len(rows), dtype=bool)
        for period in periods:
            found |= (days >= period.first.toordinal()) & (days <= period.last.toordinal())
        years = {str(year) for one in periods for year in (one.first.year, one.last.year)}
        holding = self._retriever.article_of[self._index.lexical.holding(sorted(years))]
        holds_year = np.isin(rows, holding)
        others = np.flatnonzero(~found)
        others = others[np.lexsort((-scores[others], ~holds_year[others]))]
        if all(period.is_year for period in periods):
            found[others[READ_FOR_TIME:]] = holds_year[others[READ_FOR_TIME:]]
        for place in others[:READ_FOR_TIME].tolist():
            article = self._index.articles[int(rows[place])]
            told = told_by(article, len(article.text), len(article.text))
            found[place] = fit_of(periods, Told(named=told.mentioned)) == Fit.SAME
        return found

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


def _may_be_among(scores: Floats, days: npt.NDArray[np.int32], page: Page) -> Ints:
    """Return which of the articles may stand on a page or before it, whatever their titles add."""
    last = page.first + page.count
    if last >= len(scores):
        return np.arange(len(scores))
    if page.order == "newest":
        return np.flatnonzero(days >= -np.partition(-days, last - 1)[last - 1])
    return np.flatnonzero(scores >= -np.partition(-scores, last - 1)[last - 1] - TITLE_BONUS)


def _years(days: npt.NDArray[np.int32]) -> tuple[tuple[str, int], ...]:
    """Return the years of some days with how many lie in each, the last first; 0 is no day."""
    dated = days[days > 0].astype(np.int64) - date(1970, 1, 1).toordinal()
    years, counts = np.unique(
        dated.astype("datetime64[D]").astype("datetime64[Y]"), return_counts=True
    )
    both = zip(years.astype(str).tolist(), counts.tolist(), strict=True)
    return tuple(both)[::-1]


def _plain(text: str) -> str:
    """Return what a text says, without how it is written: to compare it with a title."""
    return " ".join(token.form for token in tokens(text))


def _stems(text: str) -> set[str]:
    return {stem(token.form, language) for token in tokens(text) for language in get_args(Language)}
