"""The words in a sentence that answer, where a rule is sure of them."""

import re

from bot.question import Kind, Question
from index.analyze import words

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig"
    r"|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend"
    r"|eine? (?=Milli|halbe)))"
)
_SCALE = r"(?:\s?(?:Mrd\.?|Mio\.?|Milliarden?|Millionen?|Tausend|Billionen?))?"
_UNIT = (
    r"(?:\s?(?:Prozentpunkte?n?|Prozent|%|€|\$|(?:US-)?Dollar|Euro|Cent|Franken|Pfund|Yen|Rubel"
    r"|Jahren?|Monaten?|Wochen?|Tagen?|Stunden?|Minuten?|Sekunden?|Kilometern?|Metern?|km|m²"
    r"|Quadratmetern?|Tonnen|Kilo(?:gramm)?|kg|Liter|Grad|Mal)(?!\w))?"
)
_MONTH = (
    r"(?:Jänner|Januar|Feber|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"

AMOUNT = re.compile(rf"{_NUMBER}{_SCALE}{_UNIT}", re.IGNORECASE)
TIME = re.compile(
    rf"(?:\d{{1,2}}\.\s?{_MONTH}(?:\s{_YEAR})?|\d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR})?"
    rf"|(?:Anfang|Mitte|Ende)?\s?{_MONTH}(?:\s{_YEAR})?"
    rf"|(?:(?:Sommer|Herbst|Winter|Frühling|Frühjahr)\s)?{_YEAR}"
    r"|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag(?:abend|vormittag|nachmittag|nacht)?|Mittwoch"
    r"|Sonnabend|gestern|heute|morgen|\d{1,2}(?:[.:]\d\d)?\sUhr)(?!\w)"
)


def find_span(question: Question, sentence: str) -> tuple[int, int] | None:
    """Return (start, end) of the answering words in a sentence, or None if no rule is sure.

    Rules exist for "how much" and "when". Sure means: just one amount, or time, stands in the
    sentence that the question does not name itself.
    """
    pattern = _pattern(question.kind)
    if pattern is None:
        return None
    asked = set(words(question.search_text))
    found = [m for m in pattern.finditer(sentence) if not set(words(m.group())) <= asked]
    if question.kind == "how_much" and len(found) > 1:
        found = [match for match in found if not TIME.fullmatch(match.group())]
    if len(found) != 1:
        return None
    match = found[0]
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return start, match.end()


def holds_kind(question: Question, sentence: str) -> bool:
    """Tell whether a sentence brings something of the asked kind that the question does not name.

    True for kinds that no rule knows.
    """
    asked = set(words(question.search_text))
    pattern = _pattern(question.kind)
    if pattern is not None:
        return any(not set(words(m.group())) <= asked for m in pattern.finditer(sentence))
    if question.kind == "who":
        names = re.findall(
            r"(?<=[\w,] )[A-ZÄÖÜ]\w+(?: [A-ZÄÖÜ]\w+)+|^[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+", sentence
        )
        return any(not set(words(name)) <= asked for name in names)
    return True


def _pattern(kind: Kind) -> re.Pattern[str] | None:
    return {"how_much": AMOUNT, "when": TIME}.get(kind)
