"""Half a sentence, "Wie hoch die Kosten?" → a whole one, with the auxiliary that it lacks."""

import re

from bot.question.clauses import FINITE, asking_end
from bot.question.tokens import ASKING, BEFORE_ASKED_THING, DETERMINERS
from index.text.analyze import fold, language_of

_HOW = ASKING | frozenset("hoch groß gross lang lange teuer alt weit oft schnell".split())
_PARTICIPLE_WHOLE = re.compile(
    r"(?:an|ab|auf|aus|ein|vor|zu|um|nach|mit|weg|los|fest|zurück|frei|zusammen)?"
    r"(?:ge(?!winnen)\w{2,}(?:t|en)|(?:ver|be|ent|er|zer)\w*(?:t|(?:o(?:ss|mm|ff|r|g|b|t|nn|ch|rf|rb"
    r"|h?l)|u(?:nd|ng|nk))en|alten|assen|allen|angen|(?<!i)eben|ie[sd]en|itten))|\w{3,}iert"
)
# Are joined with "ist", not with "hat" or "wurde": of motion and of change.
_OF_MOTION = re.compile(
    r"(?:\w{2,7})?(?:gekommen|gegangen|gefahren|gereist|geflogen|geflohen|geflüchtet|gezogen"
    r"|gelaufen|gesprungen|gestürzt|gefallen|gestiegen|gesunken|gewachsen|geschrumpft|geblieben"
    r"|gewesen|geworden|geschehen|gestorben|gewandert|getreten)"
    r"|passiert|verschwunden|entstanden|erschienen|ertrunken|erfroren|verstorben|verunglückt"
    r"|explodiert|entkommen|betroffen"
)
# Say a state: "Wie viele Helfer waren beteiligt?"
_OF_STATE = re.compile(r"beteiligt|vertreten|versammelt|verwickelt|bekannt|anwesend|beschäftigt")
# Stand where the verb would, and are none: "Wie viele Bürger laut Umfrage dafür?".
_SMALL_WORDS = frozenset(
    "in im an am auf aus bei beim mit von vom vor für nach über unter um zu zum zur gegen laut "
    "ins ans kein keine durch ohne seit bis wegen zwischen während pro und oder als wie man sich "
    "noch schon zuletzt bisher weiter oft heuer nicht insgesamt derzeit de van la "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
)
_JOINED_WITH_ARTICLE = frozenset("zum beim vom im am".split())
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:e[rsm]|(?<!t)en?)")
# Of the auxiliaries these may stand last, and another is missing: "Wann der Turm gesprengt werden?"
_INFINITIVES = frozenset("werden worden sein haben können".split())
_PLURAL_NOUN = re.compile(r"\w{2,}(?<!ei)(?:en|innen)")
# What is written or done, not somebody: "Wer hat Einwände?" but "Wer ist Chef?".
_THING = re.compile(
    r"\w{3,}(?:ung|ungen|nis|nisse|heit|keit|schaft|tion|tionen|rechte?|pläne?)", re.I
)

_ENGLISH_ASKING = frozenset("who whom whose what when where why how which".split())
_BEFORE_A_THING = frozenset("what which whose many much".split())
_MODALS = frozenset("will would can could should may might must shall".split())
_AUXILIARIES = _MODALS | frozenset(
    "is are was were am be been has have had do does did isn't aren't wasn't don't didn't".split()
)
_PAST = re.compile(r"won|lost|became|began|took|gave|went|came|got|knew|made|sold|bought|held|met")
_DONE = re.compile(
    r"\w{2,}(?<!e)ed|sold|built|held|made|paid|taken|given|shown|found|spent|kept|cut"
)
_ENGLISH_DETERMINERS = frozenset(
    "the a an another some any this these those his her its their our all both no each "
    "every".split()
)
_ENGLISH_PREPOSITIONS = frozenset(
    "of in on at by for from with to about into over under after before since until during against "
    "between among around through per as than like without within near and or but when who that "
    "which".split()
)
_NO_VERB_ENDS = ("'s", "ly", "ing", "known", "ed")
_PARTICLES = frozenset("out up down off away back again".split())
# Among the commonest verbs, those that are seldom anything else.
_OFTEN_VERBS = frozenset(
    "say says said go goes went come comes came get got give gives gave take takes took make makes "
    "made want wants wanted become became begin begins began happen happened think thinks thought "
    "know knew leave left lose lost win won pay paid cost costs buy bought sell sold earn die died "
    "kill killed open opened close closed start started launch launched land landed own owns hold "
    "holds held meet met receive received plan plans publish published announce announced".split()
)


def with_verb(question: str) -> str:
    """Return half a sentence with the auxiliary that it may lack; a whole one comes back as it is.

    "Wie hoch die Kosten?" lacks "sind", "When the opening of the museum?" lacks "is".
    """
    large = sum(map(str.isupper, question))
    if large > sum(map(str.islower, question)):  # in capitals no noun differs from a verb
        return question
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
    if len(clause) < 3 or any(fold(word.strip(",")) in FINITE - {"am"} for word in inner):
        return None
    end = asking_end(clause)
    if end is None or end > len(clause) - 2:
        return None
    if not _is_asking(clause[:end]) or _holds_verb(inner[end:]):
        return None
    verb = _missing(clause[:end], clause[end:])
    return None if verb is None else [*clause[:end], verb, *clause[end:]]


def _is_asking(words: list[str]) -> bool:
    """Return whether words ask for something, "Wie viele neue Stellen", without a verb in them."""
    first = next(i for i, word in enumerate(words) if fold(word) in ASKING)
    degree = words[first + 1 :][: fold(words[first]) == "wie"]
    if not all(fold(w) in _HOW | BEFORE_ASKED_THING or w.endswith(("ig", "lich")) for w in degree):
        return False
    rest = words[first + 1 + len(degree) :]
    return all(fold(w) in DETERMINERS or _is_large(w) or _ADJECTIVE.fullmatch(w) for w in rest)


def _is_large(word: str) -> bool:
    return word[0].isdigit() or word != word.lower()


def _holds_verb(words: list[str]) -> bool:
    """Return whether a word before the last may be a verb: "in Wien leben Bären".

    In small letters nouns look like verbs: behind a thing, "erlaubnis zum fischen", only endings
    that verbs alone have tell one.
    """
    if words and _THING.fullmatch(words[0]) and " ".join(words).islower():
        return any(re.search(r"(?:t|te|ten)$", word) for word in words[1:-1])
    return any(map(_may_be_verb, ["", *words], words, words[1:]))


def _may_be_verb(before: str, word: str, behind: str) -> bool:
    """Return whether a word between two others may be a verb: no name, adjective or small word."""
    if _is_large(word) or fold(word) in DETERMINERS | _SMALL_WORDS or _THING.fullmatch(word):
        return False
    if fold(before) in _JOINED_WITH_ARTICLE and word.endswith("n"):  # "zum löschen"
        return False
    if fold(before) in DETERMINERS and re.search(r"e[nrsm]?$", word):
        return False
    if word.endswith(("isch", "lich", "ig", "weise")):
        return False
    if not _ADJECTIVE.fullmatch(word):
        return True
    describes = _is_large(behind) or _ADJECTIVE.fullmatch(behind) is not None
    return word.endswith("en") and not (describes and before.islower() and before != "")


def _missing(asking: list[str], rest: list[str]) -> str | None:
    """Return the auxiliary that a clause lacks, by its last word; None if that is its verb."""
    following, last = rest[0], rest[-1].strip(",")
    names_thing = any(fold(word) in BEFORE_ASKED_THING for word in asking)
    is_subject = names_thing and fold(following) not in DETERMINERS and not _is_large(following)
    many = is_subject and "viele" in map(fold, asking)
    if last.islower() and re.search(r"(?:te|ten)$", last):
        return None  # "Welche Firma Kranz kaufte"
    several = many or _names_several(rest)
    if last.islower() and _OF_MOTION.fullmatch(last):
        return "sind" if several else "ist"
    if last.islower() and _OF_STATE.fullmatch(last):
        return "waren" if several else "war"
    if last.islower() and _PARTICIPLE_WHOLE.fullmatch(last):
        if is_subject:
            return "wurden" if several else "wurde"
        return "haben" if several else "hat"
    if fold(last) == "worden":
        return "sind" if several else "ist"
    if last.islower() and last.endswith(("en", "sein")):
        if fold(asking[-1]) == "viel":  # "Um wie viel eine Katze springen?"
            return "können" if several else "kann"
        return "sollen" if several else "soll"
    if last.islower() and last.endswith("t"):
        return None if names_thing else "hat"
    if names_thing:
        return "haben" if several else "hat"
    if fold(asking[-1]) == "wer" and _THING.fullmatch(following):
        return "hat"
    return "sind" if several else "ist"


def _names_several(words: list[str]) -> bool:
    """Return whether a clause begins with several: "die Kosten", "die alten Häuser"."""
    if len(words) < 2 or fold(words[0]) not in ("die", "diese", "keine"):
        return False
    if _is_large(words[1]):
        return _PLURAL_NOUN.fullmatch(words[1].strip(",")) is not None
    return words[1].endswith("en") and _ADJECTIVE.fullmatch(words[1]) is not None


def _english(clause: list[str]) -> list[str] | None:
    """Return the words of a clause with the auxiliary that it lacks; None if it lacks none.

    "Which firm bought the museum?" lacks none: only what cannot be the subject is looked at.
    """
    forms = [fold(word.strip(",")) for word in clause]
    found = next((i for i, form in enumerate(forms) if form in _AUXILIARIES), None)
    if found is not None:
        lacks_be = forms[found] in _MODALS and _DONE.fullmatch("".join(forms[found + 1 :][:1]))
        return [*clause[: found + 1], "be", *clause[found + 1 :]] if lacks_be else None
    asks = next((i for i, form in enumerate(forms[:2]) if form in _ENGLISH_ASKING), None)
    if asks is None:
        return None
    end = asks + 1
    if forms[asks] == "how" and not _begins_thing("".join(clause[end : end + 1])):
        end += 1
    if asks and forms[asks] in ("which", "what"):  # "In which of its towns the firm built …"
        things = range(end + 1, len(clause))
        end = next((i for i in things if _begins_another(clause, i)), len(clause))
    rest = clause[end:]
    if len(rest) < 2 or not (
        fold(rest[0]) in _ENGLISH_DETERMINERS
        or (
            _begins_thing(rest[0])
            and forms[end - 1] not in ("what", "which", "whose", "many", "much")
        )
        or _begins_bare(forms[asks], forms[end:])
    ):
        return None
    several = _are_several(rest)
    verb = "are" if several else "is"
    acts = _english_verb(rest) or (_name_acts(rest) if forms[asks] != "who" else None)
    if acts is not None:
        of_now = fold(rest[0]) in ("some", "all")  # "What do some blogs say?"
        verb = "had" if _PAST.fullmatch(acts) else "do" if of_now else "did"
    return [*clause[:end], verb, *rest]


def _begins_another(clause: list[str], place: int) -> bool:
    """Return whether a new thing begins behind a noun: "which town the firm", "which town Opel"."""
    before = fold(clause[place - 1])
    if before in _ENGLISH_PREPOSITIONS or not _begins_thing(clause[place]):
        return False
    return fold(clause[place]) in _ENGLISH_DETERMINERS or clause[place - 1].islower()


def _begins_thing(word: str) -> bool:
    """Return whether a word begins what is told of: "the museum", "Siemens"."""
    return fold(word) in _ENGLISH_DETERMINERS or word[0].isupper()


def _begins_bare(asking: str, forms: list[str]) -> bool:
    """Return whether a thing without an article begins: "when elections", "who head of Opel"."""
    if asking in ("when", "where", "why"):
        return True
    return asking == "who" and forms[1] in ("of", "at", "in") and not forms[0].endswith("s")


def _english_verb(words: list[str]) -> str | None:
    """Return the verb of a clause, if any: "the firm close its", "the magazine come out"."""
    small = _ENGLISH_DETERMINERS | _ENGLISH_PREPOSITIONS
    for before, word, behind in zip(words, words[1:], [*words[2:], ""], strict=False):
        form, follows = fold(word), fold(behind.strip(","))
        if not word.islower() or {form, fold(before)} & small or word.endswith(_NO_VERB_ENDS):
            continue
        if form in _OFTEN_VERBS or follows in _ENGLISH_DETERMINERS | _PARTICLES:
            return form
        if before.endswith("ly") or (follows in _ENGLISH_PREPOSITIONS and words[-1] == behind):
            return form
        if before.endswith("s") and behind[:1].isupper():  # "some blogs accuse Microsoft"
            return form
    return None


def _name_acts(words: list[str]) -> str | None:
    """Return what may be the verb of a name that stands alone: "Jakarta grant autonomy"."""
    end = next((i for i, word in enumerate(words) if not word[0].isupper()), len(words))
    names, rest = words[:end], words[end:]
    if not names or names[-1].endswith("'s") or len(rest) < 2 or not rest[0].isalpha():
        return None
    if fold(names[0]) in _ENGLISH_DETERMINERS or fold(rest[0]) in _ENGLISH_PREPOSITIONS:
        return None
    return fold(rest[0])


def _are_several(words: list[str]) -> bool:
    """Return whether a clause begins with several things: "the results of the vote"."""
    end = next((i for i, w in enumerate(words) if fold(w) in _ENGLISH_PREPOSITIONS), len(words))
    last = words[end - 1] if end else ""
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "'s"))
