"""The way of a question: question → hits → sentences → checked answer."""

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.cite import cite
from bot.confidence import ANSWER_THRESHOLD, confidence
from bot.question import Question, read_question
from bot.retrieve import retrieve
from bot.select import ScoredSentence, select
from bot.span import find_span
from bot.types import Answer, Candidate
from index import Index
from index.embed import Embedder
from index.settings import load_settings

HITS = 12
CANDIDATES = 8


class Bot:
    """Answers questions from one stored index. Safe to call from several threads."""

    def __init__(self, index_dir: str | Path | None = None, model: str | None = None) -> None:
        """Open the index in ``index_dir`` with the model that built it.

        Both default to the settings. A ``model`` that is named must be the one that built the
        index. Raises StoredIndexError, ModelError or SettingError.
        """
        settings = load_settings()
        self.index = Index.open(settings.index_dir if index_dir is None else Path(index_dir))
        name = model or settings.model or self.index.manifest.config.model
        self._embedder = Embedder.load(name)
        first = self._embedder.passages([self.index.chunks[0].text])[0]
        self.index.check_model(name, self._embedder.dimension, first)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question; ``history`` holds the earlier ones, oldest first.

        Raises QuestionError if the question is empty or too long.
        """
        return self._answer([read_question(question, history)])[0]

    def ask_many(self, questions: Sequence[str]) -> list[Answer]:
        """Answer questions that do not follow from each other, embedded in one batch."""
        return self._answer([read_question(question) for question in questions])

    def _answer(self, questions: Sequence[Question]) -> list[Answer]:
        if not questions:
            return []
        vectors = self._embedder.questions([question.search_text for question in questions])
        return [
            self._answer_one(question, vector)
            for question, vector in zip(questions, vectors, strict=True)
        ]

    def _answer_one(self, question: Question, vector: npt.NDArray[np.float32]) -> Answer:
        hits = retrieve(self.index, question, vector, HITS)
        sentences = select(self.index, self._embedder, question, vector, hits)
        candidates = tuple(self._candidate(question, s) for s in sentences[:CANDIDATES])
        best = candidates[0] if candidates else None
        answered = best is not None and best.confidence >= ANSWER_THRESHOLD
        return Answer(
            question=question.text,
            answered=answered,
            text=best.text if best and answered else None,
            span=best.span if best and answered else None,
            confidence=best.confidence if best else 0.0,
            citations=(best.citation,) if best and answered else (),
            candidates=candidates,
        )

    def _candidate(self, question: Question, scored: ScoredSentence) -> Candidate:
        article = self.index.articles[scored.article_row]
        start, end = scored.sentence.start, scored.sentence.end
        text = article.text[start:end]
        span = find_span(question, text)
        return Candidate(
            text=text,
            span=text[span[0] : span[1]] if span else None,
            confidence=confidence(scored),
            citation=cite(article, start, end, text, self._also_in(scored.article_row)),
        )

    def _also_in(self, article_row: int) -> tuple[str, ...]:
        same = self.index.same_report(article_row)
        return tuple(self.index.articles[row].path for row in same if row != article_row)


def answer(question: str, history: Sequence[str] = ()) -> Answer:
    """Answer a question from the default index, which is loaded once, at the first call.

    Safe to call from several threads. Raises QuestionError for a question that is empty or too
    long, StoredIndexError if there is no usable index, ModelError if its model cannot be loaded.
    """
    settings = load_settings()
    with _loading:
        bot = _load_default(settings.index_dir, settings.model)
    return bot.ask(question, history)


_loading = threading.Lock()


@cache
def _load_default(index_dir: Path, model: str | None) -> Bot:
    return Bot(index_dir, model)
