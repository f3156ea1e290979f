"""A question → the sentences that may answer it, the likeliest first."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import Flags, Floats, Ints
from bot.find.retriever import Retriever
from bot.find.time import Fits, penalties, time_fits
from bot.question import Question
from bot.rank.articles import Splitter
from bot.rank.candidates import Candidates, gather
from bot.rank.scorer import trained_ranking
from bot.rank.word_table import WordTable
from bot.time import Fit
from index import Index
from index.embedding.embedder import own_model

# By how much the logarithm of an article's probability rises if the last turn was about it. On the
# dialogues of ``zitat bench followup`` 1 to 5 make next to no difference.
CONVERSATION_BONUS = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of a question; ``positions`` of those that may answer, the likeliest first.

    ``log_shares``: the natural logarithm of each sentence's probability, (sentences,).

    ``added`` is what the conversation and the time that is asked add to the logarithm of each
    sentence's probability. ``likeliest`` is the position that would be the first without the time;
    ``fits`` are how all sentences fit that time, None if none is asked.
    """

    found: Candidates
    log_shares: Floats
    positions: Ints
    added: Floats
    likeliest: int
    fits: Fits | None = None

    def is_of_other_time(self, position: int) -> bool:
        """Return whether the sentence at a position speaks of another time than is asked."""
        return self.fits is not None and bool(self.fits[position] == Fit.OTHER)


class Ranker:
    """Finds and ranks sentences of one index. Safe to call from several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.retriever = Retriever(index)
        self._splitter = Splitter(WordTable(own_model()))

    def rank(
        self,
        question: Question,
        vector: Floats,
        hidden: Flags | None = None,
        talked_of: int | None = None,
    ) -> Ranked | None:
        """Return the sentences that may answer, the likeliest first; None if there is none.

        ``vector`` is the question's, of length 1. Articles that ``hidden``, (articles,), marks do
        not count. ``talked_of`` is the row of the article that the conversation is about, if any.
        """
        found = self.find(question, vector, hidden)
        if found is None:
            return None
        article_of = found.joined.article_of
        log_shares = trained_ranking().log_shares(found.features, article_of)
        _pass_on(found.asks, article_of, log_shares)
        positions = np.flatnonzero(found.allowed)
        if not len(positions):
            return None
        added = np.zeros_like(log_shares)
        if talked_of is not None and talked_of in found.article_rows:
            added += CONVERSATION_BONUS * (article_of == found.article_rows.index(talked_of))
        likeliest = int(positions[(log_shares + added)[positions].argmax()])
        fits = self._fits(question, found)
        if fits is not None:
            added -= penalties(fits)
        order = np.argsort(-(log_shares + added)[positions], kind="stable")
        return Ranked(found, log_shares, positions[order], added, likeliest, fits)

    def _fits(self, question: Question, found: Candidates) -> Fits | None:
        """Return how every sentence fits the time that is asked, None if none is."""
        rows, read = found.article_rows, found.joined.articles
        articles = [self._index.articles[row] for row in rows]
        return time_fits(question, [(a, r.sentences) for a, r in zip(articles, read, strict=True)])

    def find(self, question: Question, vector: Floats, hidden: Flags | None) -> Candidates | None:
        """Return the candidate sentences, measured, without an order; None if there is none."""
        splitter = self._splitter
        if splitter.is_full:
            # Questions that are being answered go on with the one that they began with.
            self._splitter = splitter.emptied()
        return gather(self._index, self.retriever, splitter, question, vector, hidden)


def _pass_on(asks: Flags, article_of: Ints, log_shares: Floats) -> None:
    """Let what follows an interviewer's question have the question's share: it answers it."""
    for place in np.flatnonzero(asks[:-1]):
        if article_of[place] == article_of[place + 1]:
            log_shares[place + 1] = np.logaddexp(log_shares[place + 1], log_shares[place])
