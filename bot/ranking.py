"""A question → the sentences that may answer it, the likeliest first."""

from dataclasses import dataclass

import numpy as np

from bot.answer_words import SentenceWords, trained_answer_words
from bot.candidates import Candidates, gather
from bot.find.time import Fits, penalties, time_fits
from bot.interaction import Ints
from bot.question import Question, own_question
from bot.reading import Reader
from bot.reask import reask
from bot.retrieve import Retriever
from bot.select import Selection, trained_selector
from bot.time import Fit
from bot.words import Floats, word_table
from index import Index
from index.embedding.embedder import Embedder

# By how much the logarithm of an article's probability rises if the last turn was about it. On the
# dialogues of ``zitat bench followup`` 1 to 5 make next to no difference.
TOLD_BONUS = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of a question; ``positions`` of those that may answer, the likeliest first.

    ``told`` is what the conversation and the time that is asked add to the logarithm of each
    sentence's probability. ``likeliest`` is the position that would be the first without the time;
    ``fits`` are how all sentences fit that time, None if none is asked.
    """

    found: Candidates
    selection: Selection
    positions: Ints
    told: Floats
    likeliest: int
    fits: Fits | None = None

    def is_of_other_time(self, position: int) -> bool:
        """Return whether the sentence at a position speaks of another time than is asked."""
        return self.fits is not None and bool(self.fits[position] == Fit.OTHER)


class Ranker:
    """Finds and ranks sentences of one index. Safe to call from several threads."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder
        self.retriever = Retriever(index)
        self._reader = Reader(embedder, word_table(embedder))
        self._selector = trained_selector()
        self._answer_words = trained_answer_words()

    def idf(self, question: Question) -> list[float]:
        """Return how much each word of a question tells in this archive."""
        return [float(weight) for weight in self.retriever.idf(question)]

    def rank(
        self,
        question: Question,
        vector: Floats,
        hidden: frozenset[int] = frozenset(),
        told: int | None = None,
    ) -> Ranked | None:
        """Return the sentences that may answer, the likeliest first; None if there is none.

        ``vector`` is the question's, of length 1. Articles whose rows are ``hidden`` do not count.
        ``told`` is the row of the article that the conversation is about, if any.
        """
        found = self._find(question, vector, hidden)
        if found is None:
            return None
        article_of = found.passages.article_of
        selection = self._selector.select(
            found.features, article_of, found.passages.first_sentences, self._read(found)
        )
        positions = np.flatnonzero(found.allowed)
        if not len(positions):
            return None
        added = np.zeros_like(selection.joint)
        if told is not None and told in found.article_rows:
            added += TOLD_BONUS * (article_of == found.article_rows.index(told))
        likeliest = int(positions[(selection.joint + added)[positions].argmax()])
        fits = self._fits(question, found)
        if fits is not None:
            added -= penalties(fits)
        order = np.argsort(-(selection.joint + added)[positions], kind="stable")
        return Ranked(found, selection, positions[order], added, likeliest, fits)

    def _fits(self, question: Question, found: Candidates) -> Fits | None:
        """Return how every sentence fits the time that is asked, None if none is."""
        rows, read = found.article_rows, found.passages.articles
        articles = [self._index.articles[row] for row in rows]
        return time_fits(question, [(a, r.sentences) for a, r in zip(articles, read, strict=True)])

    def _read(self, found: Candidates) -> SentenceWords:
        """Return what the words of the likeliest articles say of their sentences."""
        table = self._reader.words
        distinct, place = table.unique(found.words.rows)
        return self._answer_words(found.words, table.vectors(distinct)[1], place)

    def _find(
        self, question: Question, vector: Floats, hidden: frozenset[int]
    ) -> Candidates | None:
        """Return the candidate sentences, measured; None if there is none."""
        found = gather(self._index, self.retriever, self._reader, question, vector, hidden)
        own = own_question(question)
        if found is None or own is question:
            return found
        own_vector = self._embedder.questions([own.search_text])[0]
        return reask(own, own_vector, found, self.retriever, self._reader)
