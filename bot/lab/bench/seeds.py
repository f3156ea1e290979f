"""``zitat bench seeds``: the questions about the two seed articles, one by one."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.gold.questions import read_jsonl
from bot.lab.bench.data import eval_file
from bot.pipeline import Bot
from bot.types import Answer
from index import build
from index.settings import IndexSettings


@dataclass(frozen=True, slots=True)
class JudgedSeed:
    """A question's answer, and whether it is right.

    Right is a quote that contains a gold answer of the gold article; for a question without gold
    answers, that the archive does not say.
    """

    answer: Answer
    answerable: bool
    right: bool


def judge(bot: Bot, questions: Sequence[dict[str, Any]]) -> list[JudgedSeed]:
    """Ask questions with the fields ``question`` and ``gold`` (article, answer) and judge each."""
    answers = bot.ask_many([question["question"] for question in questions])
    return [
        JudgedSeed(answer, bool(question["gold"]), is_right(answer, question["gold"]))
        for question, answer in zip(questions, answers, strict=True)
    ]


def is_right(answer: Answer, gold: Sequence[dict[str, str]]) -> bool:
    """Return whether an answer is right, white space folded; see JudgedSeed."""
    if answer.text is None:
        return not gold
    text, path = _folded(answer.text), answer.citations[0].path
    return any(_folded(item["answer"]) in text and item["article"] == path for item in gold)


def run() -> None:
    """Build a fresh index of the seeds, ask every question, and print the answers and the sums."""
    questions = read_jsonl(eval_file("seed-questions.jsonl"))
    with tempfile.TemporaryDirectory() as index_dir:
        build(IndexSettings.load().source, index_dir)
        judged = judge(Bot(index_dir), questions)
    for item in judged:
        print(f"{'right' if item.right else 'WRONG'}  {item.answer.question}")
        if item.answer.text is None:
            print("       (not in the articles)")
        else:
            print(f"       „{item.answer.text}“ [{item.answer.citations[0].path}]")
        print(f"       confidence {item.answer.confidence:.2f}, marked: {item.answer.span}")
    for name, answerable in (("answerable", True), ("unanswerable", False)):
        group = [item for item in judged if item.answerable is answerable]
        print(f"{name}: {sum(item.right for item in group)} of {len(group)} right")
    print(f"all: {sum(item.right for item in judged)} of {len(judged)} right")


def _folded(text: str) -> str:
    return " ".join(text.split())
