"""A question that leans on the conversation → one that can be searched for.

What it takes over are the nouns and names of the last question that stands on its own, and whom its
answer named. They are shown behind it in brackets, for readers to see and to change.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.question.anaphora import (
    TIME_ADVERBS,
    YEARS_AWAY,
    is_elliptical,
    is_fragment,
    leans,
    means_the_one_before,
    names_only_a_time,
)
from bot.question.completed import Completed
from bot.question.time import asked_time, without_times
from bot.question.tokens import ASKING, BEFORE_ASKED_THING, Word, words_of
from index.text.analyze import language_of

# Join two names: "Abfahrt der Damen", "Bank of England".
_LINKS = frozenset("der des of".split())
# "In Graz", "bei der Lindtal AG": a name after a preposition.
_NAME = r"(?:(?:der|dem|den|the)\s)?[A-ZÄÖÜ][\w&.-]*(?:\s[A-ZÄÖÜ][\w&.-]*)*"
_PLACE = re.compile(
    rf"\b(?P<led>(?i:in|im|am|bei|beim|aus|von|vom|für|über|zu|zum|zur|at|of|for|about|on))\s{_NAME}"
)
# What may lead to the same, where the fragment's own word does not: "im Lindtal" and "in Graz".
_ALIKE = ("in im am aus at", "bei beim von vom für of for", "über zu zum zur about on")
_OPENING = re.compile(
    r"(?:(?:und|and|aber|but|oder|or|also|so|nur|only|was ist (?:mit|bei)|what about|how about)\s"
    r"|wie (?:ist|war|sieht) (?:es|das)\s)+",
    re.IGNORECASE,
)
_WHY = re.compile(r"\W*(?:und\s|and\s)?(?:warum|wieso|weshalb|why)\W*", re.IGNORECASE)
_WHO = re.compile(r"^(?:wer|who)\s(?P<verb>\w+)", re.IGNORECASE)
_ASKING_WORDS = re.compile(
    rf"(?:{'|'.join(sorted(ASKING, key=len, reverse=True))})\s(?:(?:viele?|many|much|hoch)\s)?",
    re.IGNORECASE,
)
# In the present a question is about now, whatever year the last one was about.
_PRESENT = re.compile(
    r"\b(?:ist|sind|hat|haben|wird|werden|kann|gibt|heißt|kostet|is|are|has|have|does|do|will|can"
    r"|(?-i:[a-zäöüß]{3,}et))\b",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\w{2,}e[mnrs]?")


def complete(question: str, history: Sequence[str], person: str | None = None) -> Completed:
    """Return the question, and what it takes over from earlier ones.

    "Und wann war das?" after "Wer gründete OpenAI?" becomes "Und wann war das? (OpenAI)". A
    question that stands on its own takes over nothing, one that is shown completed what it shows.
    ``history`` holds the earlier questions, oldest first; ``person`` is whom a pronoun of the
    question may mean, as an answer named them.
    """
    if not leans(question):
        return Completed.read(question)
    taken = ""
    if is_fragment(question):
        taken = _replaced(last_in_full(history), question)
    elif is_elliptical(question):
        last = last_in_full(history)
        taken = last if last.endswith("?") else ""
        if name := _named(person):  # "Seit wann?" asks of whom the last answer named
            taken = _WHO.sub(lambda asked: f"{asked['verb']} {name[0]}", taken, count=1)
        if _WHY.fullmatch(question):  # "Wie viele Stellen fallen weg?" would be answered again
            taken = _ASKING_WORDS.sub("", taken, count=1)
    if not taken and not is_fragment(question):
        return with_subject(question, history, person)
    return Completed(question, taken)


def with_subject(question: str, history: Sequence[str], person: str | None = None) -> Completed:
    """Return a question with what the conversation is about behind it, whether it leans or not."""
    own = {word.form for word in words_of(question)}
    phrases = [*_named(person), *_subject(history)]
    if _is_of_now(question):
        today = date.today()
        phrases = [bare for p in phrases if (bare := without_times(p, today))]
    new = (p for p in phrases if not {w.form for w in words_of(p) if w.content} <= own)
    return Completed(question, ", ".join(new))


def _named(person: str | None) -> list[str]:
    """Return a name without what would end the brackets."""
    name = " ".join(re.sub(r"[()?]", " ", person or "").split())
    return [name] if name else []


def _is_of_now(question: str) -> bool:
    """Return whether a question names a time of its own, or is about now: "Wer leitet sie?"."""
    return (
        asked_time(question, date.today()) is not None
        or means_the_one_before(question)
        or _PRESENT.search(question) is not None
    )


def last_in_full(history: Sequence[str]) -> str:
    """Return the last question that is no fragment, completed, without brackets.

    The fragments behind it count: "Und 2019?" makes it one of 2019.
    """
    for i in reversed(range(len(history))):
        if not (is_fragment(history[i]) or is_elliptical(history[i])):
            whole = complete(history[i], history[:i])
            last = " ".join(re.sub(r"[()]", " ", str(whole)).split())
            for later in history[i + 1 :]:
                if is_fragment(later):
                    last = put_into(_replaced(last, later), later)
            return last
    return ""


def put_into(taken: str, fragment: str) -> str:
    """Return an earlier question with what a fragment asks it of, at its end."""
    own = opened(fragment).rstrip(" ?.!")
    if names_only_a_time(fragment) and asked_time(fragment, date.today()) is None:
        return taken  # "Und im Jahr davor?": ``_replaced`` has put the year in
    if not names_only_a_time(fragment) and _PLACE.search(fragment) is None:
        return taken  # "Und Lisa Hahn?": whom that replaces is not known
    return _with(taken, own)


def opened(question: str) -> str:
    """Return a question without the words that open it: "und", "what about"."""
    opening = _OPENING.match(question)
    return question[opening.end() :] if opening else question


def _with(question: str, words: str) -> str:
    return f"{question.rstrip(' ?')} {words}{'?' if question.endswith('?') else ''}"


def _replaced(taken: str, fragment: str) -> str:
    """Return an earlier question without what a fragment puts in its place: its time, its place.

    "Und 2018?" asks for another year, "Und in Graz?" for another town than the question did.
    """
    today = date.today()
    forms = [word.form for word in words_of(fragment)]
    own, before = asked_time(fragment, today), asked_time(taken, today)
    away = next((YEARS_AWAY[form] for form in forms if form in YEARS_AWAY), 0)
    if away and own is None and before is not None and before.periods[0].is_year:
        year = before.periods[0].first.year
        return re.sub(rf"\b{year}\b", str(year + away), taken)
    if any(form in TIME_ADVERBS for form in forms) or own is not None:
        taken = without_times(taken, today)
        if own is not None and own.of_any_year and before is not None and before.year:
            taken = _with(taken, str(before.year))  # "Und im Juni?" is of the year asked before
    if place := _PLACE.search(fragment):
        led = place["led"].lower()
        alike = next(words for words in _ALIKE if led in words.split()).replace(" ", "|")
        for leading in (led, alike):
            bare = re.sub(rf"\s\b(?:{leading})\s{_NAME}(?=\W)", "", taken)
            if bare != taken:
                return bare
    return taken


def place_in(fragment: str) -> str | None:
    """Return the place that a fragment asks the last question of: "Graz" in "Und in Graz?"."""
    match = _PLACE.search(fragment)
    if match is None or match["led"].lower() not in _ALIKE[0].split():
        return None
    names_it = is_fragment(fragment) and not names_only_a_time(fragment)
    return match[0].split()[-1] if names_it else None


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
    """Return whether a word looks like an adjective before its noun: not "Wer gründete OpenAI"."""
    if i + 1 == len(words) or not words[i + 1].names:
        return False
    after_asking = i > 0 and words[i - 1].form in ASKING - BEFORE_ASKED_THING
    return not after_asking and _ADJECTIVE.fullmatch(words[i].form) is not None
