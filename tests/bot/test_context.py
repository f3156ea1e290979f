import pytest

from bot.context import leans_on_the_one_before


@pytest.mark.parametrize(
    "sentence",
    [
        "Er kam am Montag.",
        "Dieses Netzwerk kostet 3 Euro.",
        "Dort lebt er.",
        "„Sie bleibt“, sagte er.",
        "It was founded in 2015.",
    ],
)
def test_a_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans_on_the_one_before(sentence)


@pytest.mark.parametrize("sentence", ["Microsoft kauft OpenAI.", "Wien ist groß.", "49 Prozent."])
def test_a_sentence_that_names_its_subject_does_not(sentence: str) -> None:
    assert not leans_on_the_one_before(sentence)
