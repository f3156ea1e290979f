"""Questions → batches of token ids, and which tokens start and end an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from bot.lab.training.manners import in_other_manner
from bot.lab.training.proposals import Proposal
from bot.lab.training.search import positions_of
from bot.lab.training.sources import Asked
from bot.reader.passages import head_of
from bot.reader.tokens import (
    END,
    PAD,
    Ids,
    Tokenized,
    tokenize_head,
    tokenize_question,
    tokenize_sentences,
)
from bot.reader.windows import Window, window_around, windows_of
from bot.sentences import split_sentences
from index.metadata.titles import title_of

# An answer that stands at a window's edge is learned too: the window is laid around a sentence at
# most so far from the one that answers.
SHIFT = 2
# How often a passage stands under its title, and a date behind it.
TITLED, DATED = 0.7, 0.3
# Inputs of like length are computed together, so many at a time.
GROUP = 24
# Lengths are rounded up to a multiple: kernels are made anew for every shape.
LENGTHS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One window under one question: its ids, and which of them start and end an answer.

    ``question`` is the question's place in the batch; from ``text_from`` on, up to the last token,
    stands the window itself.
    """

    question: int
    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    text_from: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are computed together, padded: all (rows, tokens) but ``question``, (rows,).

    ``text`` is True at the windows' own tokens.
    """

    ids: Tensor
    mask: Tensor
    text: Tensor
    starts: Tensor
    ends: Tensor
    question: Tensor


class Texts:
    """Texts by name, tokenized when they are first asked for."""

    def __init__(self, tokenizer: Tokenizer, texts: dict[str, str]) -> None:
        self.tokenizer = tokenizer
        self._texts = texts
        self._tokenized: dict[str, Tokenized] = {}

    def tokenized(self, name: str) -> Tokenized:
        """Return a text in tokens."""
        if name not in self._tokenized:
            text = self._texts[name]
            self._tokenized[name] = tokenize_sentences(self.tokenizer, text, split_sentences(text))
        return self._tokenized[name]

    def title(self, name: str) -> str:
        """Return the title that zitat gives a text without one of its own."""
        return title_of(self._texts[name]) or ""


def rows_of(
    place: int,
    asked: Asked,
    texts: Texts,
    proposed: Sequence[Proposal],
    windows: int,
    random: Random,
) -> list[Row]:
    """Return the rows of one question: a window that answers, if any does, and others.

    The others are drawn from the windows that the search proposes, the likeliest most often.
    """
    question = tokenize_question(texts.tokenizer, in_other_manner(asked.question, random))
    names = list(dict.fromkeys([asked.text, *(name for name, _, _ in proposed)]))
    heads = [tokenize_head(texts.tokenizer, _head(texts, name, random)) for name in names]
    articles = [texts.tokenized(name) for name in names]
    sentences = [article.sentences for article in articles]
    found = windows_of(sentences, positions_of(proposed, names, sentences), 3 * windows)
    if not found:  # a text of its own, without an archive
        found = _all_windows(articles[0], random)
    answering = [w for w in found if w.article == 0 and _answers(articles[0], w, asked)]
    others = [w for w in found if w not in answering]
    chosen: list[Window] = []
    if asked.spans:
        chosen.append(
            answering[0]
            if answering and random.random() < 0.5
            else _window_of_answer(articles[0], asked, random)
        )
        others = [w for w in others if not _overlap(w, chosen[0])]
    own = [w for w in others if w.article == 0]
    if own:  # what the same article says besides is hardest to tell from the answer
        chosen.append(own[min(int(random.expovariate(1.0)), len(own) - 1)])
    rest = [w for w in others if w not in chosen]
    while rest and len(chosen) < windows:
        chosen.append(rest.pop(min(int(random.expovariate(0.5)), len(rest) - 1)))
    return [_row(place, question, heads[w.article], articles[w.article], w, asked) for w in chosen]


def groups_of(rows: Sequence[Row]) -> Iterator[Group]:
    """Yield the rows of a batch in groups of like length."""
    ordered = sorted(rows, key=lambda row: len(row.ids))
    for first in range(0, len(ordered), GROUP):
        group = ordered[first : first + GROUP]
        longest = -(-max(len(row.ids) for row in group) // LENGTHS) * LENGTHS
        ids = np.full((len(group), longest), PAD, dtype=np.int64)
        text, starts, ends = (np.zeros(ids.shape, dtype=bool) for _ in range(3))
        for place, row in enumerate(group):
            ids[place, : len(row.ids)] = row.ids
            text[place, row.text_from : len(row.ids) - 1] = True
            starts[place, list(row.starts)] = True
            ends[place, list(row.ends)] = True
        yield Group(
            ids=torch.from_numpy(ids),
            mask=torch.from_numpy((ids != PAD).astype(np.int64)),
            text=torch.from_numpy(text),
            starts=torch.from_numpy(starts),
            ends=torch.from_numpy(ends),
            question=torch.tensor([row.question for row in group]),
        )


def _head(texts: Texts, name: str, random: Random) -> str:
    title = texts.title(name) if random.random() < TITLED else ""
    if random.random() >= DATED:
        return title
    day = f"{random.randint(1995, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return head_of(title, day)


def _all_windows(article: Tokenized, random: Random) -> list[Window]:
    sentences = list(range(len(article.sentences)))
    random.shuffle(sentences)
    return windows_of(
        [article.sentences], ((0, sentence) for sentence in sentences), len(sentences)
    )


def _window_of_answer(article: Tokenized, asked: Asked, random: Random) -> Window:
    """Return a window that holds the answer, laid around a sentence near it."""
    start, _ = random.choice(asked.spans)
    answering = next(
        place for place, sentence in enumerate(article.sentences) if sentence.end > start
    )
    shifted = answering + random.randint(-SHIFT, SHIFT)
    shifted = min(max(shifted, 0), len(article.sentences) - 1)
    first, last = window_around(article.sentences, shifted)
    if not first <= answering <= last:
        first, last = window_around(article.sentences, answering)
    return Window(0, first, last)


def _overlap(one: Window, other: Window) -> bool:
    return one.article == other.article and one.first <= other.last and other.first <= one.last


def _answers(article: Tokenized, window: Window, asked: Asked) -> bool:
    start, end = article.sentences[window.first].start, article.sentences[window.last].end
    return any(start <= first and last <= end for first, last in asked.spans)


def _row(
    place: int,
    question: Ids,
    head: Ids,
    article: Tokenized,
    window: Window,
    asked: Asked,
) -> Row:
    first, last = article.first_tokens[window.first], article.first_tokens[window.last + 1]
    before = len(question) + len(head)
    ids = (*question.tolist(), *head.tolist(), *article.ids[first:last].tolist(), END)
    starts, ends = [], []
    if window.article == 0:
        offsets = article.offsets[first:last]
        for start, end in asked.spans:
            inside = np.flatnonzero((offsets[:, 1] > start) & (offsets[:, 0] < end))
            whole = len(inside) and offsets[inside[0], 0] <= start and offsets[inside[-1], 1] >= end
            if whole:
                starts.append(before + int(inside[0]))
                ends.append(before + int(inside[-1]))
    return Row(place, ids, tuple(starts), tuple(ends), before)
