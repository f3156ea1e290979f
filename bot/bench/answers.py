"""``zitat bench answers``: how well an index answers a file of questions with known answers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.bench.data import read_jsonl
from bot.bench.measures import (
    auroc,
    bootstrap_mean,
    calibration_error,
    coverage_at,
    reliability,
    token_f1,
    wilson,
)
from bot.pipeline import Bot
from bot.types import Answer, Candidate
from index.errors import SourceError

ACCURACY = 0.8


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and every answer that is right: (article, words). No answer: unanswerable."""

    question: str
    language: str
    kind: str
    paraphrase: bool
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer is worth. Ranks count from 0 among the candidates, None if not there."""

    gold: Gold
    answer: Answer
    article_rank: int | None
    hit_rank: int | None
    span_f1: float | None
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the first candidate holds a right answer (never, where there is none)."""
        return self.hit_rank == 0


def read_questions(path: Path) -> list[Gold]:
    """Read questions from JSON Lines: ``question``, and ``article`` with ``answer``, or ``gold``.

    ``gold`` is a list of objects with ``article`` and ``answer``. Without any, or with null, the
    question is unanswerable. Raises SourceError that names the line.
    """
    if not path.is_file():
        raise SourceError(f"The file of questions {str(path)!r} is not there: expected JSON Lines.")
    try:
        rows = read_jsonl(path)
    except ValueError as error:
        raise SourceError(f"{path}: expected one JSON object a line ({error}).") from error
    return [_gold(path, number, row) for number, row in enumerate(rows, 1)]


def _gold(path: Path, number: int, row: dict[str, Any]) -> Gold:
    try:
        if "gold" in row:
            answers = tuple((item["article"], item["answer"]) for item in row["gold"])
        else:
            answers = ((row["article"], row["answer"]),) if row.get("article") else ()
        return Gold(
            question=str(row["question"]),
            language=row.get("lang", "de"),
            kind=row.get("kind", "any"),
            paraphrase=bool(row.get("paraphrase", False)),
            answers=answers,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path}, question {number}: expected question, and article with answer, or gold "
            f"(a list of article and answer); {error!r} is missing or wrong."
        ) from error


def judge(bot: Bot, questions: Sequence[Gold]) -> list[Judged]:
    """Ask every question by itself, and judge its answer. Raises QuestionError."""
    judged = []
    for gold in questions:
        started = time.perf_counter()
        answer = bot.ask(gold.question)
        seconds = time.perf_counter() - started
        found = answer.candidates
        article_rank = _first([_of_gold_article(candidate, gold) for candidate in found])
        hit_rank = _first([is_hit(candidate, gold) for candidate in found])
        span_f1 = None
        if hit_rank == 0:
            marked = found[0].span or found[0].text
            span_f1 = max(
                token_f1(marked, words)
                for article, words in gold.answers
                if _same_article(found[0], article) and _fold(words) in _fold(found[0].text)
            )
        judged.append(Judged(gold, answer, article_rank, hit_rank, span_f1, seconds))
    return judged


def is_hit(candidate: Candidate, gold: Gold) -> bool:
    """Tell whether a candidate holds a gold answer, from its article, white space folded."""
    return any(
        _same_article(candidate, article) and _fold(words) in _fold(candidate.text)
        for article, words in gold.answers
    )


def _of_gold_article(candidate: Candidate, gold: Gold) -> bool:
    return any(_same_article(candidate, article) for article, _ in gold.answers)


def _same_article(candidate: Candidate, article: str) -> bool:
    """Tell whether a gold article, a path with or without its suffix, is the candidate's."""
    path = candidate.citation.path
    return article in (path, path.rsplit(".", 1)[0])


def _first(holds: Sequence[bool]) -> int | None:
    return next((rank for rank, held in enumerate(holds) if held), None)


def _fold(text: str) -> str:
    return " ".join(text.split())


def report(judged: Sequence[Judged]) -> str:
    """Return the measures as lines of text: by language, kind and wording, then the confidence."""
    answerable = [item for item in judged if item.gold.answers]
    groups: list[tuple[str, list[Judged]]] = [("all", answerable)]
    for language in sorted({item.gold.language for item in answerable}):
        groups.append((language, [i for i in answerable if i.gold.language == language]))
    for language in sorted({item.gold.language for item in answerable}):
        for kind in sorted({item.gold.kind for item in answerable}):
            inside = [i for i in answerable if (i.gold.language, i.gold.kind) == (language, kind)]
            groups.append((f"{language} {kind}", inside))
        for paraphrase, name in ((False, "plain"), (True, "paraphrase")):
            inside = [
                i
                for i in answerable
                if (i.gold.language, i.gold.paraphrase) == (language, paraphrase)
            ]
            groups.append((f"{language} {name}", inside))
    lines = [
        f"{len(judged)} questions, {len(answerable)} answerable; shares with 95 % intervals",
        f"{'':14}{'n':>5}  {'article@1':17}{'article@3':17}{'hit@1':17}{'hit@3':17}span F1",
    ]
    lines += [_group_line(name, group) for name, group in groups if group]
    return "\n".join(lines + _confidence_lines(judged))


def _group_line(name: str, group: Sequence[Judged]) -> str:
    ranks = [(item.article_rank, item.hit_rank) for item in group]
    cells = [
        _share(sum(rank is not None and rank < k for rank in column), len(group))
        for column in zip(*ranks, strict=True)
        for k in (1, 3)
    ]
    spans = [item.span_f1 for item in group if item.span_f1 is not None]
    low, high = bootstrap_mean(spans)
    span = f"{np.mean(spans):.2f} ({low:.2f}–{high:.2f})" if spans else "–"
    return f"{name:14}{len(group):>5}  {''.join(f'{cell:17}' for cell in cells)}{span}"


def _share(right: int, count: int) -> str:
    low, high = wilson(right, count)
    return f"{right / count:.2f} ({low:.2f}–{high:.2f})"


def _confidence_lines(judged: Sequence[Judged]) -> list[str]:
    confidences = [item.answer.confidence for item in judged]
    right = [item.right for item in judged]
    area = auroc(confidences, [bool(item.gold.answers) for item in judged])
    shown = [item for item in judged if item.answer.answered]
    lines = [
        f"AUROC answerable or not: {'–' if area is None else f'{area:.2f}'}",
        f"coverage at {ACCURACY:.0%} accuracy: {coverage_at(confidences, right, ACCURACY):.2f}",
        f"answered: {len(shown)} of {len(judged)}"
        + (f", right: {_share(sum(i.right for i in shown), len(shown))}" if shown else ""),
        f"calibration error (ECE): {calibration_error(confidences, right):.3f}",
        "confidence      n   mean  right",
    ]
    for number, (count, mean, share) in enumerate(reliability(confidences, right)):
        if count:
            lines.append(
                f"{number / 10:.1f} to {(number + 1) / 10:.1f} {count:>6}   "
                f"{mean:.2f}   {share:.2f}"
            )
    milliseconds = np.percentile([item.seconds * 1000 for item in judged], [50, 95])
    lines.append(f"a question takes {milliseconds[0]:.0f} ms (p50), {milliseconds[1]:.0f} ms (p95)")
    return lines


def misses(judged: Sequence[Judged]) -> str:
    """Return every miss for reading: the question, what was right, and what was chosen instead."""
    blocks = []
    for item in judged:
        if item.right or (not item.gold.answers and not item.answer.answered):
            continue
        gold = "; ".join(f"{words} [{article}]" for article, words in item.gold.answers)
        where = "not among the candidates" if item.hit_rank is None else f"at {item.hit_rank + 1}"
        first = item.answer.candidates[0] if item.answer.candidates else None
        chosen = f"{first.text} [{first.citation.path}]" if first else "(nothing)"
        blocks.append(
            f"? {item.gold.question}\n  right: {gold or '(not answerable)'}; {where}\n"
            f"  chosen ({item.answer.confidence:.2f}): {chosen}"
        )
    return "\n".join(blocks)
