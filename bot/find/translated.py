"""The words of a list → those of the other language that the archive has: "harbour", "Hafen".

zitat's own model is static and knows German and English: its vector of a word alone stands beside
those of the words that mean the same.
"""

from dataclasses import replace
from functools import cache
from itertools import chain

import numpy as np

from bot.arrays import Floats
from bot.find.lexicon import words
from bot.question import Question, Word
from index import Index
from index.embedding.embedder import own_model
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
        if not word.form.isalpha():
            return ()
        forms, vectors = _lexicon()
        cosines = vectors @ own_model().passages([word.form])[0]
        alike = np.flatnonzero(cosines >= ALIKE)
        own = set(word.stems)
        near: list[tuple[float, list[str]]] = []
        for place in alike[np.argsort(-cosines[alike], kind="stable")].tolist():
            stems = _stems(forms[place])
            if own.isdisjoint(stems) and (known := self._index.lexical.known(stems)):
                near.append((float(cosines[place]), known))
        nearest = [found for cosine, found in near[:_AT_MOST] if cosine >= near[0][0] - _NEARLY]
        return tuple(dict.fromkeys(chain.from_iterable(nearest)))


@cache
def _lexicon() -> tuple[list[str], Floats]:
    """Return the frequent words of both languages, and their vectors, (words, dimensions)."""
    forms = [word for word in words() if word.isalpha()]
    return forms, own_model().passages(forms)


def _stems(word: str) -> tuple[str, ...]:
    return stem(fold(word), "de"), stem(fold(word), "en")
