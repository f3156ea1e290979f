import numpy as np
import pytest

from bot.lab.ranking.listwise import Settings, learn
from bot.rank.select import log_softmax, log_softmax_in_groups


def test_probabilities_of_each_group_sum_to_one() -> None:
    scores = np.array([1000.0, 999.0, -5.0, 3.0, 3.0], dtype=np.float32)
    group, first = np.array([0, 0, 1, 1, 1]), np.array([0, 2])
    shares = np.exp(log_softmax_in_groups(scores, group, first))
    assert np.add.reduceat(shares, first).tolist() == pytest.approx([1, 1])
    assert np.exp(log_softmax(scores)).sum() == pytest.approx(1)


@pytest.mark.parametrize("units", [0, 8])
def test_the_right_one_of_a_list_is_learned_the_same_each_time(units: int) -> None:
    rng = np.random.default_rng(0)
    lists = [rng.normal(size=(7, 5)).astype(np.float32) for _ in range(200)]
    right = [rows[:, 3] == rows[:, 3].max() for rows in lists]
    settings = Settings(units=units, epochs=20, rate=0.05)
    scorer = learn(lists, right, settings)
    chosen = [int(np.argmax(scorer(rows))) for rows in lists]
    assert np.mean([flags[i] for flags, i in zip(right, chosen, strict=True)]) > 0.9
    assert np.array_equal(learn(lists, right, settings).linear, scorer.linear)
