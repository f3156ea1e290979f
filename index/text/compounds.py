"""Compounds, by the archive's vocabulary: "Stahlpreise" is Stahl and Preis, "Merkel" no Merk."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Protocol

from index.text.analyze import STOPWORDS, stem

MIN_PART = 4
# A stem may be shorter than its word: "Lager" is "lag".
MIN_STEM = 3
# Between the parts of a German compound: Arbeit-s-amt, Blume-n-topf, Kind-er-garten.
LINKS = ("", "s", "es", "n", "en", "er", "e")
# Stems of endings: they derive a word ("Mess-ungen", "Gatt-innen"), and are none themselves.
_ENDINGS = frozenset(
    "ung inn erinn end heit keit schaft isch nisch tisch lich haft los sam bar weis fach ling tum "
    "nis ion ation ismus ist eren ieren iert".split()
)
# First parts that make a verb or an adverb of one, as in "unter-sagt", "hervor-ging".
_PARTICLES = STOPWORDS["de"] | frozenset(
    "hervor heraus herein herum heran hinaus hinein zurück zusammen weiter fort nieder empor "
    "voran voraus vorbei vorüber entgegen gegenüber wieder miss unge teil halb".split()
)


# So many stems' frequencies are remembered.
_REMEMBERED = 50_000


class Stems(Protocol):
    """The stems of an archive, wherever they lie: ``LexicalIndex`` has them on the disk."""

    def frequency(self, term: str, /) -> int:
        """Return how many chunks hold a stem, 0 if none does."""

    def beginning_with(self, start: str, /) -> Iterable[str]:
        """Return the stems that begin with some letters."""

    def ending_with(self, end: str, /) -> Iterable[str]:
        """Return the stems that end with some letters."""


class Vocabulary:
    """Which of an archive's stems are compounds of others. Safe for several threads."""

    def __init__(self, stems: Stems) -> None:
        self._stems = stems
        self._frequency = lru_cache(maxsize=_REMEMBERED)(stems.frequency)

    def compounds_of(self, part: str) -> Iterator[str]:
        """Yield the archive's stems that are compounds of a stem, as first or as last part."""
        if len(part) < MIN_PART or not self._frequency(part):
            return
        found = {part}
        first = (one for one in self._stems.beginning_with(part) if self._begins(one, part))
        last = (one for one in self._stems.ending_with(part) if self._modifiers(one[: -len(part)]))
        for whole in chain(first, last):
            if whole not in found and self._frequency(whole):
                found.add(whole)
                yield whole

    def _begins(self, whole: str, part: str) -> bool:
        """Return whether what stands behind a compound's first part, and its link, is a part."""
        rests = (whole[len(part) + len(link) :] for link in _links(whole, part))
        return any(
            len(rest) >= MIN_STEM and rest not in _ENDINGS and self._frequency(rest)
            for rest in rests
        )

    def _modifiers(self, text: str) -> list[str]:
        """Return the known stems that a compound's first part, with its link, may stand for."""
        bare = {text[: len(text) - len(link)] for link in LINKS if text.endswith(link)}
        stems = {
            stem(part, "de") for part in bare if len(part) >= MIN_PART and part not in _PARTICLES
        }
        return [part for part in stems if self._frequency(part)]


def _links(whole: str, part: str) -> list[str]:
    return [link for link in LINKS if whole.startswith(link, len(part))]
