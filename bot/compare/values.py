"""Answering words → values that can be compared: amounts, moments, names, in one normal form.

"rund 2,5 Mio. Euro" and "2,5 Millionen €" are one amount, "am Samstag" in an article of Monday and
"16. September 2023" one day, "Feuerwehrchef Karl Brunner" and "Brunner" one name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.compare.moments import Moment, read_moment
from bot.question import Kind
from bot.text.amounts import Amount, read_amount
from bot.text.composed import composed, in_line
from bot.text.mentions import amounts, times
from index.text.analyze import STOPWORDS, fold

Slice = tuple[int, int]

_NAME_TOKEN = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """The folded words of a name, without function words."""

    words: tuple[str, ...]

    def agrees(self, other: "Name") -> bool | None:
        """Return whether one of the names is part of the other, or both end in the same word."""
        mine, others = set(self.words), set(other.words)
        return self.words[-1] == other.words[-1] or mine <= others or others <= mine

    def __str__(self) -> str:
        return " ".join(self.words)


Value = Amount | Moment | Name


def value_of(text: str, kind: Kind, published: str | None) -> Value | None:
    """Return the value of answering words, None if it cannot be determined.

    ``kind`` is that of the question, ``published`` the article's date, ISO 8601.
    """
    if kind == "how_much":
        return read_amount(in_line(text).text)
    if kind == "when":
        return read_moment(in_line(text).text, date.fromisoformat(published) if published else None)
    if kind in ("who", "where"):
        return _name(text)
    return None


def values_in(sentence: str, kind: Kind, published: str | None) -> list[tuple[Value, Slice]]:
    """Return all values of an asked kind in a sentence with their slices, in order.

    Amounts and moments only: any word may be a name.
    """
    finder = {"how_much": amounts, "when": times}.get(kind)
    if finder is None:
        return []
    read = in_line(sentence)
    found = [(value_of(read.text[slice(*s)], kind, published), s) for s in finder(read.text)]
    return [(value, read.original(*place)) for value, place in found if value is not None]


def name_in(name: Name, sentence: str) -> Slice | None:
    """Return where a name, or its last word, stands in a sentence."""
    read = in_line(sentence)
    found = [(match, _name_word(match.group())) for match in _NAME_TOKEN.finditer(read.text)]
    places = [match.span() for match, word in found if word == name.words[-1]]
    return read.original(*places[0]) if places and len(name.words[-1]) > 2 else None


def agree(one: Value, other: Value) -> bool | None:
    """Return whether two values are the same; None if they cannot be compared."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.agrees(other)
    if isinstance(one, Moment) and isinstance(other, Moment):
        return one.agrees(other)
    if isinstance(one, Name) and isinstance(other, Name):
        return one.agrees(other)
    return None


def _name(text: str) -> Name | None:
    found = [_name_word(token) for token in _NAME_TOKEN.findall(composed(text).text)]
    kept: Sequence[str] = [word for word in found if word not in STOPWORDS["de"]]
    return Name(tuple(kept)) if kept else None


def _name_word(token: str) -> str:
    """Return a word of a name folded, without the s of the genitive: Brunners, Altman's."""
    word = re.sub(r"['’]s?$", "", fold(token))
    return word[:-1] if len(word) > 4 and word.endswith("s") else word
