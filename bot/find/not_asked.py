"""A sentence → what in it is something else than is asked for, though it is of the same kind.

The former value of a change, the source of a report, the loser where the winner is asked for,
another measure than the one that is asked, what others count, the whole where a part is asked for,
another unit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.find.former import ASKS_DIFFERENCE, values_not_asked
from bot.question import Question
from bot.text.mentions import AMOUNT
from index.text.numerals import GERMAN_NUMERAL
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
_ASKS_LOSER = re.compile(r"\b(?:verlor\w*|verlier\w*|unterlag|unterlegen|lost|lose)\b", re.I)
_HAS_WON = re.compile(
    r"\b(?:gewann|gewinnt|gewonnen|sieg\w*|besieg\w*|schlug|bezwang|setzte sich|durchgesetzt|won"
    r"|beat|defeated)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:gegen|over|against)\b", re.IGNORECASE)
# "Sie unterlag gegen Eva Lang": the winner is named in the same clause.
_AGAINST = re.compile(r"\b(?:gegen|to|by|von)\s(?:\w+\s)?[A-ZÄÖÜ]")
_CLAUSE = re.compile(r"[^,;:–]+")


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is measured: how it is named, and how so behind an amount of it."""

    name: re.Pattern[str]
    behind: re.Pattern[str]

    @classmethod
    def of(cls, words: str) -> "_Measure":
        name = rf"\w*(?:{words})\w*"
        behind = rf"[^,;.]{{0,30}}?{name}"
        return cls(re.compile(name, re.IGNORECASE), re.compile(behind, re.IGNORECASE))


# In each line are measures of which one is never another.
_MEASURES = tuple(
    tuple(map(_Measure.of, line))
    for line in (
        (
            "gewinn(?!er|t)|überschuss|profit",
            "umsatz|umsätze|erlös|turnover|revenue",
            "verlust|fehlbetrag|loss(?:es)?",
            "schulden|debts?",
        ),
        ("export|ausfuhr", "import|einfuhr"),
        (
            r"\btote[nr]?\b|todesopfer|getötet|ums leben|\bstarben|\bdead\b|\bkilled\b|\bdied\b",
            r"(?<!un)verletzt|injured|wounded",
            "vermisst|missing",
        ),
    )
)
_PERCENT = re.compile(r"\b(?:prozent\w*|per ?cent\w*)\b|%", re.IGNORECASE)
_MONEY = re.compile(r"[€$£]|\b(?:euros?|dollars?|franken|pfund|pounds|cents?|yen|rubel)\b", re.I)
_ASKS_MONEY = re.compile(
    r"\b(?:\w*preis\w*|\w*kosten|kostet\w*|geld|euros?|dollars?|prices?|costs?|money)\b", re.I
)
_LEADS_TO_AMOUNT = re.compile(r"\s(?:von|in Höhe von|of|bei|betrug|lag bei|beträgt)\s")
# Whom a price is for, or who is counted: of several one is asked for.
_GROUPS = re.compile(
    r"\b(?:kinder|erwachsene|rentner|senioren|schüler|studenten|studierende|jugendliche|familien"
    r"|männer|frauen|children|adults|pensioners|seniors|students|families|men|women)n?\b",
    re.IGNORECASE,
)
_ASKED_SOURCE = re.compile(
    r"\b(?:laut|according to|nach Angaben)\s(?:(?:der|des|dem|den|von|vom|the)\s)?(?P<who>[\w-]+)",
    re.IGNORECASE,
)
_LEAST_OF_NAME = 6
_PARTS = re.compile(r"[^,;]+")
_NUMBER = rf"(?:{GERMAN_NUMERAL}|two|three|four|five|six|seven|eight|nine|ten|\d[\d.,]*)"
_PART_OF = re.compile(
    rf"\b{_NUMBER}\s(?:der|ihrer|seiner|von(?:\sden)?|of(?:\s(?:the|its|their|his|her))?)\s"
    rf"(?P<whole>{_NUMBER}\s[^\W\d]\w*)",
    re.IGNORECASE,
)
_ASKS_WHOLE = re.compile(
    r"\b(?:insgesamt|gibt es|gab es|in total|are there|in all)\b"
    r"|\b(?:hat|hatte|besitzt|betreibt)\s(?:.*\s)?(?-i:[A-ZÄÖÜ])[\w-]*\W*$|\b(?:have|has)\W*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:bis|until|till|by)\s(?:zum\s)?\w", re.IGNORECASE)
_ASKS_UNTIL = re.compile(r"\W*(?:bis wann|until when|till when|by when)\b", re.IGNORECASE)
_BEFORE_UNTIL = re.compile(
    r"(?<!bis )\b(?:vorgestern|gestern|heute|yesterday|today|seit \w+|am \w+tag)\b", re.IGNORECASE
)


def not_asked(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where the sentence ``text[start:end]`` says what the question does not ask for."""
    yield from values_not_asked(question, text, start, end)
    yield from _other_measures(question, text, start, end)
    yield from _other_units(question, text, start, end)
    if question.kind == "how_much":
        yield from _of_others(question, text, start, end)
        if not _ASKS_WHOLE.search(question.text):  # "zwei der neun Pfeiler haben Risse"
            yield from (match.span("whole") for match in _PART_OF.finditer(text, start, end))
    if question.kind == "who":
        yield from _sources(question, text, start, end)
        yield from _losers(question, text, start, end)
    if _ASKS_UNTIL.match(question.text) and _UNTIL.search(text, start, end):
        yield from (match.span() for match in _BEFORE_UNTIL.finditer(text, start, end))


def _sources(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield who reported it: "laut einer Klage von Bürgern genehmigte die Behörde …"."""
    if not _ASKS_SOURCE.search(question.search_text):
        yield from (match.span() for match in _SOURCE.finditer(text, start, end))


def _losers(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield who lost, where the question is who won; who won where it is who lost."""
    asks_loser = _ASKS_LOSER.search(question.text) is not None
    if asks_loser == (_WON.search(question.text) is not None):
        return
    for clause in _CLAUSE.finditer(text, start, end):
        if not asks_loser and _LOST.search(clause[0]) and not _AGAINST.search(clause[0]):
            yield clause.span()
        elif asks_loser and _HAS_WON.search(clause[0]):
            over = _OVER.search(clause[0])
            yield clause.start(), clause.start() + over.start() if over else clause.end()


def _of_others(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what is counted of others: "die Polizei zählte 35, der Veranstalter 50"."""
    asked = _GROUPS.findall(question.text)
    if source := _ASKED_SOURCE.search(question.text):
        asked.append(source["who"][:_LEAST_OF_NAME])
    if len(asked) != 1:
        return
    told = [
        (part, asked[0].casefold() in part[0].casefold(), list(AMOUNT.finditer(text, *part.span())))
        for part in _PARTS.finditer(text, start, end)
    ]
    if any(own and amounts for _, own, amounts in told):
        for _, own, amounts in told:
            yield from (amount.span() for amount in amounts if not own)


def _other_units(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield sums of money where per cent are asked for, and the other way round."""
    asked = question.search_text
    if _PERCENT.search(asked):
        other = None if _ASKS_MONEY.search(asked) else _MONEY
    else:
        asks_money = _ASKS_MONEY.search(asked) and not ASKS_DIFFERENCE.search(asked)
        other = _PERCENT if asks_money and question.kind == "how_much" else None
    if other is not None:
        amounts = AMOUNT.finditer(text, start, end)
        yield from (amount.span() for amount in amounts if other.search(amount[0]))


def _other_measures(question: Question, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the amounts of another measure: "Umsatz von 8 Millionen" where profit is asked for."""
    if question.kind != "how_much":
        return
    for measures in _MEASURES:
        asked = [measure for measure in measures if measure.name.search(question.text)]
        if len(asked) != 1:
            continue
        for other in measures:
            if other is not asked[0]:
                yield from _amounts_of(other, text, start, end)


def _amounts_of(measure: _Measure, text: str, start: int, end: int) -> Iterator[Span]:
    for named in measure.name.finditer(text, start, end):
        led = _LEADS_TO_AMOUNT.match(text, named.end(), end)
        amount = AMOUNT.match(text, led.end(), end) if led else None
        if amount:
            yield amount.span()
    for amount in AMOUNT.finditer(text, start, end):
        if measure.name.search(amount[0]) or measure.behind.match(text, amount.end(), end):
            yield amount.span()
