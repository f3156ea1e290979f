"""The whole of the training on the seeds: too little to learn much, enough to see it run."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.answering.confidence import trained_scorer
from bot.lab.ranking.__main__ import hidden_twins
from bot.lab.ranking.examples import gather_examples
from bot.lab.ranking.fit import (
    Judged,
    average_of,
    describe,
    describe_confidence,
    everyday_mix,
    judge_unseen,
    learn_confidence,
    learn_folds,
)
from bot.lab.ranking.questions import TrainingQuestion
from bot.lab.ranking.small_archives import small_archives
from bot.rank.answer_words import trained_answer_words
from bot.rank.select import trained_selector
from index import IndexConfig

ANSWERS = {
    "Wie viel Prozent an OpenAI könnte Microsoft bekommen?": ("000_bedaab97efa26e68.txt", "49 Pro"),
    "Wann stieg Microsoft ein?": ("000_bedaab97efa26e68.txt", "Sommer 2019"),
    "Wer gründete OpenAI?": ("001_85ee735918666742.txt", "Elon Musk"),
    "Wie viel Geld ist es?": ("001_85ee735918666742.txt", "zehn Milliarden"),
}


def questions(seeds: Path) -> list[TrainingQuestion]:
    asked = []
    for number, (text, (path, words)) in enumerate(ANSWERS.items()):
        start = (seeds / path).read_text(encoding="utf-8-sig").index(words)
        asked.append(TrainingQuestion(text, "de", (path, start, words), f"group {number}"))
    return asked


def test_training_on_the_seeds_gives_weights_of_the_shapes_that_are_used(
    seed_index_dir: Path,
) -> None:
    from tests.conftest import SEEDS

    asked = questions(SEEDS)
    examples = gather_examples(seed_index_dir, [*asked, *hidden_twins(asked)])
    assert [e.gold.sum() for e in examples] == [1, 1, 1, 1, 0]
    assert all(e.holds[e.gold].all() for e in examples)
    folds = learn_folds(examples, examples)
    judged = judge_unseen(folds, examples)
    assert not judged[-1].answerable
    scorer, calibration, sure = learn_confidence(judged)
    assert np.all((sure >= 0) & (sure <= 1))
    assert calibration.threshold() > 0
    assert "hit@1" in describe(judged)
    assert "shown" in describe_confidence(judged, sure.tolist(), 0.5)
    models = average_of(folds)
    assert models.selector.sentence.mean.shape == trained_selector().sentence.mean.shape
    assert models.selector.article.mean.shape == trained_selector().article.mean.shape
    assert scorer.mean.shape == trained_scorer().mean.shape
    assert models.answer_words.project.shape == trained_answer_words().project.shape


def test_averaged_models_answer_with_the_mean_of_the_folds(seed_index_dir: Path) -> None:
    from tests.conftest import SEEDS

    examples = gather_examples(seed_index_dir, questions(SEEDS))
    folds = learn_folds(examples, [])
    (example, *_) = examples
    rows = example.features.sentences
    mean = np.mean([models.selector.sentence(rows) for models in folds], axis=0)
    assert average_of(folds).selector.sentence(rows) == pytest.approx(mean, abs=1e-4)


def test_a_question_is_asked_of_the_small_archive_that_holds_its_article() -> None:
    from tests.conftest import SEEDS

    asked = [replace(question, group=question.answer[0][:-4]) for question in questions(SEEDS)]
    found = list(small_archives(SEEDS, asked, IndexConfig()))
    assert [example.asked for example in found] == asked
    assert all(example.gold_article is not None for example in found)


def test_the_confidence_is_described_by_the_wording_of_the_questions() -> None:
    from tests.conftest import SEEDS

    (plain, *_) = questions(SEEDS)
    none, rows = replace(plain, answer=None), np.zeros((1, 1), np.float32)
    judged = [
        Judged(plain, rows, True, True, True),
        Judged(replace(plain, paraphrase=True), rows, False, True, False),
        Judged(none, rows, False, False, False),
    ]
    told = describe_confidence(judged, [0.9, 0.1, 0.5], 0.5)
    assert "AUROC: all 0.500, plain 1.000, paraphrase 0.000" in told


def test_the_everyday_mix_is_half_of_the_paraphrases_and_a_fifth_unanswerable() -> None:
    from tests.conftest import SEEDS

    (plain, *_) = questions(SEEDS)
    strong, none = replace(plain, paraphrase=True), replace(plain, answer=None)
    mix = everyday_mix([strong] * 80 + [plain] * 40 + [none] * 60)
    assert sum(place < 80 for place in mix) == 40
    assert sum(80 <= place < 120 for place in mix) == 40
    assert sum(place >= 120 for place in mix) == 20
