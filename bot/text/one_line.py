"""Texts in one line."""


def in_one_line(text: str) -> str:
    """Return a text with each run of white space as one space: to compare, never to show."""
    return " ".join(text.split())
