"""A sentence → what in it is something else than is asked for, though it is of the same kind.

The former value of a change, the source of what is told, the loser where the winner is asked for,
another measure than the one that is asked.
"""

import re
from collections.abc import Iterator

from bot.find.former import values_not_asked
from bot.question import Question
from bot.text.mentions import AMOUNT
from index.types import Span

_THING = (
    r"(?:[a-zäöü]\w*\s){0,3}[A-ZÄÖÜ][\w.-]*"
    r"(?:\s(?:(?:von|vom|der|des|aus|in|im|für|und|of)\s(?:[a-zäöü]\w*e[nmrs]?\s)?)?[A-ZÄÖÜ][\w-]*)*"
)
_SOURCE = re.compile(
    rf"\b(?:(?i:laut)|(?i:nach) (?:Angaben|Ansicht|Auskunft|Aussage|Darstellung|Einschätzung"
    rf"|Informationen|Meinung|Worten)(?: (?:von|der|des|vom))?|(?i:according to))\s{_THING}"
)
_ASKS_SOURCE = re.compile(
    r"\b(?:sag|sprach|spricht|mein|erklär|behaupt|kritisier|forder|warn|teilt|bericht|schreib"
    r"|schrieb|zitier|nannt|nennt|laut\b|zufolge|klag|say|said|according|claim|report|writ|wrote"
    r"|warn|tell|told)",
    re.IGNORECASE,
)
_WON = re.compile(r"\b(?:gew[ia]nn|gewonnen|sieg|wins?\b|won\b)", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:verlor(?:en)?|verliert|abgewählt|scheiter\w*|geschlagen|nicht (?:behaupte\w*|durchsetz"
    r"\w*|durchgesetzt|gewonnen|geschafft)|lost|loses|defeated|beaten)\b",
    re.IGNORECASE,
)
# "Sie unterlag gegen Eva Lang": the winner is named in the same clause.
_AGAINST = re.compile(r"\b(?:gegen|to|by|von)\s(?:\w+\s)?[A-ZÄÖÜ]")
_CLAUSE = re.compile(r"[^,;:–]+")
# In each line are measures of which one is never another.
_MEASURES = tuple(
    tuple(re.compile(rf"\w*(?:{words})\w*", re.IGNORECASE) for words in line)
    for line in (
        (
            "gewinn(?!er|t)|überschuss|profit",
            "umsatz|umsätze|erlös|turnover|revenue",
            "verlust|fehlbetrag|loss(?:es)?",
            "schulden|debts?",
        ),
        ("export|ausfuhr", "import|einfuhr"),
        (r"\btote[nr]?\b|todesopfer|getötete", "verletzte|injured", "vermisste|missing"),
    )
)
_LEADS_TO_AMOUNT = r"\s(?:von|in Höhe von|of|bei|betrug|lag bei|beträgt)\s"
_UNTIL = re.compile(r"\b(?:bis|until|till|by)\s(?:zum\s)?\w", re.IGNORECASE)
_ASKS_UNTIL = re.compile(r"\W*(?:bis wann|until when|till when|by when)\b", re.IGNORECASE)
_BEFORE_UNTIL = re.compile(
    r"(?<!bis )\b(?:vorgestern|gestern|heute|yesterday|today|seit \w+|am \w+tag)\b", re.IGNORECASE
)


def not_asked(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where the sentence ``text[start:end]`` tells of what the question does not ask for."""
    yield from values_not_asked(question, text, start, end)
    yield from _other_measures(question, text, start, end)
    if question.kind == "who":
        yield from _sources(question, text, start, end)
        yield from _losers(question, text, start, end)
    if _ASKS_UNTIL.match(question.text) and _UNTIL.search(text, start, end):
        yield from (match.span() for match in _BEFORE_UNTIL.finditer(text, start, end))


def _sources(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield who told of it: "laut einer Klage von Bürgern genehmigte die Behörde …"."""
    if not _ASKS_SOURCE.search(question.search_text):
        yield from (match.span() for match in _SOURCE.finditer(text, start, end))


def _losers(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the clauses that tell who lost, where the question is who won."""
    if not _WON.search(question.text) or _LOST.search(question.text):
        return
    for clause in _CLAUSE.finditer(text, start, end):
        if _LOST.search(clause[0]) and not _AGAINST.search(clause[0]):
            yield clause.span()


def _other_measures(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the amounts of another measure: "Umsatz von 8 Millionen" where profit is asked for."""
    if question.kind != "how_much":
        return
    for measures in _MEASURES:
        asked = [measure for measure in measures if measure.search(question.text)]
        if len(asked) != 1:
            continue
        for other in measures:
            if other is not asked[0]:
                yield from _amounts_of(other, text, start, end)


def _amounts_of(measure: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    for named in measure.finditer(text, start, end):
        led = re.compile(_LEADS_TO_AMOUNT).match(text, named.end(), end)
        amount = AMOUNT.match(text, led.end(), end) if led else None
        if amount:
            yield amount.span()
    for amount in AMOUNT.finditer(text, start, end):
        if measure.search(amount[0]):
            yield amount.span()
