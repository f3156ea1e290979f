"""The way of a question: question → candidates → answer, each quote proven."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot import interrupt
from bot.answering.answerer import Answerer
from bot.answering.calibration import FittedTo, read_calibration
from bot.arrays import Flags
from bot.conversation.history import Answered
from bot.conversation.parts import answer_parts, joined, parts_of, questions_of
from bot.conversation.turn import Try, Turn, is_of, may_answer, next_turn, tries
from bot.find.filters import Filters
from bot.find.listing import PAGE, Lister, Page
from bot.find.spelling import Spelling
from bot.question import Question, read_question, without_time_words
from bot.question.halves import with_verb
from bot.question.manners import plainly
from bot.question.wants import asks_for_articles, small_talk
from bot.rank.ranking import Ranker
from bot.reader.load import load_reader
from bot.reader.weighing import trained_weighing
from bot.settings import BotSettings
from bot.threads import OneThread
from bot.types import ORDERS, Answer, Listing, Note, NoteKind, Order
from bot.why.verdicts import Why
from index import Index
from index.config import DEFAULT_MODEL
from index.embedding.embedder import Embedder, own_model
from index.errors import QuestionError
from index.shards.gathered import on_cluster
from index.store.search import Archive, Search, SegmentSearch
from index.types import Article

# So many articles an answer lists; ``Bot.search`` gives the others.
LISTED = 100
# Of a conversation so many of the last questions are spelled: the next one leans on these.
SPELLED = 3


class Bot:
    """Answers questions from one stored index. Safe to call from several threads."""

    def __init__(
        self,
        index_dir: str | Path | None = None,
        model: str | None = None,
        reader: str | None = None,
        search: Callable[[Archive], Search] = SegmentSearch,
    ) -> None:
        """Open the index in ``index_dir`` with the model that built it.

        ``reader`` names what reads the passages: a model of the transformers library, or "none".
        ``search`` gives what searches the index: by default all of it, in this process. The others
        default to the settings, and the reader to the one that zitat brings. A ``model`` that
        is named must be the one that built the index. Raises StoredIndexError, ModelError or
        SettingError.
        """
        settings = BotSettings.load()
        folder = settings.index_dir if index_dir is None else Path(index_dir)
        self.index = Index.open(folder, search)
        name = model or settings.model or self.index.manifest.config.model
        self._embedder = own_model() if name == DEFAULT_MODEL else Embedder.load(name)
        first = self._embedder.passages([self.index.chunks[0].text])[0]
        self.index.check_model(name, self._embedder.dimension, first)
        self._ranker = Ranker(self.index)
        model_that_reads = load_reader(reader or settings.reader)
        self.fitted_to = FittedTo.of(
            self.index.manifest.config.model,
            None if model_that_reads is None else model_that_reads.name,
            len(self.index.articles),
        )
        calibration = read_calibration(folder, self.fitted_to)
        self._answerer = Answerer(
            self.index,
            calibration,
            calibration.threshold(settings.accuracy),
            model_that_reads,
            trained_weighing(),
        )
        self._lister = Lister(self.index, self._ranker.retriever)
        self._spelling = Spelling(self.index)
        self._one_thread = OneThread()

    @classmethod
    def on_cluster(
        cls,
        address: str,
        index_dir: str | Path | None = None,
        model: str | None = None,
        reader: str | None = None,
    ) -> "Bot":
        """Open an index in shards that are searched on the cluster of Ray at an address, or "auto".

        All machines must see its folder. Raises what ``Bot`` does, SettingError if there is no such
        cluster, StoredIndexError if the index has no shards or one cannot be opened.
        """
        return cls(index_dir, model, reader, on_cluster(address))

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer one question; ``history`` holds the earlier ones, oldest first.

        With ``filters`` only the articles that they let through are searched. Raises QuestionError
        if the question is empty or too long, or if no article is of a source that it names,
        and IndexDamagedError if damage was found since the index was opened.
        """
        hidden = self._hidden(filters)
        if (kind := small_talk(question)) is not None:
            return _said(question, kind)
        with self.index.watched() as searched:
            half = self._spelled(question)
            plain = with_verb(half)
            parts = parts_of(plain, self._asked_before(history))
            answers = answer_parts(parts, lambda one, before: self._ask(one, before, hidden))
        answer = joined(question, parts, answers)
        shown = answer.asked.replace(plain, half, 1)  # the verb may be wrong: it is not shown
        return _of_share(replace(answer, asked=shown), searched.share)

    def why(
        self,
        question: str,
        words: str = "",
        filters: Filters | None = None,
        history: Sequence[str] = (),
    ) -> tuple[Why, ...]:
        """Return why a question is answered as it is; two questions in one get one each.

        One that is asked again in another way has the next try as its ``then``. Covers the
        likeliest sentences, and those that hold ``words``. ``history`` holds the earlier
        questions, oldest first. Raises QuestionError as ``ask`` does. Empty if the search proposes
        no sentence.
        """
        hidden = self._hidden(filters)
        plain = with_verb(self._spelled(question))
        found = []
        for part in parts_of(plain, self._asked_before(history)):
            answer_of = partial(self._answer_of, hidden=hidden)
            turn = next_turn(part.text, part.history, answer_of)
            found += self._why(turn, tries(turn, part.history, answer_of), words, hidden)
        return tuple(found)

    def _why(self, turn: Turn, tried: Iterator[Try], words: str, hidden: Flags | None) -> list[Why]:
        """Return why each try answered or not, as one with the next; none without a sentence."""
        for one in tried:
            vector = self._vectors([one.question])[0]
            with self._one_thread:
                ranked = self._ranker.rank(one.question, vector, hidden, one.row)
                if ranked is None:
                    return []
                why = self._answerer.why(one.question, ranked, words)
            answer = self._answer_to(one.question, hidden, one.row)
            of_it = answer.answered and self._is_of(one, turn, answer)
            named = of_it and may_answer(turn, answer, self._article_of(answer))
            why = replace(
                why,
                tried=one.kind,
                talked_of=None if one.row is None else self.index.articles[one.row].path,
                outcome="answered" if named else "not_named" if of_it else "not_answered",
            )
            then = [] if of_it else self._why(turn, tried, words, hidden)
            return [replace(why, then=then[0] if then else None)]
        return []

    def search(
        self,
        words: str,
        filters: Filters | None = None,
        order: Order = "best",
        first: int = 0,
        count: int = PAGE,
    ) -> Listing:
        """Return the articles about some words: ``count`` of all, from ``first`` on, from 0.

        With ``filters`` only the articles that they let through are searched. Raises QuestionError
        as ``ask`` does, or if ``first`` or ``count`` is below its least.
        """
        if first < 0 or count < 1 or order not in ORDERS:
            raise QuestionError(
                f"There is no page of {count} articles from {first} in the order {order!r}: "
                f"expected a count from 1, a first from 0, and one of {', '.join(ORDERS)}."
            )
        hidden = self._hidden(filters)
        with self.index.watched() as searched:
            question = read_question(self._spelling.set_right(words))
            listing = self._list(question, Page(order, first, count), hidden)
        return replace(listing, searched=searched.share)

    def _ask(self, plain: str, history: Sequence[str], hidden: Flags | None) -> Answer:
        """Answer a question that is one, put plainly."""
        turn = next_turn(plain, history, partial(self._answer_of, hidden=hidden))
        question, want = turn.question, turn.want
        if want.result == "list":
            page = Page(want.order, 0, LISTED)
            listing = self._list(read_question(want.words), page, hidden)
            if listing.found or asks_for_articles(plain):
                return replace(_nothing(question), listing=listing)
        answer = self._tried(turn, history, hidden)
        if want.result == "both":
            listing = self._list(question, Page(want.order, 0, LISTED), hidden)
            answer = replace(answer, listing=listing if listing.found else None)
        return answer

    def _answer_to(self, question: Question, hidden: Flags | None, row: int | None) -> Answer:
        vector = self._vectors([question])[0]
        return self._score_and_answer(question, vector, hidden, row)[1]

    def _tried(self, turn: Turn, history: Sequence[str], hidden: Flags | None) -> Answer:
        """Return what answers a question, asked again in other ways until something does."""
        nearest: Answer | None = None
        for one in tries(turn, history, partial(self._answer_of, hidden=hidden)):
            answer = self._answer_to(one.question, hidden, one.row)
            if answer.answered and self._is_of(one, turn, answer):
                if one.kind == "without_time":
                    shown = turn.question
                    answer = replace(answer, question=shown.text, asked=shown.search_text)
                named = may_answer(turn, answer, self._article_of(answer))
                return answer if named else _unanswered(answer)
            nearest = nearest or answer
        return nearest or _nothing(turn.question)

    def _is_of(self, one: Try, turn: Turn, answer: Answer) -> bool:
        return is_of(one, turn, answer, self._article_of(answer), self._row_of(answer))

    def _article_of(self, answer: Answer) -> Article:
        return self.index.articles[self._row_of(answer)]

    def _row_of(self, answer: Answer) -> int:
        return self.index.row_of(answer.citations[0].path)

    def _spelled(self, typed: str) -> str:
        """Return a question without courtesy, in ordinary letters."""
        return self._spelling.set_right(plainly(typed))

    def _asked_before(self, history: Sequence[str]) -> tuple[str, ...]:
        """Return the questions of a conversation, the last of them spelled as this one is."""
        before = questions_of(history)
        spelled = map(self._spelling.set_right, before[-SPELLED:])
        return (*before[:-SPELLED], *spelled)

    def _hidden(self, filters: Filters | None) -> Flags | None:
        """Return which articles a question is not answered from, if the index is not damaged."""
        self.index.check()
        return None if filters is None else filters.hidden(self.index)

    def _list(self, question: Question, page: Page, hidden: Flags | None) -> Listing:
        with self._one_thread:
            vector = self._vectors([question])[0]
            return self._lister.list(without_time_words(question), vector, page, hidden)

    def ask_many(self, questions: Sequence[str]) -> list[Answer]:
        """Answer questions that do not follow from each other, embedded in one batch."""
        self.index.check()
        read = [read_question(question) for question in questions]
        answers = []
        for question, vector in zip(read, self._vectors(read), strict=True):
            with self.index.watched() as searched:
                answer = self._score_and_answer(question, vector, None)[1]
            answers.append(_of_share(answer, searched.share))
        return answers

    def confidence_scores(
        self, questions: Sequence[str], hidden: Sequence[Flags | None]
    ) -> list[tuple[float, Answer]]:
        """Return for each question the raw score behind its confidence, and its answer.

        ``hidden`` has for each question which articles are treated as missing, (articles,).
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

    def _answer_of(self, question: Question, hidden: Flags | None) -> Answered | None:
        """Return what answers an earlier question; None without an answer."""
        with self._one_thread:
            ranked = self._ranker.rank(question, self._vectors([question])[0], hidden)
            if ranked is None:
                return None
            answer = self._answerer.answer(question, ranked)[1]
        if not answer.answered:
            return None
        row = self._row_of(answer)
        return Answered(row, self.index.articles[row], answer)

    def _score_and_answer(
        self,
        question: Question,
        vector: npt.NDArray[np.float32],
        hidden: Flags | None,
        talked_of: int | None = None,
    ) -> tuple[npt.NDArray[np.float32], Answer]:
        """Return the best candidates' raw confidence scores, best first, and the answer.

        ``talked_of`` is the row of the article that the conversation is about, if any.
        """
        interrupt.check()
        with self._one_thread:
            ranked = self._ranker.rank(question, vector, hidden, talked_of)
            if ranked is None:
                return np.zeros(0, dtype=np.float32), _nothing(question)
            return self._answerer.answer(question, ranked)


def open_bot(
    index_dir: Path | None, model: str | None, reader: str | None, cluster: str | None
) -> Bot:
    """Return a bot on the cluster of this address, or by default of ZITAT_CLUSTER, if any."""
    address = cluster or BotSettings.load().cluster
    if not address:  # ZITAT_CLUSTER= is none
        return Bot(index_dir, model, reader)
    return Bot.on_cluster(address, index_dir, model, reader)


def _nothing(question: Question) -> Answer:
    return Answer(question.text, question.search_text, False, None, None, 0.0, (), ())


def _of_share(answer: Answer, share: float) -> Answer:
    """Return an answer that was looked for in a share of the articles, and says so throughout."""
    if share == 1:
        return answer
    listing = None if answer.listing is None else replace(answer.listing, searched=share)
    parts = tuple(_of_share(part, share) for part in answer.parts)
    return replace(answer, searched=share, listing=listing, parts=parts)


def _unanswered(answer: Answer) -> Answer:
    """Return an answer as what was merely nearest."""
    return replace(
        answer,
        answered=False,
        text=None,
        span=None,
        citations=(),
        voices=(),
        earlier=(),
        note=None,
    )


def _said(typed: str, kind: NoteKind) -> Answer:
    """Return what a greeting or thanks gets back: no answer, but a friendly word."""
    return Answer(typed, typed, False, None, None, 0.0, (), (), note=Note(kind))
