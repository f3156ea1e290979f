"""What both stages say of a sentence → its place in the order, and how sure it is.

Both are linear in what the stages say; the weights are learned from questions that the reader has
not seen (``python -m bot.lab.training.weigh``).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from bot.arrays import Floats
from bot.bundled import read_bundled
from bot.rank.scorer import Scorer, archive_size, log_softmax
from bot.reader.scores import SentenceReading

WEIGHTS = "weighing.json"
# What the confidence is computed from, in the order of its weights.
FACTS = (
    "share",
    "nothing",
    "lead",
    "first_stage",
    "order_share",
    "archive",
)
LOWEST = -12.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What both stages say of the candidates that were read, under one question.

    ``positions`` among the candidates; ``readings``: what the reader says of each; ``log_total``:
    as of ``Reading``. ``first_stage``: the search's log probabilities, (positions,).
    """

    positions: Sequence[int]
    readings: Sequence[SentenceReading]
    log_total: float
    first_stage: Floats
    article_count: int

    @property
    def scores(self) -> Floats:
        """The reader's score of each sentence, (positions,)."""
        return np.array([reading.score for reading in self.readings], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Learned weights: ``search`` is what the search counts beside the reader in the order.

    ``sureness`` scores ``FACTS``.
    """

    search: float
    sureness: Scorer

    def order(self, facts: Facts) -> Floats:
        """Return a score of each candidate by both stages, (positions,)."""
        return both_stages(facts, self.search)

    def confidence(self, facts: Facts) -> Floats:
        """Return the raw confidence that each candidate answers, (positions,): a log odds."""
        return self.sureness(measure(facts, self.order(facts)))


def both_stages(facts: Facts, search: float) -> Floats:
    """Return the reader's scores and those of the search, which count ``search``, (positions,)."""
    both: Floats = facts.scores + np.float32(search) * facts.first_stage
    return both


def measure(facts: Facts, order: Floats) -> Floats:
    """Return ``FACTS`` of each candidate, (positions, facts); ``order`` as of ``Weighing``."""
    scores = facts.scores
    count = len(scores)
    if not count:
        return np.zeros((0, len(FACTS)), dtype=np.float32)
    columns = (
        scores - facts.log_total,
        np.full(count, -facts.log_total),
        scores - _best_other(scores),
        facts.first_stage,
        log_softmax(order),
        np.full(count, archive_size(facts.article_count)),
    )
    return np.stack(columns, axis=1).clip(2 * LOWEST, None).astype(np.float32)


@cache
def trained_weighing() -> Weighing:
    """Return the weights that zitat brings. Raises ModelError if they are missing or damaged."""
    return read_weighing(read_bundled(WEIGHTS, "bot.reader").decode())


def read_weighing(text: str) -> Weighing:
    """Return the weights written as JSON."""
    fields = json.loads(text)
    return Weighing(float(fields["search"]), Scorer.of(fields["sureness"]))


def weighing_as_json(weighing: Weighing) -> str:
    """Return what is written into the file."""
    told = {"search": weighing.search, "sureness": weighing.sureness.by_name()}
    return json.dumps(told, indent=1) + "\n"


def _best_other(scores: Floats) -> Floats:
    """Return for each score the highest of the others, ``LOWEST`` where there is none."""
    if len(scores) < 2:
        return np.full(len(scores), LOWEST, dtype=np.float32)
    second, first = np.sort(scores)[-2:]
    best: Floats = np.where(scores == first, second, first)
    return best
