"""Whether a sentence denies what a question presumes: "Warum trat sie zurück?", she did not."""

import re
from collections.abc import Sequence

from bot.question import Question
from bot.question.tokens import ASKING, words_of
from bot.types import Candidate
from index.text.analyze import Language, fold, query_terms, stem, words

_DENIES = re.compile(
    r"\b(?:bestreitet|bestritt\w*|dementier\w*|(?:weist|wies|wiesen)\b.*\bzurück|zurückgewiesen"
    r"|(?:schließt|schloss|schlossen)\b.*\baus|ausgeschlossen|nicht geplant|keine rede"
    r"|den(?:y|ies|ied)|ruled out|no plans?|not planned)\b",
    re.IGNORECASE,
)
# What a court decided is one of two.
_CONVICTED = re.compile(r"\b(?:verurteil|convict|sentenced|found guilty|schuldig)", re.IGNORECASE)
_ACQUITTED = re.compile(r"\b(?:freigesprochen|freispruch|acquitt\w*|cleared of)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:nicht|not|never|nie)\s(?P<what>\w+)(?:\s(?P<next>\w+))?", re.IGNORECASE)
_NO_MORE = re.compile(r"\b[Kk]eine?[nrms]?\s(?:[a-zäöüß-]+\s){0,2}(?P<noun>[A-ZÄÖÜ][\w-]+)\smehr\b")
_NO_MORE_ASKED = re.compile(r"\b(?:kein\w*|nicht|no|not|n't)\b", re.IGNORECASE)
# What gives a reason is no denial: "weil er die Vorwürfe bestritt".
_REASON = re.compile(r"\b(?:weil|wegen|aufgrund|denn|because|due to)\b", re.IGNORECASE)
_ASKS_OF_NOW = re.compile(r"(?:ist|sind|is|are)\s", re.IGNORECASE)
_HAD_BEEN = re.compile(r"\b(?:war|waren)\b[^.;]*\b(?:worden|gewesen)\b|\bhad been\b", re.IGNORECASE)
_BEGINS, _BEGINS_LEAST = 6, 5
_PRESUMING = ("why", "when", "how_much", "how")
_PARTICLE = r"ab|an|auf|aus|ein|vor|zu|um|nach|mit|weg|los|fest|zurück|zurueck"
_PARTICIPLE = re.compile(rf"^(?P<particle>{_PARTICLE})?ge(?=\w{{4}})")
_ENDS_WITH_PARTICLE = re.compile(rf"(?:{_PARTICLE})")
_LANGUAGES: tuple[Language, ...] = ("de", "en")


def denies(question: Question, sentence: str) -> bool:
    """Return whether a sentence denies what happened, as the question takes for granted."""
    if question.kind not in _PRESUMING or _DENIES.search(question.text):
        return False
    if _is_gone(question, sentence) or _is_negated(question, sentence):
        return True
    if _CONVICTED.search(question.text) and _ACQUITTED.search(sentence):
        return True
    if not _DENIES.search(sentence) or _REASON.search(sentence):
        return False
    return _tells_of_it(question, sentence)


def _is_gone(question: Question, sentence: str) -> bool:
    """Return whether there is no more of what a question asks why it is: "keine Zelte mehr"."""
    if question.kind not in ("why", "how") or _NO_MORE_ASKED.search(question.text):
        return False
    named = _begins([word.stems for word in question.words if word.named])
    gone = (found["noun"] for found in _NO_MORE.finditer(sentence))
    return any(named & _begins(query_terms(noun)) for noun in gone)


def _is_negated(question: Question, sentence: str) -> bool:
    """Return whether a sentence says of what happened that it does not: "wird nicht abgerissen"."""
    if _NO_MORE_ASKED.search(question.text):
        return False
    named = _begins([word.stems for word in question.words if word.named])
    if named and not named & _begins(query_terms(sentence)):
        return False
    particle = words_of(question.text)[-1].form
    for match in _NOT.finditer(sentence):
        said = [word for word in match.group("what", "next") if word]
        if _ENDS_WITH_PARTICLE.fullmatch(particle) and particle in map(fold, said[:1]):
            return True
        if _tells_of_it(question, " ".join(said)):
            return True
    return False


def is_over(question: Question, sentence: str) -> bool:
    """Return whether a sentence is about what had been, where a question asks whether it is.

    "Die Brücke war gesperrt worden" does not answer "Ist die Brücke gesperrt?".
    """
    return _ASKS_OF_NOW.match(question.text) is not None and _HAD_BEEN.search(sentence) is not None


def denial(question: Question, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return which of some candidates denies what a question presumes; None if none does.

    Where it is not the first, it stands in that one's article and names whom or what the question
    names. If the first says that it happened, it may well have been denied before.
    """
    first, *others = candidates
    if denies(question, first.text):
        return first
    if question.kind not in _PRESUMING or _tells_of_it(question, first.text):
        return None
    named = {one for word in question.words if word.named for one in word.stems}
    for other in others:
        if other.citation.path == first.citation.path and denies(question, other.text):
            held = {stem(word, lang) for word in words(other.text) for lang in _LANGUAGES}
            if named & held:
                return other
    return None


def _tells_of_it(question: Question, sentence: str) -> bool:
    """Return whether a sentence has a word of what happened: "zurücktreten" or "Rücktritt"."""
    told = _begins(query_terms(sentence))
    return any(
        one.startswith(other) or other.startswith(one)
        for one in _happened(question)
        for other in told
        if one == other or min(len(one), len(other)) >= _BEGINS_LEAST
    )


def _happened(question: Question) -> set[str]:
    """Return how the words begin that say what happened: verbs, no names and adjectives."""
    asked = words_of(question.text)
    verbs = [
        word.form
        for i, word in enumerate(asked)
        if word.content and not word.names and not (i > 1 and _stands_before_noun(question, i))
    ]
    found = _begins([(stem(form, question.language),) for form in verbs])
    particle = asked[-1].form if asked else ""
    if _ENDS_WITH_PARTICLE.fullmatch(particle):  # "Warum trat sie zurück?"
        seconds = [word.form for word in asked[1:3] if word.form not in ASKING and not word.names]
        joined = [(particle + form,) for form in seconds]
        found |= _begins([*joined, *((one.removeprefix("zu"),) for (one,) in joined)])
    return found


def _stands_before_noun(question: Question, i: int) -> bool:
    asked = words_of(question.text)
    return i + 1 < len(asked) and asked[i + 1].names and asked[i - 1].form not in ASKING


def _begins(terms: Sequence[tuple[str, ...]]) -> set[str]:
    """Return how words begin: "verkauft" and "Verkauf" alike, "abgerissen" and "Abriss"."""
    return {
        _PARTICIPLE.sub(lambda found: found["particle"] or "", term)[:_BEGINS]
        for variants in terms
        for term in variants
    }
