"""Half a sentence, "Wie hoch die Kosten?" → a whole one, with the auxiliary that it lacks.

Readers answer a clause without its verb worse; which one it gets matters to them less.
"""

import re

from bot.question.clauses import FINITE, asking_end
from bot.question.tokens import ASKING, BEFORE_ASKED_THING, DETERMINERS, PREPOSITIONS
from index.text.analyze import STOPWORDS, fold, language_of

_HOW = frozenset("hoch groß gross lang lange teuer alt weit oft schnell".split())
# Stand where the verb would, and are none: "Wie viele Bürger laut Umfrage dafür?".
_SMALL_WORDS = (
    STOPWORDS["de"]
    | STOPWORDS["en"]
    | PREPOSITIONS - FINITE
    | frozenset(
        "am schon de van la laut pro zuletzt bisher insgesamt derzeit heuer oft zwei drei vier "
        "fünf sechs sieben acht neun zehn elf zwölf".split()
    )
) - {"machen"}
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:e[rsm]|(?<!t)en?|isch|lich|ig|weise)")
# Of the auxiliaries these may stand last, and another is missing: "Wann der Turm gesprengt werden?"
_INFINITIVES = frozenset("werden worden sein haben können".split())
_PARTICIPLE_OR_INFINITIVE = re.compile(r"\w{3,}(?:t|en|sein)")
_PARTICIPLE = re.compile(
    r"\w*ge(?![bh]en$)\w{2,}|(?:be|ver|ent|er|zer)\w*(?:o|(?<!a)u|ie)[a-zß]{1,2}en$"
)
# "die Kosten", "die alten Häuser"; "die alte Brücke" is one.
_SEVERAL = re.compile(r"(?:die|diese|keine) [\w-]{2,}(?<!ei)en(?!\S)", re.IGNORECASE)
# What is written or done, not somebody: "Wer hat Einwendungen?" but "Wer ist Chef?".
_THING = re.compile(r"\w{3,}(?:ung|nis|heit|keit|schaft|tion)(?:en|se)?")
_PAST = re.compile(r"\w+(?:te|ten)")
_ENGLISH_ASKING = frozenset("who whom whose what when where why how which".split())
_MODALS = frozenset("will would can could should may might must shall".split())
_AUXILIARIES = _MODALS | frozenset(
    "is are was were am be been has have had do does did isn't aren't wasn't don't didn't".split()
)
_ENGLISH_DETERMINERS = frozenset(
    "the a an another some any this these those his her its their our all both no each "
    "every".split()
)


def with_verb(question: str) -> str:
    """Return half a sentence with an auxiliary that it may lack; a whole one comes back as it is.

    "Wie hoch die Kosten?" lacks "sind", "When the opening of the museum?" lacks "is".
    """
    bare = question.rstrip(" ?.")
    words = bare.split()
    clause = words[: next((i + 1 for i, word in enumerate(words) if word.endswith(",")), None)]
    if fold("".join(words[len(clause) :][:1])) in ASKING:  # "When it rains, what is it called?"
        return question
    whole = _german(clause) if language_of(question) == "de" else _english(clause)
    if whole is None:
        return question
    return " ".join([*whole, *words[len(clause) :]]) + question.rstrip()[len(bare) :]


def _german(clause: list[str]) -> list[str] | None:
    """Return the words of a clause with the verb that it lacks; None if it lacks none."""
    last = clause[-1].strip(",") if clause else ""
    inner = clause[:-1] if fold(last) in _INFINITIVES else clause
    end = asking_end(clause)
    if end is None or end > len(clause) - 2:
        return None
    if any(fold(word.strip(",")) in FINITE - {"am"} for word in inner):
        return None
    if not _is_asking(clause[:end]) or _holds_verb(inner[end:]):
        return None
    if last.islower() and _PAST.fullmatch(last):
        return None  # "Welche Firma Kranz kaufte"
    return [*clause[:end], _missing(clause[:end], clause[end:]), *clause[end:]]


def _missing(asking: list[str], rest: list[str]) -> str:
    """Return an auxiliary that may stand between the asking words and the rest of the clause."""
    following, last = rest[0], rest[-1].strip(",")
    names_thing = any(fold(word) in BEFORE_ASKED_THING for word in asking)
    is_subject = names_thing and fold(following) not in DETERMINERS and not _is_large(following)
    several = (is_subject and "viele" in map(fold, asking)) or _SEVERAL.match(" ".join(rest))
    acts = last.islower() and _PARTICIPLE_OR_INFINITIVE.fullmatch(last) is not None
    if acts and last.endswith(("en", "sein")) and not _PARTICIPLE.match(last):
        return "können" if several else "kann"
    if acts or names_thing or _THING.fullmatch(following):
        return "haben" if several else "hat"
    return "sind" if several else "ist"


def _is_asking(words: list[str]) -> bool:
    """Return whether words ask for something, "Wie viele neue Stellen", without a verb in them."""
    first = next(i for i, word in enumerate(words) if fold(word) in ASKING)
    degree = words[first + 1 :][: fold(words[first]) == "wie"]
    if not all(fold(w) in _HOW | BEFORE_ASKED_THING or w.endswith(("ig", "lich")) for w in degree):
        return False
    rest = words[first + 1 + len(degree) :]
    if degree[-1:] == ["viel"] and rest and rest[0].islower() and rest[0].endswith("en"):
        return False  # "Wie viel zahlen Kinder": before nouns of several it is "viele"
    return all(fold(w) in DETERMINERS or _is_large(w) or _ADJECTIVE.fullmatch(w) for w in rest)


def _is_large(word: str) -> bool:
    return word[0].isdigit() or word != word.lower()


def _holds_verb(words: list[str]) -> bool:
    """Return whether a word before the last may be a verb: "in Wien leben Bären"."""
    return any(map(_may_be_verb, ["", *words], words, words[1:]))


def _may_be_verb(before: str, word: str, behind: str) -> bool:
    """Return whether a word between two others may be a verb: no name, adjective or small word."""
    if _is_large(word) or fold(word) in _SMALL_WORDS:
        return False
    if fold(before) in DETERMINERS | PREPOSITIONS and re.search(r"e[nrsm]?$", word):
        return False
    if before and _is_large(behind):
        return _ADJECTIVE.fullmatch(word) is None
    return not _ADJECTIVE.fullmatch(word) or word.endswith("en")


def _english(clause: list[str]) -> list[str] | None:
    """Return the words of a clause with the auxiliary that it lacks; None if it lacks none.

    "Which firm bought the museum?" lacks none: only what cannot be the subject is looked at.
    """
    forms = [fold(word.strip(",")) for word in clause]
    asks = next((i for i, form in enumerate(forms[:2]) if form in _ENGLISH_ASKING), None)
    found = next((i for i, form in enumerate(forms) if form in _AUXILIARIES), None)
    if found is not None:  # "Which bridge could closed"
        lacks_be = forms[found] in _MODALS and "".join(forms[found + 1 :][:1]).endswith("ed")
        return [*clause[: found + 1], "be", *clause[found + 1 :]] if lacks_be else None
    if asks is None:
        return None
    end = asks + 1
    if forms[asks] == "how" and not _begins_thing("".join(clause[end : end + 1])):
        end += 1
    if asks and forms[asks] in ("which", "what"):  # "In which of its towns the firm built …"
        things = range(end + 1, len(clause))
        end = next((i for i in things if _begins_thing(clause[i])), len(clause))
    rest = clause[end:]
    names_thing = forms[end - 1] in ("what", "which", "whose", "many", "much")
    if len(rest) < 2 or not (
        fold(rest[0]) in _ENGLISH_DETERMINERS
        or (_begins_thing(rest[0]) and not names_thing)
        or forms[asks] in ("when", "where", "why")
        or (forms[asks] == "who" and forms[end + 1] == "of")
    ):
        return None
    return [*clause[:end], "is" if forms[asks] in ("who", "what") else "did", *rest]


def _begins_thing(word: str) -> bool:
    """Return whether a word begins what is told of: "the museum", "Siemens"."""
    return fold(word) in _ENGLISH_DETERMINERS or word[:1].isupper()
