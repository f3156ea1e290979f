"""An article → its sentences and words as arrays, ready to be compared with any question.

Of a long one only some stretches are read (see ``bot.find.stretches``).
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.arrays import Flags, Rows
from bot.find.stretches import WHOLE_CHARS, chosen, stretches_of
from bot.rank.word_table import WordTable
from bot.text.composed import composed
from bot.text.sentences import Sentence, split_sentences
from index.text.analyze import WORD, normalise
from index.text.tables import LinearRow, linearize, table_rows
from index.types import Article, Span

# So many sentences of the stretches last used are remembered, some 0.5 KB each; an article that is
# not long is one stretch.
MAX_SENTENCES = 25_000
# A splitter that knows so many words, 2 KB each, is to be replaced by a new one.
MAX_WORDS = 100_000

# So many long articles' stretches are remembered.
_MAX_LONG = 1_000

Offsets = npt.NDArray[np.int32]
_ARRAYS = ("starts", "offsets", "rows", "content")


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article's sentences and words; of a long one those of some stretches, in order.

    Arrays have one row a word unless said otherwise.

    ``offsets`` are the words' (start, end) in the text, ``rows`` their rows in the word table,
    ``first_words`` the row of each sentence's first word (a sentence without a word is left out),
    ``starts`` the sentences' own offsets,
    ``content``: whether each is no function word. ``rows_of_tables``: the sentences that are rows,
    by number: the words of their captions and heads count as theirs.
    """

    sentences: tuple[Sentence, ...]
    starts: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int32]
    rows: Rows
    first_words: npt.NDArray[np.int64]
    content: Flags
    rows_of_tables: Mapping[int, LinearRow]


class Splitter:
    """Splits articles into sentences and words, and remembers those last used.

    Safe for several threads. Its words are never forgotten, as what it has split names them
    by their rows: a splitter that ``is_full`` goes, with all that it remembers.
    """

    def __init__(self, words: WordTable) -> None:
        self.words = words
        self._kept: OrderedDict[tuple[int, int], SplitArticle] = OrderedDict()
        self._sentences = 0  # in those
        self._stretches: OrderedDict[int, tuple[Span, ...]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def is_full(self) -> bool:
        """Whether it knows ``MAX_WORDS``."""
        return len(self.words) >= MAX_WORDS

    def emptied(self) -> "Splitter":
        """Return a splitter of the same model that remembers nothing."""
        return Splitter(self.words.emptied())

    def split(self, articles: Iterable[tuple[int, Article, Offsets]]) -> list[SplitArticle]:
        """Return the articles split, in order.

        Each comes with its row in the index, and with the offsets that a long one is read around.
        """
        asked = [
            (row, article, self._chosen(row, article, offsets))
            for row, article, offsets in articles
        ]
        wanted = {
            (row, span[0]): (article, span) for row, article, spans in asked for span in spans
        }
        with self._lock:
            found = {key: self._kept[key] for key in wanted if key in self._kept}
        new = [key for key in wanted if key not in found]
        texts = [article.text[slice(*span)] for article, span in map(wanted.__getitem__, new)]
        read = split_texts(texts, self.words)
        found |= {key: _moved(one, key[1]) for key, one in zip(new, read, strict=True)}
        with self._lock:
            for key in wanted:
                if key not in self._kept:
                    self._kept[key] = found[key]
                    self._sentences += len(found[key].sentences)
                self._kept.move_to_end(key)
            while self._sentences > MAX_SENTENCES and self._kept:
                self._sentences -= len(self._kept.popitem(last=False)[1].sentences)
        return [_joined([found[row, start] for start, _ in spans]) for row, _, spans in asked]

    def _chosen(self, row: int, article: Article, offsets: Offsets) -> list[Span]:
        if len(article.text) <= WHOLE_CHARS:
            return [(0, len(article.text))]
        with self._lock:
            stretches = self._stretches.get(row)
        if stretches is None:
            stretches = stretches_of(article.text)
        with self._lock:
            self._stretches[row] = stretches
            self._stretches.move_to_end(row)
            while len(self._stretches) > _MAX_LONG:
                self._stretches.popitem(last=False)
        return chosen(stretches, offsets)


def _moved(read: SplitArticle, by: int) -> SplitArticle:
    """Return what was read of a stretch that begins at an offset, as it stands in its article."""
    if not by:
        return read
    return replace(
        read,
        sentences=tuple(Sentence(one.start + by, one.end + by) for one in read.sentences),
        starts=read.starts + np.int32(by),
        offsets=read.offsets + np.int32(by),
    )


def _joined(parts: Sequence[SplitArticle]) -> SplitArticle:
    """Return stretches of an article as one; where there are several, it has no tables."""
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0, *(len(part.rows) for part in parts[:-1])])

    def all_of(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    return SplitArticle(
        sentences=tuple(sentence for part in parts for sentence in part.sentences),
        first_words=np.concatenate(
            [part.first_words + first for part, first in zip(parts, before, strict=True)]
        ),
        rows_of_tables={},
        **{name: all_of(name) for name in _ARRAYS},
    )


@dataclass(frozen=True, slots=True)
class _Split:
    """A text's sentences with a word in them, and its words: (start, end), and folded.

    ``counts`` has each sentence's number of words, ``rows`` the sentences that are rows of tables.
    """

    sentences: tuple[Sentence, ...]
    spans: list[tuple[int, int]]
    forms: list[str]
    counts: list[int]
    rows: dict[int, LinearRow]


def split_texts(texts: Sequence[str], words: WordTable) -> list[SplitArticle]:
    """Split texts into sentences and words, and look the words up, those of all texts at once."""
    split = [_split(text) for text in texts]
    rows = words.rows([form for one in split for form in one.forms])
    read = []
    word = 0
    for one in split:
        own = rows[word : word + len(one.forms)].copy()
        firsts = np.cumsum([0, *one.counts[:-1]] if one.counts else [], dtype=np.int64)
        read.append(
            SplitArticle(
                sentences=one.sentences,
                starts=np.array([s.start for s in one.sentences], dtype=np.int32),
                offsets=np.array(one.spans, dtype=np.int32).reshape(-1, 2),
                rows=own,
                first_words=firsts,
                content=words.is_content(own),
                rows_of_tables=one.rows,
            )
        )
        word += len(own)
    return read


def _split(text: str) -> _Split:
    sentences: list[Sentence] = []
    spans: list[tuple[int, int]] = []
    counts: list[int] = []
    forms: list[str] = []
    read = composed(text)
    found = table_rows(text)
    of_tables = {row.start: row for row in found}
    rows: dict[int, LinearRow] = {}
    for sentence in split_sentences(read.text, found if read.letters is None else None):
        start, end = read.original(sentence.start, sentence.end)
        inside = [
            (read.original(*match.span()), normalise(match.group()))
            for match in WORD.finditer(read.text, sentence.start, sentence.end)
        ]
        if not inside:
            continue
        if start in of_tables:
            row = rows[len(sentences)] = linearize(text, of_tables[start])
            inside = list(_words_of_row(row))
        sentences.append(Sentence(start, end))
        spans.extend(span for span, _ in inside)
        forms.extend(form for _, form in inside)
        counts.append(len(inside))
    return _Split(tuple(sentences), spans, forms, counts, rows)


def _words_of_row(row: LinearRow) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where each word of a row and its heads stands, and the word folded.

    Those of the heads stand nowhere in the row: each as an empty stretch at its start.
    """
    read = composed(row.text)
    for match in WORD.finditer(read.text):
        place = row.original(*read.original(*match.span()))
        yield place or (row.row.start, row.row.start), normalise(match.group())
