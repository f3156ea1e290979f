"""A question that leans on the conversation → one that can be searched for.

What a question lacks is told by its function words: a pronoun without a noun before it, "dort",
"davon", no noun or name at all. What it takes over are the nouns and names of the last question
that stands on its own. They are put behind it in brackets, for readers to see and to change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analyze import STOPWORDS, Language, fold, language_of

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*\w*|\w+(?:[-.&'’]\w+)*|[,;:.?!–]")
_COMPLETED = re.compile(r"(?P<own>.*[^\W_].*) \((?P<taken>[^()]+)\)")
_WHAT_ABOUT = re.compile(
    r"(?:(?:und|and) )?(?:was ist (?:mit|bei)|wie (?:ist|war|sieht) (?:es|das) (?:bei|mit|in)"
    r"|what about|how about)\b",
    re.IGNORECASE,
)

# Function words that lists of stop words lack.
_LIGHT = frozenset(
    "viele vielen vieler vieles mehr meisten wurde wurden worden wäre wären hätte hätten konnte "
    "konnten sollen müssen mussten dürfen darf durfte mag möchte gibt gab geben geht ging gehen "
    "kommt kam kommen macht machte heißt hieß heißen passiert passierte geschah bleibt blieb "
    "lässt ließ tut tat jemand niemand genau eigentlich überhaupt bitte schon would could may "
    "might must shall let exactly actually please else one ones someone anyone happen happens "
    "happened".split()
)
_VERBS = frozenset(
    "bin ist sind war waren hat habe haben hatte hatten wird werden würde will wollen wollte kann "
    "können könnte muss musste soll sollte am is are was were be been has have had do does did "
    "can will should".split()
)
_ASKING = frozenset(
    "wer wen wem wessen was wann wo wohin woher warum wieso weshalb wozu wofür womit wodurch "
    "wovon woran worauf worin worüber wonach wogegen wie wieviel wieviele welche welcher welches "
    "welchen welchem who whom whose what when where why how which".split()
)
_BEFORE_ASKED_THING = frozenset(
    "welche welcher welches welchen welchem viel viele vielen wieviel wieviele which what whose "
    "wessen much many".split()
)
_OPENERS = frozenset("und aber oder also and but or so".split())
_PREPOSITIONS = frozenset(
    "in im bei beim mit für von vom nach zu zum zur aus auf an am um über unter gegen ohne seit "
    "bis at for with from to about by on since until".split()
)
_PERSONAL = frozenset("er sie ihn ihm ihnen he she they it him them".split())
_POSSESSIVE = frozenset(
    "sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres his her hers its "
    "their theirs".split()
)
_POINTING = frozenset(
    "dies dort dorthin dorther da daher damals danach davor seitdem zuvor vorher nachher deshalb "
    "deswegen denen deren dessen derselbe dieselbe dasselbe there then those".split()
)
# "davon" points back; "davon, dass …" points ahead.
_DA_WORDS = frozenset(
    "dabei davon dafür dagegen damit darin daran darauf daraus darüber darunter dazu dahinter "
    "daneben dadurch jene jener jenes jenem jenen".split()
)
# Point back unless a time follows: "in diesem Jahr" is said of today.
_THIS = frozenset("dieser diese dieses diesem diesen this these".split())
_TIMES = frozenset(
    "jahr jahres jahre monat woche tag tage saison sommer winter herbst frühling frühjahr "
    "jahrhundert abend morgen year month week day season summer autumn spring century evening "
    "morning".split()
)
# A clause begins here; a pronoun in it may mean what stands before.
_SUBORDINATORS = frozenset(
    "als dass weil wenn ob bevor nachdem obwohl während und oder when because if before after "
    "while although that who which and or".split()
)
# Join two names: "Abfahrt der Damen", "Bank of England".
_LINKS = frozenset("der des of".split())
_ADJECTIVE = re.compile(r"\w{2,}e[mnrs]?")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: as written, folded, the number of its clause.

    ``content``: not a function word. ``names``: content that is written as a noun, name or number.
    """

    text: str
    form: str
    clause: int
    content: bool
    names: bool


def complete(question: str, history: Sequence[str]) -> str:
    """Return the question, with what it takes over from earlier ones behind it in brackets.

    "Und wann war das?" after "Wer gründete OpenAI?" becomes "Und wann war das? (OpenAI)". A
    question that stands on its own, or already ends in such brackets, comes back unchanged.
    ``history`` holds the earlier questions, oldest first.
    """
    if not leans(question):
        return question
    if _is_fragment(question):
        taken = _last_in_full(history)
    else:
        own = {word.form for word in _words(question)}
        phrases = _subject(history)
        taken = ", ".join(p for p in phrases if not {w.form for w in _words(p) if w.content} <= own)
    return f"{question} ({taken})" if taken else question


def is_completed(question: str) -> bool:
    """Tell whether a question has what it took over from earlier ones behind it in brackets."""
    return _COMPLETED.fullmatch(question) is not None


def own_part(completed: str) -> str:
    """Return a completed question without what it took over.

    A fragment comes back whole: in "Und 2019? (Wie hoch war der Gewinn?)" the brackets ask.
    """
    match = _COMPLETED.fullmatch(completed)
    return match["own"] if match and not match["taken"].endswith("?") else completed


def leans(question: str) -> bool:
    """Tell whether a question cannot be understood without the questions before it."""
    if _COMPLETED.fullmatch(question):
        return False
    if _is_fragment(question):
        return True
    words = _words(question)
    named = sum(word.names for word in words[_asked_thing(words) :])
    if any(_points_back(words, i, strongly=named > 2) for i in range(len(words))):
        return True
    if not any(word.names for word in words):
        return sum(word.content for word in words) < 3
    opened = words[0].form in _OPENERS
    few_names = sum(word.names for word in words) < 2
    return few_names and (opened or not any(map(_may_be_verb, words)))


def _is_fragment(question: str) -> bool:
    """Tell whether a question asks the last one again of something else: "Und in Wien?"."""
    if _WHAT_ABOUT.match(question):
        return True
    words = _words(question)
    if not words or words[0].form not in _OPENERS | _PREPOSITIONS:
        return False
    return not any(word.form in _ASKING or _may_be_verb(word) for word in words)


def _last_in_full(history: Sequence[str]) -> str:
    """Return the last question that is no fragment, completed, without brackets."""
    for i in reversed(range(len(history))):
        if not _is_fragment(history[i]):
            return " ".join(re.sub(r"[()]", " ", complete(history[i], history[:i])).split())
    return ""


def _subject(history: Sequence[str]) -> list[str]:
    """Return the phrases of the last question that stands alone, then of the last of all."""
    standing = next((earlier for earlier in reversed(history) if not leans(earlier)), "")
    return list(dict.fromkeys(p for text in (standing, *history[-1:]) for p in _phrases(text)))


def _phrases(question: str) -> list[str]:
    """Return a question's names and nouns with their adjectives; all content words if English."""
    words = _words(question)
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


def _describes_next(words: Sequence[_Word], i: int) -> bool:
    """Tell whether a word looks like an adjective before its noun: not "Wer gründete OpenAI"."""
    if i + 1 == len(words) or not words[i + 1].names:
        return False
    after_asking = i > 0 and words[i - 1].form in _ASKING - _BEFORE_ASKED_THING
    return not after_asking and _ADJECTIVE.fullmatch(words[i].form) is not None


def _points_back(words: Sequence[_Word], i: int, strongly: bool) -> bool:
    """Tell whether a word means something that the question has not named before it.

    If ``strongly``, only a pronoun counts: other words may have another sense.
    """
    word, earlier = words[i], words[:i]
    if word.names or any(w.names for w in earlier if w.clause < word.clause):
        return False
    following = words[i + 1] if i + 1 < len(words) else None
    if word.form in _PERSONAL:
        return i == 0 or word.text[0].islower()  # else the reader says "Sie" to zitat
    if word.form in _POSSESSIVE:
        first = 0 if strongly else _asked_thing(earlier)
        return not any(w.names for w in earlier[first:])
    if strongly:
        return False
    if word.form == "das":
        return not _is_article(words, i)
    if word.form == "that":
        return not (earlier and earlier[-1].content)
    if word.form == "es":
        return not any(w.names for w in words)
    if word.form in _THIS:
        return following is None or following.form not in _TIMES
    if word.form in _DA_WORDS:
        return words[-1].clause == word.clause
    if word.form == "there" and earlier and earlier[-1].form in _VERBS:
        return following is None
    return word.form in _POINTING


def _asked_thing(words: Sequence[_Word]) -> int:
    """Return where the asking phrase ends, as "Für wie viele Stimmen"; 0 if none names a thing."""
    for i, word in enumerate(words):
        if word.form in _BEFORE_ASKED_THING:
            noun = next((j for j in range(i + 1, len(words)) if not _is_adjective(words[j])), i)
            return noun + 1 if words[noun].names else 0
    return 0


def _is_adjective(word: _Word) -> bool:
    return word.content and not word.names


def _may_be_verb(word: _Word) -> bool:
    return word.form in _VERBS or word.form in _LIGHT or (word.content and not word.names)


def _is_article(words: Sequence[_Word], i: int) -> bool:
    """Tell whether "das" is an article: a noun follows, adjectives at most between."""
    noun = next((word for word in words[i + 1 :] if not _is_adjective(word)), None)
    return noun is not None and noun.names


def _words(question: str) -> list[_Word]:
    """Return the words. In a question without a capital letter, all content counts as names."""
    language: Language = language_of(question)
    small = question == question.lower()
    words: list[_Word] = []
    clause = 0
    begins = True
    for token in _TOKEN.findall(question):
        if not token[0].isalnum():
            clause += bool(words)
            begins = begins or token in ".?!"
            continue
        form = fold(token)
        clause += form in _SUBORDINATORS and not begins
        marked = any(c.isupper() for c in token[1:]) or any(c.isdigit() for c in token)
        function = form in STOPWORDS[language] or form in _LIGHT or form in _ASKING
        content = marked or not function
        large = token[0].isupper() and not begins
        words.append(_Word(token, form, clause, content, content and (marked or large or small)))
        begins = False
    return words
