"""A question that leans on the conversation → one that can be searched for.

What it takes over are the nouns and names of the last question that stands on its own, and whom its
answer named. They are put behind it in brackets, for readers to see and to change.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.question.anaphora import TIME_ADVERBS, is_elliptical, is_fragment, leans
from bot.question.time import asked_time, without_times
from bot.question.tokens import ASKING, BEFORE_ASKED_THING, Word, words_of
from index.text.analyze import language_of

# Join two names: "Abfahrt der Damen", "Bank of England".
_LINKS = frozenset("der des of".split())
# "In Graz", "bei der Lindtal AG": a name after a preposition.
_NAME = r"(?:(?:der|dem|den|the)\s)?[A-ZÄÖÜ][\w&.-]*(?:\s[A-ZÄÖÜ][\w&.-]*)*"
_PLACE = re.compile(rf"\b(in|bei|aus|von|für|at|of|for)\s{_NAME}")
_ADJECTIVE = re.compile(r"\w{2,}e[mnrs]?")


def complete(question: str, history: Sequence[str], person: str | None = None) -> str:
    """Return the question, with what it takes over from earlier ones behind it in brackets.

    "Und wann war das?" after "Wer gründete OpenAI?" becomes "Und wann war das? (OpenAI)". A
    question that stands on its own, or already ends in such brackets, comes back unchanged.
    ``history`` holds the earlier questions, oldest first; ``person`` is whom a pronoun of the
    question may mean, as an answer named them.
    """
    if not leans(question):
        return question
    taken = ""
    if is_fragment(question):
        taken = _replaced(_last_in_full(history), question)
    elif is_elliptical(question) and not person:
        last = _last_in_full(history)
        taken = last if last.endswith("?") else ""
    if not taken and not is_fragment(question):
        own = {word.form for word in words_of(question)}
        phrases = [*_named(person), *_subject(history)]
        new = (p for p in phrases if not {w.form for w in words_of(p) if w.content} <= own)
        taken = ", ".join(new)
    return f"{question} ({taken})" if taken else question


def _named(person: str | None) -> list[str]:
    """Return a name without what would end the brackets."""
    name = " ".join(re.sub(r"[()?]", " ", person or "").split())
    return [name] if name else []


def _last_in_full(history: Sequence[str]) -> str:
    """Return the last question that is no fragment, completed, without brackets."""
    for i in reversed(range(len(history))):
        if not (is_fragment(history[i]) or is_elliptical(history[i])):
            return " ".join(re.sub(r"[()]", " ", complete(history[i], history[:i])).split())
    return ""


def _replaced(taken: str, fragment: str) -> str:
    """Return an earlier question without what a fragment puts in its place: its time, its place.

    "Und 2018?" asks for another year, "Und in Graz?" for another town than the question did.
    """
    today = date.today()
    adverbs = any(word.form in TIME_ADVERBS for word in words_of(fragment))
    if adverbs or asked_time(fragment, today) is not None:
        taken = without_times(taken, today)
    if place := _PLACE.search(fragment):
        taken = re.sub(rf"\s\b{place[1]}\s{_NAME}(?=\W)", "", taken)
    return taken


def _subject(history: Sequence[str]) -> list[str]:
    """Return the phrases of the last question that stands alone, then of the last of all."""
    standing = next((earlier for earlier in reversed(history) if not leans(earlier)), "")
    return list(dict.fromkeys(p for text in (standing, *history[-1:]) for p in phrases_of(text)))


def phrases_of(question: str) -> list[str]:
    """Return a question's names and nouns with their adjectives; all content words if English."""
    words = words_of(question)
    german = language_of(question) == "de" and any(word.names for word in words)
    phrases: list[str] = []
    joins = False
    for i, word in enumerate(words):
        next_names = i + 1 < len(words) and words[i + 1].names
        wanted = word.content and (not german or word.names or _describes_next(words, i))
        wanted = wanted or (joins and next_names and word.form in _LINKS)
        if wanted and joins:
            phrases[-1] += f" {word.text}"
        elif wanted:
            phrases.append(word.text)
        joins = wanted and i + 1 < len(words) and words[i + 1].clause == word.clause
    return phrases


def _describes_next(words: Sequence[Word], i: int) -> bool:
    """Tell whether a word looks like an adjective before its noun: not "Wer gründete OpenAI"."""
    if i + 1 == len(words) or not words[i + 1].names:
        return False
    after_asking = i > 0 and words[i - 1].form in ASKING - BEFORE_ASKED_THING
    return not after_asking and _ADJECTIVE.fullmatch(words[i].form) is not None
