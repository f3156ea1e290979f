"""How a question is put: greetings and "Bitte sag mir" taken off, its marks and order restored."""

import re

from bot.question.clauses import FINITE, asking_end, may_be_finite
from bot.question.tokens import ASKING, VERBS
from index.text.analyze import fold

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
    if text == typed:
        return typed
    return f"{text[:1].upper()}{text[1:]}"


def _main_clauses(text: str) -> str:
    """Return each of the clauses that "und wer", "und wie viele" join as ``_main_clause`` does."""
    clauses = _JOINED.split(text)
    if " " not in clauses[0]:  # "wann und wo das Turnier stattfindet"
        return " und ".join([*clauses[:-1], _main_clause(clauses[-1])])
    return " und ".join(map(_main_clause, clauses))


def _main_clause(clause: str) -> str:
    """Return "wie hoch der Gewinn war" as "wie hoch war der Gewinn", if its verb stands last."""
    words = clause.split()
    if len(words) < 3 or not may_be_finite(words[-1]):
        return clause
    if fold(words[0]) in ("ob", "if", "whether"):
        return " ".join([words[-1], *words[1:-1]])
    end = asking_end(words)
    if end is None or end >= len(words) - 1 or fold(words[end].strip(",;")) in FINITE:
        return clause
    return " ".join([*words[:end], words[-1], *words[end:-1]])
