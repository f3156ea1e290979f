"""An article → its sentences and words as arrays, ready to be compared with any question."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.composed import composed
from bot.evidence import Flags, evidence
from bot.sentences import Sentence, split_sentences
from bot.words import Rows, WordTable
from index.analyze import WORD, normalise
from index.embed import Embedder
from index.types import Article

MAX_ARTICLES = 4096


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article's sentences and words. Arrays have one row a word unless said otherwise.

    ``offsets`` are the words' (start, end) in the text, ``rows`` their rows in the word table,
    ``first_words`` the row of each sentence's first word (a sentence without a word is left out),
    ``starts`` the sentences' own offsets,
    ``evidence`` as of ``bot.evidence``. ``vectors`` has one unit row a sentence, or no column if
    the model is too slow to embed every sentence.
    """

    sentences: tuple[Sentence, ...]
    starts: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int32]
    rows: Rows
    first_words: npt.NDArray[np.int64]
    evidence: Flags
    content: Flags
    vectors: npt.NDArray[np.float32]


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

    ``counts`` has each sentence's number of words.
    """

    sentences: tuple[Sentence, ...]
    spans: list[tuple[int, int]]
    forms: list[str]
    counts: list[int]


def read_texts(texts: Sequence[str], words: WordTable, embedder: Embedder) -> list[ReadArticle]:
    """Split texts into sentences and words, and look the words up, those of all texts at once."""
    split = [_split(text) for text in texts]
    rows = words.rows([form for one in split for form in one.forms])
    quotes = [
        text[s.start : s.end] for text, one in zip(texts, split, strict=True) for s in one.sentences
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
    for sentence in split_sentences(read.text):
        inside = list(WORD.finditer(read.text, sentence.start, sentence.end))
        if inside:
            sentences.append(Sentence(*read.original(sentence.start, sentence.end)))
            spans.extend(read.original(*match.span()) for match in inside)
            forms.extend(normalise(match.group()) for match in inside)
            counts.append(len(inside))
    return _Split(tuple(sentences), spans, forms, counts)
