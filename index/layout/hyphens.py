"""Words broken at a line's end: made whole, where the hyphen is not the word's own."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:-\w+)*")
_BROKEN = re.compile(r"(?P<word>[\w-]*\w)(?P<hyphen>[-\u00ad‐])$")
_START = re.compile(r"\w+(?:-\w+)*")
# "Vorher-/nachher-Vergleich", "Ein-/Ausgänge", "und/oder", broken beside the stroke.
_AT_SLASH = re.compile(r"\w-?(?:/\n|\n/)\w")
# "Ost- und Westvariante": the hyphen stands for what both words share.
_SHARED = frozenset("und u oder bzw beziehungsweise sowie and or".split())
# "weder Ost- noch Westvariante", but "den-noch".
_SHARED_BY_NOUNS = frozenset("wie bis noch als to".split())
# Within words of several: "Kopf-an-Kopf-Rennen", "state-of-the-art".
_WITHIN = frozenset(
    "an auf aus bei bis durch für gegen im in ins mit nach oder ohne plus pro um und unter über "
    "vom von vor zu zum zur and by of on or the to up".split()
)


class Vocabulary:
    """The words of a document, as they stand within its lines."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        for line in lines:
            # The last word may be half of one.
            self._counts.update(word.casefold() for word in _WORD.findall(line.rstrip("-\u00ad")))

    def join(self, before: str, after: str) -> str:
        """Return two lines as one: with a space, or with the word whole that their end breaks."""
        if _AT_SLASH.search(f"{before}\n{after}"):
            return before + after
        broken = _BROKEN.search(before)
        start = _START.match(after)
        if broken is None or start is None:
            return f"{before} {after}"
        whole = before[: broken.start("hyphen")]
        if broken["hyphen"] == "\u00ad":
            return whole + after
        following = start[0].casefold()
        is_noun = broken["word"][0].isupper()
        if following in _SHARED or (is_noun and following in _SHARED_BY_NOUNS):
            return f"{whole}- {after}"
        return f"{whole}-{after}" if self._is_own(broken["word"], start[0]) else whole + after

    def _is_own(self, first: str, second: str) -> bool:
        """Return whether a word is written with a hyphen between two parts.

        The document's other places decide, else how German and English hyphenate: no part of a
        broken word begins with a capital or a digit, or is one letter, or all in capitals; and a
        small word before another hyphen stands alone.
        """
        hyphened = self._counts[f"{first}-{second}".casefold()]
        joined = self._counts[f"{first}{second}".casefold()]
        if hyphened != joined:
            return hyphened > joined
        last = first.rsplit("-", 1)[-1]
        following, *others = second.casefold().split("-")
        if others and (following in _WITHIN or last.casefold() in others):
            return True
        if second[0].isdigit() or last[-1].isdigit() or len(last) == 1:
            return True
        if last.isupper():
            return not second.isupper()
        return second[0].isupper()
