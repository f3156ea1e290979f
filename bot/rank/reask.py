"""Candidates of a completed question → their sentences measured against its own part alone."""

from dataclasses import replace

from bot.arrays import Floats
from bot.find.retriever import Retriever
from bot.question import Question
from bot.rank.articles import Reader
from bot.rank.candidates import Candidates, cosines, idf_of_names
from bot.rank.features import measure
from bot.rank.likeness import compare


def reask(
    own: Question, vector: Floats, found: Candidates, retriever: Retriever, reader: Reader
) -> Candidates:
    """Return the candidates with their sentences, not their articles, measured against ``own``.

    What a question took over from earlier ones finds the article. In it, the sentence that repeats
    those words best is the one that answered the earlier question. ``vector`` is that of ``own``,
    of length 1. The searches' scores stay those of the completed question.
    """
    passages = found.passages
    retrieved = replace(found.retrieved, cosine=cosines(passages.articles, vector))
    likeness = compare(own, passages, reader.words)
    idf = retriever.idf(own)
    asked = measure(passages, likeness, idf, idf_of_names(own, idf), retrieved)
    features = replace(asked, articles=found.features.articles)
    return replace(found, likeness=likeness, features=features)
