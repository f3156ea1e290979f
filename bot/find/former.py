"""A sentence about a change, "von 410 auf 355" → the one of both values not asked for."""

import re
from collections.abc import Iterator

from bot.question import Question
from bot.text.mentions import AMOUNT

_AMOUNT = r"(?:\w+\s)?[$€£]?\d[\d.,]*(?:\s\w+){0,2}?"
_FORMER = re.compile(
    rf"\bvon\s{_AMOUNT}(?=\sauf\s(?:\w+\s)?[$€£]?\d)"
    r"|\b(?:rose|risen|rise|fell|fallen|fall|grew|grown|dropped?|climbed|declined|increased"
    rf"|decreased|cut|raised|up|down)\s(?P<from>from\s{_AMOUNT})(?=\sto\s(?:\w+\s)?[$€£]?\d)"
    r"|\b(?:(?:an)?statt|instead of)\s(?:\w+\s)?\d[\d.,]*(?=\s(?:\w+\s)?(?:\w+\s)?\d)",
    re.IGNORECASE,
)
# Questions for what was: "Von wie viel …", "Wann sollte sie ursprünglich …", "How many before …".
_ASKS_FORMER = re.compile(
    r"\b(?:von wie|from (?:what|how)|ursprünglich\w*|eigentlich|zuvor|vorher|zunächst|zuerst|bisher"
    r"|früher|war(?:en)? geplant|(?:was|were) planned|originally|initially|previously|before"
    r"|formerly)\b",
    re.IGNORECASE,
)
ASKS_DIFFERENCE = re.compile(r"\b(?:um wie|by how)\b", re.IGNORECASE)
_LATER = re.compile(r"\D*[\d.,]*\d")
# "Es kostet 27 Millionen Euro, geplant waren 18 Millionen."
_PLANNED = re.compile(
    r"\b(?:geplant|veranschlagt|vorgesehen|angesetzt)\s(?:waren?|gewesen)\s(?:\w+\s)?(?=\d)"
    r"|\b(?:originally|initially)\s(?:planned|estimated|put)\s(?:at\s)?(?=[$€£]?\d)",
    re.IGNORECASE,
)


def values_not_asked(
    question: Question, text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield where the sentence ``text[start:end]`` says of a change what is not asked for.

    That is what was before, "von 4.100" of "sank von 4.100 auf 3.900", or, if the question asks
    for that, what is now. Nothing if it is for neither an amount nor a time, or for the difference.
    """
    if question.kind not in ("how_much", "when") or ASKS_DIFFERENCE.search(question.text):
        return
    asks_former = _ASKS_FORMER.search(question.text)
    for match in _FORMER.finditer(text, start, end):
        if not asks_former:
            yield match.start("from") if match["from"] else match.start(), match.end()
        elif later := _LATER.match(text, match.end(), end):
            yield later.span()
    if planned := _PLANNED.search(text, start, end):
        value = AMOUNT.match(text, planned.end(), end)
        if value and not asks_former:
            yield value.span()
        elif value:
            found = AMOUNT.finditer(text, start, end)
            yield from (one.span() for one in found if one.start() != value.start())
