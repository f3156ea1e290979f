"""The sentences that the search proposes → read in their passages, put in order, marked."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.arrays import Floats
from bot.find.former import values_not_asked
from bot.find.time import of_other_times, penalties, told_by
from bot.question import Question
from bot.question.in_full import in_full
from bot.question.tokens import ASKING
from bot.rank.candidates import Candidates
from bot.rank.ranking import Ranked
from bot.reader.passages import Passage, PassageLogits, ReadingModel, head_of
from bot.reader.scores import Reading, SentenceReading, reading_of
from bot.reader.weighing import LOWEST, Facts, Weighing
from bot.reader.windows import windows_of
from bot.text.one_line import in_one_line
from bot.time import Fit
from index.text.analyze import fold
from index.text.tables import linearize
from index.types import Article

# So many windows are read for a question. More of them find no more answers on news-dev and
# news-dev-natural, and take more near misses for answers.
WINDOWS = 5
# The logit of a word that is no answer.
_NEVER = -30.0
# By so much more than the reader's score the logarithm of a sentence's probability may rise where
# others are of another time, and at most by so much.
_GAINED, _MOST_GAINED = 3.0, 6.0

Values = TypeVar("Values", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Reread:
    """The candidates in the order of both stages; ``readings`` are those of the ones read.

    ``positions``: the candidates' positions, the likeliest first, those that were not read last.
    ``likeliest``: which of them would be the first if the question were about no time. ``scores``:
    raw confidence of each that was read, by position. ``log_total`` as of ``Reading``. ``alone``
    gives the raw confidence of one that was read as if its article were the only one.
    """

    positions: Sequence[int]
    likeliest: int
    readings: dict[int, SentenceReading]
    scores: dict[int, float]
    log_total: float
    alone: Callable[[int], float]


def reread(
    model: ReadingModel,
    weighing: Weighing,
    question: Question,
    ranked: Ranked,
    articles: Sequence[Article],
) -> Reread:
    """Read the passages around the likeliest sentences, and rank the candidates by both stages.

    ``articles`` are the index's.
    """
    passages, said = _read(model, question, ranked, articles)
    facts = _facts(question, ranked, articles, passages, said)
    readings = dict(zip(facts.positions, facts.readings, strict=True))
    weighed = weighing.order(facts) + _of(ranked.told, facts.positions)
    order = np.argsort(-weighed, kind="stable")
    if ranked.fits is not None:  # what is of another time answers only if nothing else is there
        order = order[
            np.argsort(_of(ranked.fits, facts.positions)[order] == Fit.OTHER, kind="stable")
        ]
    log_total = facts.log_total
    read = [facts.positions[place] for place in order]
    inside = set(read)
    rest = [position for position in ranked.positions.tolist() if position not in inside]
    if ranked.fits is not None:  # what is said of other times does not compete, nor is it marked
        other = np.flatnonzero(ranked.fits == Fit.OTHER).tolist()
        of_time = _without(other, ranked, articles, passages, said)
        fitting = _facts(question, ranked, articles, passages, of_time)
        for position, one in zip(fitting.positions, fitting.readings, strict=True):
            if ranked.fits[position] != Fit.OTHER:
                readings[position] = one
        giving_way = _giving_way(other, ranked, articles, read[0] if read else None)
        said = _without(giving_way, ranked, articles, passages, said)
    twins = _twins(ranked, articles, facts)
    # Nor does what says the same, word for word, in another article: both answer.
    repeated = [position for position, first in twins.items() if position != first]
    distinct = _without(repeated, ranked, articles, passages, said)
    search = _competing(ranked, twins, facts)
    facts = _facts(question, ranked, articles, passages, distinct, search)
    if ranked.fits is not None:
        facts = _at_least(facts)
    of_first = dict(zip(facts.positions, weighing.confidence(facts).tolist(), strict=True))
    scores = [of_first[twins[position]] for position in read]
    return Reread(
        [*read, *rest],
        _likeliest(ranked, facts.positions, weighed),
        readings,
        dict(zip(read, scores, strict=True)),
        log_total,
        partial(_alone, weighing, question, ranked, articles, passages, said),
    )


def _giving_way(
    other: Sequence[int], ranked: Ranked, articles: Sequence[Article], first: int | None
) -> list[int]:
    """Return which positions of ``other`` times than is asked do not compete with the ``first``.

    In its own article only those do not that name their time. Else the first were believed for want
    of any other: in an article of 2022 that compares with 2019, all else is no answer of 2019.
    """
    row = None if first is None else ranked.found.sentence(first)[0]
    return [
        position
        for position in other
        if ranked.found.sentence(position)[0] != row or _names_a_time(position, ranked, articles)
    ]


def _names_a_time(position: int, ranked: Ranked, articles: Sequence[Article]) -> bool:
    row, sentence = ranked.found.sentence(position)
    told = told_by(articles[row], sentence.start, sentence.end)
    return bool(told.named or told.beside)


def _likeliest(ranked: Ranked, positions: Sequence[int], weighed: Floats) -> int:
    """Return the position of those read that would be the first without the time that is asked."""
    if ranked.fits is None or not positions:
        return ranked.likeliest
    return positions[int((weighed + penalties(_of(ranked.fits, positions))).argmax())]


def read_facts(
    model: ReadingModel, question: Question, ranked: Ranked, articles: Sequence[Article]
) -> Facts:
    """Return what both stages say of the candidates in the passages that are read."""
    return _facts(question, ranked, articles, *_read(model, question, ranked, articles))


def _read(
    model: ReadingModel, question: Question, ranked: Ranked, articles: Sequence[Article]
) -> tuple[list[Passage], Sequence[PassageLogits]]:
    passages = list(_passages(question, ranked.found, ranked, articles))
    said = model.read(_with_mark(in_full(question)), passages)
    by_path = {articles[row].path: articles[row] for row in ranked.found.article_rows}
    return passages, [
        _of_asked_time(question, by_path[passage.path], passage, one)
        for passage, one in zip(passages, said, strict=True)
    ]


def _of_asked_time(
    question: Question, article: Article, passage: Passage, said: PassageLogits
) -> PassageLogits:
    """Return what the model says, without what is counted of another time than is asked.

    "2021 waren es 3.400, 2023 nur 2.900" tells of two years, "von 410 auf 355" of before and now.
    """
    for sentence in passage.sentences[passage.first : passage.last + 1]:
        place = sentence.start, sentence.end
        other = of_other_times(question, article, *place)
        for start, end in (*other, *values_not_asked(question, article.text, *place)):
            said = _silent(said, (said.offsets[:, 0] >= start) & (said.offsets[:, 0] < end))
    return said


def _silent(said: PassageLogits, hidden: NDArray[np.bool_]) -> PassageLogits:
    """Return what the model says, with no answer in some tokens."""
    starts, ends = (
        np.where(hidden, _NEVER, logits).astype(np.float32) for logits in (said.starts, said.ends)
    )
    return PassageLogits(said.offsets, starts, ends)


def _with_mark(question: str) -> str:
    """Return a question with its mark, which may have been left out; keywords have none."""
    first, *_ = question.split(maxsplit=1)
    asks = fold(first) in ASKING and question[-1].isalnum()
    return f"{question}?" if asks else question


def _facts(
    question: Question,
    ranked: Ranked,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    said: Sequence[PassageLogits],
    search: Floats | None = None,
) -> Facts:
    """Return what the model says, and the search: ``search``, its log probabilities by default."""
    reading = reading_of(passages, said)
    positions, readings = _by_position(ranked.found, reading, articles)
    return Facts(
        positions=positions,
        readings=readings,
        log_total=reading.log_total,
        first_stage=_of(ranked.log_shares if search is None else search, positions),
        is_english=question.language == "en",
        article_count=len(articles),
    )


def _at_least(facts: Facts) -> Facts:
    """Return the facts with no score so low that the others lead by more than over nothing."""
    readings = [replace(one, score=max(one.score, LOWEST)) for one in facts.readings]
    return replace(facts, readings=readings)


def _alone(
    weighing: Weighing,
    question: Question,
    ranked: Ranked,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    said: Sequence[PassageLogits],
    position: int,
) -> float:
    """Return the raw confidence of a sentence that was read, without the other articles."""
    path = articles[ranked.found.sentence(position)[0]].path
    own = [place for place, passage in enumerate(passages) if passage.path == path]
    of_article = [passages[place] for place in own], [said[place] for place in own]
    facts = _facts(question, ranked, articles, *of_article)
    return float(weighing.confidence(facts)[facts.positions.index(position)])


def _without(
    left_out: Collection[int],
    ranked: Ranked,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    said: Sequence[PassageLogits],
) -> Sequence[PassageLogits]:
    """Return what the model says, with no word of the sentences at some positions."""
    if not left_out:
        return said
    first_of, out = _first_positions(ranked.found, articles), set(left_out)
    masked = []
    for passage, one in zip(passages, said, strict=True):
        begins = [sentence.start for sentence in passage.sentences]
        own = np.searchsorted(begins, one.offsets[:, 0], side="right") - 1
        hidden = np.array([first_of[passage.path] + int(i) in out for i in own], dtype=bool)
        masked.append(_silent(one, hidden))
    return masked


def _twins(ranked: Ranked, articles: Sequence[Article], facts: Facts) -> dict[int, int]:
    """Return of each position that was read that of the likeliest one with the same words."""
    firsts: dict[str, int] = {}
    found: dict[int, int] = {}
    for place in np.argsort(-facts.scores, kind="stable"):
        position = facts.positions[place]
        found[position] = firsts.setdefault(_words_at(position, ranked, articles), position)
    return found


def _words_at(position: int, ranked: Ranked, articles: Sequence[Article]) -> str:
    row, sentence = ranked.found.sentence(position)
    return in_one_line(articles[row].text[sentence.start : sentence.end])


def _competing(ranked: Ranked, twins: Mapping[int, int], facts: Facts) -> Floats:
    """Return the search's log probabilities, (sentences,), where not all of them compete.

    What is of another time than is asked does not, but what neither the search nor the reader
    proposes does not become likely because nothing else is of the time; what others say word for
    word counts for the likeliest of them.
    """
    joint = ranked.log_shares.copy()
    if ranked.fits is not None:
        fitting = ranked.fits != Fit.OTHER
        if fitting.any():
            others = -np.logaddexp.reduce(joint[fitting])
            for position, score in zip(facts.positions, facts.scores, strict=True):
                joint[position] += min(others, np.clip(score + _GAINED, 0, _MOST_GAINED))
    for position, first in twins.items():
        if position != first:
            joint[first] = np.logaddexp(joint[first], joint[position])
    return joint.clip(None, 0)


def _passages(
    question: Question, found: Candidates, ranked: Ranked, articles: Sequence[Article]
) -> Iterator[Passage]:
    """Yield the windows around the likeliest sentences."""
    asked = {term for variants in question.terms for term in variants}
    sentences = [article.sentences for article in found.passages.articles]
    rows = [article.rows_of_tables for article in found.passages.articles]
    alone = [{number for number, row in own.items() if row.row.heads} for own in rows]
    proposed = (
        (int(article), int(position - found.passages.first_sentences[article]))
        for position in ranked.positions
        for article in [found.passages.article_of[position]]
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


def _by_position(
    found: Candidates, reading: Reading, articles: Sequence[Article]
) -> tuple[list[int], list[SentenceReading]]:
    """Return the positions of the candidates that were read and may answer, and their readings."""
    first_of = _first_positions(found, articles)
    positions, readings = [], []
    for (path, sentence), one in reading.sentences.items():
        position = first_of[path] + sentence
        if found.allowed[position]:
            positions.append(position)
            readings.append(one)
    return positions, readings


def _first_positions(found: Candidates, articles: Sequence[Article]) -> dict[str, int]:
    """Return the position of each article's first sentence, by the article's path."""
    return {
        articles[row].path: int(first)
        for row, first in zip(found.article_rows, found.passages.first_sentences, strict=True)
    }


def _of(values: NDArray[Values], positions: Sequence[int]) -> NDArray[Values]:
    found: NDArray[Values] = values[np.array(positions, dtype=np.int64)]
    return found
