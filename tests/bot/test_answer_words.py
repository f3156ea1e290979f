"""The network over words: as it was learned, article by article."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from bot.lab.ranking import word_network
from bot.lab.ranking.word_articles import DIRECTIONS, Article
from bot.lab.ranking.word_network import WordSettings
from bot.rank.answer_words import AnswerWords, as_tensors, read_answer_words, trained_answer_words
from bot.rank.word_inputs import ASKED_MEANINGS, QUESTION_FACTS, WORD_FACTS, WordInputs

MEANING = 16
LENGTHS = (7, 3, 1)  # words of each article; a sentence holds two


@pytest.fixture
def inputs() -> WordInputs:
    random = np.random.default_rng(1)
    count = sum(LENGTHS)
    articles = np.repeat([0, 2, 5], LENGTHS)
    local = np.concatenate([np.arange(length) // 2 for length in LENGTHS])
    return WordInputs(
        rows=np.arange(count, dtype=np.int32),
        facts=random.normal(size=(count, WORD_FACTS)).astype(np.float32),
        sentences=articles * 10 + local,
        articles=articles,
        question=random.normal(size=QUESTION_FACTS).astype(np.float32),
        asked=random.normal(size=(ASKED_MEANINGS, MEANING)).astype(np.float32),
    )


@pytest.fixture
def meanings() -> np.ndarray:
    return np.random.default_rng(2).normal(size=(sum(LENGTHS), MEANING)).astype(np.float32)


@pytest.fixture
def network() -> word_network.Network:
    torch.manual_seed(3)
    return word_network.Network(WordSettings(units=8)).eval()


@pytest.fixture
def words(network: word_network.Network) -> AnswerWords:
    project = np.random.default_rng(4).normal(size=(MEANING, DIRECTIONS)).astype(np.float32)
    return AnswerWords(project, (word_network.as_weights(network),))


def test_what_is_applied_is_what_was_learned(
    inputs: WordInputs, meanings: np.ndarray, words: AnswerWords, network: word_network.Network
) -> None:
    question = np.concatenate([inputs.question, (inputs.asked @ words.project).ravel()])
    articles = []
    for article in (0, 2, 5):
        own = inputs.articles == article
        first = inputs.sentences[own][0]
        known = np.concatenate([meanings[own] @ words.project, inputs.facts[own]], axis=1)
        sentence_of = inputs.sentences[own] - first
        nothing = np.zeros(sentence_of[-1] + 1, dtype=bool)
        features = np.zeros((len(nothing), 1), dtype=np.float32)
        articles.append(
            Article(
                known, question, sentence_of, features, nothing, np.zeros(len(known), dtype=bool)
            )
        )
    batch = word_network.pack(articles)
    with torch.no_grad():
        scores = network(batch.words, batch.questions, batch.article_of_row)
        learned = word_network.log_sum(
            scores[batch.article_of_row >= 0], batch.sentence_of, len(batch.gold)
        )
    found = words(inputs, meanings, inputs.rows)
    mix, none = network.mix.detach().tolist()
    assert np.allclose(found.log_odds, learned.numpy() - none, atol=1e-4)
    assert np.allclose(found.added, found.log_odds * mix, atol=1e-5)
    assert found.sentences.tolist() == sorted(set(inputs.sentences.tolist()))


def test_an_article_is_read_as_if_it_stood_alone(
    inputs: WordInputs, meanings: np.ndarray, words: AnswerWords
) -> None:
    together = words(inputs, meanings, inputs.rows).log_odds
    alone = []
    for article in (0, 2, 5):
        own = inputs.articles == article
        one = replace(
            inputs,
            rows=inputs.rows[own],
            facts=inputs.facts[own],
            sentences=inputs.sentences[own],
            articles=inputs.articles[own],
        )
        alone.append(words(one, meanings, one.rows).log_odds)
    assert np.allclose(together, np.concatenate(alone), atol=1e-5)


def test_several_networks_count_alike(
    inputs: WordInputs, meanings: np.ndarray, words: AnswerWords
) -> None:
    torch.manual_seed(5)
    other = word_network.as_weights(word_network.Network(WordSettings(units=8)).eval())
    both = AnswerWords(words.project, (*words.networks, other))
    single = AnswerWords(words.project, (other,))
    found = [one(inputs, meanings, inputs.rows).added for one in (words, single, both)]
    assert np.allclose(found[2], (found[0] + found[1]) / 2, atol=1e-5)


def test_weights_are_read_as_they_were_written(words: AnswerWords) -> None:
    again = read_answer_words(as_tensors(words))
    assert as_tensors(again).keys() == as_tensors(words).keys()
    for name, tensor in as_tensors(words).items():
        assert np.array_equal(as_tensors(again)[name], tensor), name


def test_the_shipped_networks_have_the_inputs_that_are_measured() -> None:
    shipped = trained_answer_words()
    assert shipped.project.shape[1] == DIRECTIONS
    for network in shipped.networks:
        assert network.enter.shape[0] == DIRECTIONS + WORD_FACTS
        assert network.ask.shape[0] == QUESTION_FACTS + ASKED_MEANINGS * DIRECTIONS
