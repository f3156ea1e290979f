"""Words of the likeliest articles → how likely each belongs to the answer: a small network.

It sees each word's meaning, how like the question it is, what kind of thing it brings, and the few
words around it; and of the question its kind and meaning. So it learns what a "Strafe" or an
"Ablösesumme" looks like, where the features only count what is new. Layers as in Kim 2014
(convolutions over words), gated by the question as in Dauphin et al. 2017.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

from bot.arrays import Floats, Ints, Rows
from bot.brought import read_brought
from bot.rank.word_inputs import WordInputs

WEIGHTS = "answer_words.safetensors"

Number = TypeVar("Number", np.float32, np.int32)

# A word at the edge of an article has so many empty places beside it.
MARGIN = 2


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """What the words say of the sentences that were read, all (read sentences,).

    ``sentences``: places among the candidates, rising. ``added``: what the sentence's score gains.
    ``log_odds``: how likely one of its words answers, against none in the article.
    """

    sentences: Ints
    added: Floats
    log_odds: Floats


@dataclass(frozen=True, slots=True)
class WordNetwork:
    """The weights; p directions of meaning, h units.

    ``enter``: (p + WORD_FACTS, h). ``ask``, ``gate``: (QUESTION_FACTS + ASKED_MEANINGS · p, h).
    ``wide``, ``narrow``: convolutions, (places, h, h), the middle place the word's own.
    ``leave``: (h,). Biases: (h,). ``mix``: how much a sentence's score takes of its words', and
    the score of "no word answers", (2,).
    """

    enter: Floats
    enter_bias: Floats
    ask: Floats
    ask_bias: Floats
    gate: Floats
    gate_bias: Floats
    wide: Floats
    wide_bias: Floats
    narrow: Floats
    narrow_bias: Floats
    leave: Floats
    mix: Floats

    def __call__(
        self, meanings: Floats, place: Rows, facts: Floats, asked: Floats, present: Floats
    ) -> Floats:
        """Return each row's log odds against "no word answers", up to a constant, (rows,).

        The rows are the words, with MARGIN others around each article, where ``present`` is 0; it
        is 1 elsewhere, (rows, 1). ``meanings`` of the distinct words, ``place``: each row's among
        them.
        """
        known = meanings.shape[1]
        gate = 2 / (1 + np.exp(-(asked @ self.gate + self.gate_bias)))
        hidden = (meanings @ self.enter[:known])[place] + facts @ self.enter[known:]
        hidden += self.enter_bias + asked @ self.ask + self.ask_bias
        hidden = np.maximum(hidden, 0) * (present * gate)
        hidden = _convolved(hidden, self.wide, self.wide_bias) * present
        hidden = _convolved(hidden, self.narrow, self.narrow_bias)
        scores: Floats = hidden @ (gate * self.leave) - self.mix[1]
        return scores


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Several networks, each learned without some of the articles, whose scores are averaged.

    ``project``: (d, p), to the main directions of the words' meanings.
    """

    project: Floats
    networks: tuple[WordNetwork, ...]

    def __call__(self, inputs: WordInputs, meanings: Floats, place: Rows) -> SentenceWords:
        """Score the sentences that were read, given the meanings of their distinct words.

        ``meanings``: (distinct, d), ``place``: each word's among them.
        """
        firsts = np.flatnonzero(np.diff(inputs.sentences, prepend=-1))
        rows = _spaced(inputs.articles)
        present = _laid_out(np.ones((len(rows), 1), dtype=np.float32), rows)
        facts, spaced_place = _laid_out(inputs.facts, rows), _laid_out(place, rows)
        asked = np.concatenate([inputs.question, (inputs.asked @ self.project).ravel()])
        projected = meanings @ self.project
        added = np.zeros(len(firsts), dtype=np.float32)
        log_odds = added.copy()
        for network in self.networks:
            words = network(projected, spaced_place, facts, asked, present)[rows]
            sums = np.logaddexp.reduceat(words, firsts)
            added += network.mix[0] * sums / len(self.networks)
            log_odds += sums / len(self.networks)
        return SentenceWords(inputs.sentences[firsts], added, log_odds)


def _spaced(articles: Ints) -> Ints:
    """Return the words' rows in an array where MARGIN empty rows lie around each article."""
    number = np.cumsum(np.diff(articles, prepend=articles[:1]) != 0)
    rows: Ints = np.arange(len(articles)) + MARGIN * (number + 1)
    return rows


def _laid_out(values: npt.NDArray[Number], rows: Ints) -> npt.NDArray[Number]:
    """Return the words' values in their rows, zeros in the others."""
    spaced = np.zeros((rows[-1] + 1 + MARGIN, *values.shape[1:]), dtype=values.dtype)
    spaced[rows] = values
    return spaced


def _convolved(hidden: Floats, kernel: Floats, bias: Floats) -> Floats:
    """Return relu(convolution + bias + hidden); the MARGIN first and last rows stay zero."""
    places, width, _ = kernel.shape
    skipped = MARGIN - places // 2
    around = np.lib.stride_tricks.sliding_window_view(
        hidden.ravel()[skipped * width : (len(hidden) - skipped) * width], places * width
    )[::width]
    inner = around @ kernel.reshape(places * width, -1) + bias
    inner += hidden[MARGIN:-MARGIN]
    result = np.zeros_like(hidden)
    np.maximum(inner, 0, out=result[MARGIN:-MARGIN])
    return result


@cache
def trained_answer_words() -> AnswerWords:
    """Return the networks with the weights that zitat brings."""
    return read_answer_words(load(read_brought(WEIGHTS)))


def read_answer_words(tensors: Mapping[str, Floats]) -> AnswerWords:
    """Return what ``as_tensors`` gave."""
    names = [field.name for field in fields(WordNetwork)]
    count = len(tensors["mix"])
    networks = (WordNetwork(*(tensors[name][i] for name in names)) for i in range(count))
    return AnswerWords(tensors["project"], tuple(networks))


def as_tensors(words: AnswerWords) -> dict[str, Floats]:
    """Return the weights by name; the first axis is that of the networks."""
    names = [field.name for field in fields(WordNetwork)]
    stacked = {name: np.stack([getattr(n, name) for n in words.networks]) for name in names}
    return {"project": words.project, **stacked}
