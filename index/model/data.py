"""Training pairs: Debian's German-English dictionary and licensed sentence pairs."""

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DICTIONARY = Path("/usr/share/trans/de-en")
VARIABLE = "ZITAT_TRAIN_DIR"
_PAIRS = "de-en-pairs.tsv.xz"
ALLOWED_SOURCES = ("tatoeba", "dynamics", "adobe")
_NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_SLOT = re.compile(r"\b(?:etw|jdn|jdm|jds|jd|sth|sb|so|smb|sich)\.(?:/\w+\.)*|…|\bsth\b|\bsb\b")
_MAX_GERMAN, _MAX_ENGLISH = 6, 4


@dataclass(frozen=True, slots=True)
class Pair:
    """German and English of one meaning; weight falls for later synonyms of an entry."""

    german: str
    english: str
    weight: float = 1.0


def dictionary_pairs(path: Path = DICTIONARY) -> list[Pair]:
    """Word and phrase pairs in the order of the file, each (German, English) once.

    Ends the program with a message if the dictionary is not installed.
    """
    if not path.is_file():
        raise SystemExit(f"The dictionary {path} is missing: install Debian's package trans-de-en.")
    pairs: dict[tuple[str, str], Pair] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or " :: " not in line:
            continue
        german, english = (side.split(" | ") for side in line.split(" :: ", 1))
        if len(german) != len(english):
            german, english = german[:1], english[:1]
        for left, right in zip(german, english, strict=True):
            for pair in _entry(left, right):
                pairs.setdefault((pair.german, pair.english), pair)
    return list(pairs.values())


def sentence_pairs(folder: Path) -> list[Pair]:
    """Sentence pairs of the sources whose licence allows shipped weights, each once.

    Documentation sentences under 25 or over 220 characters are left out. Ends the program with a
    message if the file is missing or damaged.
    """
    file = folder / _PAIRS
    if not file.is_file():
        raise SystemExit(f"The sentence pairs {file} are missing: name their folder by {VARIABLE}.")
    try:
        return _allowed_pairs(file)
    except (EOFError, ValueError, lzma.LZMAError) as error:
        raise SystemExit(
            f"The sentence pairs {file} are damaged ({error}): expected lines of source, German "
            f"and English. Copy the file again, or name another folder by {VARIABLE}."
        ) from error


def _allowed_pairs(file: Path) -> list[Pair]:
    pairs: dict[tuple[str, str], Pair] = {}
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, german, english = line.rstrip("\n").split("\t")
            usable = source == "tatoeba" or 25 <= len(english) <= 220
            if source in ALLOWED_SOURCES and usable:
                pairs.setdefault((german, english), Pair(german, english))
    return list(pairs.values())


def _entry(german: str, english: str) -> Iterator[Pair]:
    lefts = _terms(german)[:_MAX_GERMAN]
    rights = [term.removeprefix("to ") for term in _terms(english)][:_MAX_ENGLISH]
    for i, left in enumerate(lefts):
        for j, right in enumerate(rights):
            if right:
                yield Pair(left, right, 1.0 / ((1 + 0.5 * i) * (1 + 0.7 * j)))


def _terms(side: str) -> list[str]:
    """Synonyms of one side without notes in brackets and without slots such as "etw."."""
    for _ in range(3):
        side = _NOTE.sub(" ", side)
    terms = (" ".join(_SLOT.sub(" ", term).split()).strip(" ,/|-") for term in side.split(";"))
    return [term for term in terms if term]
