"""A text → its sentences, with offsets."""

import re
from dataclasses import dataclass
from itertools import pairwise

from sentencex import get_sentence_boundaries

from index.analyze import STOPWORDS, WORD, fold

# What sentencex takes for the end of a German sentence and is none: "am 22. | Oktober",
# "der 1. | FC Köln", "im 19. | Jh.", "Dr. | Müller", "geb. | Schmidt".
_NO_END = re.compile(
    r"(?:(?:^|[\s(\"„»])(?:\d{1,2}|[IVX]+|[A-ZÄÖÜ]|Ch|Th)"
    r"|\b(?:Wr|dt|österr|u|Gde|Bez|Abb|usw|Red|Univ|Doz|Prim|Hptm|Gen|Mr|Mrs|Ms|Dr|Prof|Mag|Ing|Dipl|St|Nr|Abg|Hl|Fr|Hr|geb|gest|ca|bzw|vgl|etc|Mio|Mrd|Art|Abs|Bd|Jh"
    r"|z\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|i\.\s?d|v\.\s?a|s\.\s?o))\.\s*$"
)
_NUMBER_OR_INITIAL = re.compile(r"(?:\d{1,2}|\b[A-ZÄÖÜ])\.$")
_BEFORE_DIGIT = re.compile(
    r"(?<=[a-zäöüß]{3}[.!?])\s+(?=\d)(?<!\bca\.\s)(?<!\bmax\.\s)(?<!\bmin\.\s)(?<!\bmind\.\s)"
    r"(?<!inkl\.\s)(?<!exkl\.\s)(?<!zzgl\.\s)(?<!bzw\.\s)(?<!geb\.\s)(?<!gest\.\s)(?<!Art\.\s)"
    r"(?<!Abs\.\s)(?<!vgl\.\s)(?<!Abb\.\s)(?<!Tel\.\s)(?<!evtl\.\s)(?<!Kap\.\s)"
)
_AFTER_NUMBER = re.compile(r"(?:\d{1,2}|\b[A-ZÄÖÜ])\.\s+(?P<next>[A-ZÄÖÜ]\w*)")
_STARTS_LOWER = re.compile(r"[a-zäöüß,;)]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: ``text[start:end]``, without white space around it."""

    start: int
    end: int


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; no sentence runs over a line's end."""
    sentences: list[Sentence] = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            sentences.extend(_split_line(text, line, position))
        position += len(line)
    return sentences


def _split_line(text: str, line: str, offset: int) -> list[Sentence]:
    sentences: list[Sentence] = []
    for boundary in get_sentence_boundaries("de", line):
        first, last = offset + boundary["start_index"], offset + boundary["end_index"]
        cuts = [first, *(first + cut for cut in _missed_ends(text[first:last])), last]
        for start, end in pairwise(cuts):
            piece = text[start:end]
            begin = start + len(piece) - len(piece.lstrip())
            if not piece.strip():
                continue
            if sentences and _belongs_before(text, sentences[-1], begin):
                begin = sentences.pop().start
            sentences.append(Sentence(begin, start + len(piece.rstrip())))
    return sentences


def _missed_ends(piece: str) -> list[int]:
    """Return where a sentence ends inside what sentencex takes for one.

    It does not end sentences before a digit ("… in Folge. 11.327 Zuschauer") nor after a number
    or an initial ("… die MA 22. Es gibt …"); there what follows decides: no date and no name
    begins with a function word.
    """
    found = [match.end() for match in _BEFORE_DIGIT.finditer(piece)]
    for match in _AFTER_NUMBER.finditer(piece):
        if fold(match["next"]) in STOPWORDS["de"]:
            found.append(match.start("next"))
    return sorted(found)


def _belongs_before(text: str, before: Sentence, start: int) -> bool:
    if _STARTS_LOWER.match(text[start]):
        return True
    if not _NO_END.search(text[before.start : before.end]):
        return False
    following = WORD.match(text, start)
    opens = following is not None and fold(following.group()) in STOPWORDS["de"]
    return not (opens and _NUMBER_OR_INITIAL.search(text[before.start : before.end]))
