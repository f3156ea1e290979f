"""``python -m bot.lab.ranking``: learn the weights in ``bot/weights`` anew."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from safetensors.numpy import save_file

from bot.answering.calibration import NAME, as_json
from bot.answering.confidence import WEIGHTS as CONFIDENCE_WEIGHTS
from bot.answering.confidence import Calibration
from bot.lab.ranking.examples import Example, examples_in_parts, gather_examples
from bot.lab.ranking.fit import (
    Judged,
    Models,
    average_of,
    describe,
    describe_confidence,
    everyday_mix,
    judge,
    judge_unseen,
    learn_confidence,
    learn_folds,
)
from bot.lab.ranking.questions import (
    TrainingQuestion,
    news_questions,
    paragraph_questions,
    xquad_questions,
)
from bot.lab.ranking.small_archives import ARTICLES, small_archives
from bot.rank.answer_words import WEIGHTS as ANSWER_WORDS_WEIGHTS
from bot.rank.answer_words import as_tensors as words_as_tensors
from bot.rank.select import WEIGHTS as SELECTOR_WEIGHTS
from bot.rank.select import Scorer
from index import IndexConfig, build
from index.config import DEFAULT_MODEL
from index.model.check import write_checksums

# Of the answerable questions, every fourth comes once more with its article hidden.
TWIN_STEP = 4


def main(
    train_dir: Annotated[Path, typer.Option(help="Holds news-qa.jsonl.")] = Path("../shared/train"),
    eval_dir: Annotated[
        Path, typer.Option(help="Holds news/, m2qa-de-news-train.json and xquad-….json.")
    ] = Path("../shared/eval"),
    model: Annotated[str, typer.Option(help="The embedding model.")] = DEFAULT_MODEL,
    weights: Annotated[Path, typer.Option(help="Folder to write.")] = Path("bot/weights"),
) -> None:
    """Learn selector and confidence, print what cross-validation says, and write the weights."""
    config = IndexConfig(model=model)
    asked = news_questions(train_dir)
    asked += hidden_twins(asked)
    with tempfile.TemporaryDirectory() as name:
        news, paragraphs = _gather(Path(name), asked, eval_dir, config)
    folds = learn_folds(news, paragraphs)
    judged = judge_unseen(folds, news)
    typer.echo(f"All articles in one archive\n{describe(judged)}")
    del news, paragraphs
    models = average_of(folds)
    small = judge_unseen(folds, small_archives(eval_dir / "news", asked, config))
    typer.echo(f"\nIn archives of about {ARTICLES} articles\n{describe(small)}")
    with tempfile.TemporaryDirectory() as name:
        wiki = [judge(models, example) for example in _gather_xquad(Path(name), eval_dir, config)]
    typer.echo(f"\nXQuAD, which the selector did not learn from\n{describe(wiki)}")
    parts = {"all articles": _mix_of(judged), "small archives": _mix_of(small), "XQuAD": wiki}
    scorer, calibration, sure = learn_confidence([item for part in parts.values() for item in part])
    first = 0
    for heading, part in parts.items():
        own, first = sure[first : first + len(part)].tolist(), first + len(part)
        lines = describe_confidence(part, own, calibration.threshold())
        typer.echo(f"\nConfidence, {heading}\n{lines}")
    _write(weights, models, scorer, calibration)


def _mix_of(judged: list[Judged]) -> list[Judged]:
    return [judged[place] for place in everyday_mix([item.asked for item in judged])]


def _gather_xquad(folder: Path, eval_dir: Path, config: IndexConfig) -> Iterator[Example]:
    source = folder / "articles"
    shutil.copytree(eval_dir / "news", source)
    asked = xquad_questions(eval_dir, source)
    build(source, folder / "index", config)
    return examples_in_parts(folder / "index", [*asked, *hidden_twins(asked)])


def _write(folder: Path, models: Models, scorer: Scorer, calibration: Calibration) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    selector = models.selector
    save_file(
        {**as_tensors(selector.article, "article"), **as_tensors(selector.sentence, "sentence")},
        folder / SELECTOR_WEIGHTS,
    )
    save_file(words_as_tensors(models.answer_words), folder / ANSWER_WORDS_WEIGHTS)
    save_file(as_tensors(scorer, "confidence"), folder / CONFIDENCE_WEIGHTS)
    (folder / NAME).write_text(as_json(calibration), encoding="utf-8")
    names = (SELECTOR_WEIGHTS, ANSWER_WORDS_WEIGHTS, CONFIDENCE_WEIGHTS, NAME)
    write_checksums(folder, names)


def _gather(
    folder: Path, asked: list[TrainingQuestion], eval_dir: Path, config: IndexConfig
) -> tuple[list[Example], list[Example]]:
    source = folder / "articles"
    shutil.copytree(eval_dir / "news", source)
    build(source, folder / "news", config)
    examples = gather_examples(folder / "news", asked)
    paragraphs = paragraph_questions(eval_dir, source)
    build(source, folder / "all", config)
    return examples, gather_examples(folder / "all", paragraphs)


def hidden_twins(questions: list[TrainingQuestion]) -> list[TrainingQuestion]:
    """Return every ``TWIN_STEP``-th answerable question again, its article hidden."""
    answerable = [q for q in questions if q.answer is not None]
    return [
        replace(q, answer=None, hidden=q.answer[0]) for q in answerable[::TWIN_STEP] if q.answer
    ]


def as_tensors(
    scorer: Scorer, part: str
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Return a scorer's arrays by name, as ``bot.rank.select.read_scorer`` reads them."""
    names = ("mean", "scale", "linear", "hidden", "hidden_bias", "output")
    return {
        f"{part}.{name}": np.ascontiguousarray(getattr(scorer, name), dtype=np.float32)
        for name in names
    }


if __name__ == "__main__":
    typer.run(main)
