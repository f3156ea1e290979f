"""``zitat bench retrieval``: whether article and sentence are found, and how fast models embed.

XQuAD's German paragraphs and the news articles are one archive, each paragraph an article. A
question is right if a chunk of its own article is ranked first (R@1) or among the first ten (R@10).
"as ranked" is the order of the articles by their likeliest answers, as the reader gets them;
S@16 is the share of questions whose answering sentence is among the first 16 of that order.
"""

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import typer

from bot.find.retriever import Retriever
from bot.gold.questions import read_jsonl
from bot.lab.bench.data import eval_file
from bot.lab.bench.speed.embedding_speed import print_speed, short_name
from bot.question import read_question
from bot.rank.ranking import Ranked, Ranker
from bot.text.one_line import in_one_line
from index import Index, IndexConfig, build
from index.config import DEFAULT_MODEL, TEACHER_MODEL
from index.embedding.embedder import Embedder
from index.embedding.locate import locate
from index.errors import ModelError

# The place of an article that is no candidate.
NOT_FOUND = 1_000_000
AS_RANKED = "as ranked"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the path of the article that answers it, and the answer's words."""

    text: str
    path: str
    answer: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of articles and the questions about it, by name of the question set."""

    folder: Path
    questions: dict[str, list[Asked]]


def run(
    model: Annotated[
        str | None, typer.Option(help="One more embedding model to compare, by name or folder.")
    ] = None,
) -> None:
    """Print the tables of quality, for all models, and of speed; takes some minutes."""
    models = [DEFAULT_MODEL, *([model] if model else [])]
    try:
        locate(TEACHER_MODEL)
        models.append(TEACHER_MODEL)
    except ModelError as error:
        print(f"Not compared with {short_name(TEACHER_MODEL)}: {error}")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        mixed, alone = _archives(work)
        for archive, title, cutoffs in (
            (mixed, "120 German paragraphs and 1,028 news articles", (1, 10)),
            (alone, "120 German paragraphs alone", (1,)),
        ):
            print(f"\n{title}")
            for name in models:
                _print_table(archive, name, work / "index", cutoffs)
        print_speed(mixed.folder, models)


def ranks(
    scores: npt.NDArray[np.float32], article_of: npt.NDArray[np.integer], article_row: int
) -> int:
    """Return how many chunks of other articles score at least as high as the article's best.

    ``scores`` and ``article_of`` have one entry a chunk; 0 means that the article comes first.
    """
    own = article_of == article_row
    return int((scores[~own] >= scores[own].max()).sum())


def place_of(ranked: Ranked | None, article_row: int) -> int:
    """Return how many articles have a likelier answer; ``NOT_FOUND`` if this one has none."""
    if ranked is None:
        return NOT_FOUND
    article_of = ranked.found.joined.article_of[ranked.positions]
    places = list(dict.fromkeys(ranked.found.article_rows[local] for local in article_of.tolist()))
    return places.index(article_row) if article_row in places else NOT_FOUND


def sentence_place(ranked: Ranked | None, index: Index, asked: Asked) -> int:
    """Return how many sentences are likelier than the first that answers; else ``NOT_FOUND``."""
    if ranked is None:
        return NOT_FOUND
    wanted = in_one_line(asked.answer)
    for place, position in enumerate(ranked.positions.tolist()):
        row, sentence = ranked.found.sentence(position)
        article = index.articles[row]
        if article.path == asked.path and wanted in in_one_line(
            article.text[sentence.start : sentence.end]
        ):
            return place
    return NOT_FOUND


def _print_table(archive: Archive, model: str, index_dir: Path, cutoffs: Sequence[int]) -> None:
    shutil.rmtree(index_dir, ignore_errors=True)
    build(archive.folder, index_dir, IndexConfig(model=model))
    index = Index.open(index_dir)
    embedder, retriever = Embedder.load(model), Retriever(index)
    ranker = Ranker(index) if model == DEFAULT_MODEL else None
    article_of = retriever.article_of
    for name, asked in archive.questions.items():
        found: dict[str, list[int]] = defaultdict(list)
        sentences_at: list[int] = []
        vectors = embedder.questions([question.text for question in asked])
        for question, vector in zip(asked, vectors, strict=True):
            read = read_question(question.text)
            scores = retriever.chunk_scores(read, vector, np.arange(len(index.chunks)))
            row = index.row_of(question.path)
            found["BM25"].append(ranks(scores.lexical, article_of, row))
            found["dense"].append(ranks(scores.dense, article_of, row))
            found["sum"].append(ranks(scores.fused, article_of, row))
            if ranker is not None:
                ranked = ranker.rank(read, vector)
                found[AS_RANKED].append(place_of(ranked, row))
                sentences_at.append(sentence_place(ranked, index, question))
        for method, places in found.items():
            if method == "BM25" and model != DEFAULT_MODEL:
                continue
            label = "BM25" if method == "BM25" else f"{short_name(model)} {method}"
            measures = _measures(places, cutoffs)
            if method == AS_RANKED:
                measures += "".join(f"  S@{k} {_share_before(sentences_at, k)}" for k in (1, 16))
            print(f"  {name:36} n={len(asked):4}  {label:24} {measures}")


def _share_before(places: Sequence[int], k: int) -> str:
    return f"{(np.array(places) < k).mean():.3f}"


def _measures(places: Sequence[int], cutoffs: Iterable[int]) -> str:
    place = np.array(places)
    shares = [f"R@{k} {(place < k).mean():.3f}" for k in cutoffs]
    gain = np.where(place < 10, 1 / np.log2(place + 2), 0).mean()
    return "  ".join([*shares, f"nDCG@10 {gain:.3f}"])


def _archives(work: Path) -> tuple[Archive, Archive]:
    """Write the paragraphs and the articles into folders; return both together, and the first."""
    mixed, alone = work / "mixed", work / "alone"
    alone.mkdir()
    shutil.copytree(eval_file("news"), mixed)
    english = _squad_questions(eval_file("xquad-en-dev.json"))
    german: list[Asked] = []
    translated: list[Asked] = []
    for number, paragraph in enumerate(_paragraphs(eval_file("xquad-de-dev.json"))):
        path = f"xquad-{number:03}.txt"
        for folder in (mixed, alone):
            (folder / path).write_text(paragraph["context"], encoding="utf-8")
        for item in paragraph["qas"]:
            words = item["answers"][0]["text"]
            german.append(Asked(item["question"], path, words))
            translated.append(Asked(english[item["id"]], path, words))
    xquad = {"XQuAD German → German": german, "XQuAD English → German": translated}
    dev = {
        f"{name} {language} → German": [
            Asked(item["question"], f"{item['article']}.txt", item["answer"])
            for item in read_jsonl(eval_file(f"{name}.jsonl"))
            if item.get("answer") and item["lang"] == code
        ]
        for name in ("news-dev", "news-dev-natural")
        for code, language in (("de", "German"), ("en", "English"))
    }
    return Archive(mixed, xquad | dev), Archive(alone, xquad)


def _paragraphs(path: Path) -> list[dict[str, Any]]:
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [paragraph for article in data for paragraph in article["paragraphs"]]


def _squad_questions(path: Path) -> dict[str, str]:
    return {item["id"]: item["question"] for p in _paragraphs(path) for item in p["qas"]}
