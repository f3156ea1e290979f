"""A question as typed → what is asked: its terms, its language, and the kind of answer."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.followup import complete
from index.analyze import Language, language_of, query_terms
from index.errors import QuestionError

MAX_QUESTION_CHARS = 500

Kind = Literal["how_much", "when", "where", "who", "why", "what"]

# The first that matches wins: "Seit wann" before "Wie", "How many" before "How".
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "how_much",
        r"wie\s?(?:viele?[rnms]?|hoch|gro(?:ß|ss)|lange?|teuer|alt|weit|oft|stark|schnell|schwer)"
        r"|how (?:much|many|high|large|big|long|old|far|often|expensive|tall|heavy)"
        r"|what (?:percentage|share|sum|amount|number)"
        r"|welche[rn]? (?:summe|betrag|anteil|zahl)",
    ),
    (
        "when",
        r"wann|when|(?:in )?welche[mnrs] (?:jahr|monat|tag|datum|jahrhundert|zeitpunkt)"
        r"|(?:what|which) (?:year|month|day|date|century)",
    ),
    (
        "where",
        r"wo|wohin|woher|where"
        r"|(?:in |aus )?welche[mrsn] (?:land|stadt|ort|staat|gemeinde|bundesland)"
        r"|(?:what|which) (?:country|city|town|place|state)",
    ),
    ("who", r"wer|wen|wem|wessen|who|whom|whose"),
    ("why", r"warum|weshalb|wieso|wozu|aus welche[mn] gr(?:und|ünden)|why|what for"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked: as typed (cleaned), its language, and kind.

    ``search_text`` is what is searched for: the text, and what it leaves unsaid. ``terms`` are its
    content words, each as the stems under which an article may hold it.
    """

    text: str
    search_text: str
    language: Language
    terms: tuple[tuple[str, ...], ...]
    kind: Kind


def read_question(typed: str, history: Sequence[str] = ()) -> Question:
    """Clean and analyse what was typed; ``history`` holds the earlier questions, oldest first.

    Raises QuestionError if it holds no letter or digit, or more than ``MAX_QUESTION_CHARS``.
    """
    if len(typed) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"The question has {len(typed):,} characters; at most {MAX_QUESTION_CHARS} are "
            "possible. Please ask it shorter."
        )
    # A lone surrogate cannot be encoded, and no article holds a control character.
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in typed)
    text = " ".join(unicodedata.normalize("NFC", printable).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty. Please type one, such as: Wer …? Wann …?")
    search_text = complete(text, history)
    return Question(
        text=text,
        search_text=search_text,
        language=language_of(text),
        terms=tuple(query_terms(search_text)),
        kind=_kind_of(text),
    )


def _kind_of(text: str) -> Kind:
    for kind, pattern in _KINDS:
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            return kind
    return "what"
