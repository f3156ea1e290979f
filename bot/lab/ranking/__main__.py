"""``python -m bot.lab.ranking``: learn the weights in ``bot/weights`` anew."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from bot.answering.calibration import NAME, as_json
from bot.answering.confidence import PART, Calibration
from bot.answering.confidence import WEIGHTS as CONFIDENCE
from bot.answering.fitting import standard_of
from bot.lab.ranking.examples import Example, examples_of
from bot.lab.ranking.judge import (
    FOLDS,
    describe,
    describe_confidence,
    everyday_mix,
    fold_of,
    judge,
    learn_confidence,
)
from bot.lab.ranking.learn import Settings, average, learn
from bot.lab.training.search import small_archives
from bot.lab.training.sources import archive_questions, archive_texts
from bot.rank.scorer import WEIGHTS, Ranking, Scorer, as_tensors
from index.model.check import write_checksums

# Every so many-th question is asked of a small archive, too.
SMALL_STEP = 8


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, print what cross-validation by article says, and write the weights."""
    parser = argparse.ArgumentParser(description="Learn how sentences are ranked, and how surely.")
    parser.add_argument("--train", type=Path, default=Path("../shared/train"))
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--every", type=int, default=1, help="only every so many-th question")
    parser.add_argument("--out", type=Path, default=Path("bot/weights"), help="folder to write")
    options = parser.parse_args(arguments)
    texts = archive_texts(options.train, options.evaluation)
    asked = archive_questions(options.train, options.evaluation)[:: options.every]
    examples = list(examples_of(texts, asked))
    small = [
        example
        for archive, own in small_archives(texts, asked[::SMALL_STEP])
        for example in examples_of(archive, own)
    ]
    print(f"{len(examples)} examples, {len(small)} of small archives", flush=True)
    folds = learn_folds(examples)
    parts = {"all articles": examples, "small archives": small}
    judged = {
        name: everyday_mix([judge(folds[fold_of(e.asked)], e) for e in own])
        for name, own in parts.items()
    }
    scorer, calibration, sure = learn_confidence([item for own in judged.values() for item in own])
    for name, own in judged.items():
        confidences, sure = sure[: len(own)], sure[len(own) :]
        lines = describe_confidence(own, confidences, calibration.threshold())
        print(f"\n{name}\n{describe(own)}\n{lines}")
    write(options.out, average_of(folds), scorer, calibration)


def learn_folds(examples: Sequence[Example]) -> list[Ranking]:
    """Learn models that see no question about the articles of a fold, for each fold in order."""
    answerable = [example for example in examples if example.gold.any()]
    names = answerable[0].features.article_names, answerable[0].features.sentence_names
    lists = [e.articles for e in answerable], [e.sentences for e in answerable]
    standards = [standard_of(np.concatenate([rows for rows, _ in own])) for own in lists]
    folds = []
    for fold in range(FOLDS):
        seen = [place for place, e in enumerate(answerable) if fold_of(e.asked) != fold]
        scorers = (
            learn([own[place] for place in seen], columns, standard, Settings(), fold)
            for own, columns, standard in zip(lists, names, standards, strict=True)
        )
        folds.append(Ranking(*scorers))
    return folds


def average_of(folds: Sequence[Ranking]) -> Ranking:
    """Return models whose scores are the mean of those of the folds."""
    return Ranking(
        average([ranking.article for ranking in folds]),
        average([ranking.sentence for ranking in folds]),
    )


def write(folder: Path, ranking: Ranking, confidence: Scorer, calibration: Calibration) -> None:
    """Write the weights and their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = as_tensors(ranking.article, "article") | as_tensors(ranking.sentence, "sentence")
    save_file(tensors, folder / WEIGHTS)
    save_file(as_tensors(confidence, PART), folder / CONFIDENCE)
    (folder / NAME).write_text(as_json(calibration), encoding="utf-8")
    write_checksums(folder, (WEIGHTS, CONFIDENCE, NAME))


if __name__ == "__main__":
    main()
