"""Text → the terms that lexical search compares: folded, stemmed, German or English."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

import Stemmer

from index.text.numerals import canonical, plain_number
from index.text.stopwords import ENGLISH, GERMAN

Language = Literal["de", "en"]

# A number with its separators, also where its unit or a raised sign is joined to it ("1.5m",
# "10bn", "140¹"); a word; or what is read as one: a sign, and British "per cent".
_JOINED_UNITS = r"(?i:bn|mn|m|km|kg|mio|mrd)\b"
WORD = re.compile(
    rf"\d+(?:[.,]\d+)*(?={_JOINED_UNITS}|[¹²³⁰⁴-⁹])"
    r"|\d+(?:[.,]\d+)+(?!\w)|\d{1,3}(?:[\u00a0\u202f'’]\d{3})+(?!\w)|per cent\b|\w+|[%€$£]"
)
_SIGNS = {"%": "prozent", "€": "euro", "$": "dollar", "£": "pfund", "per cent": "percent"}

_QUESTION_WORDS_DE = (
    "wer wen wem wessen was wann wo wohin woher warum wieso weshalb wozu wofür womit wodurch wovon "
    "woran worauf worin worüber wie wieviel wieviele welche welcher welches welchen welchem"
).split()
_QUESTION_WORDS_EN = "who whom whose what when where why how which much many".split()


# Latin letters beyond ASCII, without ä, ö and ü, and marks that no letter is composed with.
_ACCENTED = re.compile(
    "[\u00e0-\u00e3\u00e5-\u00f5\u00f8-\u00fb\u00fd-\u024f\u0300-\u036f\u1e00-\u1eff]"
)
# Letters of foreign names that have no accent to take off.
_BARE = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h"}


def fold(word: str) -> str:
    """Return the word in lower case, with ß as ss, and without accents but those of umlauts.

    "Erdoğan" is written "Erdogan" in many papers, "Vučić" "Vucic"; ä, ö and ü are composed.
    """
    folded = unicodedata.normalize("NFC", word).casefold()
    return folded if folded.isascii() else _ACCENTED.sub(_without_accent, folded)


def _without_accent(letter: re.Match[str]) -> str:
    bare = unicodedata.normalize("NFD", letter[0])[0]
    bare = _BARE.get(bare, bare)
    if bare.isascii():
        return bare
    return "" if unicodedata.combining(bare) else letter[0]


STOPWORDS: dict[Language, frozenset[str]] = {
    "de": frozenset(map(fold, [*GERMAN, *_QUESTION_WORDS_DE])),
    "en": frozenset(map(fold, [*ENGLISH, *_QUESTION_WORDS_EN])),
}

# What only one of the two languages uses: "was", "in" or "an" decide nothing.
_TELLING: dict[Language, frozenset[str]] = {
    "de": STOPWORDS["de"] - STOPWORDS["en"],
    "en": STOPWORDS["en"] - STOPWORDS["de"],
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text: ``text[start:end]``, and its folded, normalised form."""

    start: int
    end: int
    form: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and numbers of a text in order; signs such as % count as words."""
    for match in WORD.finditer(text):
        yield Token(match.start(), match.end(), _NORMAL[match.group()])


def normalise(word: str) -> str:
    """Return a word folded, a number as plain digits with a decimal point, a sign as its word."""
    if word[0].isdigit():
        return plain_number(fold(word))
    return _SIGNS.get(word) or fold(word)


class _PerWord(dict[str, str]):
    """What a function gives for each word, computed once; forgotten when it is too many."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        found = self._function(word)
        if len(word) <= _KEPT_CHARS:
            self[word] = found
        return found


def words(text: str) -> list[str]:
    """Return the folded, normalised words of a text, in order."""
    return list(map(_NORMAL.__getitem__, WORD.findall(unicodedata.normalize("NFC", text))))


def language_of(text: str) -> Language:
    """Return the language whose function words the text uses more; German if neither."""
    found = words(text)
    german = sum(map(_TELLING["de"].__contains__, found))
    english = sum(map(_TELLING["en"].__contains__, found))
    return "en" if english > german else "de"


def terms(text: str, language: Language) -> list[str]:
    """Return the stems of a text's content words, in order.

    Single letters that are no digits are left out, as function words are. A hyphenated word gives
    its parts, and then all of it in one: "E-Mail" is found by "Email". A word that a line's end
    breaks is one. Hyphens that break no line are hyphens.
    """
    normal = unicodedata.normalize("NFC", text)
    if "\u2011" in normal or "\u2010" in normal:
        normal = normal.replace("\u2011", "-").replace("\u2010", "-")
    if "-\n" in normal or "-\r" in normal:
        normal = _BROKEN.sub("", normal)
    found = list(filter(None, map(_TERMS[language].__getitem__, WORD.findall(normal))))
    joined = _hyphenated(normal) if "-" in normal else ()
    return found + [stem(fold(word.replace("-", "")), language) for word in joined]


def _term(word: str, language: Language) -> str:
    """Return the stem of a word of a text, empty for one that is no content word."""
    form = normalise(word)
    return stem(form, language) if is_content(form, language) else ""


def _hyphenated(text: str) -> list[str]:
    """Return the words of two parts; only what has a hyphen is looked at."""
    return _HYPHENATED.findall(" ".join(word for word in text.split() if "-" in word))


# "Verkehrs-" at a line's end and "ausschuss" in the next are one word, "Ost-" and "und" are not.
_BROKEN = re.compile(
    r"(?<=[^\W\d_])-(?:\r\n|\n|\r)[ \t]*(?!(?:und|oder|bzw|sowie|bis|noch|and|or)\b)(?=[a-zäöüß])"
)
_HYPHENATED = re.compile(r"(?<![\w-])\w{1,12}-\w{1,12}(?![\w-])")


def query_terms(text: str) -> list[tuple[str, ...]]:
    """Return the stems under which a German or an English article would hold each content word.

    One tuple a word, in order, each word once; the stem in the question's own language comes
    first. A name in an English question must find the German stem of that name, and vice versa.
    """
    own = language_of(text)
    other: Language = "en" if own == "de" else "de"
    content = [word for word in words(text) if is_content(word, own)]
    joined = _HYPHENATED.findall(unicodedata.normalize("NFC", text))
    content += [fold(word.replace("-", "")) for word in joined]
    stems = ((stem(word, own), stem(word, other)) for word in content)
    return list(dict.fromkeys(tuple(dict.fromkeys(pair)) for pair in stems))


def is_content(word: str, language: Language) -> bool:
    """Return whether a folded word says what a text is about: no function word or single letter."""
    return word not in STOPWORDS[language] and (len(word) > 1 or word.isdigit())


def begins_sentence(text: str) -> bool:
    """Return whether a text begins with a function word in capitals: within a sentence none has.

    But "Sie", "Ihr" and their like, and English "I".
    """
    word = WORD.match(text.lstrip(" \t\r\n„“\"»«(‚‘'"))
    if word is None or not word[0][0].isupper():
        return False
    folded = fold(word[0])
    return folded not in _CAPITALISED and any(folded in words for words in STOPWORDS.values())


def is_function_word(word: str) -> bool:
    """Return whether a word is a German or English function word, in small letters."""
    return word.islower() and any(fold(word) in words for words in STOPWORDS.values())


_CAPITALISED = frozenset("sie ihr ihre ihrem ihren ihrer ihres ihnen i".split())


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """Return the Snowball stem of a folded word; numerals and units in one form for both languages.

    "zehn" and "ten" give "10", "Mrd." and (English) "billion" what "Milliarden" gives.
    """
    common = canonical(word, language)
    if common is not None:
        return common
    # A Stemmer is not safe to share between threads; making one takes microseconds.
    name = "german" if language == "de" else "english"
    stemmed: str = Stemmer.Stemmer(name, 0).stemWord(word)
    return stemmed


_KEPT_WORDS, _KEPT_CHARS = 100_000, 40
_NORMAL = _PerWord(normalise)
_TERMS: dict[Language, _PerWord] = {
    "de": _PerWord(partial(_term, language="de")),
    "en": _PerWord(partial(_term, language="en")),
}
