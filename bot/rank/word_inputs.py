"""What ``answer_words`` sees of the likeliest articles' words, and of the question."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.arrays import Floats, Ints, Rows
from bot.question import KINDS, Question
from bot.rank.evidence import Evidence
from bot.rank.interaction import Likeness, Passages
from bot.rank.word_table import WordTable

# Of so many articles, the likeliest, every word is read.
READ_ARTICLES = 5
WORD_FACTS = 6 + len(Evidence) + 2
QUESTION_FACTS = len(KINDS) + 3
ASKED_MEANINGS = 3


@dataclass(frozen=True, slots=True)
class WordInputs:
    """What the network sees of some articles' words, laid end to end.

    ``rows``: each word's row in the word table. ``facts``: (words, WORD_FACTS). ``sentences``: each
    word's sentence, by its place among the candidates; ``articles``: its article, likewise.
    ``question``: (QUESTION_FACTS,). ``asked``: mean meanings of the question's words, of those that
    say what is asked for, and of those that are no name, (ASKED_MEANINGS, d).
    """

    rows: Rows
    facts: Floats
    sentences: Ints
    articles: Ints
    question: Floats
    asked: Floats


def measure_words(
    question: Question,
    passages: Passages,
    likeness: Likeness,
    near: Floats,
    archive_idf: Floats,
    table: WordTable,
    article_scores: Floats,
) -> WordInputs:
    """Measure the words of the READ_ARTICLES articles with the best scores.

    ``near`` is each word's nearness to words like the question's, ``archive_idf`` the information
    of the question's words.
    """
    chosen = np.sort(np.argsort(-article_scores, kind="stable")[:READ_ARTICLES])
    article_of_word = passages.article_of[passages.sentence_of]
    words = np.flatnonzero(np.isin(article_of_word, chosen))
    sentences = passages.sentence_of[words]
    begins = np.zeros(len(words), dtype=np.float32)
    begins[0] = 1
    begins[1:] = np.diff(sentences) != 0
    heads = np.array([word.head for word in question.words], dtype=bool)
    best = likeness.best[:, words]
    total = max(float(archive_idf.sum()), 1e-6)
    facts = [
        best.max(axis=0, initial=0),
        likeness.exact[:, words].max(axis=0, initial=0),
        likeness.meaning[:, words].max(axis=0, initial=0),
        archive_idf @ best / total,
        near[words],
        likeness.meaning[:, words][heads].max(axis=0, initial=0),
        *passages.evidence[words].T,
        passages.content[words],
        begins,
    ]
    return WordInputs(
        rows=passages.rows[words],
        facts=np.stack(facts, axis=1).astype(np.float32),
        sentences=sentences,
        articles=article_of_word[words],
        question=_question_facts(question, heads),
        asked=_asked_meanings(question, heads, archive_idf, table),
    )


def _question_facts(question: Question, heads: npt.NDArray[np.bool_]) -> Floats:
    kinds = [float(kind == question.kind) for kind in KINDS]
    rest = [float(question.language == "en"), len(question.words) / 10, float(heads.any())]
    return np.array([*kinds, *rest], dtype=np.float32)


def _asked_meanings(
    question: Question, heads: npt.NDArray[np.bool_], archive_idf: Floats, table: WordTable
) -> Floats:
    forms = [word.form for word in question.words]
    _, meanings = table.vectors(table.rows(forms))
    unnamed = np.array([not word.named for word in question.words], dtype=bool)
    return np.stack(
        [
            _mean(meanings, archive_idf),
            _mean(meanings, heads.astype(np.float32)),
            _mean(meanings, archive_idf * unnamed),
        ]
    )


def _mean(rows: Floats, weights: Floats) -> Floats:
    mean: Floats = weights @ rows / max(float(weights.sum()), 1e-6)
    return mean
