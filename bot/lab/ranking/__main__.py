"""``python -m bot.lab.ranking``: learn the weights in ``bot/weights`` anew."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.answering.calibration import NAME, as_json
from bot.answering.confidence import PART, Calibration
from bot.answering.confidence import WEIGHTS as CONFIDENCE
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
from bot.lab.ranking.learn import learn
from bot.lab.training.search import archives_of_each_size
from bot.lab.training.sources import archive_questions, archive_texts
from bot.rank.scorer import ARTICLE, SENTENCE, WEIGHTS, Ranking, Scorer, scorers_as_json
from index.model.check import write_checksums

# Every so many-th question is asked of a small archive of each size, too.
SMALL_STEP = 16


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
        for archive, own in archives_of_each_size(texts, asked, SMALL_STEP)
        for example in examples_of(archive, own)
    ]
    print(f"{len(examples)} examples, {len(small)} of small archives", flush=True)
    folds = [learn_ranking(examples, without_fold=fold) for fold in range(FOLDS)]
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
    write(options.out, learn_ranking(examples), scorer, calibration)


def learn_ranking(examples: Sequence[Example], without_fold: int | None = None) -> Ranking:
    """Learn from the answerable ones; with ``without_fold`` from none about the fold's articles."""
    seen = [e for e in examples if e.gold.any() and fold_of(e.asked) != without_fold]
    features = seen[0].features
    return Ranking(
        learn([e.articles for e in seen], features.article_names),
        learn([e.sentences for e in seen], features.sentence_names),
    )


def write(folder: Path, ranking: Ranking, confidence: Scorer, calibration: Calibration) -> None:
    """Write the weights and their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    scorers = {ARTICLE: ranking.article, SENTENCE: ranking.sentence}
    (folder / WEIGHTS).write_text(scorers_as_json(scorers), encoding="utf-8")
    (folder / CONFIDENCE).write_text(scorers_as_json({PART: confidence}), encoding="utf-8")
    (folder / NAME).write_text(as_json(calibration), encoding="utf-8")
    write_checksums(folder, (WEIGHTS, CONFIDENCE, NAME))


if __name__ == "__main__":
    main()
