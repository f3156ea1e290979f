"""The words of a printed page → paragraphs as a reader sees them, kind by kind.

The words are set by hand, 10 points high and 5 points a character.
"""

import re
import textwrap

import pytest

from index.layout import (
    Vocabulary,
    Word,
    blocks_of,
    join_interrupted,
    join_pages,
    paragraphs_of,
)
from index.layout.words import lines_of

CHAR, SPACE = 0.5, 0.25  # of the height
HEIGHT, PITCH, PAGE_HEIGHT = 10.0, 12.0, 800.0

LEFT = """Das Institut in Kehlheim wird
von Dr. Udo Wenzel geleitet. Er
kam im Mai aus Passau und sucht
nun zwölf neue Leute, die mit
ihm den Neubau planen sollen.""".splitlines()
RIGHT = """Die Stadt gibt für den Bau der
neuen Schule fünf Millionen aus.
Der Rat hat am Montag mit allen
Stimmen zugesagt, obwohl die SPD
noch einmal gewarnt hatte.""".splitlines()


def set_line(text: str, left: float, baseline: float, height: float = HEIGHT) -> list[Word]:
    """Return a line's words, with a space of a quarter of the height between two."""
    words: list[Word] = []
    for part in text.split():
        start = words[-1].right + SPACE * height if words else left
        words.append(Word(part, start, start + len(part) * CHAR * height, baseline, height))
    return words


def table(rows: list[str], lefts: list[float], top: float = 200) -> list[Word]:
    """Return the words of rows whose cells bars part."""
    return [
        word
        for number, row in enumerate(rows)
        for cell, left in zip(row.split("|"), lefts, strict=True)
        for word in set_line(cell, left, top + number * PITCH)
    ]


def column(lines: list[str], left: float = 50, top: float = 200) -> list[Word]:
    return [
        word
        for number, line in enumerate(lines)
        for word in set_line(line, left, top + number * PITCH)
    ]


def read(words: list[Word]) -> list[str]:
    blocks = blocks_of(words, PAGE_HEIGHT)
    vocabulary = Vocabulary(line.text for block in blocks for line in block.lines)
    return [paragraph.text for paragraph in paragraphs_of(blocks, vocabulary)]


def joined(lines: list[str]) -> str:
    return " ".join(lines)


def test_columns_are_read_one_after_the_other_whatever_order_they_are_drawn_in() -> None:
    left, right = column(LEFT), column(RIGHT, 230)
    line_by_line = sorted([*left, *right], key=lambda word: (word.baseline, word.left))
    for drawn in ([*left, *right], [*right, *left], line_by_line):
        assert read(drawn) == [joined(LEFT), joined(RIGHT)]


def test_three_columns_under_one_headline() -> None:
    third = [line.replace("Stadt", "Firma").replace("Rat", "Chef") for line in RIGHT]
    words = set_line("Was in Kehlheim geschieht", 50, 170, 20)
    words += column(LEFT) + column(RIGHT, 230) + column(third, 410)
    assert read(words) == ["Was in Kehlheim geschieht", joined(LEFT), joined(RIGHT), joined(third)]


def test_a_headline_over_two_of_three_columns_belongs_to_these() -> None:
    words = column(LEFT, top=224) + column(RIGHT, 230, 224) + column(RIGHT, 410, 200)
    words += set_line("Institut sucht viele Leute", 50, 200, 15)
    found = read(words)
    assert found[0] == "Institut sucht viele Leute"
    assert set(found[1:]) == {joined(LEFT), joined(RIGHT)}


def test_what_stands_above_and_below_columns_is_read_above_and_below() -> None:
    wide = "Am Montag hat der Rat getagt und über den Bau und das Institut gesprochen."
    words = set_line(wide, 50, 170) + column(LEFT) + column(RIGHT, 230)
    words += set_line(
        "Die nächste Sitzung ist im Mai, sie ist für alle Leute im Ort offen.", 50, 290
    )
    found = read(words)
    assert (found[0], found[1:3]) == (wide, [joined(LEFT), joined(RIGHT)])
    assert found[3].startswith("Die nächste Sitzung")


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    first, second = (
        [*LEFT[:4], "ihm das neue große Haus für die"],
        ["vielen Kinder planen sollen.", *RIGHT[:4]],
    )
    (whole,) = read([*column(first), *column(second, 230)])[:1]
    assert whole.startswith(joined([*first, second[0]]))


UNFINISHED = [*LEFT[:4], "ihm das neue große Haus und Hof"]


def test_a_column_that_begins_with_a_noun_goes_on_only_where_words_or_lines_show_it() -> None:
    ragged = column(UNFINISHED) + column(["Gärten planen sollen. Danach wird", *RIGHT], 230)
    assert read(ragged)[0] == joined(UNFINISHED)
    for end in (
        "ihm das neue große Haus für die",
        "ihm das Haus für mehr als 1200",
        "ihm das neue Haus für kleine",
    ):
        before = [*LEFT[:4], end]
        words = column(before) + column(["Kinder planen sollen. Danach wird", *RIGHT], 230)
        assert read(words)[0].startswith(joined([*before, "Kinder planen sollen."]))
    justified_columns = justified(UNFINISHED, 50) + column(["Bürger planen sollen.", *RIGHT], 230)
    assert read(justified_columns)[0] == joined([*UNFINISHED, "Bürger planen sollen."])
    broken = [*LEFT[:4], "ihm das neue große Haus für Hans-"]
    assert read(column(broken) + column(["Peter planen sollen.", *RIGHT], 230))[0] == (
        joined(broken) + "Peter planen sollen."
    )


def test_a_ragged_column_flows_before_a_noun_into_one_as_wide_and_no_longer() -> None:
    below = ["Parkanlagen planen sollen. Danach", *RIGHT[:4]]
    assert read(column(UNFINISHED) + column(below, 230))[0].startswith(
        joined([*UNFINISHED, "Parkanlagen planen sollen."])
    )
    others = {
        "longer": column([*below, *RIGHT[2:4]], 230),
        "indented": set_line(below[0], 242, 200) + column(below[1:], 230, 212),
        "wider": column([f"{line} und immer wieder neu" for line in below], 230),
    }
    for words in others.values():
        assert read(column(UNFINISHED) + words)[0] == joined(UNFINISHED)
    had_room = [*LEFT[:4], "ihm das neue große Haus"]
    words = column(had_room) + column(["Rat und Stadt zahlen ihm alles.", *RIGHT[:4]], 230)
    assert read(words)[0] == joined(had_room)


def fixed_width(text: str, left: float = 50, top: float = 200) -> list[Word]:
    """Return the words of lines in which each character, a space too, is 0.6 of a height wide."""
    wide = 0.6 * HEIGHT
    return [
        Word(
            match[0],
            left + wide * match.start(),
            left + wide * match.end(),
            top + number * PITCH,
            HEIGHT,
        )
        for number, line in enumerate(text.splitlines())
        for match in re.finditer(r"\S+", line)
    ]


def test_spaces_of_fixed_width_type_part_neither_columns_nor_cells() -> None:
    beside = "\n".join(f"{line:<33}{other}" for line, other in zip(LEFT, RIGHT, strict=True))
    assert read(fixed_width(beside)) == [joined(LEFT), joined(RIGHT)]
    stretched = [
        "Das  Institut in Kehlheim  wird",
        "von Dr. Udo Wenzel geleitet. Er",
        "kam  im  Mai aus Passau und mit",
        "ihm  kamen zehn Leute, die  mit",
    ]
    assert read(fixed_width("\n".join(stretched))) == [" ".join(joined(stretched).split())]
    rows = "Jahr      Geburten\n2021           498\n2022           512\n2023           520"
    assert read(fixed_width(rows))[1] == "2021\t498"


CELLS = [
    ("Montag", "Der Rat gab Geld für die Schule und für das Bad.", "Die SPD war dagegen."),
    ("Mittwoch", "Im Bad sprach der Chef von der Rutsche.", "Es gab viel Lob von allen Leuten."),
    ("Freitag", "Die Halle war voll und der Chor sang alle Lieder.", "Am Ende tanzten alle."),
]


@pytest.mark.parametrize("gap", [0, 6])
@pytest.mark.parametrize("columns", [(0, 1, 2), (1, 2)])
def test_a_table_whose_cells_hold_several_lines_is_read_row_by_row(
    columns: tuple[int, ...], gap: float
) -> None:
    words, top = [], 200.0
    for row in CELLS:
        cells = [textwrap.wrap(row[number], 22) for number in columns]
        for place, cell in enumerate(cells):
            words += column(cell, 50 + 180 * place, top)
        top += PITCH * max(map(len, cells)) + gap
    assert read(words) == ["\t".join(row[number] for number in columns) for row in CELLS]


def test_what_goes_on_below_a_cell_belongs_to_it_and_what_begins_anew_does_not() -> None:
    words = table(["Ort:|Im Haus am alten Markt, in dem", "|auch Feste sind."], [50, 120])
    words = [word for word in words if word.text] + table(
        ["Leitung:|Ida Roth", "|Udo Wenzel"], [50, 120], 224
    )
    assert read(words) == [
        "Ort:\tIm Haus am alten Markt, in dem auch Feste sind.",
        "Leitung:\tIda Roth",
        "Udo Wenzel",
    ]


def test_numbers_of_lines_are_no_part_of_the_text_beside_them() -> None:
    numbers = [str(number) for number in range(11, 16)]
    assert read(column(numbers) + column(LEFT, 80)) == [*numbers, joined(LEFT)]
    entries = [w for n in range(3) for w in set_line(str(n), 50, 200 + 2 * n * PITCH)]
    assert read(entries + column(LEFT, 80))[0].startswith(f"0\t{LEFT[0]}")


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    lines = [f"{n} Kapitel von dem Wald ......... {7 * n}" for n in range(1, 6)]
    assert read(column(lines)) == lines


def test_a_table_is_read_row_by_row() -> None:
    rows = ["Jahr|Geburten|Todesfälle", "2021|498|655", "2022|512|633", "2023|530|610"]
    found = read(table(rows, [50, 100, 170]))
    assert found == [row.replace("|", "\t") for row in rows]


def test_a_box_of_facts_beside_an_article_is_read_apart() -> None:
    facts = ["Gebaut im Jahr 1920", "Höhe 14 Meter", "Leitung Udo Wenzel", "Träger Stadt Kehlheim"]
    words = column(LEFT * 2) + column(facts, 230)
    assert read(words) == [joined(LEFT * 2), *facts]


def test_a_table_of_words_is_not_torn_into_columns() -> None:
    rows = [
        "Eva Rot|Leiterin der Schule in Kehlheim",
        "Jan Blau|Trainer der Jugend und der Frauen",
        "Udo Grün|Kassier und Wart des Vereins",
        "Ida Weiß|Obfrau, sie leitet den Verein",
        "Kai Braun|Koch im Haus am Markt und Wirt",
    ]
    assert read(table(rows, [50, 130])) == [row.replace("|", "\t") for row in rows]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Die Versamm-", "lung begann.", "Die Versammlung begann."),
        ("Es kam Hans-", "Peter Rot.", "Es kam Hans-Peter Rot."),
        ("Die Nord-Süd-", "Verbindung fehlt.", "Die Nord-Süd-Verbindung fehlt."),
        ("Ost- und West-", "variante", "Ost- und Westvariante"),
        ("Die Ost-", "und Westvariante", "Die Ost- und Westvariante"),
        ("weder Ost-", "noch Westvariante", "weder Ost- noch Westvariante"),
        ("Er kam den-", "noch.", "Er kam dennoch."),
        ("Die ARD-", "anstalten", "Die ARD-anstalten"),
        ("Der VW-", "Konzern", "Der VW-Konzern"),
        ("Das Hand-", "in-Hand-Gehen", "Das Hand-in-Hand-Gehen"),
        ("Ein 5th-", "or-6th-Grader", "Ein 5th-or-6th-Grader"),
        ("Wort-", "gegen-Wort-Lage", "Wort-gegen-Wort-Lage"),
        ("Der Bürger-", "meister-Kandidat", "Der Bürgermeister-Kandidat"),
        ("Die STADT-", "VERWALTUNG", "Die STADTVERWALTUNG"),
        ("Die 20-", "jährige", "Die 20-jährige"),
        ("Der Vorher-/", "nachher-Vergleich", "Der Vorher-/nachher-Vergleich"),
        ("Der Vorher-", "/nachher-Vergleich", "Der Vorher-/nachher-Vergleich"),
        ("Vorher-/nachher-", "Vergleich", "Vorher-/nachher-Vergleich"),
        ("Der Zug /", "Ein Bus", "Der Zug / Ein Bus"),
        ("Ein Satz", "geht weiter.", "Ein Satz geht weiter."),
        ("Die Versamm\u00ad", "lung", "Die Versammlung"),
    ],
)
def test_a_hyphen_stays_where_it_is_the_words_own(first: str, second: str, whole: str) -> None:
    assert Vocabulary().join(first, second) == whole


def test_the_words_of_the_document_decide_before_any_rule() -> None:
    assert (
        Vocabulary(["mit der e-mail-adresse"]).join("die e-mail-", "adresse")
        == "die e-mail-adresse"
    )
    assert Vocabulary(["im Landkreis"]).join("im Land-", "Kreis") == "im LandKreis"


def test_a_heading_and_a_list_stay_apart_from_the_text() -> None:
    lines = ["Neue Leute gesucht", *LEFT, "- zwei Köche für das Haus", "- ein Gärtner"]
    assert read(column(lines)) == [
        "Neue Leute gesucht",
        joined(LEFT),
        "- zwei Köche für das Haus",
        "- ein Gärtner",
    ]


def test_a_date_or_a_dash_at_a_lines_start_is_no_entry_of_a_list_within_a_sentence() -> None:
    lines = ["Udo Wenzel leitet das Haus am", "23. Juni zum letzten Mal und im", *RIGHT]
    lines[3:3] = ["neuen Jahr kommt dann der Neue", "– so will es der Rat der Stadt."]
    assert "Haus am 23. Juni zum" in read(column(lines))[0]
    assert "dann der Neue – so will" in " ".join(read(column(lines)))


def test_a_headline_over_several_lines_is_one_whatever_its_words_begin_with() -> None:
    words = set_line("Neue Chefin für das", 50, 150, 16) + set_line(
        "Institut Kehlheim", 50, 169, 16
    )
    assert read(words + column(LEFT)) == [
        "Neue Chefin für das Institut Kehlheim",
        joined(LEFT),
    ]


def test_the_short_last_line_of_a_headline_over_columns_belongs_to_it() -> None:
    words = set_line("Die Schule und das Institut im Mai", 50, 150, 20)
    words += set_line("neu", 50, 174, 20)
    found = read(words + column(LEFT, top=202) + column(RIGHT, 230, top=202))
    assert found == ["Die Schule und das Institut im Mai neu", joined(LEFT), joined(RIGHT)]


def justified(lines: list[str], left: float, width: float = 165) -> list[Word]:
    words = []
    for number, line in enumerate(lines):
        parts = line.split()
        gap = (width - sum(map(len, parts)) * CHAR * HEIGHT) / (len(parts) - 1)
        place = left
        for part in parts:
            end = place + len(part) * CHAR * HEIGHT
            words.append(Word(part, place, end, 200 + number * PITCH, HEIGHT))
            place = end + gap
    return words


def test_four_justified_lines_beside_four_are_columns_however_narrow_the_strip() -> None:
    left, right = LEFT[:4], RIGHT[:4]
    words = [*justified(left, 50), *justified(right, 50 + 165 + 8)]
    assert read(words) == [joined(left), joined(right)]


def test_a_hyphen_of_unicode_breaks_a_word_too() -> None:
    lines = [*LEFT[:4], "ihm den Neubau des Hauses Ver‐", "waltung planen sollen."]
    assert "Hauses Verwaltung planen" in read(column(lines))[0]


def pages_of(*pages: list[Word]) -> list[list[str]]:
    blocks = [blocks_of(words, PAGE_HEIGHT) for words in pages]
    vocabulary = Vocabulary()
    found = join_pages([paragraphs_of(page, vocabulary) for page in blocks], vocabulary)
    return [[paragraph.text for paragraph in page] for page in found]


def test_a_sentence_that_goes_on_overleaf_is_whole_on_its_first_page() -> None:
    first = [*LEFT[:4], "ihm das neue große Haus der Ver-"]
    second = ["waltung planen sollen. Die Stadt", *RIGHT[1:]]
    foot, head = set_line("14", 200, 780), set_line("Kehlheimer Bote", 50, 30)
    assert pages_of(column(first) + foot, head + column(second)) == [
        [joined(first)[:-1] + "waltung planen sollen.", "14"],
        ["Kehlheimer Bote", "Die Stadt " + joined(RIGHT[1:])],
    ]


@pytest.mark.parametrize("end", ["hat", "zahlt", "2019"])
def test_only_the_end_of_a_sentence_moves_to_the_page_before(end: str) -> None:
    first = [*LEFT[:4], "ihm das neue große Haus der Ver-"]
    second = [f"waltung bis dann erst {end}. Die Stadt", *RIGHT[1:]]
    before, behind = pages_of(column(first), column(second))
    assert before[-1].endswith(f"der Verwaltung bis dann erst {end}.")
    assert behind[0].startswith("Die Stadt")


def test_a_page_that_begins_anew_takes_nothing_from_the_one_before() -> None:
    unfinished = [*LEFT[:4], "ihm das neue große Haus für die"]
    rows = table(["Jahr|Geburten|Todesfälle", "2021|498|655"], [50, 100, 170])
    for page in (column(RIGHT), set_line("gez. Wenzel", 50, 200, 16), rows):
        assert pages_of(column(unfinished), page)[0] == [joined(unfinished)]
    assert pages_of(column(LEFT), column(["und so weiter, wie es kam und ging."]))[0] == [
        joined(LEFT)
    ]


def test_paragraphs_part_at_short_last_lines_and_at_indents() -> None:
    short = [*LEFT[:4], "ihm planen."]
    assert read(column([*short, *RIGHT])) == [joined(short), joined(RIGHT)]
    full = [*LEFT[:4], "ihm und allen andern hier baun."]
    indented = column(full) + [
        word
        for number, line in enumerate(RIGHT)
        for word in set_line(line, 50 + (10 if number == 0 else 0), 260 + number * PITCH)
    ]
    assert read(indented)[0] == joined(full)


def test_an_address_is_not_glued() -> None:
    lines = ["Institut Kehlheim", "Am Markt 3", "Haus B, Zimmer 12", "D-93309 Kehlheim"]
    assert read(column(lines)) == lines


def test_a_large_initial_begins_its_word() -> None:
    first = ["as Institut in Kehlheim wird", *LEFT[1:]]
    words = [
        word
        for number, line in enumerate(first)
        for word in set_line(line, 75 if number < 2 else 50, 200 + number * PITCH)
    ]
    initial = Word("D", 50, 72, 212, 28)
    assert read([initial, *words])[0].startswith("Das Institut in Kehlheim wird")


def test_the_head_and_the_foot_of_a_page_are_no_part_of_its_columns() -> None:
    words = set_line("Kehlheimer Bote", 50, 30)
    words += column(LEFT) + column(RIGHT, 230) + set_line("14", 200, 780)
    found = read(words)
    assert (found[1:3], found[-1]) == ([joined(LEFT), joined(RIGHT)], "14")


def test_justified_text_has_no_cells() -> None:
    assert read(justified(LEFT, 50, 200)) == [joined(LEFT)]


def test_raised_figures_stand_on_the_line_that_they_belong_to() -> None:
    words = [*set_line("Das sagt Wenzel", 50, 200), Word("2", 121, 124, 197, 6)]
    assert [line.text for line in lines_of(words)] == ["Das sagt Wenzel 2"]


def test_a_page_without_words_has_no_blocks() -> None:
    assert blocks_of([], PAGE_HEIGHT) == []
    assert pages_of([], column(LEFT), []) == [[], [joined(LEFT)], []]


ROUND = """Das Institut in Kehlheim wird seit dem Mai von Udo Wenzel geleitet, der
aus Passau kam und nun zwölf neue Leute sucht, die mit ihm planen und
bauen sollen. Der Kreis gibt dafür im
Jahr fünf Millionen aus, auch wenn in
der Sitzung vor einem Monat die Räte
gewarnt hatten, dann fehle das Geld
für die Schule, die schon im Herbst um einen Anbau erweitert werden soll,
weil im Ort immer mehr Kinder leben und die alten Räume zu klein sind.""".splitlines()
NARROW = range(2, 6)


def set_round(beside: list[str], *, at_left: bool = False, height: float = 8) -> list[Word]:
    """Return the words of a text that runs round lines of type of some height."""
    shift = 160.0 if at_left else 0.0
    words = [
        word
        for number, line in enumerate(ROUND)
        for word in set_line(line, 50 + (shift if number in NARROW else 0), 200 + number * PITCH)
    ]
    left, top = 50 if at_left else 240, 200 + NARROW[0] * PITCH
    return words + [
        word
        for number, line in enumerate(beside)
        for word in set_line(line, left, top + number * 1.2 * height, height)
    ]


@pytest.mark.parametrize("at_left", [False, True])
@pytest.mark.parametrize(
    ("beside", "height"),
    [
        (["Kehlheim liegt an der Donau.", "Es hat 5.300 Einwohner."], 8),
        (["Der Neubau am Markt. Foto:", "Rahm"], 8),
        (["Das Institut am Markt"], 8),
        (["Wir brauchen", "das Haus sofort"], 14),
        (["Es liegt im Harz.", "Es zählt zum Kreis.", "Es hat drei Ämter.", "Es ist alt."], 10),
    ],
)
def test_a_text_that_runs_round_a_box_a_caption_or_a_quotation_is_whole(
    beside: list[str], height: float, *, at_left: bool
) -> None:
    text, *box = read(set_round(beside, at_left=at_left, height=height))

    assert text == joined(ROUND)
    assert " ".join(box) == joined(beside)


def test_terms_beside_what_they_mean_stay_where_they_are() -> None:
    terms = set_line("Auftrag:", 50, 200 + NARROW[0] * PITCH)
    found = read([*set_round([], at_left=True), *terms])

    assert any("Auftrag:\tbauen sollen." in text for text in found)


@pytest.mark.parametrize("lines", [2, 3, 4])
@pytest.mark.parametrize("gap", [8.0, 14.0])
def test_columns_of_few_lines_are_read_one_after_the_other(lines: int, gap: float) -> None:
    left, right = LEFT[:lines], LEFT[lines : 2 * lines] or RIGHT[:lines]
    right += RIGHT[: lines - len(right)]
    words = [*set_line("Neues aus Kehlheim", 50, 160, 18), *column(left)]
    words += column(right, left=max(word.right for word in column(left)) + gap)

    found = read(words)

    assert found[1].startswith(joined(left))
    assert joined(found[1:]) == joined([*left, *right])


def test_two_rows_of_a_table_are_no_columns() -> None:
    rows = ["Anna Berg, 52|leitet das Amt in Ulm", "Udo Wenzel, 47|sitzt im Rat der Stadt"]

    assert read(table(rows, [50, 160])) == [row.replace("|", "\t") for row in rows]


def test_justified_lines_narrower_than_the_headline_above_them_have_no_cells() -> None:
    headline = set_line("Institut in Kehlheim sucht zwölf neue Leute", 50, 160, 18)

    assert read([*headline, *justified(LEFT, 50, 190)])[1:] == [joined(LEFT)]


def test_a_ragged_text_whose_first_line_is_the_longest_is_one_paragraph() -> None:
    lines = [
        "Der Etat der Bücherei in Kehlheim beträgt laut",
        "Kämmerin Ruth Ohl drei Millionen Euro, davon",
        "ist die Hälfte für neue Bücher und für den",
        "Umbau des alten Saals verplant, sagt sie.",
    ]

    assert read(column(lines)) == [joined(lines)]


INDENTED_LEFT = """
  Das Institut in Kehlheim wird
von Dr. Udo Wenzel geleitet.
  Er kam im Mai aus Passau und
sucht nun neue Leute.
  Sie sollen mit ihm den Neubau
planen, der im Herbst beginnt.
""".strip("\n").splitlines()
INDENTED_RIGHT = """
  Die Stadt gibt für den Bau der
neuen Schule fünf Millionen aus.
  Der Rat hat am Montag mit allen
Stimmen zugesagt.
  Nur die SPD hatte vor Schulden
gewarnt.
""".strip("\n").splitlines()


def test_columns_of_short_paragraphs_with_indents_are_read_one_after_the_other() -> None:
    words = [
        word
        for left, lines in ((50, INDENTED_LEFT), (240, INDENTED_RIGHT))
        for number, line in enumerate(lines)
        for word in set_line(line, left + 10 * line.startswith(" "), 200 + number * PITCH)
    ]
    paragraphs = [
        joined([line.strip() for line in lines[start : start + 2]])
        for lines in (INDENTED_LEFT, INDENTED_RIGHT)
        for start in (0, 2, 4)
    ]

    assert read(words) == paragraphs


def test_columns_beside_a_line_whose_spaces_are_as_wide_as_their_gutter_hold_no_box() -> None:
    left = [*LEFT[:4], "ihm den Neubau planen sollen, der", "von Dr. Wenzel geleitet. Er"]
    left += [
        "Markt beginnt und bis zum Mai",
        "dauern soll, wie der Kreis am",
        "Montag nach der Sitzung",
    ]
    left += ["in der die Räte fast zwei volle", "Stunden lang über den Preis und"]
    right = [*RIGHT, "Nun soll im Mai die Arbeit am", "Dach beginnen, weil es dort seit"]
    right += ["dem Winter durch die Decke in", "die Klassen regnet und die alten"]
    right += ["Fenster im Wind klappern. Bis", "zum Herbst ist alles neu, sagt"]

    found = read(justified(left, 50) + justified(right, 50 + 165 + 7))

    assert found == [joined(left), joined(right)]


@pytest.mark.parametrize("short", [["neue Leute aus dem Umland sucht."], RIGHT[:2], RIGHT[:3]])
def test_few_lines_beside_a_long_text_are_no_cells_of_its_first_lines(short: list[str]) -> None:
    long = [*LEFT[:3], "ihm den Neubau des Hauses und", "seines Gartens am Ufer planen", *LEFT[3:]]

    assert read(column(long) + column(short, 240)) == [joined(long), joined(short)]


def test_long_cells_of_a_table_above_a_text_stay_in_their_rows() -> None:
    rows = ["Neubau der Schule am alten Markt|leitet die Stadt bis zum Mai"]
    rows += ["Anbau an das Haus in der Au|plant der Kreis für das Jahr"]

    found = read(table(rows, [50, 240]) + column(LEFT, top=200 + 2 * PITCH))

    assert found[:2] == [row.replace("|", "\t") for row in rows]


def test_cells_that_all_begin_in_lower_case_are_no_columns() -> None:
    places = ["in Bad Sulza", "in Altenau", "im Kreis Harz", "in Passau", "an der Elbe", "in Ulm"]
    does = [
        "leitet das Amt",
        "sitzt im Rat",
        "führt die Schule neu",
        "plant den Bau",
        "lehrt Bau",
        "spielt",
    ]
    names = ["Anna Berg", "Udo Wenzel", "Petra Lahn", "Emil Rast", "Jan Eil", "Ute Rast"]
    rows = list(map("|".join, zip(names, does, places, strict=True)))

    assert read(table(rows, [60, 200, 340])) == [row.replace("|", "\t") for row in rows]


def around(text: list[str], caption: list[str], height: float) -> list[Word]:
    """Return the words of a column's text that a picture and its caption part."""
    below = [
        word
        for number, line in enumerate(caption)
        for word in set_line(line, 50, 340 + number * PITCH, height)
    ]
    return [*column(text[:3]), *below, *column(text[3:], top=390)]


def interrupted(words: list[Word]) -> list[str]:
    blocks = blocks_of(words, PAGE_HEIGHT)
    vocabulary = Vocabulary(line.text for block in blocks for line in block.lines)
    return [one.text for one in join_interrupted(paragraphs_of(blocks, vocabulary), vocabulary)]


def test_a_paragraph_that_a_caption_interrupts_is_whole_before_it() -> None:
    caption = ["Das Haus am Ufer ist seit", "dem Mai geschlossen."]
    for height in (HEIGHT, 0.8 * HEIGHT):
        assert interrupted(around(LEFT, caption, height)) == [joined(LEFT), joined(caption)]
    nouns = [*LEFT[:2], "kam im Mai aus der großen Stadt", "Passau und sucht nun neue Leute."]
    assert interrupted(around(nouns, caption, 8)) == [joined(nouns), joined(caption)]
    # A headline may part two articles, of which one is broken off.
    assert len(interrupted(around(nouns, ["Haus am Ufer"], 14))) == 3


def test_what_follows_a_whole_paragraph_behind_a_caption_is_another() -> None:
    text = [*LEFT[:2], "kam im Mai aus Passau am Inn.", "nun sucht er zwölf neue Leute."]
    assert len(interrupted(around(text, ["Das Haus am Ufer."], 8))) == 3
