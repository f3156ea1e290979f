"""The whole of the training on the seeds: too little to learn much, enough to see it run."""

from pathlib import Path

import numpy as np
import pytest

from bot.answering.calibration import parse_calibration
from bot.answering.confidence import NAMES, PART, trained_confidence
from bot.answering.confidence import WEIGHTS as CONFIDENCE
from bot.lab.ranking.__main__ import learn_ranking, write
from bot.lab.ranking.examples import Example, examples_of
from bot.lab.ranking.judge import (
    JudgedRanking,
    describe,
    describe_confidence,
    everyday_mix,
    fold_of,
    judge,
    learn_confidence,
)
from bot.lab.ranking.learn import learn
from bot.lab.training.search import small_archives, with_hidden
from bot.lab.training.sources import Asked
from bot.rank.scorer import WEIGHTS, Ranking, read_scorers, trained_ranking
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
        *((False, 1),) * 4,
        (True, 0),
    ]


def test_as_many_questions_lose_their_article_in_archives_of_one_question_as_in_a_large_one() -> (
    None
):
    asked = [Asked("", f"Frage {n}?", "de", "text", ((0, 1),), "plain") for n in range(400)]
    hidden = [one for one, out in with_hidden(asked, 4) if out]
    assert 80 < len(hidden) < 120
    assert [one for own in asked for one, out in with_hidden([own], 4) if out] == hidden


def test_training_on_the_seeds_writes_weights_that_are_read_again(
    examples: list[Example], tmp_path: Path
) -> None:
    ranking = learn_ranking(examples)
    judged = [judge(ranking, example) for example in examples]
    confidence, calibration, sure = learn_confidence(judged)
    assert all(0 <= probability <= 1 for probability in sure)
    assert "hit@16" in describe(judged)
    assert "shown" in describe_confidence(judged, sure, 0.5)
    write(tmp_path, ranking, confidence, calibration)
    for file, part, learned in (
        (WEIGHTS, "article", ranking.article),
        (WEIGHTS, "sentence", ranking.sentence),
        (CONFIDENCE, PART, confidence),
    ):
        read = read_scorers((tmp_path / file).read_text())[part]
        assert (read.names, read.bias) == (learned.names, learned.bias)
        assert np.array_equal(read.weights, learned.weights)
    assert parse_calibration((tmp_path / "calibration.json").read_text()) == calibration


def test_what_is_measured_is_named_and_ordered_as_the_weights_learned_it(
    examples: list[Example],
) -> None:
    features, shipped = examples[0].features, trained_ranking()
    assert shipped.article.names == features.article_names
    assert shipped.sentence.names == features.sentence_names
    assert trained_confidence().names == NAMES


def assert_alike(one: Ranking, other: Ranking) -> None:
    assert np.array_equal(one.article.weights, other.article.weights)
    assert np.array_equal(one.sentence.weights, other.sentence.weights)


def test_the_same_examples_give_the_same_weights(examples: list[Example]) -> None:
    assert_alike(learn_ranking(examples), learn_ranking(examples))


def test_what_is_learned_without_a_fold_has_not_seen_its_articles(examples: list[Example]) -> None:
    fold = fold_of(examples[0].asked)
    others = [example for example in examples if fold_of(example.asked) != fold]
    without, apart = learn_ranking(examples, without_fold=fold), learn_ranking(others)
    assert_alike(without, apart)
    assert not np.array_equal(without.sentence.weights, learn_ranking(examples).sentence.weights)


def test_the_right_one_of_a_list_is_learned() -> None:
    rng = np.random.default_rng(0)
    measured = (5, -30, 2, 7), (1, 10, 0.1, 3)  # each column in a unit of its own
    lists = [rng.normal(*measured, size=(7, 4)).astype(np.float32) for _ in range(200)]
    right = [rows[:, 2] == rows[:, 2].max() for rows in lists]
    scorer = learn(list(zip(lists, right, strict=True)), tuple("abcd"))
    chosen = [int(np.argmax(scorer(rows))) for rows in lists]
    assert np.mean([flags[i] for flags, i in zip(right, chosen, strict=True)]) > 0.9


def test_a_small_archive_has_its_size_however_many_texts_are_asked_about() -> None:
    texts = {f"{number:02}": "Text." for number in range(30)}
    asked = [Asked("?", "?", "de", name, (), "plain") for name in texts]
    for archive, own in small_archives(texts, asked, 10):
        assert len(archive) == 10
        assert len(own) == 2 and {one.text for one in own} <= archive.keys()


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
