import random
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest

from index.clean.duplicates import MIN_SHINGLES, group, members, signature
from index.files.articles import title_of
from tests.conftest import SEEDS

SEED_TEXTS = [path.read_text() for path in sorted(SEEDS.iterdir())]


def groups_of(*texts: str) -> list[int]:
    return group(np.array([signature(text) for text in texts], dtype=np.uint32)).tolist()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("text", SEED_TEXTS)
def test_the_same_report_with_few_words_changed_is_one_group(text: str, seed: int) -> None:
    chance = random.Random(seed)
    words = ["ersetzt" if chance.random() < 0.04 else word for word in text.split()]
    assert groups_of(text, "Eigene Überschrift. " + " ".join(words)) == [0, 0]


def test_two_reports_of_one_event_are_two_groups() -> None:
    assert groups_of(*SEED_TEXTS) == [0, 1]


def test_stubs_that_share_a_notice_are_apart_but_equal_ones_together() -> None:
    notice = "Der Volltext dieses Artikels steht aus rechtlichen Gründen nicht mehr zur Verfügung."
    assert len(notice.split()) < MIN_SHINGLES
    texts = (f"Erste Meldung. {notice}", f"Zweite Meldung. {notice}", f"ERSTE Meldung; {notice}")
    assert groups_of(*texts) == [0, 1, 0]


@pytest.mark.parametrize(("function", "times"), [(signature, 20), (title_of, 5)])
def test_a_book_in_one_line_is_never_held_as_a_list_of_all_its_runs_of_words(
    function: Callable[[str], object], times: int
) -> None:
    text = "".join(f"Wort {number} steht hier. " for number in range(80_000))
    tracemalloc.start()
    function(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < times * len(text)


def test_groups_are_those_of_comparing_all_pairs() -> None:
    chance = np.random.default_rng(3)
    signatures = chance.integers(0, 2**32, (60, 128), dtype=np.uint32)
    for row in range(20, 60):  # copies of copies, more and less alike
        signatures[row] = signatures[row - 20]
        changed = chance.choice(128, int(chance.choice([10, 30, 70, 90])), replace=False)
        signatures[row, changed] = chance.integers(0, 2**32, len(changed), dtype=np.uint32)
    alike = (signatures[:, None] == signatures[None]).mean(axis=2) >= 0.6
    expected = np.arange(60)
    for _ in range(60):
        expected = np.array([expected[alike[row]].min() for row in range(60)])
    assert group(signatures).tolist() == expected.tolist()
    assert 1 < len(members(group(signatures))) < 30
