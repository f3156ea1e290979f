"""Eight who ask at once, measured beside one who asks alone."""

import pytest

from bot import Bot
from bot.lab.bench.speed.askers import ASKERS, Waits, run


def test_every_asker_asks_every_question(seed_bot: Bot) -> None:
    waits = run(seed_bot, ["Wer ist der Chef von OpenAI?", "Was kostet das?"])
    assert len(waits.alone) == 2
    assert [len(waits_of_one) for waits_of_one in waits.together] == [2] * ASKERS
    assert "8 at once (16 questions)" in waits.render()


def test_the_slowest_counts_as_multiples_of_asking_one_after_the_other() -> None:
    waits = Waits([100.0] * 3, [[800.0] * 20, [1600.0] * 20])
    assert waits.times == pytest.approx(2)
    assert "2.00 times" in waits.render()
