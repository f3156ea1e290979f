"""How sure an answer is, by what search and reader say of it."""

import numpy as np
import pytest

from bot.reader.scores import SentenceReading
from bot.reader.weighing import LOWEST_FIRST_STAGE, Facts, trained_weighing


@pytest.mark.parametrize(("share", "counts_less"), [(LOWEST_FIRST_STAGE - 5, False), (-0.1, True)])
def test_a_low_share_of_the_search_says_no_more_from_a_floor_on(
    share: float, counts_less: bool
) -> None:
    def confidence(first_stage: float) -> float:
        facts = Facts(
            [0], [SentenceReading(5.0, 0, 4, 0.9)], 5.1, np.array([first_stage]), False, 9
        )
        return float(trained_weighing().confidence(facts)[0])

    assert (confidence(LOWEST_FIRST_STAGE) < confidence(share)) == counts_less
