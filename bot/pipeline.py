"""The way of a question: question → hits → sentences → checked answer."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.calibration import FittedTo, read_calibration
from bot.candidates import Candidates
from bot.cite import cite, in_one_line
from bot.confidence import measure_confidence, trained_scorer
from bot.context import leans_on_the_one_before
from bot.extractive import ExtractiveReader, read_again
from bot.filters import Filters
from bot.interaction import Ints
from bot.mentions import Span
from bot.past import understand
from bot.question import Question, read_question
from bot.ranking import Ranked, Ranker
from bot.refusal import CAP, cannot_answer
from bot.revisions import MAX_VERSIONS, add_voices, find_revisions
from bot.select import Selection
from bot.sentences import Sentence
from bot.span import find_span
from bot.threads import OneThread
from bot.types import Answer, Candidate, Citation, Voice
from bot.voices import find_voices
from index import Index
from index.embed import Embedder
from index.settings import load_settings

CANDIDATES = 8
# How many articles are asked whether they answer the same or something else.
VOICES = 8


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
        self._scorer = trained_scorer()
        reader = reader or settings.reader
        self.fitted_to = FittedTo.of(
            self.index.manifest.config.model, reader, len(self.index.articles)
        )
        self._calibration = read_calibration(folder, self.fitted_to)
        self._threshold = self._calibration.threshold(settings.accuracy)
        self._one_thread = OneThread()
        self._extractive = ExtractiveReader.load(reader) if reader else None

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
            answer = self._cite_and_answer(question, ranked, hidden)[1]
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
            return self._cite_and_answer(question, ranked, hidden)

    def _cite_and_answer(
        self, question: Question, best: Ranked, hidden: frozenset[int]
    ) -> tuple[npt.NDArray[np.float32], Answer]:
        found, selection, ranked = best.found, best.selection, best.positions
        spans: dict[int, Span | None] = {}
        if self._extractive is not None:
            ranked, spans = self._read_again(question, found, selection, ranked)
        of_articles = ranked[_first_places(found.passages.article_of[ranked])][:VOICES]
        positions = np.array(list(dict.fromkeys([*ranked[:CANDIDATES], *of_articles])))
        scores = self._scorer(
            measure_confidence(
                question,
                found.passages.article_of,
                found.features,
                selection,
                positions,
                len(self.index.articles),
            )
        )
        confidences = self._calibration.confidences(scores)
        cited = {
            position: self._candidate(question, found, position, confidence, spans)
            for position, confidence in zip(positions.tolist(), confidences, strict=True)
        }
        candidates = tuple(cited.values())[:CANDIDATES]
        first = candidates[0]
        answered = first.confidence >= self._threshold
        voices: tuple[Voice, ...] = ()
        if answered:
            bests = [cited[position] for position in of_articles.tolist()]
            idf = self._ranker.idf(question)
            voices = find_voices(question, bests, idf, self._threshold)
            row, _ = found.sentence(int(positions[0]))
            voices = add_voices(question, voices, self._revisions(question, first, row, hidden))
        return scores, Answer(
            question=question.text,
            asked=question.search_text,
            answered=answered,
            text=first.text if answered else None,
            span=first.span if answered else None,
            confidence=first.confidence,
            citations=(first.citation,) if answered else (),
            candidates=candidates,
            voices=voices,
        )

    def _read_again(
        self, question: Question, found: Candidates, selection: Selection, ranked: Ints
    ) -> tuple[Ints, dict[int, Span | None]]:
        """Return the candidates with the best ordered by both models, and the sure spans."""
        assert self._extractive is not None
        best = ranked[:CANDIDATES]
        places = [found.sentence(int(position)) for position in best]
        quotes = [self.index.articles[row].text[s.start : s.end] for row, s in places]
        order, spans = read_again(
            self._extractive, question.search_text, quotes, selection.joint[best]
        )
        again = np.concatenate([best[order], ranked[CANDIDATES:]])
        return again, dict(zip(best.tolist(), spans, strict=True))

    def _candidate(
        self,
        question: Question,
        found: Candidates,
        position: int,
        confidence: float,
        spans: Mapping[int, Span | None],
    ) -> Candidate:
        row, sentence = found.sentence(position)
        before = found.sentence_before(position)
        citation = self._cite(row, sentence)
        span = spans.get(position) or find_span(question, citation.quote)
        named = found.features.article("named")[found.passages.article_of[position]]
        refused = cannot_answer(question, citation.quote, float(named))
        leans = before is not None and leans_on_the_one_before(citation.quote, question)
        return Candidate(
            text=citation.quote,
            span=citation.quote[span[0] : span[1]] if span else None,
            confidence=min(confidence, CAP) if refused else confidence,
            citation=citation,
            context=self._cite(row, before) if before is not None and leans else None,
        )

    def _revisions(
        self, question: Question, first: Candidate, row: int, hidden: frozenset[int]
    ) -> list[Candidate]:
        """Return the answering sentence as other versions of its report have it, if otherwise."""
        rows = {
            self.index.articles[other].path: other
            for other in self.index.same_report(row)
            if other != row and other not in hidden
        }
        versions = [
            self.index.articles[other]
            for path, other in rows.items()
            if path not in first.citation.also_in
        ]
        found = find_revisions(question, first, versions[:MAX_VERSIONS])
        revised = []
        for article, sentence, span in found:
            citation = self._cite(rows[article.path], sentence)
            words = citation.quote[slice(*span)]
            revised.append(Candidate(citation.quote, words, first.confidence, citation))
        return revised

    def _cite(self, row: int, sentence: Sentence) -> Citation:
        article = self.index.articles[row]
        quote = article.text[sentence.start : sentence.end]
        # A report that was corrected is nearly the same, and may say something else right here.
        same = [self.index.articles[o] for o in self.index.same_report(row) if o != row]
        wanted = in_one_line(quote)
        also_in = tuple(other.path for other in same if wanted in in_one_line(other.text))
        return cite(article, sentence.start, sentence.end, quote, also_in)


def _first_places(values: Ints) -> Ints:
    """Return where each value comes for the first time, in order."""
    return np.sort(np.unique(values, return_index=True)[1])


def _nothing(question: Question) -> Answer:
    return Answer(question.text, question.search_text, False, None, None, 0.0, (), ())
