"""Questions whose answers are known, as files hold them, and whether a candidate is right."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.arrays import Flags
from bot.question import read_question
from bot.text.one_line import in_one_line
from bot.types import Candidate
from index import Index
from index.errors import QuestionError, SourceError


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and every answer that is right: (article, words). No answer: unanswerable.

    ``style`` is the manner in which it is asked, such as "plain", "synonym" or "keywords".
    """

    question: str
    language: str
    kind: str
    paraphrase: bool
    answers: tuple[tuple[str, str], ...]
    style: str = ""


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
    if not rows:
        raise SourceError(f"The file {str(path)!r} holds no question: expected JSON Lines.")
    return [_gold(path, number, row) for number, row in enumerate(rows, 1)]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file, in order. Raises ValueError that names the line."""
    rows = []
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number}: {error.msg}") from error
    return rows


def _gold(path: Path, number: int, row: dict[str, Any]) -> Gold:
    try:
        if "gold" in row:
            answers = tuple((item["article"], item["answer"]) for item in row["gold"])
        else:
            told = row.get("article") and row["answer"] is not None
            answers = ((row["article"], row["answer"]),) if told else ()
        if not all(isinstance(words, str) and words.strip() for _, words in answers):
            raise TypeError("an answer is no text")
        question = row["question"]
        language, kind = row.get("lang") or "de", row.get("kind") or "any"
        if not all(isinstance(told, str) for told in (question, language, kind)):
            raise TypeError("question, lang or kind is no text")
        read_question(question)
        return Gold(
            question=question,
            language=language,
            kind=kind,
            paraphrase=bool(row.get("paraphrase", False)),
            answers=answers,
            style=str(row.get("style") or ""),
        )
    except QuestionError as error:
        raise SourceError(f"{path}, question {number}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path}, question {number}: expected question, and article with answer, or gold "
            f"(a list of article and answer); {error!r} is missing or wrong."
        ) from error


def answering_articles(index: Index, gold: Gold) -> Flags:
    """Return which articles answer a question, or say the same as one that does, (articles,).

    Raises SourceError if the index holds none of those that are to answer it.
    """
    wanted = {article for article, _ in gold.answers}
    rows = [
        same
        for name in wanted
        for row, path in index.paths.beginning_with(name).items()
        if name in _names_of(path)
        for same in index.same_report(row)
    ]
    if wanted and not rows:
        raise SourceError(
            f"The index holds no article {sorted(wanted)}, which is to answer {gold.question!r}."
        )
    answering: Flags = np.zeros(len(index.heads), dtype=bool)
    answering[rows] = True
    return answering


def is_hit(candidate: Candidate, gold: Gold) -> bool:
    """Return whether a candidate holds a gold answer, from its article, white space folded."""
    return any(holds(candidate, article, words) for article, words in gold.answers)


def holds(candidate: Candidate, article: str, words: str) -> bool:
    """Return whether a candidate is of an article and holds an answer's words."""
    return _same_article(candidate, article) and in_one_line(words) in in_one_line(candidate.text)


def is_of_gold_article(candidate: Candidate, gold: Gold) -> bool:
    """Return whether a candidate is of an article that answers."""
    return any(_same_article(candidate, article) for article, _ in gold.answers)


def _same_article(candidate: Candidate, article: str) -> bool:
    return article in _names_of(candidate.citation.path)


def _names_of(path: str) -> tuple[str, str]:
    """Return what a gold article may be called: its path, with or without its suffix."""
    return path, path.rsplit(".", 1)[0]
