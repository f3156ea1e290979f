"""The reader's training data: questions, the texts they are about, and where these answer."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Of the articles of news and encyclopaedia one in so many is kept back: how search and reader are
# weighed is fitted on questions that the reader has not seen (the search has).
KEPT_BACK = 10
# The files of ../qa that are learned from: German and English (the vocabulary is cut to these).
COMPREHENSION = (
    "mlqa-de-dev",
    "omos-de",
    "squad-train-part-en",
    "squad-train-du-rebuilt-en",
    "qed-nq-en",
    "nq-oracle-en",
    "afriqa-en",
    "fairytaleqa-en",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to learn from.

    ``text`` names the text that it is about; ``spans`` are the (start, end) in it that answer, none
    if nothing does. ``style`` is the manner in which it is asked, or the file that it is from.
    """

    id: str
    question: str
    language: str
    text: str
    spans: tuple[tuple[int, int], ...]
    style: str

    @property
    def kept_back(self) -> bool:
        """Whether it is about a text that the reader does not learn from."""
        return zlib.crc32(self.text.encode()) % KEPT_BACK == 0


def archive_texts(train: Path, evaluation: Path, news: bool = True) -> dict[str, str]:
    """Return the articles that questions are asked of across texts, by name."""
    texts = {}
    if news:
        for path in sorted((evaluation / "news").glob("*.txt")):
            texts[path.stem] = path.read_text(encoding="utf-8")
    with gzip.open(train / "wiki-articles.json.gz", "rt", encoding="utf-8") as file:
        texts |= json.load(file)
    return texts


def archive_questions(train: Path, evaluation: Path, news: bool = True) -> list[Asked]:
    """Return the questions about ``archive_texts``, but for those about articles of the dev set."""
    dev = {
        row.get("article") or row["near"] for row in _rows(evaluation / "news-dev-natural.jsonl")
    }
    files = ["wiki-qa.jsonl", *(["news-qa.jsonl", "news-qa-natural.jsonl"] if news else [])]
    return [
        _of_archive(row)
        for name in files
        for row in _rows(train / name)
        if (row.get("article") or row["near"]) not in dev
    ]


def dev_questions(evaluation: Path) -> list[Asked]:
    """Return the questions of news-dev-natural, which nothing is learned from."""
    return [_of_archive(row) for row in _rows(evaluation / "news-dev-natural.jsonl")]


def _of_archive(row: dict[str, Any]) -> Asked:
    article = row.get("article")
    spans = ((row["start"], row["start"] + len(row["answer"])),) if article else ()
    worded = "paraphrase" if row.get("paraphrase") else "plain" if article else "unanswerable"
    style = row.get("style") or worded
    return Asked(row["id"], row["question"], row["lang"], article or row["near"], spans, style)


def comprehension(train: Path, count: int | None = None) -> tuple[dict[str, str], list[Asked]]:
    """Return texts and questions of the sets in which each question has a paragraph of its own.

    ``count``: only so many questions.
    """
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    questions = []
    for name in COMPREHENSION:
        with gzip.open(train / "qa" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                text = names.setdefault(row["context"], f"{name}-{len(texts)}")
                texts[text] = row["context"]
                spans = tuple(
                    (answer["start"], answer["start"] + len(answer["text"]))
                    for answer in row["answers"]
                )
                questions.append(
                    Asked(str(row["id"]), row["question"], row["lang"], text, spans, name)
                )
    return texts, questions[:count]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
