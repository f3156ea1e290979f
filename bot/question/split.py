"""Two questions in one → each by itself; a single question that holds "und" stays one."""

import re

from bot.question.anaphora import leans
from bot.question.clauses import is_main_clause
from bot.question.completed import Completed
from bot.question.completion import phrases_of
from bot.question.tokens import ASKING, VERBS, words_of

_MOST = 4
_ASKING = "|".join(sorted(ASKING, key=len, reverse=True))
# A question word, after a preposition perhaps: "und in welchem Jahr", "and since when".
_ASKS = (
    r"(?:(?:in|an|auf|aus|bei|mit|für|von|vor|zu|um|über|ab|seit|bis|at|on|to|by|for|since)\s)?"
    rf"(?:{_ASKING})\b"
)
_JOINT = re.compile(
    r"(?<=[?!.])\s+(?=(?:und |and )?\S)"
    rf"|[,;]?\s+(?:und|sowie|and|&)\s+(?:auch\s|also\s)?(?={_ASKS})"
    rf"|,\s+(?={_ASKS})",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"(?:und\s|and\s)?{_ASKS}", re.IGNORECASE)
# A question of its own after the end of another: "Ist sie schon fertig?"
_ASKS_YES_NO = re.compile(rf"(?:{'|'.join(VERBS)})\b.*\?\s*", re.IGNORECASE)
# One question of two years, or of two places: "2019 und 2024", "in Graz und in Linz".
_OF_TWO = re.compile(
    r"(?<!zwischen )(?<!between )(?P<one>\b\d{4})\s(?:und|and)\s(?P<two>(?:in\s)?\d{4})\b"
    r"|(?P<first>\b(?P<led>in|bei|für|at|for)\s[A-ZÄÖÜ]\w+)\s(?:und|and)\s(?P<second>(?P=led)"
    r"\s[A-ZÄÖÜ]\w+)"
)
_CLAUSE_ENDS = re.compile(r"[,;?]|\s(?:und|and)\s")
_COMPARES = re.compile(
    r"\b(?:vergleich|unterschied|veränder|zwischen|between|change|compar|differen)", re.IGNORECASE
)
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
    if of_two := _split_of_two(text):
        return of_two
    parts = [text]
    while len(parts) < _MOST:
        cut = next((m for m in _JOINT.finditer(parts[-1]) if _may_cut(parts[-1], m)), None)
        if cut is None:
            break
        parts[-1:] = [parts[-1][: cut.start()], parts[-1][cut.end() :]]
    return tuple(_whole(part) for part in parts) if len(parts) > 1 else (text,)


def _split_of_two(text: str) -> tuple[str, ...]:
    """Return "… 2019 und 2024?" as two questions; nothing if it is one, or compares."""
    match = _OF_TWO.search(text)
    if not match or _COMPARES.search(text) or not _HOLDS.match(text):
        return ()
    both = (match["one"], match["two"]) if match["one"] else (match["first"], match["second"])
    return tuple(_whole(text[: match.start()] + one + text[match.end() :]) for one in both)


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
    return str(Completed(part, ", ".join(taken)))


def _may_cut(text: str, joint: re.Match[str]) -> bool:
    before, after = text[: joint.start()], text[joint.end() :]
    ended = before.rstrip().endswith(("?", "!", "."))
    if not _HOLDS.search(before):
        return False
    if not _BEGINS.match(after):
        return before.rstrip().endswith("?") and _ASKS_YES_NO.fullmatch(after) is not None
    words = words_of(before)
    if len(words) < 3 or not any(word.content for word in words):
        return False
    if len(words_of(after)) < 2:  # "… und warum?"
        return len(words) > 3 and not ended
    if joint[0].startswith(",") and not joint[0].strip(", "):
        return is_main_clause(before) and is_main_clause(_CLAUSE_ENDS.split(after)[0])
    return ended or _SUBORDINATE.search(before) is None


def _whole(part: str) -> str:
    """Return a part as a question: with a capital letter and a question mark."""
    bare = re.sub(r"^(?:und|and)\s+", "", part.strip(), flags=re.IGNORECASE).rstrip(" ?!.,;")
    return f"{bare[:1].upper()}{bare[1:]}?"
