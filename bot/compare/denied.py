"""Whether a sentence denies what a question presumes: "Warum trat sie zurück?", she did not."""

import re
from collections.abc import Sequence

from bot.question import Question
from index.text.analyze import query_terms

_DENIES = re.compile(
    r"\b(?:bestreitet|bestritt\w*|dementier\w*|(?:weist|wies|wiesen)\b.*\bzurück|zurückgewiesen"
    r"|(?:schließt|schloss|schlossen)\b.*\baus|ausgeschlossen|nicht geplant|keine rede"
    r"|den(?:y|ies|ied)|ruled out|no plans?|not planned)\b",
    re.IGNORECASE,
)
# What gives a reason is no denial: "weil er die Vorwürfe bestritt".
_REASON = re.compile(r"\b(?:weil|wegen|aufgrund|denn|because|due to)\b", re.IGNORECASE)
_BEGINS = 6
_PRESUMING = ("why", "when", "how_much", "how")


def denies(question: Question, sentence: str) -> bool:
    """Return whether a sentence denies something that the question takes for granted."""
    if question.kind not in _PRESUMING or _DENIES.search(question.text):
        return False
    if not _DENIES.search(sentence) or _REASON.search(sentence):
        return False
    named = {stem for word in question.words if word.named for stem in word.stems}
    asked = _begins(question.terms) - {stem[:_BEGINS] for stem in named}
    return bool(asked & _begins(query_terms(sentence)))


def _begins(terms: Sequence[tuple[str, ...]]) -> set[str]:
    """Return how words begin: "verkauft" and "Verkauf" alike."""
    return {term[:_BEGINS] for variants in terms for term in variants}
