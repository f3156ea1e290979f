"""The whole of the training on the seeds: too little to learn much, enough to see it run."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from bot.answering.calibration import parse_calibration
from bot.answering.confidence import NAMES, PART, trained_confidence
from bot.answering.confidence import WEIGHTS as CONFIDENCE
from bot.lab.ranking.__main__ import average_of, learn_folds, write
from bot.lab.ranking.examples import Example, examples_of
from bot.lab.ranking.judge import (
    JudgedRanking,
    describe,
    describe_confidence,
    everyday_mix,
    judge,
    learn_confidence,
)
from bot.lab.ranking.learn import Settings, learn
from bot.lab.training.sources import Asked
from bot.rank.scorer import WEIGHTS, read_scorer, trained_ranking
from tests.conftest import SEEDS

ANSWERS = {
    "Wie viel Prozent an OpenAI könnte Microsoft bekommen?": ("000_bedaab97efa26e68", "49 Pro"),
    "Wann stieg Microsoft ein?": ("000_bedaab97efa26e68", "Sommer 2019"),
    "Wer gründete OpenAI?": ("001_85ee735918666742", "Elon Musk"),
    "Wie viel Geld ist es?": ("001_85ee735918666742", "zehn Milliarden"),
}


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    texts = {path.stem: path.read_text("utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))}
    asked = []
    for text, (name, words) in ANSWERS.items():
        start = texts[name].index(words)
        asked.append(Asked(text, text, "de", name, ((start, start + len(words)),), "plain"))
    return list(examples_of(texts, asked))


def test_of_each_question_the_answering_sentence_is_known_and_none_if_its_article_is_hidden(
    examples: list[Example],
) -> None:
    assert [(example.hidden, int(example.gold.sum())) for example in examples] == [
        *((False, 1), (True, 0)),
        *((False, 1),) * 3,
    ]


def test_training_on_the_seeds_writes_weights_that_are_read_again(
    examples: list[Example], tmp_path: Path
) -> None:
    folds = learn_folds(examples)
    judged = [judge(folds[0], example) for example in examples]
    confidence, calibration, sure = learn_confidence(judged)
    assert all(0 <= probability <= 1 for probability in sure)
    assert "hit@16" in describe(judged)
    assert "shown" in describe_confidence(judged, sure, 0.5)
    ranking = average_of(folds)
    write(tmp_path, ranking, confidence, calibration)
    for file, part, learned in (
        (WEIGHTS, "article", ranking.article),
        (WEIGHTS, "sentence", ranking.sentence),
        (CONFIDENCE, PART, confidence),
    ):
        read = read_scorer(load_file(tmp_path / file), part)
        assert read.names == learned.names
        assert np.array_equal(read.hidden, learned.hidden)
    assert parse_calibration((tmp_path / "calibration.json").read_text()) == calibration


def test_what_is_measured_is_named_and_ordered_as_the_weights_learned_it(
    examples: list[Example],
) -> None:
    features, shipped = examples[0].features, trained_ranking()
    assert shipped.article.names == features.article_names
    assert shipped.sentence.names == features.sentence_names
    assert trained_confidence().names == NAMES


def test_averaged_models_answer_with_the_mean_of_the_folds(examples: list[Example]) -> None:
    folds = learn_folds(examples)
    rows, _ = examples[0].sentences
    mean = np.mean([ranking.sentence(rows) for ranking in folds], axis=0)
    assert average_of(folds).sentence(rows) == pytest.approx(mean, abs=1e-4)


def test_the_same_examples_give_the_same_weights(examples: list[Example]) -> None:
    first, again = learn_folds(examples), learn_folds(examples)
    assert np.array_equal(first[0].article.linear, again[0].article.linear)


def test_the_right_one_of_a_list_is_learned() -> None:
    rng = np.random.default_rng(0)
    lists = [rng.normal(size=(7, 5)).astype(np.float32) for _ in range(200)]
    right = [rows[:, 3] == rows[:, 3].max() for rows in lists]
    standard = np.zeros(5, np.float32), np.ones(5, np.float32)
    examples = list(zip(lists, right, strict=True))
    scorer = learn(examples, tuple("abcde"), standard, Settings(epochs=20, rate=0.05))
    chosen = [int(np.argmax(scorer(rows))) for rows in lists]
    assert np.mean([flags[i] for flags, i in zip(right, chosen, strict=True)]) > 0.9


def test_shares_of_all_sentences_sum_to_one(examples: list[Example]) -> None:
    example = examples[0]
    shares = np.exp(trained_ranking().log_shares(example.features, example.article_of))
    assert shares.sum() == pytest.approx(1, abs=1e-3)


def test_in_the_everyday_mix_a_fifth_has_no_answer(examples: list[Example]) -> None:
    asked, row = examples[0].asked, np.zeros((1, len(NAMES)), np.float32)
    judged = [JudgedRanking(asked, row, 0, True)] * 80 + [
        JudgedRanking(asked, row, None, False)
    ] * 60
    assert [item.answerable for item in everyday_mix(judged)].count(False) == 20


def test_a_question_without_an_answer_counts_against_the_area_and_not_for_the_hits(
    examples: list[Example],
) -> None:
    asked, row = examples[0].asked, np.zeros((1, len(NAMES)), np.float32)
    judged = [JudgedRanking(asked, row, 0, True), JudgedRanking(asked, row, None, False)]
    assert "hit@1 1.000" in describe(judged)
    assert "AUROC: 1.000" in describe_confidence(judged, [0.9, 0.1], 0.5)
