"""Which alike articles are issues of a series, not copies: monthly figures in one set of words.

Copies and versions of a report share its numbers and months, also where one is corrected. Issues
of a series share the words around them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.metadata.months import MONTHS

# Issues whose numbers may agree by chance lie this far apart, in days; a version follows sooner.
_ISSUE_DAYS = 3
_SAME_FACT_DAYS = 20
_LEAST_OTHER = 2
_SHARED = 0.5
_MONTH = "|".join(
    name for name in MONTHS if len(name) > 4 or name in ("märz", "mai", "may", "juni", "juli")
)
_FACT = re.compile(rf"\d+(?:[.,:/]\d+)*|\b(?:{_MONTH})\b", re.IGNORECASE)
_TIME = re.compile(rf"(?:19|20)\d\d|{_MONTH}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers and months that an article names, and its date, ISO 8601 or None."""

    told: frozenset[str]
    date: str | None


def facts_of(title: str, text: str, day: str | None, masks: Sequence[tuple[int, int]]) -> Facts:
    """Return the facts of an article without what ``masks`` leave out, in order."""
    parts, position = [title], 0
    for start, end in masks:
        parts.append(text[position:start])
        position = max(position, end)
    parts.append(text[position:])
    return Facts(frozenset(fact.lower() for fact in _FACT.findall("\n".join(parts))), day)


def is_series(first: Facts, second: Facts) -> bool:
    """Return whether two articles in alike words are about different things.

    Both name facts that the other does not; and most of one's are others, or they appeared at
    different times, or are about them: a version corrects figures, not the month and a figure.
    """
    other = min(len(first.told - second.told), len(second.told - first.told))
    days = _days_between(first.date, second.date)
    if other >= 1 and days > _SAME_FACT_DAYS:
        return True
    if other < _LEAST_OTHER:
        return False
    if _times(first.told - second.told) and _times(second.told - first.told):
        return True
    shared = len(first.told & second.told) / min(len(first.told), len(second.told))
    return days > _ISSUE_DAYS or shared < _SHARED


def _times(facts: frozenset[str]) -> bool:
    """Return whether one of some facts is a year or a month."""
    return any(_TIME.fullmatch(fact) for fact in facts)


def _days_between(first: str | None, second: str | None) -> int:
    if first is None or second is None:
        return 0
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
