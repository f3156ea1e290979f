"""The clause of a question: where its asking words end, and whether a verb follows them."""

import re

from bot.question.tokens import ASKING, BEFORE_ASKED_THING, DETERMINERS, LIGHT, VERBS
from index.text.analyze import fold

FINITE = (
    VERBS
    | LIGHT
    | frozenset("würden wäre wären beträgt betrug lautet liegt lag kostet kostete steht".split())
)
FINITE -= frozenset("bitte schon genau viele vielen mehr one ones".split())
_FINITE_END = re.compile(r"^(?!ge\w+(?:t|en)$)\w{2,}(?:t|te|ten|en|at|ahm|am|ab|og|oss|ief|ann)$")
_PRONOUNS = frozenset("es er sie".split())
_ADVERBS_BEFORE_ASKING = 3


def is_main_clause(clause: str) -> bool:
    """Return whether a verb follows the asking words: "wer leitet es", not "wer es leitet"."""
    words = clause.split()
    end = asking_end(words)
    return end is not None and end < len(words) - 1 and may_be_finite(words[end])


def may_be_finite(word: str) -> bool:
    """Return whether the last word of a German clause may be its verb: no noun, no participle."""
    form = fold(word)
    return form in FINITE or (word.islower() and _FINITE_END.search(form) is not None)


def asking_end(words: list[str]) -> int | None:
    """Return where the asking phrase ends: "wie hoch", "wie viele Menschen", "in welcher Stadt"."""
    first = next(
        (i for i, word in enumerate(words[:_ADVERBS_BEFORE_ASKING]) if fold(word) in ASKING), None
    )
    if first is None:
        return None
    end = first + 1
    form = fold(words[first])
    if form in ("wie", "how") and end < len(words) and words[end][0].islower():
        follows = fold(words[end])
        if follows not in DETERMINERS | _PRONOUNS:
            end += 1
            form = follows
    if form in BEFORE_ASKED_THING:
        # "Um wie viel der Iran die Menge erhöht": "der Iran" is not what is counted.
        ends = end < len(words) and form == "viel" and fold(words[end]) in DETERMINERS - {"des"}
        places = () if ends else range(end, len(words))
        noun = next((i for i in places if words[i][0].isupper()), None)
        end = noun + 1 if noun is not None else end
    return end
