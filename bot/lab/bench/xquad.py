"""XQuAD's German paragraphs among the news articles: a second set of questions, of other texts."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.gold.questions import Gold
from bot.lab.bench.data import eval_file


def mixed_archive(folder: Path) -> list[Gold]:
    """Write the news articles and 120 German paragraphs into a folder, and return the questions.

    Each question comes in German and in English, with the German answer. Raises SourceError
    without the evaluation data.
    """
    news = eval_file("news")
    eval_file("xquad-de-dev.json")
    shutil.copytree(news, folder, dirs_exist_ok=True)
    answers: dict[str, tuple[str, str]] = {}
    questions = []
    for language in ("de", "en"):
        for path, paragraph in _paragraphs(news.parent / f"xquad-{language}-dev.json"):
            if language == "de":
                (folder / path).write_text(paragraph["context"], encoding="utf-8", newline="")
            for asked in paragraph["qas"]:
                answer = answers.setdefault(asked["id"], (path, asked["answers"][0]["text"]))
                questions.append(Gold(asked["question"], language, "any", False, (answer,)))
    return questions


def german_questions() -> list[str]:
    """Return the German questions. Raises SourceError without the evaluation data."""
    paragraphs = _paragraphs(eval_file("xquad-de-dev.json"))
    return [asked["question"] for _, paragraph in paragraphs for asked in paragraph["qas"]]


def _paragraphs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    for number, article in enumerate(articles):
        for place, paragraph in enumerate(article["paragraphs"]):
            yield f"xquad-{number:02d}-{place:02d}.txt", paragraph
