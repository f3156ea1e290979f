"""A quote that denies what is presumed is shown as such."""

import pytest

from bot.compare.denied import denies
from bot.question import read_question


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did Ada Finch step down?", "Ms Finch denied that she would step down next month."),
        ("Wann verkauft Orbis das Werk?", "Ein Verkauf des Werks sei nicht geplant."),
        ("Warum wird der Turm gesprengt?", "Der Rat schloss aus, dass der Turm gesprengt wird."),
        ("Warum kündigte Lena Pohl?", "Pohl wies zurück, dass sie kündigte."),
    ],
)
def test_a_sentence_that_denies_what_is_presumed(question: str, sentence: str) -> None:
    assert denies(read_question(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Wer leitet das Werk?", "Ein Verkauf des Werks sei nicht geplant, sagte Leiter Eich."),
        ("Warum schloss das Werk?", "Das Werk schloss, weil die Bank Hilfe ausgeschlossen hatte."),
        ("Warum bestritt Pohl den Verkauf?", "Pohl bestritt den Verkauf aus Angst."),
        ("Warum kündigte Lena Pohl?", "Pohl bestritt, das Werk zu kennen."),
        ("Wann öffnet der Turm?", "Der Turm öffnet im Mai."),
    ],
)
def test_any_other_sentence_does_not(question: str, sentence: str) -> None:
    assert not denies(read_question(question), sentence)
