"""The way of a question: question → hits → sentences → checked answer."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answering import Answerer
from bot.calibration import FittedTo, read_calibration
from bot.extractive import ExtractiveReader
from bot.filters import Filters
from bot.question import Question, read_question
from bot.question.conversation import understand
from bot.ranking import Ranked, Ranker
from bot.threads import OneThread
from bot.types import Answer
from index import Index
from index.embed import Embedder
from index.settings import load_settings


class Bot:
    """Answers questions from one stored index. Safe to call from several threads."""

    def __init__(
        self,
        index_dir: str | Path | None = None,
        model: str | None = None,
        reader: str | None = None,
    ) -> None:
        """Open the index in ``index_dir`` with the model that built it.

        ``reader`` is an extractive question answering model that reads the best candidates again.
        All default to the settings. A ``model`` that is named must be the one that built the
        index. Raises StoredIndexError, ModelError or SettingError.
        """
        settings = load_settings()
        folder = settings.index_dir if index_dir is None else Path(index_dir)
        self.index = Index.open(folder)
        name = model or settings.model or self.index.manifest.config.model
        self._embedder = Embedder.load(name)
        first = self._embedder.passages([self.index.chunks[0].text])[0]
        self.index.check_model(name, self._embedder.dimension, first)
        self._ranker = Ranker(self.index, self._embedder)
        reader = reader or settings.reader
        extractive = ExtractiveReader.load(reader) if reader else None
        self.fitted_to = FittedTo.of(
            self.index.manifest.config.model, reader, len(self.index.articles)
        )
        calibration = read_calibration(folder, self.fitted_to)
        self._answerer = Answerer(
            self.index,
            calibration,
            calibration.threshold(settings.accuracy),
            extractive,
        )
        self._one_thread = OneThread()

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer one question; ``history`` holds the earlier ones, oldest first.

        With ``filters`` only the articles that they let through are searched. Raises QuestionError
        if the question is empty or too long, or if no article is of a source that it names.
        """
        hidden = frozenset[int]() if filters is None else filters.hidden_rows(self.index)
        told = understand(question, history, lambda earlier: self._answer_of(earlier, hidden))
        vector = self._vectors([told.question])[0]
        return self._score_and_answer(told.question, vector, hidden, told.row)[1]

    def ask_many(self, questions: Sequence[str]) -> list[Answer]:
        """Answer questions that do not follow from each other, embedded in one batch."""
        read = [read_question(question) for question in questions]
        return [
            self._score_and_answer(question, vector, frozenset())[1]
            for question, vector in zip(read, self._vectors(read), strict=True)
        ]

    def confidence_scores(
        self, questions: Sequence[str], hidden: Sequence[frozenset[int]]
    ) -> list[tuple[float, Answer]]:
        """Return for each question the raw score behind its confidence, and its answer.

        ``hidden`` has for each question the rows of articles that are treated as missing.
        """
        read = [read_question(question) for question in questions]
        vectors = self._vectors(read)
        found = []
        for question, vector, rows in zip(read, vectors, hidden, strict=True):
            scores, answer = self._score_and_answer(question, vector, rows)
            found.append((float(scores[0]) if len(scores) else -np.inf, answer))
        return found

    def _vectors(self, questions: Sequence[Question]) -> npt.NDArray[np.float32]:
        if not questions:
            return np.zeros((0, self._embedder.dimension), dtype=np.float32)
        return self._embedder.questions([question.search_text for question in questions])

    def _answer_of(self, question: Question, hidden: frozenset[int]) -> tuple[int, Answer] | None:
        """Return the row of the article that answers, and the answer; None without one."""
        with self._one_thread:
            ranked = self._ranker.rank(question, self._vectors([question])[0], hidden)
            if ranked is None:
                return None
            answer = self._answer(question, ranked, hidden)[1]
        return (
            (ranked.found.sentence(int(ranked.positions[0]))[0], answer)
            if answer.answered
            else None
        )

    def _score_and_answer(
        self,
        question: Question,
        vector: npt.NDArray[np.float32],
        hidden: frozenset[int],
        told: int | None = None,
    ) -> tuple[npt.NDArray[np.float32], Answer]:
        """Return the best candidates' raw confidence scores, best first, and the answer.

        ``told`` is the row of the article that the conversation is about, if any.
        """
        with self._one_thread:
            ranked = self._ranker.rank(question, vector, hidden, told)
            if ranked is None:
                return np.zeros(0, dtype=np.float32), _nothing(question)
            return self._answer(question, ranked, hidden)

    def _answer(
        self, question: Question, ranked: Ranked, hidden: frozenset[int]
    ) -> tuple[npt.NDArray[np.float32], Answer]:
        return self._answerer.answer(question, ranked, self._ranker.idf, hidden)


def _nothing(question: Question) -> Answer:
    return Answer(question.text, question.search_text, False, None, None, 0.0, (), ())
