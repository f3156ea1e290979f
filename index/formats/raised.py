"""Raised and lowered text in plain characters: "m²", "CO2", "140¹"; never a digit more in a number.

The mark of a note is no part of the text.
"""

import re

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED_SIGNS = re.compile(r"[\d+−=()n-]+")
_NOTE_MARK = re.compile(
    r"[\[(]?(?:[A-Za-z]{0,5}\s?\d{1,3}(?:[,;]\s?\d{1,3})*|[*†‡§]{1,3}|[a-z])[\])]?"
)
# Before a raised number that is the mark of a note: no figure, unit or letter of a formula.
_AFTER_WORD = re.compile(
    r"(?:(?<![^\W\d_])(?!(?:[kcdmµn]?m|ha|ft|in|yd|mi|mc|km/h|sek|min)\Z)[^\W\d_]{2,}"
    r"|[.,;:!?)\]“”\"«»…])\Z"
)
_BEFORE_CHARS = 40


def raised(text: str, before: str, of_note: bool = False) -> str:
    """Return raised text as it is read behind ``before``; nothing for the mark of a note.

    ``of_note``: whether the document says that it marks or leads to one.
    """
    text = " ".join(text.split())
    if _NOTE_MARK.fullmatch(text):
        word = _AFTER_WORD.search(before[-_BEFORE_CHARS:].rstrip())
        bracketed = text[0] == "[" and text[-1] == "]"
        if of_note or bracketed or (word is not None and not text.isalpha()):
            return ""
    bare = text.replace(" ", "")
    return bare.translate(_RAISED) if _RAISED_SIGNS.fullmatch(bare) else text


def lowered(text: str, before: str) -> str:
    """Return lowered text as it is read behind ``before``: "CO2", but "110₂" behind a digit."""
    text = " ".join(text.split())
    return text.translate(_LOWERED) if before[-1:].isdigit() else text
