from pathlib import Path

import pytest

from bot import Bot
from bot.gold.questions import Gold
from bot.lab.bench.ablation import PARTS, AblatedBot, Part, Row, read_part, render
from bot.lab.bench.answers import judge
from index.errors import SettingError

QUESTIONS = [
    Gold(
        "Wie viel Geld steckt Microsoft in das KI-Unternehmen?",
        "de",
        "how_much",
        False,
        (("001_85ee735918666742", "zehn Milliarden Dollar"),),
    ),
    Gold("Who invests in OpenAI?", "en", "who", False, (("001_85ee735918666742", "Microsoft"),)),
    Gold("Wann wird das Wahlergebnis in Lima verkündet?", "de", "when", False, ()),
]


@pytest.mark.parametrize("part", PARTS)
def test_without_any_part_there_are_answers_and_they_are_others(
    seed_bot: Bot, seed_index_dir: Path, part: Part
) -> None:
    less = AblatedBot(seed_index_dir, part)
    whole = [seed_bot.ask(gold.question) for gold in QUESTIONS]
    left = [less.ask(gold.question) for gold in QUESTIONS]
    assert all(answer.candidates for answer in left)
    assert [a.candidates for a in whole] != [a.candidates for a in left]


def test_an_unknown_part_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingError, match="likeness"):
        read_part("everything")


def test_the_table_has_a_line_for_each_part(seed_bot: Bot) -> None:
    judged = judge(seed_bot, QUESTIONS)
    table = render([Row(None, judged), *(Row(part, judged) for part in PARTS)])
    assert [line.split("  ")[0] for line in table.splitlines()[1:]] == ["(nothing)", *PARTS]
