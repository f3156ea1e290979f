import numpy as np
import pytest

from bot.reader.passages import Passage, PassageLogits
from bot.reader.scores import reading_of
from bot.text.sentences import Sentence
from index.text.tables import linearize, table_rows

TEXT = "Anna kam. Sie ging früh. Es war kalt."
SENTENCES = (Sentence(0, 9), Sentence(10, 24), Sentence(25, 37))
OFFSETS = [(0, 4), (5, 9), (10, 13), (14, 18), (19, 24), (25, 27), (28, 31), (32, 37)]


def passage(first: int = 0, last: int = 2) -> Passage:
    return Passage("a.txt", "0", TEXT, "Titel", SENTENCES, first, last)


def logits(starts: list[float], ends: list[float], inside: slice = slice(None)) -> PassageLogits:
    return PassageLogits(
        np.array(OFFSETS[inside], np.int32),
        np.array(starts, np.float32),
        np.array(ends, np.float32),
    )


def test_a_sentence_scores_the_sum_of_its_starts_and_of_its_ends() -> None:
    said = logits([0, 1, 2, 0, 0, -9, -9, -9], [0, 0, 0, 3, 0, -9, -9, -9])
    found = reading_of([passage()], [said]).sentences
    wanted = np.logaddexp.reduce([2, 0, 0]) + np.logaddexp.reduce([0, 3, 0])
    assert found["a.txt", 1].score == pytest.approx(wanted, abs=1e-5)
    assert max(found, key=lambda key: found[key].score) == ("a.txt", 1)


def test_the_span_is_that_of_the_highest_sum_and_ends_after_its_start() -> None:
    said = logits([0, 0, 0, 5, 0, 0, 0, 0], [0, 0, 4, 0, 2, 0, 0, 0])
    one = reading_of([passage()], [said]).sentences["a.txt", 1]
    assert TEXT[one.start : one.end] == "ging früh."


def test_a_span_may_end_in_a_later_sentence() -> None:
    said = logits([0, 0, 9, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 9])
    one = reading_of([passage()], [said]).sentences["a.txt", 1]
    assert TEXT[one.start : one.end] == "Sie ging früh. Es war kalt."


@pytest.mark.parametrize(("kind", "words"), [("how_much", "Sie"), ("why", "Sie ging früh. Es")])
def test_an_amount_ends_in_its_sentence(kind: str, words: str) -> None:
    said = logits([0, 0, 9, 0, 0, 0, 0, 0], [0, 0, 5, 0, 0, 9, 0, 0])
    one = reading_of([passage()], [said], kind).sentences["a.txt", 1]
    assert TEXT[one.start : one.end] == words


def test_nothing_here_weighs_against_all_passages_together() -> None:
    low = logits([-9] * 8, [-9] * 8)
    assert reading_of([passage()], [low]).log_total == pytest.approx(0, abs=0.01)
    high = logits([9] + [-9] * 7, [9] + [-9] * 7)
    assert reading_of([passage(), passage()], [low, high]).log_total == pytest.approx(18, abs=0.01)


def test_of_a_sentence_in_two_passages_the_higher_score_counts() -> None:
    low, high = logits([0] * 5, [0] * 5, slice(5)), logits([4] * 6, [4] * 6, slice(2, 8))
    found = reading_of([passage(0, 1), passage(1, 2)], [low, high]).sentences
    assert len(found) == 3
    assert found["a.txt", 1].score > 8


def test_a_passage_without_a_token_says_nothing() -> None:
    empty = PassageLogits(np.zeros((0, 2), np.int32), *(np.zeros(0, np.float32),) * 2)
    assert reading_of([passage()], [empty]).sentences == {}
    assert reading_of([], []).log_total == 0


def test_a_span_in_a_row_of_a_table_stays_in_its_cell() -> None:
    text = "Tag\tGäste\tHelfer\nMontag\t412\t80\nDienstag\t9\t5"
    row = table_rows(text)[0]
    sentences = (Sentence(0, 16), Sentence(row.start, row.end), Sentence(35, 47))
    table = Passage("a.txt", "0", text, "", sentences, 1, 2, {1: linearize(text, row)})
    offsets = np.array([*row.cells, (35, 43)], np.int32)
    high_over_cells = np.array([0, 9, 5, 0], np.float32), np.array([0, 4, 7, 9], np.float32)
    one = reading_of([table], [PassageLogits(offsets, *high_over_cells)]).sentences["a.txt", 1]
    assert text[one.start : one.end] == "412"
