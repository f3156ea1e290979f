"""An article → its sentences and words as arrays, ready to be compared with any question."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.evidence import Flags, evidence
from bot.sentences import Sentence, split_sentences
from bot.words import Rows, WordTable
from index.analyze import Token, tokens
from index.embed import Embedder
from index.types import Article

MAX_ARTICLES = 4096


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article's sentences and words. Arrays have one row a word unless said otherwise.

    ``offsets`` are the words' (start, end) in the text, ``rows`` their rows in the word table,
    ``first_words`` the row of each sentence's first word (a sentence without a word is left out),
    ``evidence`` as of ``bot.evidence``. ``vectors`` has one unit row a sentence, or no column if
    the model is too slow to embed every sentence.
    """

    sentences: tuple[Sentence, ...]
    offsets: npt.NDArray[np.int32]
    rows: Rows
    first_words: npt.NDArray[np.int64]
    evidence: Flags
    content: Flags
    vectors: npt.NDArray[np.float32]


class Reader:
    """Reads articles, and remembers the ``MAX_ARTICLES`` last used. Safe for several threads."""

    def __init__(self, embedder: Embedder) -> None:
        self.words = WordTable(embedder)
        self._embedder = embedder
        self._read: OrderedDict[int, ReadArticle] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, articles: Iterable[tuple[int, Article]]) -> list[ReadArticle]:
        """Return the articles read, in order; each comes with its row in the index."""
        with self._lock:
            return [self._get(row, article) for row, article in articles]

    def _get(self, row: int, article: Article) -> ReadArticle:
        known = self._read.get(row)
        if known is None:
            known = self._read[row] = read_article(article.text, self.words, self._embedder)
            if len(self._read) > MAX_ARTICLES:
                self._read.popitem(last=False)
        else:
            self._read.move_to_end(row)
        return known


def read_article(text: str, words: WordTable, embedder: Embedder) -> ReadArticle:
    """Split a text into sentences and words, and look the words up."""
    found: list[tuple[Sentence, list[Token]]] = []
    for sentence in split_sentences(text):
        inside = list(tokens(text[sentence.start : sentence.end]))
        if inside:
            found.append((sentence, inside))
    counts = [len(inside) for _, inside in found]
    first_words = np.cumsum([0, *counts[:-1]] if counts else [], dtype=np.int64)
    spans = [
        (sentence.start + token.start, sentence.start + token.end)
        for sentence, inside in found
        for token in inside
    ]
    forms = [token.form for _, inside in found for token in inside]
    surfaces = [text[start:end] for start, end in spans]
    first = np.zeros(len(forms), dtype=bool)
    first[first_words] = True
    sentences = tuple(sentence for sentence, _ in found)
    vectors = (
        embedder.passages([text[s.start : s.end] for s in sentences])
        if embedder.is_static
        else np.zeros((len(sentences), 0), dtype=np.float32)
    )
    rows = words.rows(forms)
    return ReadArticle(
        sentences=sentences,
        offsets=np.array(spans, dtype=np.int32).reshape(-1, 2),
        rows=rows,
        first_words=first_words,
        evidence=evidence(surfaces, forms, first),
        content=words.is_content(rows),
        vectors=vectors,
    )
