"""A question → its candidate sentences, measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.arrays import Flags, Floats
from bot.find.masking import may_answer
from bot.find.retriever import Retriever
from bot.find.stretches import likest_chunks
from bot.question import Question
from bot.question.tokens import asks
from bot.rank.articles import SplitArticle, Splitter
from bot.rank.features import Features, Retrieved, measure
from bot.rank.likeness import JoinedArticles, Likeness, compare
from bot.text.sentences import Sentence
from index import Index
from index.text.tables import LinearRow


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate articles of a question, read, compared with it and measured.

    ``article_rows`` are rows of the index, in the order of ``joined``. ``allowed``: of each
    sentence, whether it may be an answer: it is not masked, and it says something that the question
    does not (to a yes-or-no question the bare repetition is an answer). ``asks``: whether it asks
    something itself, as an interviewer does. ``idf``: the information of each question word in the
    archive. ``hidden``: which articles of the index are not to be cited, (articles,), None if all
    may be.
    """

    article_rows: tuple[int, ...]
    joined: JoinedArticles
    features: Features
    allowed: Flags
    asks: Flags
    idf: Floats
    hidden: Flags | None

    def sentence(self, position: int) -> tuple[int, Sentence]:
        """Return the article's row in the index and the sentence at a position."""
        article = int(self.joined.article_of[position])
        local = position - int(self.joined.first_sentences[article])
        return self.article_rows[article], self.joined.articles[article].sentences[local]

    def table_row(self, position: int) -> LinearRow | None:
        """Return the row of a table that the sentence at a position is, None if it is none."""
        article = int(self.joined.article_of[position])
        local = position - int(self.joined.first_sentences[article])
        return self.joined.articles[article].rows_of_tables.get(local)

    def sentence_before(self, position: int) -> Sentence | None:
        """Return the sentence before the one at a position, None at the start of an article."""
        article = int(self.joined.article_of[position])
        if position == self.joined.first_sentences[article]:
            return None
        return self.sentence(position - 1)[1]


def gather(
    index: Index,
    retriever: Retriever,
    splitter: Splitter,
    question: Question,
    vector: Floats,
    hidden: Flags | None = None,
) -> Candidates | None:
    """Find, read and measure a question's candidates; None if no article has a sentence.

    ``vector`` is the question's, of length 1. Articles that ``hidden`` marks do not count.
    """
    found = retriever.find(question, vector, hidden)
    if not found.article_rows:
        return None
    around = likest_chunks(found.chunk_starts, found.bm25, found.dense)
    rows = found.article_rows
    articles = splitter.split(zip(rows, map(index.articles.__getitem__, rows), around, strict=True))
    kept = [place for place, article in enumerate(articles) if article.sentences]
    if not kept:
        return None
    joined = JoinedArticles.of([articles[place] for place in kept])
    likeness = compare(question, joined, splitter.words)
    chunk = [
        found.chunk_starts[place].searchsorted(articles[place].starts, side="right") - 1
        for place in kept
    ]
    retrieved = Retrieved(
        article_scores=found.scores[kept],
        bm25=_of_chunks(found.bm25, kept, chunk),
        dense=_of_chunks(found.dense, kept, chunk),
    )
    idf = retriever.idf(question)
    features = measure(joined, likeness, idf, idf_of_names(question, idf), retrieved)
    asking = np.concatenate(
        [_asks(index.articles[found.article_rows[p]].text, articles[p]) for p in kept]
    )
    # What an interviewer asks is no answer, however well it repeats the question.
    allowed = ~asking & np.concatenate(
        [_unmasked(index, question, found.article_rows[p], articles[p]) for p in kept]
    )
    if question.kind != "yes_no":
        allowed &= _says_more(joined, likeness)
    return Candidates(
        article_rows=tuple(found.article_rows[place] for place in kept),
        joined=joined,
        features=features,
        allowed=allowed,
        asks=asking,
        idf=idf,
        hidden=hidden,
    )


def idf_of_names(question: Question, idf: Floats) -> Floats:
    """Return the information of a question's names and numbers, 0 for its other words."""
    named = np.array([word.named and not word.head for word in question.words], dtype=np.float32)
    return idf * named


def _says_more(joined: JoinedArticles, likeness: Likeness) -> Flags:
    """Return of each sentence whether it has a word that the question lacks, no function word.

    A compound of the question's word is another: "Mühlenstraße" answers which "Straße".
    """
    new = (likeness.exact.max(axis=0, initial=0) == 0) & joined.content
    return joined.per_sentence_max(new.astype(np.float32)) > 0


def _asks(text: str, article: SplitArticle) -> Flags:
    """Return of each sentence of an article, whose ``text`` it is, whether it asks something."""
    return np.array([asks(text[s.start : s.end]) for s in article.sentences], dtype=bool)


def _unmasked(index: Index, question: Question, article_row: int, article: SplitArticle) -> Flags:
    """Return of each sentence of an article whether no mask keeps it from being an answer."""
    if not index.masks_of(article_row):
        return np.ones(len(article.sentences), dtype=bool)
    return np.array(
        [may_answer(index, question, article_row, s.start, s.end) for s in article.sentences],
        dtype=bool,
    )


def _of_chunks(
    scores: Sequence[Floats], places: Sequence[int], chunk: Sequence[npt.NDArray[np.int64]]
) -> Floats:
    """Return for each sentence of some articles the score of the chunk in which it begins."""
    return np.concatenate(
        [scores[place][of.clip(0)] for place, of in zip(places, chunk, strict=True)]
    )
