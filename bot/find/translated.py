"""The words of a list → those of the other language that the archive has: "harbour", "Hafen".

zitat's own model is static and knows German and English: its vector of a word alone stands beside
those of the words that mean the same.
"""

from dataclasses import replace
from functools import cached_property

import numpy as np

from bot.arrays import Floats
from bot.find.lexicon import words
from bot.question import Question, Word
from index import Index
from index.config import DEFAULT_MODEL
from index.embedding.embedder import Embedder
from index.text.analyze import Language, fold, stem

# Words mean the same from this cosine on: "Brücke" and "bridge" have .83, "Bosch" and "craftsman"
# .60; and of several only those that are nearly as near as the nearest.
ALIKE = 0.72
_NEARLY = 0.06
_AT_MOST = 8


class Translator:
    """Knows what the words of one archive mean. Never changes; safe for several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def translated(self, question: Question) -> Question:
        """Return a question whose words also stand for those of the archive that mean the same.

        Those words that the archive lacks; in an English question all but names.
        """
        wider = tuple(self._wider(word, question.language) for word in question.words)
        if wider == question.words:
            return question
        added = [word.stems for word, old in zip(wider, question.words, strict=True) if word != old]
        return replace(question, words=wider, terms=(*question.terms, *added))

    def _wider(self, word: Word, language: Language) -> Word:
        """Return a word with the stems of those that mean the same, if it needs them."""
        lacks = not self._index.lexical.known(word.stems)
        if not lacks and (language == "de" or word.named):
            return word
        return replace(word, stems=(*word.stems, *self._alike(word)))

    def _alike(self, word: Word) -> tuple[str, ...]:
        """Return the stems of the archive's words that mean the same as one."""
        forms, vectors = self._known
        if not forms or not word.form.isalpha():
            return ()
        cosines = vectors @ self._embedder.passages([word.form])[0]
        order = np.argsort(-cosines, kind="stable")[: 4 * _AT_MOST]
        own = set(word.stems)
        near = [
            (float(cosines[i]), found)
            for i in order
            if cosines[i] >= ALIKE and not own & set(found := _stems(forms[i]))
        ]
        best = near[0][0] if near else 0.0
        stems = (
            one for cosine, found in near[:_AT_MOST] if cosine >= best - _NEARLY for one in found
        )
        return tuple(dict.fromkeys(self._index.lexical.known(list(stems))))

    @cached_property
    def _embedder(self) -> Embedder:
        return Embedder.load(DEFAULT_MODEL)

    @cached_property
    def _known(self) -> tuple[list[str], Floats]:
        """The frequent words that the archive holds, and their vectors (words, dimensions)."""
        held = [
            word for word in words() if word.isalpha() and self._index.lexical.known(_stems(word))
        ]
        return held, self._embedder.passages(held)


def _stems(word: str) -> tuple[str, ...]:
    return stem(fold(word), "de"), stem(fold(word), "en")
