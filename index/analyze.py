"""Text → the terms that lexical search compares: folded, stemmed, German or English."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_GERMAN

Language = Literal["de", "en"]

WORD = re.compile(r"\w+")

_QUESTION_WORDS_DE = (
    "wer wen wem wessen was wann wo wohin woher warum wieso weshalb wozu wofür womit wodurch wovon "
    "woran worauf worin worüber wie wieviel wieviele welche welcher welches welchen welchem"
).split()
_QUESTION_WORDS_EN = "who whom whose what when where why how which much many".split()


def fold(word: str) -> str:
    """Return the word in NFC and lower case, with ß as ss."""
    return unicodedata.normalize("NFC", word).casefold()


STOPWORDS: dict[Language, frozenset[str]] = {
    "de": frozenset(map(fold, [*STOPWORDS_GERMAN, *_QUESTION_WORDS_DE])),
    "en": frozenset(map(fold, [*STOPWORDS_EN_PLUS, *_QUESTION_WORDS_EN])),
}

# What only one of the two languages uses: "was", "in" or "an" decide nothing.
_TELLING: dict[Language, frozenset[str]] = {
    "de": STOPWORDS["de"] - STOPWORDS["en"],
    "en": STOPWORDS["en"] - STOPWORDS["de"],
}


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return [fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]


def language_of(text: str) -> Language:
    """Return the language whose function words the text uses more; German if neither."""
    found = words(text)
    german = sum(word in _TELLING["de"] for word in found)
    english = sum(word in _TELLING["en"] for word in found)
    return "en" if english > german else "de"


def terms(text: str, language: Language) -> list[str]:
    """Return the stems of a text's content words, in order.

    Single letters that are no digits are left out, as function words are.
    """
    return [stem(word, language) for word in words(text) if _is_content(word, language)]


def query_terms(text: str) -> list[tuple[str, ...]]:
    """Return the stems under which a German or an English article would hold each content word.

    One tuple a word, in order, each word once; the stem in the question's own language comes
    first. A name in an English question must find the German stem of that name, and vice versa.
    """
    own = language_of(text)
    other: Language = "en" if own == "de" else "de"
    content = [word for word in words(text) if _is_content(word, own)]
    stems = ((stem(word, own), stem(word, other)) for word in content)
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in stems))


def _is_content(word: str, language: Language) -> bool:
    return word not in STOPWORDS[language] and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """Return the Snowball stem of a folded word."""
    # A Stemmer is not safe to share between threads; making one takes microseconds.
    name = "german" if language == "de" else "english"
    stemmed: str = Stemmer.Stemmer(name, 0).stemWord(word)
    return stemmed
