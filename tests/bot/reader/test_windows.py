from hypothesis import given
from hypothesis import strategies as st

from bot.reader.windows import WINDOW_CHARS, Window, window_around, windows_of
from bot.text.sentences import Sentence


def laid_out(lengths: list[int]) -> list[Sentence]:
    """Return sentences of these lengths, one space apart."""
    sentences, start = [], 0
    for length in lengths:
        sentences.append(Sentence(start, start + length))
        start += length + 1
    return sentences


@given(st.lists(st.integers(1, 900), min_size=1, max_size=40), st.data())
def test_a_window_holds_its_sentence_and_is_short_unless_that_is_long(
    lengths: list[int], data: st.DataObject
) -> None:
    sentences = laid_out(lengths)
    place = data.draw(st.integers(0, len(lengths) - 1))
    first, last = window_around(sentences, place)
    assert 0 <= first <= place <= last < len(sentences)
    length = sentences[last].end - sentences[first].start
    assert length <= max(WINDOW_CHARS, lengths[place])


def test_a_window_takes_as_much_of_both_sides_as_there_is_room_for() -> None:
    sentences = laid_out([100] * 20)
    assert window_around(sentences, 10) == (8, 12)
    assert window_around(sentences, 0) == (0, 4)
    assert window_around(sentences, 19) == (15, 19)


def test_a_sentence_in_an_earlier_window_opens_none_of_its_own() -> None:
    articles = [laid_out([100] * 20), laid_out([100] * 3)]
    windows = windows_of(articles, [(0, 10), (0, 11), (1, 2), (0, 2), (0, 19)], 3)
    assert windows == [Window(0, 8, 12), Window(1, 0, 2), Window(0, 0, 4)]


def test_windows_do_not_grow_with_the_article() -> None:
    short, long = laid_out([100] * 20), laid_out([100] * 50_000)
    assert windows_of([short], [(0, 10)], 8) == windows_of([long], [(0, 10)], 8)


def test_a_row_of_a_table_is_read_alone_and_four_take_the_room_of_a_window() -> None:
    articles, rows = [laid_out([100] * 20)], [{5, 6, 7, 8, 9}]
    assert window_around(articles[0], 6, rows[0]) == (6, 6)
    assert window_around(articles[0], 4, rows[0]) == (0, 4)
    proposed = [(0, 5), (0, 6), (0, 4), (0, 7), (0, 8), (0, 9), (0, 15)]
    assert windows_of(articles, proposed, 2, rows) == [
        Window(0, 5, 5),
        Window(0, 6, 6),
        Window(0, 0, 4),
        Window(0, 7, 7),
        Window(0, 8, 8),
    ]
