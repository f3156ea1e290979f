"""The passages around the likeliest sentences, read by a model: what it says of each sentence."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.arrays import Floats
from bot.find.not_asked import not_asked
from bot.find.time import of_other_times
from bot.question import Question
from bot.question.in_full import in_full
from bot.question.tokens import ASKING
from bot.rank.ranking import Ranked
from bot.reader.passages import Passage, PassageLogits, ReadingModel, head_of
from bot.reader.scores import reading_of
from bot.reader.weighing import Facts
from bot.reader.windows import windows_of
from index.text.analyze import fold
from index.text.tables import linearize
from index.types import Article

# So many windows are read for a question. More of them find no more answers on news-dev and
# news-dev-natural, and take more near misses for answers.
WINDOWS = 5
# The logit of a word that is no answer.
_NEVER = -30.0

Values = TypeVar("Values", bound=np.generic)


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """What a model says of the passages of one question: ``logits`` of each of ``passages``.

    ``articles`` are the index's.
    """

    question: Question
    ranked: Ranked
    articles: Sequence[Article]
    passages: Sequence[Passage]
    logits: Sequence[PassageLogits]

    @classmethod
    def read(
        cls,
        model: ReadingModel,
        question: Question,
        ranked: Ranked,
        articles: Sequence[Article],
    ) -> Self:
        """Read the passages around the likeliest sentences. What is of other times is no answer."""
        passages = list(_passages(question, ranked, articles))
        logits = model.read(_with_mark(in_full(question)), passages)
        by_path = {articles[row].path: articles[row] for row in ranked.found.article_rows}
        of_asked_time = [
            _of_asked_time(question, by_path[passage.path], passage, one)
            for passage, one in zip(passages, logits, strict=True)
        ]
        read = cls(question, ranked, articles, passages, of_asked_time)
        # What may not answer, a dateline or the question itself, takes nothing from what may.
        return read.without(np.flatnonzero(~ranked.found.allowed).tolist())

    def without(self, positions: Collection[int]) -> Self:
        """Return the same with no answer in the sentences at some positions."""
        if not positions:
            return self
        first_of, out = self._first_positions(), set(positions)
        logits = []
        for passage, one in zip(self.passages, self.logits, strict=True):
            begins = [sentence.start for sentence in passage.sentences]
            own = np.searchsorted(begins, one.offsets[:, 0], side="right") - 1
            hidden = np.array([first_of[passage.path] + int(i) in out for i in own], dtype=bool)
            logits.append(_silent(one, hidden))
        return replace(self, logits=logits)

    def of_article(self, article_row: int) -> Self:
        """Return the same as if this article were the only one."""
        path = self.articles[article_row].path
        own = [place for place, passage in enumerate(self.passages) if passage.path == path]
        return replace(
            self,
            passages=[self.passages[place] for place in own],
            logits=[self.logits[place] for place in own],
        )

    def facts(self, first_stage: Floats | None = None) -> Facts:
        """Return what both stages say of the candidates that were read and may answer.

        ``first_stage`` are the search's log probabilities, (sentences,), by default ``ranked``'s.
        """
        reading = reading_of(self.passages, self.logits, self.question.kind)
        first_of, found = self._first_positions(), self.ranked.found
        at = {first_of[path] + number: one for (path, number), one in reading.sentences.items()}
        readings = {position: one for position, one in at.items() if found.allowed[position]}
        search = self.ranked.log_shares if first_stage is None else first_stage
        return Facts(
            positions=list(readings),
            readings=list(readings.values()),
            log_total=reading.log_total,
            first_stage=values_at(search, list(readings)),
            article_count=len(self.articles),
        )

    def _first_positions(self) -> Mapping[str, int]:
        """Return the position of each article's first sentence, by the article's path."""
        found = self.ranked.found
        return {
            self.articles[row].path: int(first)
            for row, first in zip(found.article_rows, found.joined.first_sentences, strict=True)
        }


def values_at(values: NDArray[Values], positions: Sequence[int]) -> NDArray[Values]:
    """Return the values at some positions, (positions,)."""
    found: NDArray[Values] = values[np.array(positions, dtype=np.int64)]
    return found


def _of_asked_time(
    question: Question, article: Article, passage: Passage, logits: PassageLogits
) -> PassageLogits:
    """Return what the model says, without what is counted of another time than is asked.

    "2021 waren es 3.400, 2023 nur 2.900" is about two years, "von 410 auf 355" of before and now.
    """
    for sentence in passage.sentences[passage.first : passage.last + 1]:
        place = sentence.start, sentence.end
        other = of_other_times(question, article, *place)
        for start, end in (*other, *not_asked(question, article.text, *place)):
            hidden = (logits.offsets[:, 0] >= start) & (logits.offsets[:, 0] < end)
            logits = _silent(logits, hidden)
    return logits


def _silent(logits: PassageLogits, hidden: NDArray[np.bool_]) -> PassageLogits:
    """Return what the model says, with no answer in some tokens."""
    starts, ends = (
        np.where(hidden, _NEVER, side).astype(np.float32) for side in (logits.starts, logits.ends)
    )
    return PassageLogits(logits.offsets, starts, ends)


def _with_mark(question: str) -> str:
    """Return a question with its mark, which may have been left out; keywords have none."""
    first, *_ = question.split(maxsplit=1)
    asks = fold(first) in ASKING and question[-1].isalnum()
    return f"{question}?" if asks else question


def _passages(question: Question, ranked: Ranked, articles: Sequence[Article]) -> Iterator[Passage]:
    """Yield the windows around the likeliest sentences."""
    found = ranked.found
    asked = {term for variants in question.terms for term in variants}
    sentences = [article.sentences for article in found.joined.articles]
    rows = [article.rows_of_tables for article in found.joined.articles]
    alone = [{number for number, row in own.items() if row.row.heads} for own in rows]
    proposed = (
        (int(article), int(position - found.joined.first_sentences[article]))
        for position in ranked.positions
        for article in [found.joined.article_of[position]]
    )
    for window in windows_of(sentences, proposed, WINDOWS, alone):
        article = articles[found.article_rows[window.article]]
        yield Passage(
            path=article.path,
            sha256=article.sha256,
            text=article.text,
            head=head_of(article.title, article.date),
            sentences=sentences[window.article],
            first=window.first,
            last=window.last,
            rows={
                number: linearize(article.text, rows[window.article][number].row, asked)
                for number in range(window.first, window.last + 1)
                if number in rows[window.article]
            },
        )
