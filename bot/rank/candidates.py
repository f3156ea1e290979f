"""A question → its candidate sentences, measured."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.arrays import Floats
from bot.find.masking import may_answer
from bot.find.retriever import Retriever
from bot.find.stretches import likest_chunks
from bot.question import Question
from bot.rank.articles import ReadArticle, Reader
from bot.rank.evidence import Evidence
from bot.rank.features import Features, Retrieved, measure
from bot.rank.interaction import Likeness, Passages, compare
from bot.rank.word_features import nearness
from bot.rank.word_inputs import WordInputs, measure_words
from bot.text.sentences import Sentence
from index import Index
from index.text.tables import LinearRow


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate articles of a question, read, compared with it and measured.

    ``article_rows`` are rows of the index, in the order of ``passages``. ``allowed`` tells of each
    sentence whether it may be an answer: it is not masked, and it says something that the question
    does not (to a yes-or-no question the bare repetition is an answer).
    """

    article_rows: tuple[int, ...]
    passages: Passages
    likeness: Likeness
    features: Features
    words: WordInputs
    allowed: npt.NDArray[np.bool_]

    def sentence(self, position: int) -> tuple[int, Sentence]:
        """Return the article's row in the index and the sentence at a position of the passages."""
        article = int(self.passages.article_of[position])
        local = position - int(self.passages.first_sentences[article])
        return self.article_rows[article], self.passages.articles[article].sentences[local]

    def table_row(self, position: int) -> LinearRow | None:
        """Return the row of a table that the sentence at a position is, None if it is none."""
        article = int(self.passages.article_of[position])
        local = position - int(self.passages.first_sentences[article])
        return self.passages.articles[article].rows_of_tables.get(local)

    def sentence_before(self, position: int) -> Sentence | None:
        """Return the sentence before the one at a position, None at the start of an article."""
        article = int(self.passages.article_of[position])
        if position == self.passages.first_sentences[article]:
            return None
        return self.sentence(position - 1)[1]


def gather(
    index: Index,
    retriever: Retriever,
    reader: Reader,
    question: Question,
    vector: Floats,
    hidden: frozenset[int] = frozenset(),
) -> Candidates | None:
    """Find, read and measure a question's candidates; None if no article has a sentence.

    ``vector`` is the question's, of length 1. Articles whose rows are ``hidden`` do not count.
    """
    found = retriever.find(question, vector, hidden)
    if not found.article_rows:
        return None
    around = likest_chunks(found.chunk_starts, found.bm25, found.dense)
    rows = found.article_rows
    articles = reader.read(zip(rows, map(index.articles.__getitem__, rows), around, strict=True))
    kept = [place for place, article in enumerate(articles) if article.sentences]
    if not kept:
        return None
    passages = Passages.join([articles[place] for place in kept])
    likeness = compare(question, passages, reader.words)
    chunk = [
        found.chunk_starts[place].searchsorted(articles[place].starts, side="right") - 1
        for place in kept
    ]
    retrieved = Retrieved(
        article_scores=found.scores[kept],
        bm25=_of_chunks(found.bm25, kept, chunk),
        dense=_of_chunks(found.dense, kept, chunk),
        cosine=np.concatenate([_cosine(articles[place], vector) for place in kept]),
    )
    idf = retriever.idf(question)
    features = measure(question, passages, likeness, idf, retrieved)
    words = read_words(question, passages, likeness, idf, features, reader)
    allowed = np.concatenate(
        [_allowed(index, question, found.article_rows[place], articles[place]) for place in kept]
    )
    if question.kind != "yes_no":
        allowed &= _says_more(passages, likeness)
    return Candidates(
        article_rows=tuple(found.article_rows[place] for place in kept),
        passages=passages,
        likeness=likeness,
        features=features,
        words=words,
        allowed=allowed,
    )


def read_words(
    question: Question,
    passages: Passages,
    likeness: Likeness,
    idf: Floats,
    features: Features,
    reader: Reader,
) -> WordInputs:
    """Measure the words of the articles that a window of three sentences fits best."""
    near = nearness(likeness, idf)
    scores = features.article("window")
    return measure_words(question, passages, likeness, near, idf, reader.words, scores)


def _says_more(passages: Passages, likeness: Likeness) -> npt.NDArray[np.bool_]:
    """Return of each sentence whether it has a word that the question lacks, no function word.

    A compound of the question's word is another: "Mühlenstraße" answers which "Straße".
    """
    content = passages.evidence[:, Evidence.NUMBER] | passages.content
    new = (likeness.exact.max(axis=0, initial=0) == 0) & content
    return passages.per_sentence_max(new.astype(np.float32)) > 0


def _allowed(
    index: Index, question: Question, article_row: int, article: ReadArticle
) -> npt.NDArray[np.bool_]:
    """Tell of each sentence of an article whether it may be an answer."""
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


def _cosine(article: ReadArticle, vector: Floats) -> Floats:
    if article.vectors.shape[1] == 0:
        return np.zeros(len(article.sentences), dtype=np.float32)
    return article.vectors @ vector
