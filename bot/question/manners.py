"""How a question is put: greetings and "Bitte sag mir" taken off, its marks and order restored."""

import re

from bot.question.tokens import ASKING, BEFORE_ASKED_THING, LIGHT, VERBS
from index.text.analyze import fold, language_of

_GREETING = re.compile(
    r"(?:(?:hallo|hi|hey|hello|servus|moin|guten (?:tag|morgen|abend)|good (?:morning|evening|day)"
    r"|danke(?: (?:schön|dir|ihnen))?|vielen dank|thanks|thank you|ok(?:ay)?|gut|super|entschuldig"
    r"(?:ung|e|en sie)|sorry|excuse me|du)(?: zitat| zusammen| there)?\s*[,!.;:–-]+\s+)+(?=\S)"
    rf"|(?:hallo|hi|hey|hello)\s+(?=(?:{'|'.join(sorted(ASKING, key=len, reverse=True))})\b)",
    re.IGNORECASE,
)
_ASKS = rf"(?:\w+\s)?(?:{'|'.join(sorted(ASKING, key=len, reverse=True))}|ob|if|whether)\b"
_POLITE = r"(?:(?:bitte|mir|uns|mal|doch|kurz|jetzt|vielleicht|please)\s)*"
_POLITE_AFTER = r"(?:\s(?:bitte|mir|uns|mal|doch|kurz|please|me|us))*"
# What leads to a question that is asked as a clause: "Weißt du, wer …", "Can you tell me when …".
_FRAMES = (
    rf"{_POLITE}(?:sage?|sagen sie|verrate|verraten sie|erkläre?|erklären sie|nenne?|tell)"
    rf"{_POLITE_AFTER}",
    rf"(?:kannst|könntest|können|könnten|darf|dürfte|würdest|würden)\s(?:du|sie|ihr|ich){_POLITE_AFTER}"
    r"\s(?:sagen|verraten|erklären|nennen|mitteilen|fragen|heraussuchen|erzählen)",
    r"(?:weißt|weisst|wissen|wisst|weiß|weiss)\s(?:du|sie|ihr|jemand)(?:\s(?:vielleicht|zufällig|schon))*",
    r"(?:ich\s)?(?:möchte|würde|will|wüsste|hätte)(?:\s(?:ich|gerne?|auch|mal))*"
    r"(?:\s(?:wissen|erfahren|gewusst))?",
    r"mich (?:interessiert|würde interessieren)",
    r"ich frage mich|bitte|please",
    r"(?:ich\s)?(?:habe?|hätte)(?:\s(?:da|mal|noch|nur))*\seine\s(?:kurze\s)?frage",
    r"sag mal",
    r"(?:(?:meine|eine|kurze)\s)*frage",
    rf"(?:can|could|would|will)\syou\s(?:please\s)?(?:tell|say|explain){_POLITE_AFTER}",
    r"do you (?:happen to )?know|i(?:'d| would) (?:like|love) to know|i want to know|i wonder",
    r"please tell me",
)
_PREFIX = re.compile(rf"(?:{'|'.join(_FRAMES)})\s*(?P<mark>[,:;–-]*)\s+(?={_ASKS})", re.IGNORECASE)
# "Stimmt es, dass die Brücke gesperrt ist?" asks whether it is; an auxiliary stands last.
_IF_TRUE = re.compile(
    r"(?:stimmt es|trifft es zu|(?:ist|war) es (?:wahr|richtig|so)),?\sdass\s(?P<clause>.+)\s"
    rf"(?P<verb>{'|'.join(VERBS)})[\s?.!]*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?P<bare>.*\w.*?)(?:[\s,–-]+(?:bitte|bitte sehr|please)"
    r"|\s*[,–-]\s*(?:danke|thanks|danke schön))\s*[?.!]*",
    re.IGNORECASE,
)
_BITTE = re.compile(r"(?<=\w)\sbitte(?=\s)")  # "Wer leitet bitte das Bad?"
_JOINED = re.compile(
    rf"\s+und\s+(?=(?:{'|'.join(sorted(ASKING, key=len, reverse=True))})\b)", re.IGNORECASE
)
_WORD = re.compile(r"\S+")
_FINITE = (
    VERBS
    | LIGHT
    | frozenset("würden wäre wären beträgt betrug lautet liegt lag kostet kostete steht".split())
)
_FINITE -= frozenset("bitte schon genau viele vielen mehr one ones".split())
_FINITE_END = re.compile(r"^(?!ge\w+(?:t|en)$)\w{2,}(?:t|te|ten|en|at|ahm|am|ab|og|oss|ief|ann)$")
_HOW = ASKING | frozenset("hoch groß gross lang lange teuer alt weit oft schnell".split())
_DETERMINERS = frozenset("der die das den dem des ein eine einen einem einer".split())
_PARTICIPLE_WHOLE = re.compile(
    r"(?:an|ab|auf|aus|ein|vor|zu|um|nach|mit|weg|los|fest|zurück|frei|zusammen)?"
    r"(?:ge|ver|be|ent|er|zer)\w{2,}(?:t|en)|\w{3,}iert"
)
# Stand where the verb would, and are none: "Wie viele Bürger laut Umfrage dafür?".
_SMALL_WORDS = frozenset(
    "in im an am auf aus bei beim mit von vom vor für nach über unter um zu zum zur gegen laut "
    "ins ans kein keine durch ohne seit bis wegen zwischen während pro und oder als wie man sich "
    "noch schon zuletzt bisher weiter oft heuer nicht insgesamt derzeit de van la "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
)
_ADJECTIVE = re.compile(r"[a-zäöüß-]{3,}(?:e[rsm]|(?<!t)en?)")
# Of the auxiliaries these may stand last, and another is missing: "Wann der Turm gesprengt werden?"
_INFINITIVES = frozenset("werden worden sein haben können".split())
_ADVERBS_BEFORE_ASKING = 3


def plainly(typed: str) -> str:
    """Return a question without greeting and courtesy, in the order of a main clause.

    "Hallo, kannst du mir sagen, wie hoch der Gewinn war" becomes "Wie hoch war der Gewinn?".
    What is no question with such a frame comes back unchanged.
    """
    text = _GREETING.sub("", typed, count=1) if _GREETING.match(typed) else typed
    if suffix := _SUFFIX.fullmatch(text):
        text = suffix["bare"] + ("?" if typed.rstrip().endswith("?") else "")
    if match := _PREFIX.match(text):
        rest = text[match.end() :].rstrip(" .?!")
        if ":" not in match["mark"]:
            rest = _main_clauses(rest)
        text = f"{rest}?"
    if text.rstrip().endswith("?"):
        text = _BITTE.sub("", text)
    if told := _IF_TRUE.fullmatch(text):
        text = f"{told['verb']} {told['clause']}?"
    text = _with_verb(text)
    if text == typed:
        return typed
    return f"{text[:1].upper()}{text[1:]}"


def _with_verb(question: str) -> str:
    """Return half a sentence, "Wie hoch die Kosten?", with the auxiliary that it may lack."""
    words = _WORD.findall(question.rstrip(" ?."))
    clause = words[: next((i + 1 for i, word in enumerate(words) if word.endswith(",")), None)]
    last = clause[-1].strip(",") if clause else ""
    inner = clause[:-1] if fold(last) in _INFINITIVES else clause
    if len(clause) < 3 or any(fold(word.strip(",")) in _FINITE - {"am"} for word in inner):
        return question
    end = asking_end(clause)
    if end is None or end > len(clause) - 2 or language_of(question) != "de":
        return question
    if not _is_asking(clause[:end]) or _holds_verb(inner[end:]):
        return question
    verb = _missing(clause[:end], clause[end], last)
    if verb is None:
        return question
    whole = " ".join([*words[:end], verb, *words[end:]])
    return whole + question.rstrip()[len(question.rstrip(" ?.")) :]


def _is_asking(words: list[str]) -> bool:
    """Return whether words ask for something, "Wie viele neue Stellen", without a verb in them."""
    first = next(i for i, word in enumerate(words) if fold(word) in ASKING)
    degree = words[first + 1 :][: fold(words[first]) == "wie"]
    if not all(fold(w) in _HOW | BEFORE_ASKED_THING or w.endswith(("ig", "lich")) for w in degree):
        return False
    rest = words[first + 1 + len(degree) :]
    return all(fold(w) in _DETERMINERS or _is_large(w) or _ADJECTIVE.fullmatch(w) for w in rest)


def _is_large(word: str) -> bool:
    return word[0].isdigit() or word != word.lower()


def _holds_verb(words: list[str]) -> bool:
    """Return whether a word before the last may be a verb: "in Wien leben Bären"."""
    return any(map(_may_be_verb, ["", *words], words, words[1:]))


def _may_be_verb(before: str, word: str, behind: str) -> bool:
    """Return whether a word between two others may be a verb: no name, adjective or small word."""
    if _is_large(word) or fold(word) in _DETERMINERS | _SMALL_WORDS:
        return False
    if fold(before) in _DETERMINERS and re.search(r"e[nrsm]?$", word):
        return False
    if word.endswith(("isch", "lich", "ig", "weise")):
        return False
    if not _ADJECTIVE.fullmatch(word):
        return True
    describes = _is_large(behind) or _ADJECTIVE.fullmatch(behind) is not None
    return word.endswith("en") and not (describes and before.islower() and before != "")


def _missing(asking: list[str], following: str, last: str) -> str | None:
    """Return the auxiliary that a clause lacks, by its last word; None if that is its verb."""
    names_thing = any(fold(word) in BEFORE_ASKED_THING for word in asking)
    is_subject = names_thing and fold(following) not in _DETERMINERS and not _is_large(following)
    many = "viele" in map(fold, asking)
    if last.islower() and re.search(r"(?:te|ten)$", last):
        return None  # "Welche Firma Kranz kaufte"
    if last.islower() and _PARTICIPLE_WHOLE.fullmatch(last):
        return "sind" if is_subject else "hat"
    if fold(last) == "worden":
        return "ist"
    if last.islower() and last.endswith(("en", "sein")):
        return "soll"
    if last.islower() and last.endswith("t"):
        return None if names_thing else "hat"
    if names_thing:
        return "haben" if is_subject and many else "hat"
    return "ist"


def _main_clauses(text: str) -> str:
    """Return each of the clauses that "und wer", "und wie viele" join as ``_main_clause`` does."""
    clauses = _JOINED.split(text)
    if " " not in clauses[0]:  # "wann und wo das Turnier stattfindet"
        return " und ".join([*clauses[:-1], _main_clause(clauses[-1])])
    return " und ".join(map(_main_clause, clauses))


def _main_clause(clause: str) -> str:
    """Return "wie hoch der Gewinn war" as "wie hoch war der Gewinn", if its verb stands last."""
    words = _WORD.findall(clause)
    if len(words) < 3 or not _may_be_finite(words[-1]):
        return clause
    if fold(words[0]) in ("ob", "if", "whether"):
        return " ".join([words[-1], *words[1:-1]])
    end = asking_end(words)
    if end is None or end >= len(words) - 1 or fold(words[end].strip(",;")) in _FINITE:
        return clause
    return " ".join([*words[:end], words[-1], *words[end:-1]])


def is_main_clause(clause: str) -> bool:
    """Return whether a verb follows the asking words: "wer leitet es", not "wer es leitet"."""
    words = _WORD.findall(clause)
    end = asking_end(words)
    return end is not None and end < len(words) - 1 and _may_be_finite(words[end])


def _may_be_finite(word: str) -> bool:
    """Return whether the last word of a German clause may be its verb: no noun, no participle."""
    form = fold(word)
    return form in _FINITE or (word.islower() and _FINITE_END.search(form) is not None)


def asking_end(words: list[str]) -> int | None:
    """Return where the asking phrase ends: "wie hoch", "wie viele Menschen", "in welcher Stadt"."""
    first = next(
        (i for i, word in enumerate(words[:_ADVERBS_BEFORE_ASKING]) if fold(word) in ASKING), None
    )
    if first is None:
        return None
    end = first + 1
    form = fold(words[first])
    if form in ("wie", "how") and end < len(words) and words[end][0].islower():
        follows = fold(words[end])
        if follows not in ("der", "die", "das", "den", "dem", "es", "er", "sie", "ein", "eine"):
            end += 1
            form = follows
    if form in BEFORE_ASKED_THING:
        noun = next((i for i in range(end, len(words)) if words[i][0].isupper()), None)
        end = noun + 1 if noun is not None else end
    return end
