"""What a question wants to be told an amount in: money, a share, a time, a length, a number."""

import re
from collections.abc import Sequence

from bot.question import Question
from bot.text.amounts import read_amount
from index.types import Span

_MONEY = frozenset(("euro", "dollar", "cent", "franc", "pound", "yen", "rouble"))
_DURATION = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))
_NUMBER: frozenset[str | None] = frozenset((None,))
_LENGTH = frozenset(("kilometre", "metre"))
# The first that matches wins.
_ASKED: tuple[tuple[str, frozenset[str | None]], ...] = (
    (r"prozent\w*|anteil\w*|per ?cent\w*|share", frozenset(("percent",))),
    (
        r"kost(?:en|et|ete|eten)|teuer|geld|summe|betrag|euro|dollar|costs?|money|expensive"
        r"|price|preisgeld|dotiert",
        _MONEY,
    ),
    (r"wie\s?lange?|how long", _DURATION),
    (r"wie alt|how old", frozenset(("year", None))),
    (r"wie weit|how far", _LENGTH),
)
_COUNT = re.compile(
    r"\b(?:wie\s?viele[nr]?|how many|wie oft|how often)\b(?: (?P<counted>per cent|\w+))?",
    re.IGNORECASE,
)


def in_asked_measure(question: Question, sentence: str, found: Sequence[Span]) -> list[Span]:
    """Return those of the amounts that are in what the question asks for.

    All, if it asks for no measure, or for a number of things and there is none.
    """
    units = _asked_units(question.search_text)
    if units is None:
        return list(found)
    if units == _NUMBER:
        measured = [span for span in found if not _counts_nothing(sentence, span)]
    else:  # an age may be a number alone, "Maier (29)"; what is counted in things is none
        measured = [s for s in found if "year" not in units or not _is_count(sentence, s)]
    read = [(span, read_amount(sentence[slice(*span)])) for span in measured]
    fitting = [span for span, amount in read if amount is not None and amount.unit in units]
    return fitting or (measured if units == _NUMBER else [])


def _counts_nothing(sentence: str, span: Span) -> bool:
    """Tell whether an amount is no number of things: "Stärke 2,3", "2.52 Uhr"."""
    words = sentence[slice(*span)]
    amount = read_amount(words)
    fraction = amount is not None and amount.unit is None and not amount.number.is_integer()
    return (fraction and " " not in words) or words.endswith(" Uhr")


def _is_count(sentence: str, span: Span) -> bool:
    """Tell whether an amount is a number of things, as "vier Männer"."""
    amount = read_amount(sentence[slice(*span)])
    return amount is not None and amount.unit is None and " " in sentence[slice(*span)]


def _asked_units(text: str) -> frozenset[str | None] | None:
    # "Wie viele Euro" asks for money, "Wie viele Spender gaben Geld" for a number.
    if count := _COUNT.search(text):
        counted = read_amount(f"2 {count['counted'] or ''}")
        unit = counted.unit if counted else None
        return next((units for _, units in _ASKED if unit in units and unit), frozenset((unit,)))
    for pattern, units in _ASKED:
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            return units
    return None
