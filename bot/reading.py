"""An article → its sentences and words as arrays, ready to be compared with any question."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.composed import composed
from bot.evidence import Flags, evidence
from bot.sentences import Sentence, split_sentences
from bot.words import Rows, WordTable
from index.analyze import WORD, normalise
from index.embed import Embedder
from index.text.tables import LinearRow, linearize, table_rows
from index.types import Article

MAX_ARTICLES = 4096


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article's sentences and words. Arrays have one row a word unless said otherwise.

    ``offsets`` are the words' (start, end) in the text, ``rows`` their rows in the word table,
    ``first_words`` the row of each sentence's first word (a sentence without a word is left out),
    ``starts`` the sentences' own offsets,
    ``evidence`` as of ``bot.evidence``. ``vectors`` has one unit row a sentence, or no column if
    the model is too slow to embed every sentence. ``rows_of_tables``: the sentences that are rows,
    by number: the words of their captions and heads count as theirs.
    """

    sentences: tuple[Sentence, ...]
    starts: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int32]
    rows: Rows
    first_words: npt.NDArray[np.int64]
    evidence: Flags
    content: Flags
    vectors: npt.NDArray[np.float32]
    rows_of_tables: Mapping[int, LinearRow]


class Reader:
    """Reads articles, and remembers the ``MAX_ARTICLES`` last used. Safe for several threads."""

    def __init__(self, embedder: Embedder, words: WordTable) -> None:
        self.words = words
        self._embedder = embedder
        self._read: OrderedDict[int, ReadArticle] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, articles: Iterable[tuple[int, Article]]) -> list[ReadArticle]:
        """Return the articles read, in order; each comes with its row in the index."""
        asked = dict(articles)
        with self._lock:
            found = {row: self._read[row] for row in asked if row in self._read}
        new = [row for row in asked if row not in found]
        texts = [asked[row].text for row in new]
        found |= zip(new, read_texts(texts, self.words, self._embedder), strict=True)
        with self._lock:
            for row in asked:
                self._read[row] = found[row]
                self._read.move_to_end(row)
            while len(self._read) > MAX_ARTICLES:
                self._read.popitem(last=False)
        return [found[row] for row in asked]


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


def read_texts(texts: Sequence[str], words: WordTable, embedder: Embedder) -> list[ReadArticle]:
    """Split texts into sentences and words, and look the words up, those of all texts at once."""
    split = [_split(text) for text in texts]
    rows = words.rows([form for one in split for form in one.forms])
    quotes = [
        one.rows[number].text if number in one.rows else text[s.start : s.end]
        for text, one in zip(texts, split, strict=True)
        for number, s in enumerate(one.sentences)
    ]
    vectors = (
        embedder.passages(quotes)
        if embedder.is_static
        else np.zeros((len(quotes), 0), dtype=np.float32)
    )
    read = []
    word, sentence = 0, 0
    for text, one in zip(texts, split, strict=True):
        own = rows[word : word + len(one.forms)].copy()
        firsts = np.cumsum([0, *one.counts[:-1]] if one.counts else [], dtype=np.int64)
        first = np.zeros(len(own), dtype=bool)
        first[firsts] = True
        upper = np.array([text[start].isupper() for start, _ in one.spans], dtype=bool)
        read.append(
            ReadArticle(
                sentences=one.sentences,
                starts=np.array([s.start for s in one.sentences], dtype=np.int32),
                offsets=np.array(one.spans, dtype=np.int32).reshape(-1, 2),
                rows=own,
                first_words=firsts,
                evidence=evidence(words.flags(own), upper, first),
                content=words.is_content(own),
                vectors=vectors[sentence : sentence + len(one.sentences)].copy(),
                rows_of_tables=one.rows,
            )
        )
        word += len(own)
        sentence += len(one.sentences)
    return read


def _split(text: str) -> _Split:
    sentences: list[Sentence] = []
    spans: list[tuple[int, int]] = []
    counts: list[int] = []
    forms: list[str] = []
    read = composed(text)
    of_tables = {row.start: row for row in table_rows(text)}
    rows: dict[int, LinearRow] = {}
    for sentence in split_sentences(read.text):
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
