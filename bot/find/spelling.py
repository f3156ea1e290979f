"""A question's spelling set right by the archive's words: its capitals, its typing errors."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import get_args

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from bot.find.lexicon import is_composed, is_form, is_inflected, is_word, words
from bot.question.tokens import ASKING, LIGHT, VERBS
from index import Index
from index.text.analyze import STOPWORDS, Language, fold, normalise, stem
from index.text.compounds import Vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION = ASKING | LIGHT | VERBS | STOPWORDS["de"] | STOPWORDS["en"]
# Words from so many letters on may have one letter wrong, left out, added or two swapped; from so
# many on two.
ONE_ERROR, TWO_ERRORS = 5, 10
# In a shorter word only a slip of the finger is an error: "Negev" is nothing else. A word that the
# archive lacks must be longer: "Procter" is no "proctor".
_SURE, _SURE_OF_LANGUAGE = 6, 8
# No German or English word begins so: "kstet".
_UNSPEAKABLE = re.compile(
    r"(?!sch|str|spr|spl|scr|pfl|pfr|chr|chl|phr|thr|schl)[^\Waeiouyäöü\d]{3}"
)
# So many of the nearest stems are looked at for what words of the archive they are of.
_MOST_STEMS = 60
# So many chunks are looked through for how a word is written.
_CHUNKS = 12


class Spelling:
    """Knows how the words of one index are written. Never changes; safe for several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._vocabulary = Vocabulary(index.lexical)

    def set_right(self, question: str) -> str:
        """Return a question as the archive would write it.

        Words that neither the archive nor the language knows, but with a letter changed, are taken
        for typing errors. Where the question is written all in capitals, or without any, each word
        is written as in most of the archive's sentences.
        """
        letters = [c for c in question if c.isalpha()]
        capitals = len(letters) > 3 and all(c.isupper() or c == "ß" for c in letters)
        small = not any(c.isupper() for c in question[1:])
        text = question.lower() if capitals else question
        text = _WORD.sub(lambda match: self._corrected(match[0]), text)
        if capitals or small:
            bare = not any(c.isupper() for c in text)  # else a question without a noun
            text = _WORD.sub(lambda match: self._written(match[0], bare=bare), text)
            text = text[:1].upper() + text[1:]
        return text

    def _corrected(self, word: str) -> str:
        form = fold(word)
        if len(form) < ONE_ERROR or form in _FUNCTION or self._is_known(form):
            return word
        most = 2 if len(form) >= TWO_ERRORS else 1
        meant, letters = self._of_archive(word, most), _SURE
        if meant is None:
            meant, letters = _nearest(word, words(), most), _SURE_OF_LANGUAGE
        if meant is None:
            return word
        if word[0].isupper():
            meant = meant[0].upper() + meant[1:]
        if _is_slip(form, fold(meant)) or _UNSPEAKABLE.match(form):
            return meant
        if len(form) < letters or is_form(form) or is_composed(form) or is_inflected(word, meant):
            return word
        return meant

    def _of_archive(self, word: str, most: int) -> str | None:
        """Return the word of the archive, or the function word, that a typing error makes this."""
        form = fold(word)
        if function := _nearest(word, sorted(_FUNCTION), 1):
            return function
        stems = process.extract(
            typed := stem(form, "de"),
            [
                one
                for letter in sorted(set(form[:2]))
                for one in self._index.lexical.sized(
                    letter, len(typed) - most - 1, len(typed) + most + 1
                )
            ],
            scorer=OSA.distance,
            score_cutoff=most + 1,
            limit=None,
        )
        surfaces: dict[str, int] = {}
        # Terms of deleted articles are named too: they take no other's place.
        living = (one for one, _, _ in stems if self._index.lexical.frequency(one))
        for one in islice(living, _MOST_STEMS):
            found = {s: n for s, n in self._surfaces(one).items() if fold(s)[:1] in form[:2]}
            surfaces |= dict.fromkeys(found, self._index.lexical.frequency(one))
        return _nearest(word, list(surfaces), most, surfaces)

    def _is_known(self, form: str) -> bool:
        """Return whether the archive or the language has a word."""
        stems = [stem(form, language) for language in get_args(Language)]
        return bool(self._index.lexical.known(stems)) or is_word(form)

    def _written(self, word: str, *, bare: bool) -> str:
        """Return a word as most of the archive's sentences write it inside.

        If ``bare``, a word in another form than the archive's is written as most of its kin are.
        """
        form = fold(word)
        if form in _FUNCTION:
            return word
        surfaces = self._surfaces(stem(form, "de")) + self._surfaces(stem(form, "en"))
        own = {surface: count for surface, count in surfaces.items() if fold(surface) == form}
        if own:
            return max(own, key=own.__getitem__)
        if not bare:
            return word
        if not surfaces and (parts := self._vocabulary.split(form)):
            surfaces = self._surfaces(parts[-1])  # a compound is written as its last part is
        large = sum(count for surface, count in surfaces.items() if surface[0].isupper())
        return word.capitalize() if large * 2 > sum(surfaces.values()) else word

    def _surfaces(self, one: str) -> Counter[str]:
        """Return how words with a stem are written where no sentence begins, and how often."""
        found: Counter[str] = Counter()
        for row in self._index.lexical.scores([one]).best(_CHUNKS).tolist():
            text = self._index.chunks[row].text
            for match in _WORD.finditer(text):
                inside = re.search(r"[.!?:„“\"»«\n]\s*$|^\s*$", text[: match.start()]) is None
                for surface in {match[0], *match[0].split("-")}:
                    if surface and any(
                        stem(normalise(surface), x) == one for x in get_args(Language)
                    ):
                        found[surface] += 10 if inside else 1
        return found


def _is_slip(typed: str, meant: str) -> bool:
    """Return whether a letter was typed twice, or two in the wrong order: a slip of the finger."""
    at = Prefix.similarity(typed, meant)
    if len(typed) == len(meant) + 1:
        return typed[at:] == typed[at - 1] + meant[at:]
    swapped = meant[at : at + 2][::-1]
    return len(typed) == len(meant) and typed[at:] == swapped + meant[at + 2 :]


def _nearest(
    typed: str, words: Sequence[str], most: int, counts: Mapping[str, int] | None = None
) -> str | None:
    """Return the word that differs by the fewest letters, at most ``most``; None if none does.

    Of equally near ones first those with the same letters in another order, then those that begin
    as large or small as what was typed, then the frequent.
    """
    form = fold(typed)
    found = process.extract(
        form, words, processor=fold, scorer=OSA.distance, score_cutoff=most, limit=20
    )
    near = [
        (
            distance,
            sorted(fold(word)) != sorted(form),
            word[0].isupper() != typed[0].isupper(),
            -(counts or {}).get(word, 0),
            word,
        )
        for word, distance, _ in found
        if fold(word)[:1] in form[:2]
    ]
    return min(near)[-1] if near else None
