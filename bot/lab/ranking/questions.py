"""The questions that the selector and its confidence learn from."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.lab.bench.data import read_jsonl


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question over an archive.

    ``answer`` is (path of the article, offset, words), None if the archive does not say. ``group``
    names the article that the question is about: what is learned from one is never tested on it.
    ``hidden`` is the path of an article that is treated as missing. ``paraphrase`` tells a question
    that shares few words with its answer.
    """

    text: str
    language: str
    answer: tuple[str, int, str] | None
    group: str
    hidden: str | None = None
    paraphrase: bool = False

    def fold(self, folds: int) -> int:
        """Return the number of the cross-validation fold, the same in every run."""
        return zlib.crc32(self.group.encode()) % folds


def news_questions(train_dir: Path) -> list[TrainingQuestion]:
    """Read the questions on news, answerable or not, of ``news-qa.jsonl``."""
    return [_news_question(row) for row in read_jsonl(train_dir / "news-qa.jsonl")]


def _news_question(row: dict[str, Any]) -> TrainingQuestion:
    article = row["article"]
    answer = (f"{article}.txt", row["start"], row["answer"]) if article else None
    return TrainingQuestion(
        row["question"],
        row["lang"],
        answer,
        group=article or row["near"],
        paraphrase=bool(article and row["paraphrase"]),
    )


def paragraph_questions(eval_dir: Path, folder: Path) -> list[TrainingQuestion]:
    """Read M2QA's questions, and write the paragraphs that they are about into ``folder``."""
    paths: dict[str, str] = {}
    questions = []
    for row in read_jsonl(eval_dir / "m2qa-de-news-train.json"):
        path = paths.setdefault(row["context"], f"m2qa-{len(paths):03d}.txt")
        words, starts = row["answers"]["text"], row["answers"]["answer_start"]
        answer = (path, starts[0], words[0]) if words else None
        questions.append(TrainingQuestion(row["question"], "de", answer, path))
    for text, path in paths.items():
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return questions


def xquad_questions(eval_dir: Path, folder: Path) -> list[TrainingQuestion]:
    """Read XQuAD's questions in both languages, with the German answers.

    The German paragraphs that they are about are written into ``folder``.
    """
    answers: dict[str, tuple[str, int, str]] = {}
    questions = []
    for language in ("de", "en"):
        data = json.loads((eval_dir / f"xquad-{language}-dev.json").read_text(encoding="utf-8"))
        for path, paragraph in _paragraphs(data["data"]):
            if language == "de":
                (folder / path).write_text(paragraph["context"], encoding="utf-8", newline="")
            for asked in paragraph["qas"]:
                first = asked["answers"][0]
                answer = answers.setdefault(
                    asked["id"], (path, first["answer_start"], first["text"])
                )
                questions.append(TrainingQuestion(asked["question"], language, answer, path[:8]))
    return questions


def _paragraphs(articles: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, article in enumerate(articles):
        for place, paragraph in enumerate(article["paragraphs"]):
            yield f"xquad-{number:02d}-{place:02d}.txt", paragraph
