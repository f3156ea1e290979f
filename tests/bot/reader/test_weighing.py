"""How sure an answer is, by what search and reader say of it."""

import numpy as np
import pytest

from bot.rank.scorer import ARTICLES_LEARNED
from bot.reader.scores import SentenceReading
from bot.reader.weighing import FACTS, Facts, trained_weighing


def confidence(
    score: float = 5.0, other: float = 0.0, share: float = -1.0, articles: int = 100
) -> float:
    """Return the raw confidence of the first of two sentences, which the reader scores."""
    facts = Facts(
        positions=[0, 1],
        readings=[SentenceReading(score, 0, 4), SentenceReading(other, 5, 9)],
        log_total=float(np.logaddexp.reduce([0, score, other])),
        first_stage=np.array([share, -3.0], dtype=np.float32),
        article_count=articles,
    )
    return float(trained_weighing().confidence(facts)[0])


def test_the_facts_are_in_the_order_of_their_weights() -> None:
    assert trained_weighing().sureness.names == FACTS


def test_the_likelier_the_search_finds_a_sentence_the_surer_it_is() -> None:
    sure = [confidence(share=share) for share in (-8.0, -4.0, -2.0, -0.1)]
    assert sure == sorted(set(sure))


def test_the_higher_the_reader_scores_a_sentence_and_not_another_the_surer_it_is() -> None:
    assert confidence(score=8.0) > confidence(score=5.0) > confidence(score=5.0, other=4.0)


def test_an_answer_without_a_rival_is_surer_and_of_no_candidate_nothing_is_said() -> None:
    alone = Facts([0], [SentenceReading(5.0, 0, 4)], 5.1, np.array([-0.1], np.float32), 100)
    assert trained_weighing().confidence(alone)[0] > confidence(other=4.0, share=-0.1)
    nothing = Facts([], [], 0.0, np.zeros(0, np.float32), 100)
    assert trained_weighing().confidence(nothing).shape == (0,)


@pytest.mark.parametrize(
    ("inside", "beyond"), [(ARTICLES_LEARNED[0], 1), (ARTICLES_LEARNED[1], 100_000)]
)
def test_an_archive_of_a_size_that_was_not_learned_counts_as_the_nearest(
    inside: int, beyond: int
) -> None:
    assert confidence(articles=inside) == confidence(articles=beyond)
