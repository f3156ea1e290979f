"""Rows of tables are found in texts with the heads of their columns, whatever parts their cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tables import linearize, table_rows

TABS = "Ort\tGäste\tPlätze\nRosenau\t412\t80\nZell am See\t9\t\n"
BARS = "| Ort | Gäste | Plätze |\n| Rosenau | 412 | 80 |\n| Zell am See | 9 |  |\n"
MARKDOWN = "Ort | Gäste | Plätze\n:--|--:|--:\nRosenau | 412 | 80\nZell am See | 9 |\n"
BLANKS = "Ort          Gäste   Plätze\nRosenau      412     80\nZell am See  9       10\n"


def rows_of(text: str) -> list[tuple[list[str], list[str]]]:
    """Return the cells of each row, and the heads of their columns."""
    return [
        ([text[slice(*cell)] for cell in row.cells], [text[slice(*head)] for head in row.heads])
        for row in table_rows(text)
    ]


def read_aloud(text: str) -> list[str]:
    return [linearize(text, row).text for row in table_rows(text)]


@pytest.mark.parametrize("table", [TABS, BARS, MARKDOWN, BLANKS])
def test_a_row_has_the_heads_of_its_columns_however_cells_are_parted(table: str) -> None:
    text = f"Die Stadt hat gezählt.\n\n{table}\nDas teilte sie am Montag mit.\n"
    (first, heads), (second, _) = rows_of(text)
    assert heads == ["Ort", "Gäste", "Plätze"]
    assert first == ["Rosenau", "412", "80"]
    assert second[:2] == ["Zell am See", "9"]


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        ("\t2019\t2023\nLinke\t22.877\t25.000\nMitte\t3\t5\n", ["", "2019", "2023"]),
        ("Amt\tName\nVorsitz\tIda Thoma\nKasse\tUwe Loos\n", ["Amt", "Name"]),
        ("Jahr\tPreis\tHaus\n2020\t4,00 Euro\tA\n", ["Jahr", "Preis", "Haus"]),
        ("Tag\tOrt\tGäste\n3. Mai\tHalle\t40\n10. Mai\tZelt\t1.250\n", ["Tag", "Ort", "Gäste"]),
        ("Lauf\tZeit\nHerren\t22.42 Uhr\nDamen\tca. 23 Uhr\n", ["Lauf", "Zeit"]),
    ],
)
def test_heads_are_of_another_kind_than_what_stands_below(table: str, heads: list[str]) -> None:
    assert all(found == heads for _, found in rows_of(table))
    assert len(rows_of(table)) == table.count("\n") - 1


@pytest.mark.parametrize(
    "heads",
    [
        "\t2018\t\t2023\t\nPartei\tStimmen\tAnteil\tStimmen\tAnteil\n",
        "Partei\t2018\t2018\t2023\t2023\n\tStimmen\tAnteil\tStimmen\tAnteil\n",
        "2018\t2023\nPartei\tStimmen\tAnteil\tStimmen\tAnteil\n",
        "Partei\t2018\t2023\n\tStimmen\tAnteil\tStimmen\tAnteil\n",
        "|Partei|2018||2023||\n|--|--|--|--|--|\n||Stimmen|Anteil|Stimmen|Anteil|\n",
    ],
)
def test_a_row_is_read_under_both_rows_of_heads(heads: str) -> None:
    mark = "|" if "|" in heads else "\t"
    cells = [["Linke", "412", "41 %", "500", "45 %"], ["Mitte", "9", "1 %", "8", "2 %"]]
    rows = [mark.join(row) for row in cells]
    text = heads + "\n".join(f"|{row}|" if mark == "|" else row for row in rows)
    assert [row[0] for row in rows_of(text)] == cells
    assert read_aloud(text)[0] == (
        "Partei Linke: 2018 412 Stimmen; 2018 Anteil 41 %; 2023 500 Stimmen; 2023 Anteil 45 %."
    )
    row = table_rows(text)[0]
    assert linearize(text, row, {"2023", "stimm"}).text == "Partei Linke: 2023 500 Stimmen."


def test_a_row_of_units_belongs_to_the_heads_and_a_row_of_words_does_not() -> None:
    units = "Jahr\tAusgaben\tEinnahmen\n\tin Euro\tin Euro\n2020\t500\t600\n2021\t5\t6\n"
    assert read_aloud(units)[0] == "Jahr 2020: Ausgaben 500 in Euro; Einnahmen 600 in Euro."
    words = "Ort\tGäste\tPlätze\nAhorn\tkeine\tviele\nBirk\t9\t10\nCelle\t1\t2\n"
    assert "Ahorn" in read_aloud(words)[1]


@pytest.mark.parametrize(
    "table",
    [
        "2019\t11.300\n2022\t5.900\n",
        "Vorsitz\tIda Thoma\nKasse\tUwe Loos\n",
        "Meister\tIda Thoma\nGäste\t412\n",
    ],
)
def test_facts_below_each_other_have_no_heads(table: str) -> None:
    assert [heads for _, heads in rows_of(table)] == [[], []]


@pytest.mark.parametrize(
    "text",
    [
        "Ein Satz.  Noch einer.\nHier steht  etwas mehr.\nUnd das Ende.\n",
        "Von Ida Thoma | 3. Mai | Rosenau\nFoto: Uwe Loos | Archiv\n",
        "\tEin Absatz beginnt.\n\tNoch einer beginnt.\n",
        "Dort leben heute 88 Hunde.\tSie kosten je 70 Euro im Jahr.\nDas ist alles.\tMehr nicht.\n",
    ],
)
def test_prose_and_lines_of_names_are_no_rows(text: str) -> None:
    assert not [row for row in table_rows(text) if row.heads]


def test_each_of_two_tables_has_its_caption_and_a_row_too_short_no_heads() -> None:
    text = (
        "Gemeinde Ahorn\nPartei\tStimmen\tAnteil\nLinke\t412\t80 %\nMitte\t9\n\n"
        "Gemeinde Birk\nPartei\tStimmen\tAnteil\nLinke\t77\t61 %\nMitte\t20\t39 %\n"
    )
    captions = [text[slice(*row.caption)] for row in table_rows(text) if row.caption]
    assert captions == ["Gemeinde Ahorn"] * 2 + ["Gemeinde Birk"] * 2
    assert [len(heads) for _, heads in rows_of(text)] == [3, 0, 3, 3]
    context = table_rows(text)[-1].context
    assert context is not None
    assert text[slice(*context)] == "Gemeinde Birk\nPartei\tStimmen\tAnteil"


def test_a_row_is_read_under_its_heads() -> None:
    assert read_aloud(f"Besuch im Mai:\n{TABS}") == [
        "Besuch im Mai. Ort Rosenau: 412 Gäste; 80 Plätze.",
        "Besuch im Mai. Ort Zell am See: 9 Gäste.",
    ]
    assert read_aloud("\t2019\t2023\nLinke\t2,5 %\t25.000\nMitte\t3\t5\n")[0] == (
        "Linke: 2019 2,5 %; 2023 25.000."
    )
    assert read_aloud("Vorsitz\tIda Thoma\nKasse\tUwe Loos\n")[0] == "Vorsitz: Ida Thoma."


def test_numbers_under_heads_that_are_not_asked_for_are_left_out_where_one_is() -> None:
    (row, _) = table_rows(TABS)
    assert linearize(TABS, row, {"platz", "rosenau"}).text == "Ort Rosenau: 80 Plätze."
    assert linearize(TABS, row, {"hund"}).text == "Ort Rosenau: 412 Gäste; 80 Plätze."


@given(
    st.lists(
        st.lists(st.sampled_from(["", "Ort", "2019", "4.388", "Zell am See"]), min_size=3),
        max_size=6,
    ),
    st.sampled_from(["\t", " | ", "   "]),
)
def test_every_character_of_a_linear_row_that_is_the_row_s_stands_there(
    table: list[list[str]], mark: str
) -> None:
    text = "Zahlen\n" + "\n".join(mark.join(row) for row in table)
    for row in table_rows(text):
        linear = linearize(text, row)
        assert len(linear.text) == len(linear.places)
        for character, place in zip(linear.text, linear.places, strict=True):
            assert place == -1 or (row.start <= place < row.end and text[place] == character)
