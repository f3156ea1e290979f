"""Two questions in one → each by itself; a single question that holds "und" stays one."""

import re

from bot.question.anaphora import leans
from bot.question.completion import phrases_of
from bot.question.tokens import ASKING, words_of

_MOST = 4
_ASKING = "|".join(sorted(ASKING, key=len, reverse=True))
# A question word, after a preposition perhaps: "und in welchem Jahr", "and since when".
_ASKS = (
    r"(?:(?:in|an|auf|aus|bei|mit|für|von|vor|zu|um|über|ab|seit|bis|at|on|to|by|for|since)\s)?"
    rf"(?:{_ASKING})\b"
)
_JOINT = re.compile(
    r"(?<=[?!.])\s+(?=(?:und |and )?\S)"
    rf"|[,;]?\s+(?:und|sowie|and|&)\s+(?:auch\s|also\s)?(?={_ASKS})",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"(?:und\s|and\s)?{_ASKS}", re.IGNORECASE)
_HOLDS = re.compile(rf"\b(?:{_ASKING})\b", re.IGNORECASE)
# What follows hangs on the main clause: "Was sagt sie dazu, wer zahlt und wie viel es kostet?"
_SUBORDINATE = re.compile(
    rf"(?:,\s+(?:{_ASKS}|ob|dass|weil|damit|whether|that)\b|\b(?:whether|ob|dass)\b)", re.IGNORECASE
)


def split_questions(text: str) -> tuple[str, ...]:
    """Return the questions that are asked in one, in order; the text alone if it is one question.

    Parts begin with a question word after "und" or the end of a sentence. What follows
    another asking clause, or has nothing but a question word before it ("Wann und wo …"), is no
    part of its own.
    """
    parts = [text]
    while len(parts) < _MOST:
        cut = next((m for m in _JOINT.finditer(parts[-1]) if _may_cut(parts[-1], m)), None)
        if cut is None:
            break
        parts[-1:] = [parts[-1][: cut.start()], parts[-1][cut.end() :]]
    return tuple(_whole(part) for part in parts) if len(parts) > 1 else (text,)


def attached(part: str, first: str) -> str:
    """Return a later part, with what it takes over from the first behind it in brackets.

    "Wie viele nehmen teil?" after "Wer leitet die Studie?" is about the study. A part that leans on
    the conversation is left to it, and one that names three things of its own stands alone.
    """
    if leans(part):
        return part
    named = [word for word in words_of(part) if word.names]
    if len(named) > 2:
        return part
    own = {word.form for word in words_of(part)}
    taken = [p for p in phrases_of(first) if not {w.form for w in words_of(p)} <= own]
    return f"{part} ({', '.join(taken)})" if taken else part


def _may_cut(text: str, joint: re.Match[str]) -> bool:
    before, after = text[: joint.start()], text[joint.end() :]
    if not _BEGINS.match(after) or not _HOLDS.search(before):
        return False
    words = words_of(before)
    if len(words) < 3 or not any(word.content for word in words):
        return False
    if len(words_of(after)) < 2:
        return False
    ended = before.rstrip().endswith(("?", "!", "."))
    return ended or _SUBORDINATE.search(before) is None


def _whole(part: str) -> str:
    """Return a part as a question: with a capital letter and a question mark."""
    bare = re.sub(r"^(?:und|and)\s+", "", part.strip(), flags=re.IGNORECASE).rstrip(" ?!.,;")
    return f"{bare[:1].upper()}{bare[1:]}?"
