"""A text → its sentences, with offsets."""

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

# What sentencex takes for the end of a German sentence and is none: "am 22. | Oktober",
# "der 1. | FC Köln", "im 19. | Jh.", "Dr. | Müller", "geb. | Schmidt".
_NO_END = re.compile(
    r"(?:(?:^|[\s(\"„»])(?:\d{1,2}|[IVX]+)"
    r"|\b(?:Dr|Prof|Mag|Ing|Dipl|St|Nr|Abg|Hl|Fr|Hr|geb|gest|ca|bzw|vgl|etc|Mio|Mrd|Art|Abs|Bd|Jh"
    r"|z\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|i\.\s?d|v\.\s?a|s\.\s?o))\.\s*$"
)
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
        start, end = offset + boundary["start_index"], offset + boundary["end_index"]
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if start == end:
            continue
        if sentences and _belongs_before(text, sentences[-1], start):
            start = sentences.pop().start
        sentences.append(Sentence(start, end))
    return sentences


def _belongs_before(text: str, before: Sentence, start: int) -> bool:
    return bool(_NO_END.search(text[before.start : before.end]) or _STARTS_LOWER.match(text[start]))
