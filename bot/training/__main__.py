"""``python -m bot.training``: learn the weights in ``bot/weights`` anew."""

import json
import shutil
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from safetensors.numpy import save_file

from bot.answer_words import WEIGHTS as ANSWER_WORDS_WEIGHTS
from bot.answer_words import as_tensors as words_as_tensors
from bot.calibration import NAME
from bot.confidence import WEIGHTS as CONFIDENCE_WEIGHTS
from bot.select import WEIGHTS as SELECTOR_WEIGHTS
from bot.select import Scorer
from bot.training.examples import Example, gather_examples
from bot.training.fit import cross_validate, describe, learn_confidence
from bot.training.questions import TrainingQuestion, news_questions, paragraph_questions
from index import IndexConfig, build
from index.config import DEFAULT_MODEL

# Of the answerable questions, every fourth comes once more with its article hidden.
TWIN_STEP = 4


def main(
    train_dir: Annotated[Path, typer.Option(help="Holds news-qa.jsonl.")] = Path("../shared/train"),
    eval_dir: Annotated[Path, typer.Option(help="Holds news/ and m2qa-de-news-train.json.")] = Path(
        "../shared/eval"
    ),
    model: Annotated[str, typer.Option(help="The embedding model.")] = DEFAULT_MODEL,
    weights: Annotated[Path, typer.Option(help="Folder to write.")] = Path("bot/weights"),
) -> None:
    """Learn selector and confidence, print what cross-validation says, and write the weights."""
    with tempfile.TemporaryDirectory() as name:
        news, paragraphs = _gather(Path(name), train_dir, eval_dir, model)
    selector, answer_words, judged = cross_validate(news, paragraphs)
    scorer, calibration, sure = learn_confidence(news, judged)
    typer.echo(describe(news, judged, sure))
    weights.mkdir(parents=True, exist_ok=True)
    save_file(
        {**as_tensors(selector.article, "article"), **as_tensors(selector.sentence, "sentence")},
        weights / SELECTOR_WEIGHTS,
    )
    save_file(words_as_tensors(answer_words), weights / ANSWER_WORDS_WEIGHTS)
    save_file(as_tensors(scorer, "confidence"), weights / CONFIDENCE_WEIGHTS)
    (weights / NAME).write_text(json.dumps(asdict(calibration), indent=1) + "\n", encoding="utf-8")


def _gather(
    folder: Path, train_dir: Path, eval_dir: Path, model: str
) -> tuple[list[Example], list[Example]]:
    source = folder / "articles"
    shutil.copytree(eval_dir / "news", source)
    news = news_questions(train_dir)
    build(source, folder / "news", IndexConfig(model=model))
    examples = gather_examples(folder / "news", [*news, *hidden_twins(news)])
    paragraphs = paragraph_questions(eval_dir, source)
    build(source, folder / "all", IndexConfig(model=model))
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
    """Return a scorer's arrays by name, as ``bot.select.read_scorer`` reads them."""
    names = ("mean", "scale", "linear", "hidden", "hidden_bias", "output")
    return {
        f"{part}.{name}": np.ascontiguousarray(getattr(scorer, name), dtype=np.float32)
        for name in names
    }


if __name__ == "__main__":
    typer.run(main)
