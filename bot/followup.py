"""A question that leans on the conversation → one that can be searched for."""

import re
from collections.abc import Sequence

# A name or a number; the first word of a question is written large whatever it is.
_NAMED = re.compile(r"(?<=\s)(?:[A-ZÄÖÜ][\w&.-]*\w|\d[\d.,]*)")


def complete(question: str, history: Sequence[str]) -> str:
    """Return the question, with what the last question named if it names nothing itself.

    "Und wann war das?" after "Wer gründete OpenAI?" becomes "Und wann war das? OpenAI".
    ``history`` holds the earlier questions, oldest first.
    """
    if _NAMED.search(question):
        return question
    for earlier in reversed(history):
        named = _NAMED.findall(" ".join(earlier.split()))
        if named:
            return f"{question} {' '.join(dict.fromkeys(named))}"
    return question
