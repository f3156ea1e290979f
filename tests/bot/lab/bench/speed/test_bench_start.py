"""The bench of the start: what a question takes, as multiples of importing its libraries."""

import pytest

from bot.lab.bench.speed.start import Taken, render, run
from tests.conftest import SEEDS


def test_the_times_are_told_as_multiples_of_the_imports() -> None:
    taken = {"importing": Taken(0.5, 0.6), "zitat ask": Taken(1.25, 0.9)}
    importing, asking, libraries = render(taken, ["faiss", "numpy"]).splitlines()[1:]
    assert importing.split() == ["importing", "0.50", "0.60", "1.00", "1.00"]
    assert asking.split() == ["zitat", "ask", "1.25", "0.90", "2.50", "1.50"]
    assert libraries == "libraries: faiss, numpy"


@pytest.mark.slow
def test_what_is_measured_are_whole_questions() -> None:
    importing, asking, searching = run(SEEDS, runs=1).splitlines()[1:4]
    assert float(importing.split()[-2]) == 1
    assert float(asking.split()[-2]) > 1
    assert searching.startswith("zitat ask --reader none")
