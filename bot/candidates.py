"""A question → its candidate sentences, measured."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.features import Features, Retrieved, measure
from bot.interaction import Likeness, Passages, compare
from bot.question import Question
from bot.reading import ReadArticle, Reader
from bot.retrieve import Found, Retriever
from bot.sentences import Sentence
from bot.words import Floats
from index import Index


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate articles of a question, read, compared with it and measured.

    ``article_rows`` are rows of the index, in the order of ``passages``.
    """

    article_rows: tuple[int, ...]
    passages: Passages
    likeness: Likeness
    features: Features

    def sentence(self, position: int) -> tuple[int, Sentence]:
        """Return the article's row in the index and the sentence at a position of the passages."""
        article = int(self.passages.article_of[position])
        local = position - int(self.passages.first_sentences[article])
        return self.article_rows[article], self.passages.articles[article].sentences[local]


def gather(
    index: Index, retriever: Retriever, reader: Reader, question: Question, vector: Floats
) -> Candidates | None:
    """Find, read and measure a question's candidates; None if no article has a sentence.

    ``vector`` is the question's, of length 1.
    """
    found = retriever.find(question, vector)
    articles = reader.read((row, index.articles[row]) for row in found.article_rows)
    kept = [place for place, article in enumerate(articles) if article.sentences]
    if not kept or not question.words:
        return None
    passages = Passages.join([articles[place] for place in kept])
    likeness = compare(question, passages, reader.words)
    retrieved = Retrieved(
        article_scores=found.scores[kept],
        bm25=np.concatenate(
            [_of_chunks(index, found, place, articles[place], found.bm25) for place in kept]
        ),
        dense=np.concatenate(
            [_of_chunks(index, found, place, articles[place], found.dense) for place in kept]
        ),
        cosine=np.concatenate([_cosine(articles[place], vector) for place in kept]),
    )
    features = measure(question, passages, likeness, retriever.idf(question), retrieved)
    return Candidates(
        tuple(found.article_rows[place] for place in kept), passages, likeness, features
    )


def _of_chunks(
    index: Index,
    found: Found,
    place: int,
    article: ReadArticle,
    scores: tuple[npt.NDArray[np.float32], ...],
) -> Floats:
    """Return for each sentence the score of the chunk in which it begins."""
    starts = [index.chunks[row].start for row in found.chunk_rows[place]]
    begins = [sentence.start for sentence in article.sentences]
    chunk = np.searchsorted(starts, begins, side="right") - 1
    return scores[place][chunk.clip(0)]


def _cosine(article: ReadArticle, vector: Floats) -> Floats:
    if article.vectors.shape[1] == 0:
        return np.zeros(len(article.sentences), dtype=np.float32)
    return article.vectors @ vector
