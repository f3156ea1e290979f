"""Of a change, the value that is not asked for."""

import pytest

from bot.find.former import values_not_asked
from bot.question import read_question


@pytest.mark.parametrize(
    ("question", "sentence", "not_asked"),
    [
        ("Auf wie viel sank die Zahl?", "Sie sank von 4.100 auf 3.900.", "von 4.100"),
        ("Von wie viel sank die Zahl?", "Sie sank von 4.100 auf 3.900.", " auf 3.900"),
        ("Wann wird der Turm fertig?", "Er wird statt 2028 nun erst 2031 fertig.", "statt 2028"),
        (
            "Wann sollte der Turm ursprünglich fertig sein?",
            "Er wird statt 2028 nun erst 2031 fertig.",
            " nun erst 2031",
        ),
        ("How many are there?", "The number rose from 40 to 60.", "from 40"),
        (
            "Was kostet der Turm?",
            "Er kostet 9 Millionen Euro, geplant waren 6 Millionen Euro.",
            "6 Millionen Euro",
        ),
        (
            "Was sollte der Turm ursprünglich kosten?",
            "Er kostet 9 Millionen Euro, geplant waren 6 Millionen Euro.",
            "9 Millionen Euro",
        ),
        ("Wie lange ist offen?", "Offen ist von 10 bis 18 Uhr.", ""),
        ("Um wie viel sank die Zahl?", "Sie sank von 4.100 auf 3.900.", ""),
        ("Wer zählte die Gäste?", "Sie sank von 4.100 auf 3.900, zählte Moor.", ""),
    ],
)
def test_of_before_and_now_one_is_not_asked_for(
    question: str, sentence: str, not_asked: str
) -> None:
    found = values_not_asked(read_question(question), sentence, 0, len(sentence))
    assert "".join(sentence[slice(*place)] for place in found) == not_asked
