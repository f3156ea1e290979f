"""The words in a sentence that answer, where a rule is sure of them."""

import re
from collections.abc import Callable, Sequence

from bot.composed import composed
from bot.question import Kind, Question
from index.analyze import STOPWORDS, fold, stem, tokens, words

_NUMERAL = (
    r"(?:zwei|drei|vier(?!zig)|fünf(?!zig)|sechs|sieben|acht(?!zig)|neun(?!zig)|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn"
    r"|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig"
    r"|neunzig|hundert|tausend|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun)(?:hundert|tausend)"
    r"|eine?[nmr]? (?=Milli|halbe)|eineinhalb|zweieinhalb|(?:ein|zwei)mal|ein Drittel|zwei Drittel"
    r"|ein Viertel|drei Viertel|die Hälfte|ein Fünftel|ein Zehntel)"
)
_NUMBER = (
    rf"(?<![\w.,:-])(?:\d+(?:[.,]\d+)*(?![\d:])|{_NUMERAL})(?:-?jährige[nrms]?|-mal|mal)?(?!\w)"
)
_SCALE = r"(?:\s?(?:Mrd\.?|Mio\.?|Milliarden?|Millionen?|Tausend|Billionen?))?"
_UNIT = (
    r"(?:\s?(?:Prozentpunkte?n?|Prozent|%|€|\$|(?:US-)?Dollar|Euro|Cent|Franken|Pfund|Yen|Rubel"
    r"|Jahren?|Monaten?|Wochen?|Tagen?|Stunden?|Minuten?|Sekunden?|Kilometern?|Metern?|km|m²"
    r"|Quadratmetern?|Tonnen|Kilo(?:gramm)?|kg|Liter|Grad|[Mm]al|[A-ZÄÖÜ][a-zäöüß]+)(?!\w))?"
)
_ABOUT = (
    r"(?:(?:rund|etwa|knapp|über|mehr als|weniger als|fast|beinahe|mindestens|höchstens"
    r"|maximal|gut|circa|ca\.|ungefähr|lediglich|insgesamt)\s)?"
)
_MONTH = (
    r"(?:Jänner|Januar|Feber|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = (
    r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag(?:abend|vormittag|nachmittag|nacht|früh)?"
    r"|Mittwoch(?:abend|vormittag|nachmittag)?|Sonnabend)"
)
_MOMENT = (
    rf"(?:\d{{1,2}}\.\s?{_MONTH}(?:\s{_YEAR})?|\d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR})?"
    rf"|(?:Anfang\s|Mitte\s|Ende\s)?{_MONTH}(?:\s{_YEAR})?"
    rf"|(?:(?:Sommer|Herbst|Winter|Frühling|Frühjahr)\s)?{_YEAR}|{_DAY}"
    r"|gestern|heute|heuer|\d{1,2}(?:[.:]\d\d)?\sUhr)"
)
_OPENING = r"(?:(?:im|am|um|seit|ab|bis|vor|nach|Im|Am|Um|Seit|Ab|Bis|in der Nacht auf|Jahr)\s)*"

AMOUNT = re.compile(rf"{_ABOUT}{_NUMBER}{_SCALE}{_UNIT}")
TIME = re.compile(rf"{_OPENING}{_MOMENT}(?!\w)(?:(?:,\s|\s){_OPENING}{_MOMENT}(?!\w))*")
_DATE = re.compile(rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.\s?(?:{_MONTH}|\d{{1,2}}\.)(?:\s?{_YEAR})?")
_RELATIVE = re.compile(r"gestern|heute|heuer")
_NAME_WORD = r"[A-ZÄÖÜ][\w’'-]*[\wäöüß]"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s(?:(?:von|van|de|der|den|al|bin|Mc|Mac)\s)?{_NAME_WORD})+")
_PLACE = re.compile(rf"(?:in|In|nach|aus|bei|Bei|Aus|Nach)\s((?:{_NAME_WORD})(?:\s{_NAME_WORD})*)")

_CAUSE = re.compile(
    r"(?<=, )(?:weil|da|denn|um|damit|zumal)\b|\b(?:wegen|aufgrund|angesichts|mangels|dank)\b"
    r"|^(?:Weil|Da|Um|Wegen|Aufgrund|Angesichts)\b"
)

Span = tuple[int, int]


def find_span(question: Question, sentence: str) -> Span | None:
    """Return (start, end) of the answering words in a sentence, or None if no rule is sure.

    Rules exist for how much, when, who, where and why. Sure means: of the amounts (times, names,
    places) in the sentence that the question does not hold, one stands alone, or by the words
    that say what is asked for. A letter is never parted from its marks.
    """
    read = composed(sentence)
    span = _find_span(question, read.text)
    return None if span is None else read.original(*span)


def _find_span(question: Question, sentence: str) -> Span | None:
    if question.kind == "why":
        return _cause(sentence)
    finder = _FINDERS.get(question.kind)
    if finder is None:
        return None
    asked = set(words(question.search_text))
    stems = {stem for word in question.words for stem in word.stems}
    found = [
        span
        for span in finder(sentence)
        if not _is_known(question.kind, sentence[slice(*span)], asked)
    ]
    return _only_one(question, sentence, found, stems)


def _cause(sentence: str) -> Span | None:
    """Return the clause or phrase that names a cause, if there is just one."""
    found = list(_CAUSE.finditer(sentence))
    if len(found) != 1:
        return None
    start, end = found[0].start(), len(sentence.rstrip('.!?"“”»«'))
    comma = sentence.find(",", found[0].end())
    # At the head of the sentence the cause ends where the main clause begins.
    return (start, comma) if start == 0 and comma > 0 else (start, end)


def holds_kind(question: Question, sentence: str) -> bool:
    """Tell whether a sentence brings something of the asked kind that the question does not hold.

    True for kinds that no rule knows.
    """
    finder = _FINDERS.get(question.kind)
    if finder is None:
        return True
    asked = set(words(question.search_text))
    sentence = composed(sentence).text
    return any(
        not _is_known(question.kind, sentence[slice(*span)], asked) for span in finder(sentence)
    )


def _only_one(
    question: Question, sentence: str, found: Sequence[Span], stems: set[str]
) -> Span | None:
    if question.kind == "how_much" and len(found) > 1:
        heads = {stem for word in question.words if word.head for stem in word.stems}
        counted = [span for span in found if heads & _stems(sentence[slice(*span)])]
        if len(counted) == 1:
            return counted[0]
        found = [span for span in found if not TIME.fullmatch(sentence[slice(*span)])]
    if question.kind == "when":
        dated = [span for span in found if not _RELATIVE.fullmatch(sentence[slice(*span)])]
        found = dated or found
    if len(found) == 1:
        return found[0]
    if not found or question.kind not in ("how_much", "when"):
        return None
    return max(found, key=lambda span: _nearness(sentence, span, stems))


def _nearness(sentence: str, span: Span, stems: set[str]) -> float:
    """Return how many words of the question stand near a span, each by 1 / (1 + distance)."""
    total = 0.0
    for token in tokens(sentence):
        if not span[0] <= token.start < span[1] and stem(token.form, "de") in stems:
            gap = min(abs(token.start - span[1]), abs(span[0] - token.end))
            total += 1 / (1 + gap / 12)
    return total


def _is_known(kind: Kind, text: str, asked: set[str]) -> bool:
    """Tell whether the question holds it; of a person whose surname it holds, all is known."""
    found = words(text)
    return set(found) <= asked or (kind == "who" and found[-1] in asked)


def _stems(text: str) -> set[str]:
    return {stem(word, "de") for word in words(text)}


def amounts(sentence: str) -> list[Span]:
    """Return the amounts; the day and the year of a date are none."""
    dates = [match.span() for match in _DATE.finditer(sentence)]
    found = [match.span() for match in AMOUNT.finditer(sentence)]
    return [(start, end) for start, end in found if not _touches(start, end, dates)]


def _touches(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Tell whether a span touches one of others."""
    return any(start < other_end and end > other_start for other_start, other_end in spans)


def times(sentence: str) -> list[Span]:
    """Return the moments and the days, with the words that lead to them."""
    return [match.span() for match in TIME.finditer(sentence)]


def _names(sentence: str) -> list[Span]:
    found = [_without_opener(sentence, *match.span()) for match in _NAME.finditer(sentence)]
    return [span for span in found if " " in sentence[slice(*span)]]


def _without_opener(sentence: str, start: int, end: int) -> Span:
    """Return a name without the function word that it begins with at a sentence's start."""
    first = sentence[start:end].split(maxsplit=1)[0]
    return (start + len(first) + 1, end) if fold(first) in STOPWORDS["de"] else (start, end)


def _places(sentence: str) -> list[Span]:
    return [match.span(1) for match in _PLACE.finditer(sentence)]


_FINDERS: dict[Kind, Callable[[str], list[Span]]] = {
    "how_much": amounts,
    "when": times,
    "who": _names,
    "where": _places,
}
