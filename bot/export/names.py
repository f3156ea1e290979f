"""Who wrote an article, as its file says → names that programs for references can sort by."""

import re
from dataclasses import dataclass

from bot.export.transcript import shown_in_one_line

_BETWEEN = re.compile(r"\s*;\s*|\s+(?:und|and|&)\s+")
_WITH_COMMAS = re.compile(r",\s+")
_PERSON = re.compile(r"(?:[A-ZÄÖÜ][\w.’'-]*\s)+(?:[a-z]{2,3}\s)*[^\W\d_a-z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """An author: ``given`` is None where the name is not sure to be a person's ("APA/red")."""

    family: str
    given: str | None = None

    @property
    def sorted(self) -> str:
        """The name as it is sorted: "Huber, Anna"."""
        return self.family if self.given is None else f"{self.family}, {self.given}"


def names_of(author: str | None) -> tuple[Name, ...]:
    """Return the authors that a file names, in order."""
    text = shown_in_one_line(author or "")
    return tuple(name for part in _BETWEEN.split(text) if part for name in _names(part))


def _names(text: str) -> list[Name]:
    """Return the names in "Anna Huber, Karl Brunner" or the one in "Huber, Anna"."""
    parts = _WITH_COMMAS.split(text)
    if all(map(_PERSON.fullmatch, parts)):
        return list(map(_person, parts))
    if len(parts) == 2 and _PERSON.fullmatch(f"{parts[1]} {parts[0]}"):
        return [Name(*parts)]
    return [Name(text)]


def _person(text: str) -> Name:
    """Return a name whose family name begins with its small words, as in "Anna von Berg"."""
    words = text.split()
    begin = next((i for i, word in enumerate(words) if word.islower()), len(words) - 1)
    return Name(" ".join(words[begin:]), " ".join(words[:begin]))
