"""Who made a picture: "Foto: Jonathan Raa / NurPhoto / IMAGO", "© dpa", "(Bild: APA)"."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from index.text.analyze import STOPWORDS, fold
from index.types import Line

_CREDIT_WORD = (
    r"(?:Fotos?|Photos?|Bild(?:er|quelle|nachweis|rechte)?|Titelbild|Symbolbild|Archivbild"
    r"|Symbolfoto|Archivfoto|Grafik|Illustration(?:en)?|Montage|Karte|Image|Picture|Credits?"
    r"|Foto-?credit|Fotograf(?:in)?)"
)
# "Foto: Jonathan Raa / NurPhoto / IMAGO", "© dpa", "Foto (oben): AP"
_CREDIT_LINE = re.compile(
    rf"(?:{_CREDIT_WORD}(?:\s?\([^)]{{1,30}}\))?\s?(?::|©|\bby\b)|©|\(c\))\s?\S.{{1,110}}",
    re.IGNORECASE,
)
_CREDIT_INLINE = re.compile(rf"([(\[]\s?(?:{_CREDIT_WORD}\s?:|©)\s?[^()\[\]\n]{{2,90}}[)\]])")
_CREDIT_TAIL = re.compile(rf"[.!?\"”“»]\s+({_CREDIT_WORD}:\s?[^.!?\n]{{2,80}})$", re.MULTILINE)
# "Jonathan Raa / NurPhoto / IMAGO": two or three names parted by spaced slashes, no verb.
_NAME = r"[A-ZÄÖÜ][\w.'’&-]*(?:\s[A-ZÄÖÜ][\w.'’&-]*){0,3}"
_AGENCY_LINE = re.compile(rf"{_NAME}(?:\s/\s(?:{_NAME}|[a-zäöü]{{2,5}})){{1,3}}")
# Words of a sentence that no credit holds, unlike "Archiv der Familie", "Museum für Kunst".
_OF_SENTENCES = frozenset.union(*STOPWORDS.values()) - frozenset(
    "von vom van der die das des dem de und and by via für the of zu zur zum im am bei aus".split()
)


def find_credits(text: str, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where a text says who made a picture, as (start, end): lines, and parts of lines."""
    whole = [
        (line.start, line.end)
        for line in lines
        if line.words <= 16 and _is_credit(normalize("NFC", line.text))
    ]
    inline = [
        match.span(1)
        for pattern in (_CREDIT_INLINE, _CREDIT_TAIL)
        for match in pattern.finditer(text)
        if not _is_sentence(match[1])
    ]
    return whole + inline


def _is_credit(line: str) -> bool:
    if _AGENCY_LINE.fullmatch(line):
        return True
    return _CREDIT_LINE.fullmatch(line) is not None and not _is_sentence(line)


def _is_sentence(line: str) -> bool:
    """Return whether "Grafik: Arbeitslosigkeit steigt auf 8,2 Prozent" is no maker of a picture."""
    told = line.split(":", 1)[-1].split()
    if len(told) < 4 or any(mark in line for mark in "/©|"):
        return False
    return any(fold(word) in _OF_SENTENCES for word in told[1:])
