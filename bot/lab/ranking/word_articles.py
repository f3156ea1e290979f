"""What the network of words learns from: one article a question, and the directions of meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.arrays import Floats
from bot.lab.ranking.examples import Example
from bot.lab.ranking.listwise import LIMIT

DIRECTIONS = 64
# The words' meanings are short vectors of length 1; so their parts are as large as the facts are.
_SCALE = 3.0


@dataclass(frozen=True, slots=True)
class Article:
    """The words and sentences of one article under one question, and what is right in it.

    ``words``: (words, directions + WORD_FACTS). ``question``: (…,). ``sentence_of``: (words,).
    ``features``: standardised, (sentences, n). ``gold``: (sentences,), ``answer``: (words,), both
    all False if the article does not answer.
    """

    words: Floats
    question: Floats
    sentence_of: npt.NDArray[np.int64]
    features: Floats
    gold: npt.NDArray[np.bool_]
    answer: npt.NDArray[np.bool_]


def main_directions(examples: Sequence[Example]) -> Floats:
    """Return the directions in which the meanings of the words that were read vary most, (d, p).

    Each word counts by the root of how often it was read.
    """
    size = len(examples[0].meanings)
    counts = np.zeros(size, dtype=np.float32)
    for example in examples:
        if example.meanings is examples[0].meanings:
            counts += np.bincount(example.words.rows, minlength=size)
    weighted = examples[0].meanings * np.sqrt(counts)[:, None]
    _, vectors = np.linalg.eigh(weighted.T @ weighted)
    return np.ascontiguousarray(vectors[:, ::-1][:, :DIRECTIONS] * _SCALE, dtype=np.float32)


def article_of(example: Example, project: Floats, mean: Floats, scale: Floats) -> Article | None:
    """Return the article to learn from: the answer's, or the one that looks likest if none is.

    None if its words were not read, or the answer's place in it is not known.
    """
    inputs = example.words
    place = example.gold_article
    if example.asked.answer is None:
        place = int(example.features.article("window").argmax())
    own = inputs.articles == place
    if place is None or not own.any():
        return None
    first = int(example.first_sentences[place])
    sentences = np.flatnonzero(example.article_of == place)
    answer, gold = example.answer_words[own], example.gold[sentences]
    if example.asked.answer is not None and not (answer.any() and gold.any()):
        return None
    meanings = example.meanings[inputs.rows[own]] @ project
    standard = (example.features.sentences[sentences] - mean) * scale
    return Article(
        words=np.concatenate([meanings, inputs.facts[own]], axis=1),
        question=np.concatenate([inputs.question, (inputs.asked @ project).ravel()]),
        sentence_of=inputs.sentences[own] - first,
        features=np.clip(standard, -LIMIT, LIMIT).astype(np.float32),
        gold=gold,
        answer=answer,
    )
