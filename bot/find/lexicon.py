"""What is known of a word without any archive: whether the language has it, and how it is bent.

The words are those of zitat's own model, whose tokenizer knows frequent German and English whole.
"""

import re
from functools import cache

from rapidfuzz.distance import Prefix

from index.model.tokenizer import own_tokenizer
from index.text.analyze import fold

# A part of a compound has so many letters; first parts of verbs may have fewer.
_PART = 4
_PARTICLES = frozenset(
    "ab an auf aus be bei da dar durch ein ent er fort frei her hin los mit nach neu um un ver vor "
    "weg zer zu re".split()
)
# What is left without its ending is shorter only in words that are many words' stem.
_STEM = 5
_ENDINGS = frozenset(["", *"e em en er ern es in innen n nen s".split()])
_ALL_ENDINGS = _ENDINGS | frozenset("d ed et ing ly r st t te ten tes ter".split())
# "Zeltn", "wenigr" and "errichtt" are no forms of a word.
_LACKS_E = re.compile(r"(?:[^aeiouyäöülrh]n|[^aeiouyäöüh]r|[dt]t)$")


def is_word(form: str) -> bool:
    """Return whether German or English has a folded word."""
    return form in _words()


def is_form(form: str) -> bool:
    """Return whether German or English has a folded word with another ending."""
    if _LACKS_E.search(form):
        return False
    bare = {form[: len(form) - len(ending)] for ending in _ALL_ENDINGS if form.endswith(ending)}
    return any(
        stem + ending in _words() for stem in bare if len(stem) >= _STEM for ending in _ALL_ENDINGS
    )


def is_composed(form: str) -> bool:
    """Return whether a folded word is a compound of two words of the language, or "ab-sagte"."""
    first, *rest = own_tokenizer().tokens(form)
    if not rest or min(map(len, rest)) < _PART:
        return False
    return len(first) >= _PART or (len(rest) == 1 and first in _PARTICLES)


def is_inflected(typed: str, other: str) -> bool:
    """Return whether what was typed is another word with an ending that the language has."""
    forms = fold(typed), fold(other)
    same = Prefix.similarity(*forms)
    if same < _PART or _LACKS_E.search(forms[0]):
        return False
    endings = _ENDINGS if typed[0].isupper() else _ALL_ENDINGS
    return all(form[same:] in endings for form in forms)


@cache
def words() -> tuple[str, ...]:
    """Return the frequent German and English words, folded, in alphabetical order."""
    return tuple(sorted(_words()))


@cache
def _words() -> frozenset[str]:
    return frozenset(fold(word) for word in own_tokenizer().pieces)
