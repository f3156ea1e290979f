"""The whole of the training on the seeds: too little to learn much, enough to see it run."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.answer_words import trained_answer_words
from bot.confidence import trained_scorer
from bot.select import trained_selector
from bot.training.__main__ import hidden_twins
from bot.training.examples import gather_examples
from bot.training.fit import cross_validate, describe, everyday_mix, learn_confidence
from bot.training.questions import TrainingQuestion

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
    selector, answer_words, judged = cross_validate(examples, examples)
    assert not judged[-1].answerable
    scorer, calibration, sure = learn_confidence(examples, judged)
    assert np.all((sure >= 0) & (sure <= 1))
    assert 0 < calibration.threshold <= 1
    assert "hit@1" in describe(examples, judged, sure)
    assert selector.sentence.mean.shape == trained_selector().sentence.mean.shape
    assert selector.article.mean.shape == trained_selector().article.mean.shape
    assert scorer.mean.shape == trained_scorer().mean.shape
    assert answer_words.project.shape == trained_answer_words().project.shape


def test_the_everyday_mix_is_half_of_the_paraphrases_and_a_fifth_unanswerable(
    seed_index_dir: Path,
) -> None:
    from tests.conftest import SEEDS

    (example, *_) = gather_examples(seed_index_dir, questions(SEEDS)[:1])
    strong = replace(example, asked=replace(example.asked, paraphrase=True))
    none = replace(example, asked=replace(example.asked, answer=None))
    mix = everyday_mix([strong] * 80 + [example] * 40 + [none] * 60)
    assert sum(place < 80 for place in mix) == 40
    assert sum(80 <= place < 120 for place in mix) == 40
    assert sum(place >= 120 for place in mix) == 20
