"""Plain text in which columns stand side by side → one after the other, without a word changed."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import split_sentences
from index.layout import in_reading_order
from tests.index.formats.any_files import side_by_side

BATH = (
    "Die Stadt Ulmbach baut ein neues Bad am Fluss. Es kostet fünf Millionen Euro und wird im Mai "
    "eröffnet. Die Leitung des Bades hat Frau Heike Moll übernommen, die aus Selb kommt."
)
CLUB = (
    "Der Sportverein hat einen neuen Vorsitzenden. Er heißt Udo Wenzel und ist 44 Jahre alt. Im "
    "Herbst folgt er auf Ina Roth, die nach zwölf Jahren mit ihrer Familie nach Berlin zieht."
)


def column(text: str, width: int = 34) -> list[str]:
    return textwrap.wrap(text, width)


def sentences(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in split_sentences(text)]


@pytest.mark.parametrize("gap", [2, 4, 9])
@pytest.mark.parametrize("order", [(BATH, CLUB), (CLUB, BATH), (BATH, CLUB, BATH)])
def test_columns_are_read_one_after_the_other(order: tuple[str, ...], gap: int) -> None:
    text = "          Nachrichten aus Ulmbach\n\n" + side_by_side(*map(column, order), gap=gap)
    found = sentences(in_reading_order(text))
    assert found == ["Nachrichten aus Ulmbach", *(one for text in order for one in sentences(text))]


def test_the_headlines_of_two_articles_side_by_side_stay_with_their_own() -> None:
    left, right = ["Ulmbach baut ein Bad", "", *column(BATH)], ["WENZEL", "", *column(CLUB)]
    found = in_reading_order(side_by_side(left, right))
    assert found.split("\n\n")[::2] == ["Ulmbach baut ein Bad", "WENZEL"]


def test_a_sentence_goes_on_before_a_noun_in_a_column_as_wide() -> None:
    lines = column(BATH)
    assert (lines[1][-4:], lines[2][:9]) == ("fünf", "Millionen")
    found = in_reading_order(side_by_side([*lines[3:], *lines[:2]], lines[2:]))
    assert "Es kostet fünf\nMillionen Euro und wird im Mai" in found
    longer = in_reading_order(side_by_side([*lines[3:], *lines[:2]], [*lines[2:], *lines]))
    assert "Es kostet fünf\n\nMillionen" in longer


def test_what_stands_above_and_below_columns_stays_there() -> None:
    above, below = textwrap.fill(CLUB, 72), textwrap.fill(BATH, 72)
    text = f"{above}\n\n{side_by_side(column(BATH), column(CLUB))}\n{below}\n"
    assert in_reading_order(text).startswith(f"{above}\n\n{column(BATH)[0]}\n")
    assert in_reading_order(text).endswith(f"{column(CLUB)[-1]}\n\n{below}\n")


def test_each_page_has_columns_of_its_own() -> None:
    page = side_by_side(column(BATH), column(CLUB))
    assert in_reading_order(f"{page}\f{page}").split("\f") == [in_reading_order(page)] * 2


def test_a_sentence_goes_on_in_the_next_column_and_a_new_text_does_not() -> None:
    lines = column(BATH)
    assert "eröffnet. Die" in " ".join(lines[3:5])
    text = in_reading_order(side_by_side(lines[:2] + lines[:3], lines[3:] + lines[3:]))
    assert "Es kostet fünf Millionen Euro und wird im Mai eröffnet." in sentences(text)
    news = in_reading_order(side_by_side([*lines, "Er wechselt wohl zum"], column(CLUB)))
    assert "Er wechselt wohl zum" in sentences(news)


@pytest.mark.parametrize(
    "text",
    [
        "Partei                  Stimmen    Anteil\nFreie Wähler der Stadt    1.204    41,0 %\n"
        "Liste der Bürger            950    32,4 %\nGrüne                       780    26,6 %\n",
        "Eva Rot      Leiterin der Schule in Kehlheim\nJan Blau     Trainer der Jugend und Frauen\n"
        "Udo Grün     Kassier und Wart des Vereins\nIda Weiß     Obfrau, sie leitet alles\n",
        "names = read(file)    # alle Namen aus der Datei\nnames.sort(key=fold)  # nach dem Namen\n"
        "for name in names:    # jeder wird noch gezeigt\n    print(name)       # und gedruckt\n",
        f"{textwrap.fill(BATH, 60)}\n",
    ],
)
def test_tables_lists_and_code_stay_as_they_are(text: str) -> None:
    assert in_reading_order(text) == text


def test_a_table_whose_cells_hold_several_lines_is_read_cell_by_cell() -> None:
    rows = [
        ("Der Rat gab Geld für die Schule und für das Bad.", "Die SPD war am Ende dagegen."),
        ("Im Bad sprach der Chef von der Rutsche.", "Es gab viel Lob von allen Leuten im Ort."),
        ("Die Halle war voll und der Chor sang Lieder.", "Am Ende tanzten alle."),
    ]
    text = "\n".join(side_by_side(*(column(cell, 22) for cell in row), width=22) for row in rows)
    assert sentences(in_reading_order(text)) == [cell for row in rows for cell in row]


WORDS = "Der Rat und die Stadt Ulm baut 5,2 Mio. für ein Bad, (wie) „Ja“ es - hieß. a_b".split()
LINE = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(st.lists(st.tuples(LINE, LINE, LINE), max_size=12), st.integers(1, 5), st.booleans())
def test_no_word_is_lost_and_each_line_stands_in_the_text(
    rows: list[tuple[str, str, str]], gap: int, has_feed: bool
) -> None:
    text = "".join("".join(cell.ljust(24 + gap) for cell in row).rstrip() + "\n" for row in rows)
    text = f"{text}\f{text}" if has_feed else text
    read = in_reading_order(text)
    assert sorted(read.split()) == sorted(text.split())
    assert all(line.strip() in text for line in read.splitlines())


def test_the_search_for_columns_takes_no_longer_for_long_lines() -> None:
    line = "und der Rat tagt wieder lange " * 20_000
    text = f"Ein Kopf   mit Lücke\n\n{line}\n"
    started = time.process_time()
    assert in_reading_order(text) == text
    assert time.process_time() - started < 1
