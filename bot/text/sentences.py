"""A text → its sentences, with offsets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sentencex import get_sentence_boundaries

from bot.text.lines import has_cells, joined_lines
from index.text.analyze import STOPWORDS, WORD, fold
from index.text.tables import TableRow, table_rows

# What sentencex takes for the end of a German sentence and is none: "am 22. | Oktober",
# "der 1. | FC Köln", "im 19. | Jh.", "Dr. | Müller", "geb. | Schmidt".
_ABBREVIATIONS = (
    "Wr dt österr u Gde Bez Abb usw Red Univ Doz Prim Hptm Gen Mr Mrs Ms Dr Prof Mag Ing Dipl St "
    "Nr Abg Hl Fr Hr geb gest ca bzw vgl etc Mio Mrd Art Abs Bd Jh ehem ev evtl inkl exkl ggf max "
    "min mind sog Tel vs zzgl Tsd Kap Anm Co Ltd Str Min Sek Std Pkt gegr "
    "verh verw Einw Inh hrsg rd Fa Mitgl lt gem ggü Abt Aufl Jg Hrsg Anl insb teilw zul Verf "
    "Mill Bgm Vbgm Stv Vors Präs Dir Pfr Fam Kr Bhf Hbf Temp Verw Gem ungef hl sel ds Mts "
    "Tab Geb Gest vet dent Dkfm DDr Mmag"
).split()
_MONTHS = "Jan|Febr?|Mär|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez"
_NO_END = re.compile(
    r"(?:(?<![^\s(„\"»])(?:\d{1,2}|[IVX]+|[A-ZÄÖÜ]|Ch|Th)"
    rf"|\b(?:{'|'.join(_ABBREVIATIONS)}|{_MONTHS})|[a-zäöüß]str|[a-zäöüß]pl"
    r"|\b(?:Dr|Mag|Lic|Prof)(?:\.\s?[a-zäöü]{1,6}){1,4}"  # "Dr. rer. nat.", "Dr. h. c. mult."
    r"|\b(?:z\.\s?B|d\.\s?h|u\.\s?a|o\.\s?ä|i\.\s?d|v\.\s?a|s\.\s?o|[vn]\.\s?Chr|a\.\s?D))\.$"
)
_LONGEST_CHARS = 24
# After these what follows decides: no date, no name and no title goes on with a function word.
_UNSURE = rf"(?:…|(?:\d|\b[A-ZÄÖÜ]{{1,5}}|/[a-z]|\b(?:usw|etc|Co|Ltd|Dir|{_MONTHS}))\.)"
_ENDS_UNSURE = re.compile(rf"{_UNSURE}$")
_AFTER_UNSURE = re.compile(rf"{_UNSURE}\s+(?P<next>[A-ZÄÖÜ]\w*)")
# "… in Folge. 11.327 Zuschauer", "… kommen an. 1.500 …", "… (AQI). 2010 …", "… und IWF. 57 …".
_BEFORE_DIGIT = re.compile(r"(?:[a-zäöüß]{2}|[A-ZÄÖÜ]{2}|\w\))[.!?]\s+(?=\d)")
_BEFORE_CAPITAL = re.compile(r"[a-zäöüß]{3}(?:[.!?]|\.(?P<closed>\)))\s+(?=[A-ZÄÖÜ„\"»])")
# "… sagte Egger.[^1] Gebaut wird …", "… sagte er.² Danach …", "… sagte er.2 Danach …".
_NOTE = r"(?:\[\^?\w{1,4}\]|[⁰¹²³⁴-⁹]{1,3})"
_BEFORE_NOTE = re.compile(
    rf"(?:[.!?][\"“”»«]?{_NOTE}|[a-zäöüß]{{2}}\.\d{{1,2}})\s+(?=[A-ZÄÖÜ„\"»])"
)
_NOTE_ALONE = re.compile(rf"{_NOTE}(?=\s|$)")
_WEEKDAY = re.compile(r"\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\.$")
# Between two columns, or two cells of a table that only lays out a page.
_GAP = re.compile(r"(?<=\S)(?:[ \t]*\t[ \t]*| {3,})(?=\S)")
# More words than a label has: columns of a page are parted by blanks, cells by tabs.
_TEXT_WORDS = {" ": 4, "\t": 5}
_NUMBER_OF_ENTRY = re.compile(r"\(?\d{1,2}[.)]")
_BREAK = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STARTS_LOWER = re.compile(r"[a-zäöüß,;)]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: ``text[start:end]``, without white space around it."""

    start: int
    end: int


def split_sentences(text: str, rows: Sequence[TableRow] | None = None) -> list[Sentence]:
    """Return the sentences of a text in order; ``rows`` are those of its tables, if known already.

    A sentence runs over a line's end only where the lines are those of a page: as wide as they can
    be, and going on in lower case (see ``bot.text.lines``). A row of a table is one.
    """
    sentences: list[Sentence] = []
    position = 0
    for row in table_rows(text) if rows is None else rows:
        sentences += _split_lines(text, position, row.start)
        sentences.append(Sentence(row.start, row.end))
        position = row.end
    return sentences + _split_lines(text, position, len(text))


def _split_lines(text: str, start: int, end: int) -> list[Sentence]:
    sentences: list[Sentence] = []
    for block in joined_lines(text[start:end].splitlines(keepends=True)):
        for piece in _apart(block):
            if piece.strip():
                sentences.extend(_split_line(text, _BREAK.sub(" ", piece), start))
            start += len(piece)
    return sentences


def _apart(line: str) -> list[str]:
    """Return what stands side by side in a line: text before a gap is no part of that behind it.

    A label is: "Ort:", a name, a number.
    """
    inside = line.strip()
    if not has_cells(inside) or _BREAK.search(inside):  # lines with gaps are not joined
        return [line]
    cuts = [0]
    for gap in _GAP.finditer(line):
        words = line[cuts[-1] : gap.start()].rsplit("\t", 1)[-1].split()
        is_text = len(words) >= _TEXT_WORDS["\t" if "\t" in gap[0] else " "]
        if is_text or (len(words) > 2 and fold(words[-1]) in STOPWORDS["de"]):
            cuts.append(gap.end())
    return [line[start:end] for start, end in pairwise([*cuts, len(line)])]


def _split_line(text: str, line: str, offset: int) -> list[Sentence]:
    sentences: list[Sentence] = []
    for boundary in get_sentence_boundaries("de", line):
        first, last = offset + boundary["start_index"], offset + boundary["end_index"]
        cuts = [first, *(first + cut for cut in _missed_ends(text[first:last])), last]
        for start, end in pairwise(cuts):
            piece = text[start:end]
            begin = start + len(piece) - len(piece.lstrip())
            if sentences and sentences[-1].end == start and (note := _NOTE_ALONE.match(piece)):
                sentences[-1] = Sentence(sentences[-1].start, start + note.end())
                begin += note.end() + len(piece) - note.end() - len(piece[note.end() :].lstrip())
                piece = text[begin:end]
            if not piece.strip():
                continue
            if sentences and _belongs_before(text, sentences[-1], begin):
                begin = sentences.pop().start
            sentences.append(Sentence(begin, end - len(piece) + len(piece.rstrip())))
    return sentences


def _missed_ends(piece: str) -> list[int]:
    """Return where a sentence ends inside what sentencex takes for one.

    It does not end sentences before a digit ("… in Folge. 11.327 Zuschauer"), in brackets, nor
    after a number, an initial or an acronym ("… die MA 22. Es gibt …").
    """
    found = [match.end() for match in _BEFORE_DIGIT.finditer(piece)]
    found += [match.end() for match in _BEFORE_NOTE.finditer(piece)]
    if "(" in piece:
        found += [
            match.end()
            for match in _BEFORE_CAPITAL.finditer(piece)
            if match["closed"] or _is_open(piece, match.start())
        ]
    found = [end for end in found if not _is_abbreviated(piece, 0, len(piece[:end].rstrip()))]
    for match in _AFTER_UNSURE.finditer(piece):
        if fold(match["next"]) in STOPWORDS["de"]:
            found.append(match.start("next"))
    return sorted(set(found))


def _is_open(piece: str, position: int) -> bool:
    """Return whether a bracket is open at a position."""
    return piece.count("(", 0, position) > piece.count(")", 0, position)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` ends with a full stop that may not end a sentence."""
    if text[end - 1] != ".":
        return False
    return _NO_END.search(text, max(start, end - _LONGEST_CHARS), end) is not None


def _belongs_before(text: str, before: Sentence, start: int) -> bool:
    if _STARTS_LOWER.match(text[start]) or _NUMBER_OF_ENTRY.fullmatch(
        text, before.start, before.end
    ):
        return True
    last = text[max(before.start, before.end - _LONGEST_CHARS) : before.end]
    if text[start].isdigit() and _WEEKDAY.search(last):
        return True
    if not _is_abbreviated(text, before.start, before.end):
        return False
    following = WORD.match(text, start)
    opens = following is not None and fold(following.group()) in STOPWORDS["de"]
    first = max(before.start, before.end - _LONGEST_CHARS)
    return not (opens and _ENDS_UNSURE.search(text, first, before.end))
