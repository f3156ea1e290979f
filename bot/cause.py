"""The clause or phrase of a sentence that names a cause or a purpose."""

import re

from bot.mentions import Span
from bot.question.tokens import LIGHT, VERBS
from index.text.analyze import STOPWORDS, fold

_CLAUSE = re.compile(r"(?:(?<=, )|(?<=\()|^)(?P<word>(?i:weil|da|denn|um|damit|zumal)) ")
_PHRASE = re.compile(r"\b(?i:wegen|aufgrund|angesichts|mangels|dank)\b")
# A noun with what stands before it, and what belongs to it: "der Lähmung des Gerichts in Polen".
_LARGE = r"[A-ZÄÖÜ„\"][\w.’'\"“-]*"
_NOUN = rf"(?:[a-zäöüß\d][\w-]*\s(?:{_LARGE}\s(?=[a-zäöüß]+e[nrsm]\s{_LARGE}))?){{0,4}}?{_LARGE}"
_BELONGS = r"(?:des|der|eines|einer|seiner|ihrer|von|vom|im|gegen|und|oder)"
_GROUP = re.compile(
    rf"\s{_NOUN}(?:\s{_LARGE})*"
    rf"(?:(?:,\s{_LARGE})*\s{_BELONGS}\s{_NOUN}(?:\s{_LARGE})*)*"
)
_TO_INFINITIVE = re.compile(r"\b(?:zu\s\w+n|\w{2,}zu\w+en)\b(?:\s\w+n\b)?")
_ENDS_CLAUSE = re.compile(
    r", (?:so|sagte?n?|erklärte?n?|meinte?n?|hieß|heißt|teilte?n?|betonte?n?|berichtete?n?)\b|;"
)
_CLOSES = '.!?"“”»« '
_SURELY_NO_SUBJECT = VERBS | LIGHT | {"sei", "seien", "wäre", "wären"}


def find_cause(sentence: str) -> Span | None:
    """Return the clause or phrase that names a cause, if there is just one."""
    found = [_clause(sentence, match) for match in _CLAUSE.finditer(sentence)]
    found += [_phrase(sentence, match) for match in _PHRASE.finditer(sentence)]
    causes = [span for span in found if span is not None]
    return causes[0] if len(causes) == 1 else None


def _clause(sentence: str, opener: re.Match[str]) -> Span | None:
    """Return a clause, None where its first word has another sense: "Da kam er", "Um 15 Uhr"."""
    start, word = opener.start("word"), fold(opener["word"])
    at_head = start == 0
    if at_head and word in ("denn", "damit"):  # points back: "Denn …", "Damit …"
        return None
    comma = sentence.find(",", opener.end())
    end = comma if at_head else len(sentence.rstrip(_CLOSES))
    if at_head and comma < 0:
        return None
    if word == "um":
        infinitive = _TO_INFINITIVE.search(sentence, start, end)
        if infinitive is None:
            return None
        after = re.search(r"[,;:(–]", sentence[infinitive.end() : end])
        return start, (infinitive.end() + after.start() if after else end)
    if word in ("da", "damit") and not _opens_clause(sentence[opener.end() : end]):
        return None
    if sentence[start - 1 : start] == "(":
        return start, max(sentence.find(")", start), start) or end
    cut = _ENDS_CLAUSE.search(sentence, opener.end(), end)
    return start, (cut.start() if cut else end)


def _opens_clause(rest: str) -> bool:
    """Tell whether words can go on a clause that "da" opens: its verb comes last, not next."""
    first = rest.split(maxsplit=1)[0] if rest.strip() else ""
    form = fold(first)
    if form in _SURELY_NO_SUBJECT:
        return False
    second = rest[len(first) :].lstrip()[:1]
    describes = form.endswith(("e", "en", "er", "es")) and second.isupper()
    return first[:1].isupper() or form in STOPWORDS["de"] or describes


def _phrase(sentence: str, opener: re.Match[str]) -> Span | None:
    group = _GROUP.match(sentence, opener.end())
    return (
        None
        if group is None
        else (opener.start(), len(sentence[: group.end()].rstrip(_CLOSES + ",")))
    )
