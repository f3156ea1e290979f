"""A question's spelling set right by the archive's words: its capitals, its typing errors."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import get_args

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from bot.find.lexicon import is_composed, is_form, is_inflected, is_word, words
from bot.question.tokens import ASKING, LIGHT, VERBS
from index import Index
from index.text.analyze import STOPWORDS, Language, fold, language_of, normalise, query_terms, stem

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_FUNCTION = ASKING | LIGHT | VERBS | STOPWORDS["de"] | STOPWORDS["en"]
# In a German question "IS" or "IT" is a name.
_FUNCTION_OF: Mapping[Language, frozenset[str]] = {
    "de": _FUNCTION - (STOPWORDS["en"] - STOPWORDS["de"]),
    "en": _FUNCTION - (STOPWORDS["de"] - STOPWORDS["en"]),
}
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
# Between two words: a sentence, or what is quoted, begins.
_BEGINS = re.compile(r"[.!?:„“\"»«\n]\s*$")
# So many of the nearest stems are looked at for what words of the archive they are of.
_MOST_STEMS = 60
# So many chunks are looked through for how a word is written.
_CHUNKS = 12
# Within a sentence a word's capital tells so much more than where one begins.
_WITHIN = 10
# Those that a question may be about; a word there beside the same word tells so much more.
_NEAR_CHUNKS = 5
_BESIDE = 10
# A compound's last part, by which it is written, has at least so many letters.
_PART = 5
# So many words as they are meant, and so many stems' spellings, are remembered.
_REMEMBERED = 10_000


class Spelling:
    """Knows how the words of one index are written. Never changes; safe for several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._surfaces = lru_cache(maxsize=_REMEMBERED)(self._surfaces_of)
        self._corrected = lru_cache(maxsize=_REMEMBERED)(self._meant_by)

    def set_right(self, question: str) -> str:
        """Return a question as the archive would write it.

        Words that neither the archive nor the language knows, but with a letter changed, are taken
        for typing errors. Where the question is written all in capitals, or without any, each word
        is written as the chunks that it may be about write it, else as in most sentences.
        """
        letters = [c for c in question if c.isalpha()]
        capitals = len(letters) > 3 and all(c.isupper() or c == "ß" for c in letters)
        small = not any(c.isupper() for c in question[1:])
        text = question.lower() if capitals else question
        bare = text == text.lower()  # else a question without a noun
        text = _WORD.sub(lambda match: self._corrected(match[0]), text)
        if not capitals and not small:
            return text
        text = self._in_ordinary_letters(text, bare=bare)
        return text[:1].upper() + text[1:]

    def _meant_by(self, word: str) -> str:
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
            found = {s: n for s, n in self._surfaces(one, None).items() if fold(s)[:1] in form[:2]}
            surfaces |= dict.fromkeys(found, self._index.lexical.frequency(one))
        return _nearest(word, list(surfaces), most, surfaces)

    def _is_known(self, form: str) -> bool:
        """Return whether the archive or the language has a word."""
        stems = [stem(form, language) for language in get_args(Language)]
        return bool(self._index.lexical.known(stems)) or is_word(form)

    def _in_ordinary_letters(self, text: str, *, bare: bool) -> str:
        """Return a question with each word written as the chunks that it may be about write it.

        A word that they lack is written as in most of the archive's sentences. If ``bare``, one
        in another form than the archive's is written as most of its kin are.
        """
        language = language_of(text)
        words = list(_TOKEN.finditer(text))
        forms = [fold(word[0]) for word in words]
        near = self._near(text, forms)
        written, end = "", 0
        for word, form in zip(words, forms, strict=True):
            written += text[end : word.start()]
            end = word.end()
            if form in _FUNCTION_OF[language]:
                written += word[0]
            elif own := near[form] + self._of_form(form, language):
                written += max(own, key=own.__getitem__)
            else:
                written += self._like_its_kin(word[0], language) if bare else word[0]
        return written + text[end:]

    def _near(self, text: str, forms: list[str]) -> dict[str, Counter[str]]:
        """Return how the chunks that a question may be about write each of its words, how often.

        Next to the same word as in the question it counts most: "Neue Burg", but "neue Räume".
        """
        found = {form: Counter[str]() for form in forms}
        pairs = set(pairwise(forms))
        scores = self._index.lexical.scores(chain.from_iterable(query_terms(text)))
        for row in scores.best(_NEAR_CHUNKS).tolist():
            last, last_form, last_count = "", "", 0
            for surface, count in _words_in(self._index.chunks[row].text):
                form = fold(surface)
                if form in found:
                    found[form][surface] += count
                if (last_form, form) in pairs:
                    found[last_form][last] += _BESIDE * last_count
                    found[form][surface] += _BESIDE * count
                last, last_form, last_count = surface, form, count
        return found

    def _of_form(self, form: str, language: Language) -> Counter[str]:
        """Return how the archive writes a word, and how often.

        German writes every noun large: that does not make it a name in an English question.
        """
        articles_in = language if language == "en" and is_word(form) else None
        stems = stem(form, "de"), stem(form, "en")
        first, second = (self._surfaces(one, articles_in) for one in stems)
        return _of_form(first + second, form)

    def _like_its_kin(self, word: str, language: Language) -> str:
        """Return a word that the archive lacks as its other forms are written, or its last part.

        What the language lacks too is a name or a compound: large.
        """
        form = fold(word)
        if not form.isalpha():
            return word
        unknown = not (is_word(form) or is_form(form))
        if language == "en":
            return word.capitalize() if unknown and not is_composed(form) else word
        kin = self._surfaces(stem(form, "de"), None) + self._surfaces(stem(form, "en"), None)
        surfaces = {s: n for s, n in kin.items() if is_inflected(word.capitalize(), s)}
        parts = (self._of_form(form[at:], language) for at in range(1, len(form) - _PART + 1))
        surfaces = surfaces or next(filter(None, parts), Counter())
        large = sum(count for surface, count in surfaces.items() if surface[0].isupper())
        if large * 2 > sum(surfaces.values()) or (unknown and not surfaces and not kin):
            return word.capitalize()
        return word

    def _surfaces_of(self, one: str, language: Language | None) -> Counter[str]:
        """Return how words with a stem are written, and how often, in articles in a language."""
        found: Counter[str] = Counter()
        for row in self._index.lexical.scores([one]).best(_CHUNKS).tolist():
            chunk = self._index.chunks[row]
            if language in (None, self._index.articles[chunk.article_row].language):
                for surface, count in _words_in(chunk.text):
                    if any(stem(normalise(surface), x) == one for x in get_args(Language)):
                        found[surface] += count
        return found


def _words_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield the words of a text, and what each counts: more within a sentence."""
    text, end = "\n" + text, 0
    for match in _TOKEN.finditer(text):
        gap, end = text[end : match.start()], match.end()
        yield match[0], 1 if _BEGINS.search(gap) else _WITHIN


def _of_form(surfaces: Counter[str], form: str) -> Counter[str]:
    return Counter({surface: n for surface, n in surfaces.items() if fold(surface) == form})


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
