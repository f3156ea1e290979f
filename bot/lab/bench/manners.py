"""``zitat bench manners``: the same question put in other ways must get the same answer.

A metamorphic test (Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with
CheckList", invariance): no gold answers are needed, the plain question's answer is the measure.
"""

import random
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.gold.questions import Gold, read_questions
from bot.lab.bench.data import eval_file
from bot.pipeline import Bot
from bot.question.tokens import VERBS, words_of
from bot.types import Answer
from index import build

SEED = 21
REACH = 0.95
_TYPO_LETTERS = 6
_LATIN = re.compile(r"[a-zäöüß]+", re.IGNORECASE)

Manner = Callable[[str, str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Same:
    """How many questions got the same first quote, and were answered or refused alike."""

    manner: str
    questions: int
    same_quote: int
    same_answer: int


def in_capitals(question: str, language: str, chance: random.Random) -> str | None:
    """Return the question in capital letters."""
    return question.upper()


def in_small_letters(question: str, language: str, chance: random.Random) -> str | None:
    """Return the question without a capital letter."""
    return question.lower()


def without_mark(question: str, language: str, chance: random.Random) -> str | None:
    """Return the question without its question mark."""
    return question.rstrip(" ?")


def politely(question: str, language: str, chance: random.Random) -> str | None:
    """Return the question behind one of a few courtesies, as a question of its own."""
    frames = {
        "de": ("Bitte sag mir: {}", "Hallo, {}", "Kannst du mir sagen: {}", "{}, bitte?"),
        "en": ("Please tell me: {}", "Hello, {}", "Can you tell me: {}", "{}, please?"),
    }
    frame = chance.choice(frames["en" if language == "en" else "de"])
    return frame.format(question.rstrip(" ?") if frame.startswith("{}") else question)


def as_clause(question: str, language: str, chance: random.Random) -> str | None:
    """Return "Wie hoch war der Gewinn?" as "Bitte sag mir, wie hoch der Gewinn war."; else None.

    Only where an auxiliary stands second, after "wie" with its adjective or a bare question word.
    """
    match = re.fullmatch(
        r"((?:Wer|Was|Wann|Wo|Warum|Wie|Wie (?:hoch|alt|gro(?:ß|ss)|lange?|oft|weit|teuer)))"
        rf"\s({'|'.join(VERBS)})\s(.+?)\?",
        question,
    )
    if language != "de" or match is None or "," in match[3]:
        return None
    return f"Bitte sag mir, {match[1][0].lower()}{match[1][1:]} {match[3]} {match[2]}."


def with_typing_error(question: str, language: str, chance: random.Random) -> str | None:
    """Return the question with one letter of a longer word swapped, left out or doubled."""
    places = [m for m in _LATIN.finditer(question) if len(m[0]) >= _TYPO_LETTERS]
    if not places:
        return None
    place = chance.choice(places)
    at = place.start() + chance.randrange(1, len(place[0]) - 2)
    error = chance.choice(("swap", "drop", "double"))
    if error == "swap":
        return question[:at] + question[at + 1] + question[at] + question[at + 2 :]
    return (
        question[:at] + question[at + 1 :]
        if error == "drop"
        else (question[: at + 1] + question[at:])
    )


def without_verb(question: str, language: str, chance: random.Random) -> str | None:
    """Return half a sentence: the question without its auxiliary; None if it has none."""
    found = [word.text for word in words_of(question) if word.form in VERBS]
    if not found:
        return None
    half = re.sub(rf"\s\b{re.escape(found[0])}\b", "", question, count=1)
    return half if half != question else None


MANNERS: dict[str, Manner] = {
    "capitals": in_capitals,
    "small letters": in_small_letters,
    "no question mark": without_mark,
    "courtesy": politely,
    "courtesy, as a clause": as_clause,
    "typing error": with_typing_error,
    "half a sentence": without_verb,
}


def measure(bot: Bot, questions: Sequence[Gold]) -> tuple[list[Same], list[str]]:
    """Ask every question plainly and in each manner; return the counts, and what differs."""
    plain = {gold.question: bot.ask(gold.question) for gold in questions}
    counts, differing = [], []
    for name, manner in MANNERS.items():
        chance = random.Random(SEED)
        quotes = answers = asked = 0
        for gold in questions:
            put = manner(gold.question, gold.language, chance)
            if put is None or put == gold.question:
                continue
            asked += 1
            answer, same = bot.ask(put), False
            if _first_place(answer) == _first_place(plain[gold.question]):
                quotes += 1
                same = answer.answered == plain[gold.question].answered
                answers += same
            if not same:
                differing.append(f"{name}: {put} ({answer.asked})")
        counts.append(Same(name, asked, quotes, answers))
    return counts, differing


def report(counts: Sequence[Same]) -> list[str]:
    """Return the lines to print: each manner's shares, and whether it reaches ``REACH``."""
    lines = [f"{'manner':24} {'questions':>9} {'same quote':>12} {'same answer':>12}"]
    for same in counts:
        total = max(same.questions, 1)
        shares = (same.same_quote / total, same.same_answer / total)
        reached = "" if shares[1] >= REACH else f"  below {REACH:.0%}"
        lines.append(
            f"{same.manner:24} {same.questions:9} {shares[0]:12.1%} {shares[1]:12.1%}{reached}"
        )
    return lines


def run(questions: Path | None, index_dir: Path | None, *, show: bool) -> None:
    """Ask the questions in each manner and print how many answers are the same.

    The index in ``index_dir`` is used, by default one of the news articles is built for this run.
    Raises SourceError if the questions or the articles are not there.
    """
    gold = read_questions(questions or eval_file("news-dev-natural.jsonl"))
    with tempfile.TemporaryDirectory() as temporary:
        if index_dir is None:
            index_dir = Path(temporary)
            build(eval_file("news"), index_dir)
        counts, differing = measure(Bot(index_dir), gold)
    print("\n".join(report(counts) + (differing if show else [])))


def _first_place(answer: Answer) -> tuple[str, int] | None:
    if not answer.candidates:
        return None
    citation = answer.candidates[0].citation
    return citation.path, citation.start
