"""What a time is to the sentence that names it: when, since, until, or beside what is reported."""

import re
from typing import Literal

# "when" something was; "since" or "until" when it is, "seit 2003"; "beside": the report is
# compared with that time, "nach 1,9 Millionen im Vorjahr"; "now": the day of the article itself.
Role = Literal["when", "since", "until", "beside", "now"]

_SINCE = re.compile(r"\b(?:seit|ab|since|from)\s(?:\w+\s)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:bis|bis zum|bis zu|until|till)\s(?:\w+\s)?$", re.IGNORECASE)
_LED = re.compile(r"(?:seit|ab|bis|since|until)\s", re.IGNORECASE)
_NOW = re.compile(r"derzeit|zurzeit|aktuell|currently", re.IGNORECASE)
# A comma in a number ends no clause, and "auf 392" no longer belongs to "von 360".
_GOING_ON = r"(?:(?!\b(?:auf|to)\b)[^,;]|(?<=\d),(?=\d))*"
_BESIDE = re.compile(
    r"(?:,\s)?(?:\b(?:gegenüber|verglichen mit|im vergleich (?:zu[mr]?|mit)"
    rf"|compared (?:with|to)|(?:up|down) from|against|versus)\b{_GOING_ON}"
    r"|\b(?:(?:an)?statt|instead of)\s(?:\w+\s)?"
    rf"|\b(?:\w+er|mehr|weniger|more|less) (?:als|than)\b{_GOING_ON}"
    r"|\b(?:nach|von|after|from)\s(?:\w+\s)?[$€£]?(?=\d)(?![\d.,]+\s(?:jahr|monat|woche|tag|stund"
    rf"|minut|year|month|week|day|hour|minute)){_GOING_ON}"
    r"|\((?:im )?)$",
    re.IGNORECASE,
)
_REACH = 70
# "Im Vorjahr waren es 5.100", "2017 hatte er noch …": said for comparison, then the report goes on.
_RELATIVE = re.compile(r"\w*vorjahr\w*|(?:the )?previous year", re.IGNORECASE)
_COMPARING = re.compile(
    r"\s(?:waren|hatten|war|hatte|sind|were|was|had)\s(?:es|sie|er|noch|nur|erst|there|it|they)\b",
    re.IGNORECASE,
)


def stands_as(text: str, start: int, end: int) -> tuple[Role, int, bool]:
    """Return the role of the time ``text[start:end]``, where its words begin, whether in passing.

    The words begin before the time where something is compared: "up from 61,000 in 2019".
    """
    if _NOW.fullmatch(text, start, end):
        return "now", start, False
    near = max(0, start - 20)
    # "Seit Januar" is found with the word that leads to it.
    leading = _LED.match(text, start, end)
    led = leading.end() if leading else start
    if _SINCE.search(text, near, led):
        return "since", start, True
    if _UNTIL.search(text, near, led):
        return "until", start, True
    if beside := _BESIDE.search(text, max(0, start - _REACH), start):
        return "beside", beside.start(), True
    passing = _RELATIVE.fullmatch(text, start, end) or _COMPARING.match(text, end)
    return "when", start, passing is not None
