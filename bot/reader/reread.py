"""The sentences that the search proposes → read in their passages, put in order, marked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bot.arrays import Floats
from bot.find.time import penalties, told_by
from bot.question import Question
from bot.rank.ranking import Ranked
from bot.reader.passages import ReadingModel
from bot.reader.read import ReadPassages, values_at
from bot.reader.scores import SentenceReading
from bot.reader.weighing import LOWEST, Facts, Weighing
from bot.text.one_line import in_one_line
from bot.time import Fit
from index.types import Article

# By so much more than the reader's score the logarithm of a sentence's probability may rise where
# others are of another time, and at most by so much.
_GAINED, _MOST_GAINED = 3.0, 6.0


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
    readings: Mapping[int, SentenceReading]
    scores: Mapping[int, float]
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
    everything = ReadPassages.read(model, question, ranked, articles)
    facts = everything.facts()
    weighed = weighing.order(facts) + values_at(ranked.added, facts.positions)
    positions = _in_order(ranked, facts.positions, weighed)
    competing = everything.without(_giving_way(ranked, articles, positions))
    return Reread(
        positions=[*positions, *_not_read(ranked, positions)],
        likeliest=_likeliest(ranked, facts.positions, weighed),
        readings=dict(zip(facts.positions, facts.readings, strict=True)) | _fitting(everything),
        scores=_scores(weighing, competing, facts, positions),
        log_total=facts.log_total,
        alone=partial(_alone, weighing, competing),
    )


def _in_order(ranked: Ranked, positions: Sequence[int], weighed: Floats) -> list[int]:
    """Return the positions that were read, the likeliest first."""
    order = np.argsort(-weighed, kind="stable")
    if ranked.fits is not None:  # what is of another time answers only if nothing else is there
        is_other = values_at(ranked.fits, positions)[order] == Fit.OTHER
        order = order[np.argsort(is_other, kind="stable")]
    return [positions[place] for place in order]


def _not_read(ranked: Ranked, read: Sequence[int]) -> list[int]:
    inside = set(read)
    return [position for position in ranked.positions.tolist() if position not in inside]


def _likeliest(ranked: Ranked, positions: Sequence[int], weighed: Floats) -> int:
    """Return the position of those read that would be the first without the time that is asked."""
    if ranked.fits is None or not positions:
        return ranked.likeliest
    of_no_time = weighed + penalties(values_at(ranked.fits, positions))
    return positions[int(of_no_time.argmax())]


def _of_other_times(ranked: Ranked) -> list[int]:
    """Return the positions of the sentences of another time than is asked."""
    return [] if ranked.fits is None else np.flatnonzero(ranked.fits == Fit.OTHER).tolist()


def _fitting(read: ReadPassages) -> dict[int, SentenceReading]:
    """Return the readings of what is of the asked time: no span of it runs into other times."""
    other = set(_of_other_times(read.ranked))
    if not other:
        return {}
    facts = read.without(other).facts()
    readings = zip(facts.positions, facts.readings, strict=True)
    return {position: one for position, one in readings if position not in other}


def _giving_way(ranked: Ranked, articles: Sequence[Article], positions: Sequence[int]) -> list[int]:
    """Return the positions of other times than is asked that do not compete with the first read.

    In its own article only those do not that name their time. Else the first were believed for want
    of any other: in an article of 2022 that compares with 2019, all else is no answer of 2019.
    """
    row = ranked.found.sentence(positions[0])[0] if positions else None
    return [
        position
        for position in _of_other_times(ranked)
        if ranked.found.sentence(position)[0] != row or _names_a_time(position, ranked, articles)
    ]


def _names_a_time(position: int, ranked: Ranked, articles: Sequence[Article]) -> bool:
    row, sentence = ranked.found.sentence(position)
    times = told_by(articles[row], sentence.start, sentence.end)
    return bool(times.named or times.beside)


def _scores(
    weighing: Weighing, competing: ReadPassages, facts: Facts, positions: Sequence[int]
) -> dict[int, float]:
    """Return the raw confidence of each position that was read.

    What says the same, word for word, in another article does not compete: both answer.
    """
    ranked = competing.ranked
    twins = _twins(ranked, competing.articles, facts)
    repeated = [position for position, first in twins.items() if position != first]
    distinct = competing.without(repeated).facts(_competing(ranked, twins, facts))
    if ranked.fits is not None:
        distinct = _at_least(distinct)
    confidences = weighing.confidence(distinct).tolist()
    of_first = dict(zip(distinct.positions, confidences, strict=True))
    return {position: of_first[twins[position]] for position in positions}


def _at_least(facts: Facts) -> Facts:
    """Return the facts with no score so low that the others lead by more than over nothing."""
    readings = [replace(one, score=max(one.score, LOWEST)) for one in facts.readings]
    return replace(facts, readings=readings)


def _alone(weighing: Weighing, read: ReadPassages, position: int) -> float:
    """Return the raw confidence of a sentence that was read, without the other articles."""
    facts = read.of_article(read.ranked.found.sentence(position)[0]).facts()
    return float(weighing.confidence(facts)[facts.positions.index(position)])


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
