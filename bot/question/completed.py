"""A completed question: what it took over from earlier ones stands behind it in brackets."""

import re

_COMPLETED = re.compile(r"(?P<own>.*[^\W_].*) \((?P<taken>[^()]+)\)", re.DOTALL)


def is_completed(question: str) -> bool:
    """Tell whether a question has what it took over from earlier ones behind it in brackets."""
    return _COMPLETED.fullmatch(question) is not None


def own_part(completed: str) -> str:
    """Return a completed question without what it took over.

    A fragment comes back whole: in "Und 2019? (Wie hoch war der Gewinn?)" the brackets ask.
    """
    match = _COMPLETED.fullmatch(completed)
    return match["own"] if match and not match["taken"].endswith("?") else completed


def taken_over(completed: str) -> str:
    """Return what a completed question took over, after a blank; nothing if that is nothing."""
    match = _COMPLETED.fullmatch(completed)
    return f" {match['taken']}" if match else ""
