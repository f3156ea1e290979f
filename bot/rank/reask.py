"""Candidates of a completed question → their sentences measured against its own part alone."""

from dataclasses import replace

import numpy as np

from bot.arrays import Floats
from bot.find.retriever import ARTICLE_SCORES, Retriever
from bot.question import Question
from bot.rank.articles import Reader
from bot.rank.candidates import Candidates, read_words
from bot.rank.features import Features, Retrieved, measure
from bot.rank.interaction import compare


def reask(
    own: Question, vector: Floats, found: Candidates, retriever: Retriever, reader: Reader
) -> Candidates:
    """Return the candidates with their sentences, not their articles, measured against ``own``.

    What a question took over from earlier ones finds the article. In it, the sentence that repeats
    those words best is the one that answered the earlier question. ``vector`` is that of ``own``,
    of length 1. The searches' scores stay those of the completed question.
    """
    passages, features = found.passages, found.features
    retrieved = Retrieved(
        article_scores=np.stack([features.article(name) for name in ARTICLE_SCORES], axis=1),
        bm25=features.sentence("bm25"),
        dense=features.sentence("dense") * 4,
        cosine=np.concatenate(
            [
                article.vectors @ vector
                if article.vectors.shape[1]
                else np.zeros(len(article.sentences), dtype=np.float32)
                for article in passages.articles
            ]
        ),
    )
    likeness = compare(own, passages, reader.words)
    idf = retriever.idf(own)
    asked = measure(own, passages, likeness, idf, retrieved)
    mixed = Features(
        asked.sentences, features.articles, asked.sentence_names, features.article_names
    )
    words = read_words(own, passages, likeness, idf, mixed, reader)
    return replace(found, likeness=likeness, features=mixed, words=words)
