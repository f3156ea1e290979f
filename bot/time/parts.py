"""A sentence about several times → the words that belong to each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.time.expressions import TimeExpression
from bot.time.meanings import COUNTS
from bot.time.period import Period

# Here the words of one time may end: at a comma that is in no number, before "auf", "gegenüber".
_CUT = re.compile(
    r"[;()]|,(?!\d)|\s(?=(?:und|and|auf|to|gegenüber|nach|after|statt|aber|während|while|but"
    r"|verglichen|compared|von|from)\s)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join(w for w, n in COUNTS.items() if n > 1)})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """The words ``text[start:end]`` of a sentence, which are about ``period``.

    None is the time of the sentence, where the words name no other. ``counts``: a number stands
    in them beside those of the time.
    """

    start: int
    end: int
    period: Period | None
    counts: bool


def parts_of(text: str, start: int, end: int, times: Sequence[TimeExpression]) -> list[Part]:
    """Return the parts of the sentence ``text[start:end]``, in order; ``times`` are those in it.

    "2021 waren es 3.400, 2023 nur 2.900" has two. A sentence of one time is one part.
    """
    told = [one for one in times if one.role in ("when", "beside")]
    cuts = [start]
    periods: list[Period | None] = [one.period for one in told] or [None]
    # Numbers stand before their times, "300 im Jahr 2023 und 200 …", or behind them.
    number_first = bool(told) and _NUMBER.search(text, start, told[0].start) is not None
    if number_first and told[0].role == "beside":  # what comes before is of the sentence's own time
        cuts.append(told[0].begins)
        periods.insert(0, None)
    for one, following in pairwise(told):
        between = [m.start() for m in _CUT.finditer(text, one.end, following.start)]
        if following.role == "beside":
            cuts.append(following.begins)
        elif between:
            cuts.append(between[0] if number_first else between[-1])
        else:
            cuts, periods = [start], [None]
            break
    return [
        Part(first, last, period, _counts(text, first, last, told))
        for first, last, period in zip(cuts, [*cuts[1:], end], periods, strict=True)
    ]


def _counts(text: str, start: int, end: int, times: Sequence[TimeExpression]) -> bool:
    return any(
        not any(time.start <= number.start() < time.end for time in times)
        for number in _NUMBER.finditer(text, start, end)
    )
