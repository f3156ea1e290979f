import pytest

from bot.answering.fitting import threshold_at
from bot.lab.bench.measures import (
    auroc,
    bootstrap,
    bootstrap_mean,
    calibration_error,
    coverage_at,
    reliability,
    token_f1,
    wilson,
)


def test_wilson_as_in_the_literature() -> None:
    assert wilson(0, 10) == (0, pytest.approx(0.2775, abs=1e-4))
    assert wilson(5, 10) == (pytest.approx(0.2366, abs=1e-4), pytest.approx(0.7634, abs=1e-4))
    assert wilson(0, 0) == (0, 1)


def test_auroc_counts_pairs_and_ties_half() -> None:
    assert auroc([3, 2, 1], [True, True, False]) == 1
    assert auroc([1, 2, 3], [True, True, False]) == 0
    assert auroc([1, 1], [True, False]) == 0.5
    assert auroc([1, 2], [True, True]) is None


def test_coverage_takes_the_longest_run_that_is_accurate_enough() -> None:
    scores, right = [0.9, 0.8, 0.7, 0.6], [True, False, True, True]
    assert coverage_at(scores, right, 0.75) == 1
    assert coverage_at(scores, right, 0.8) == 0.25
    assert coverage_at([0.5], [False], 0.8) == 0
    assert coverage_at([], [], 0.8) == 0


def test_a_threshold_never_parts_equal_scores() -> None:
    assert threshold_at([0.9, 0.5, 0.5], [True, True, False], 0.8) == 0.9


def test_calibration_error_by_hand() -> None:
    assert calibration_error([0.95, 0.95, 0.05], [True, False, False]) == pytest.approx(
        (2 * 0.45 + 0.05) / 3
    )
    assert reliability([1.0], [True])[9] == (1, 1.0, 1.0)


def test_token_f1_leaves_german_articles_out() -> None:
    assert token_f1("die 49 Prozent", "49 Prozent") == 1
    assert token_f1("rund 30.000 Euro", "30.000 Euro") == pytest.approx(6 / 7)
    assert token_f1("Wien", "Graz") == 0


def test_the_bootstrap_is_the_same_each_time() -> None:
    low, high = bootstrap_mean([0, 1, 1, 0, 1])
    assert (low, high) == bootstrap_mean([0, 1, 1, 0, 1])
    assert 0 <= low < 0.6 < high <= 1


def test_the_bootstrap_interval_of_a_mean_is_that_of_the_sample() -> None:
    items = [0.0, 1.0] * 200
    low, high = bootstrap(items, lambda sample: sum(sample) / len(sample))
    assert low == pytest.approx(0.45, abs=0.02)
    assert high == pytest.approx(0.55, abs=0.02)
    assert bootstrap([1], lambda _: None) == (0.0, 1.0)
