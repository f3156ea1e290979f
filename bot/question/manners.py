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
_FINITE = VERBS | LIGHT | frozenset("beträgt betrug lautet liegt lag kostet kostete steht".split())
_FINITE -= frozenset("bitte schon genau viele vielen mehr one ones".split())
_FINITE_END = re.compile(r"^(?!ge\w+(?:t|en)$)\w{2,}(?:t|te|ten|en|at|ahm|am|ab|og|oss|ief|ann)$")
_HOW = ASKING | frozenset("hoch groß gross lang lange teuer alt weit oft schnell".split())
_DETERMINERS = frozenset("der die das den dem des ein eine einen einem einer".split())
_PARTICIPLE = re.compile(r"(?:an|ab|auf|aus|ein|vor|zu|um|nach|mit)?(?:ge|ver|be|ent|er|zer)\w+")
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
    if len(words) < 3 or any(fold(word) in _FINITE - {"am"} for word in words):
        return question
    end = _asking_end(words)
    if end is None or end > len(words) - 2 or language_of(question) != "de":
        return question
    asked = {fold(word) for word in words[:end]}
    # The verb would stand where an article does.
    if fold(words[end]) not in _DETERMINERS or not asked <= _HOW - BEFORE_ASKED_THING:
        return question
    last = words[-1]
    if last.islower() and re.search(r"(?:te|ten)$", last):
        return question  # "Welche Firma Kranz kaufte"
    if last.islower() and re.search(r"(?:t|en)$", last):
        may_be_infinitive = re.search(r"(?<!ge)en$", last) and not _PARTICIPLE.match(last)
        verb = "kann" if may_be_infinitive else "hat"
    else:
        verb = "ist"
    whole = " ".join([*words[:end], verb, *words[end:]])
    return whole + question.rstrip()[len(question.rstrip(" ?.")) :]


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
    end = _asking_end(words)
    if end is None or end >= len(words) - 1 or fold(words[end].strip(",;")) in _FINITE:
        return clause
    return " ".join([*words[:end], words[-1], *words[end:-1]])


def is_main_clause(clause: str) -> bool:
    """Return whether a verb follows the asking words: "wer leitet es", not "wer es leitet"."""
    words = _WORD.findall(clause)
    end = _asking_end(words)
    return end is not None and end < len(words) - 1 and _may_be_finite(words[end])


def _may_be_finite(word: str) -> bool:
    """Return whether the last word of a German clause may be its verb: no noun, no participle."""
    form = fold(word)
    return form in _FINITE or (word.islower() and _FINITE_END.search(form) is not None)


def _asking_end(words: list[str]) -> int | None:
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
