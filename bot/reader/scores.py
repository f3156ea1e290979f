"""What a model says of each token → scores and likeliest spans of sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.arrays import Floats
from bot.reader.passages import Passage, PassageLogits
from index.text.tables import LinearRow

# A span is at most so many tokens long, and runs over at most so many sentences; an amount, a
# time and somebody stand in one.
SPAN_TOKENS = 80
SPAN_SENTENCES = 3
_IN_ONE_SENTENCE = ("how_much", "when", "who")


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the reader says of one sentence.

    ``score``: the logarithm of the sum over its tokens of exp(start), plus the same of exp(end);
    "nothing here" has the score 0. ``start``, ``end``: its likeliest span in the article's text; it
    begins in this sentence and may end in a later one.
    """

    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of all sentences of some passages.

    ``sentences``: by (path, sentence). ``log_total``: the logarithm of the sum over all tokens of
    all passages and "nothing here", of starts plus of ends: ``score − log_total`` is the logarithm
    of a sentence's share, and ``−log_total`` that of "nothing here".
    """

    sentences: dict[tuple[str, int], SentenceReading]
    log_total: float


def reading_of(
    passages: Sequence[Passage], logits: Sequence[PassageLogits], kind: str = ""
) -> Reading:
    """Return what the reader says of each sentence; of one in two passages the higher score.

    ``kind`` is that of the question.
    """
    over = 1 if kind in _IN_ONE_SENTENCE else SPAN_SENTENCES
    found: dict[tuple[str, int], SentenceReading] = {}
    for passage, said in zip(passages, logits, strict=True):
        for sentence, reading in _sentences_of(passage, said, over):
            key = (passage.path, sentence)
            if key not in found or found[key].score < reading.score:
                found[key] = reading
    starts, ends = (
        np.concatenate([np.zeros(1, np.float32), *(getattr(said, side) for said in logits)])
        for side in ("starts", "ends")
    )
    return Reading(found, _log_sum(starts, ends))


def _sentences_of(
    passage: Passage, said: PassageLogits, over: int
) -> list[tuple[int, SentenceReading]]:
    begins = [sentence.start for sentence in passage.sentences[passage.first : passage.last + 1]]
    own = np.searchsorted(begins, said.offsets[:, 0], side="right") - 1
    bounds = np.searchsorted(own, np.arange(len(begins) + 1))
    readings = []
    for place in range(len(begins)):
        first, behind = int(bounds[place]), int(bounds[place + 1])
        if first == behind:
            continue
        score = _log_sum(said.starts[first:behind], said.ends[first:behind])
        last = int(bounds[min(place + over, len(begins))])
        row = passage.rows.get(passage.first + place)
        start, end = _best_span(said, first, behind, last, row)
        span = int(said.offsets[start, 0]), int(said.offsets[end, 1])
        readings.append((passage.first + place, SentenceReading(score, *span)))
    return readings


def _best_span(
    said: PassageLogits, first: int, behind: int, last: int, row: LinearRow | None
) -> tuple[int, int]:
    """Return the first and last token of the best span (Chen et al. 2017).

    It starts from ``first`` on and before ``behind``, and ends, not before that, before ``last``;
    in a row of a table it runs over no cell's end.
    """
    last = last if row is None else behind
    sums = said.starts[first:behind, None] + said.ends[None, first:last]
    lengths = np.arange(last - first)[None, :] - np.arange(behind - first)[:, None]
    may_be = (lengths >= 0) & (lengths < SPAN_TOKENS)
    if row is not None:
        begins = [start for start, _ in row.row.cells]
        cells = np.searchsorted(begins, said.offsets[first:last, 0], side="right")
        may_be &= cells[:, None] == cells[None, :]
    sums = np.where(may_be, sums, -np.inf)
    start, end = np.unravel_index(int(sums.argmax()), sums.shape)
    return first + int(start), first + int(end)


def _log_sum(starts: Floats, ends: Floats) -> float:
    """Return the logarithm of the sum of exp over starts, plus the same over ends."""
    return float(np.logaddexp.reduce(starts) + np.logaddexp.reduce(ends))
