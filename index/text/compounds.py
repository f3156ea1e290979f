"""Compounds, by the archive's vocabulary: "Stahlpreise" is Stahl and Preis, "Merkel" no Merk."""

import sys
from bisect import bisect_left
from collections.abc import Mapping

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


class Vocabulary:
    """The stems of an archive, each with the number of chunks that hold it."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)
        self._sorted = sorted(self._frequencies)
        self._reversed = sorted(stem[::-1] for stem in self._frequencies)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the stems of a folded word's two parts, () if it is no compound here.

        Both parts must be words of the archive. Of all ways to split, the whole word being one,
        the one wins whose parts' frequencies have the highest geometric mean (Koehn and Knight
        2003, "Empirical Methods for Compound Splitting"): a frequent word is not cut into rare
        bits that happen to be words.
        """
        best: tuple[str, ...] = ()
        best_mean = float(self._frequencies.get(stem(word, "de"), 0))
        for cut in range(MIN_PART, len(word) - MIN_PART + 1):
            head = stem(word[cut:], "de")
            head_count = self._frequencies.get(head, 0)
            if not head_count or head in _ENDINGS:
                continue
            for modifier in self._modifiers(word[:cut]):
                mean = (head_count * self._frequencies[modifier]) ** 0.5
                if mean > best_mean:
                    best, best_mean = (modifier, head), mean
        return best

    def compounds_of(self, part: str) -> list[str]:
        """Return the archive's stems that are compounds of a stem, as first or as last part."""
        if len(part) < MIN_PART or part not in self._frequencies:
            return []
        first = [
            whole
            for whole in _with_prefix(self._sorted, part)
            if any(self._is_part(whole[len(part) + len(link) :]) for link in _links(whole, part))
        ]
        last = [
            backwards[::-1]
            for backwards in _with_prefix(self._reversed, part[::-1])
            if self._modifiers(backwards[::-1][: -len(part)])
        ]
        return list(dict.fromkeys(first + last))

    def _is_part(self, part: str) -> bool:
        return len(part) >= MIN_STEM and part in self._frequencies and part not in _ENDINGS

    def _modifiers(self, text: str) -> list[str]:
        """Return the known stems that a compound's first part, with its link, may stand for."""
        bare = {text[: len(text) - len(link)] for link in LINKS if text.endswith(link)}
        stems = {
            stem(part, "de") for part in bare if len(part) >= MIN_PART and part not in _PARTICLES
        }
        return [part for part in stems if part in self._frequencies]


def _links(whole: str, part: str) -> list[str]:
    return [link for link in LINKS if whole.startswith(link, len(part))]


def _with_prefix(ordered: list[str], prefix: str) -> list[str]:
    """Return the longer strings that begin with ``prefix``, of a sorted list."""
    first = bisect_left(ordered, prefix)
    beyond = bisect_left(ordered, prefix + chr(sys.maxunicode), first)
    return [word for word in ordered[first:beyond] if word != prefix]
