import hashlib
import json
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lab.bench.data import eval_file
from bot.text.sentences import split_sentences
from index.errors import SourceError

CHECKED = Path(__file__).parent / "sentence_boundaries.jsonl"
TRAPS = Path(__file__).parent / "sentence_traps.txt"


def cut(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text)]


@pytest.mark.parametrize("trap", TRAPS.read_text(encoding="utf-8").splitlines())
def test_a_trap_is_cut_where_it_is_marked(trap: str) -> None:
    """A line of the file is a text: ``|`` stands where a sentence ends, ``⏎`` for a line's end."""
    text = trap.replace("⏎", "\n").replace("|", " ")
    assert cut(text) == [sentence.strip() for sentence in re.split("[|⏎]", trap)]


@given(st.text(alphabet="aÄ B1.!?\n\t„“»«-:()ß", max_size=80))
def test_sentences_are_in_order_and_lose_only_white_space(text: str) -> None:
    position = 0
    for sentence in split_sentences(text):
        assert position <= sentence.start < sentence.end <= len(text)
        assert not text[position : sentence.start].strip()
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        position = sentence.end
    assert not text[position:].strip()


def test_hand_checked_boundaries_of_real_articles() -> None:
    """At most 1 % of the boundaries checked by hand are missed, and at most 1 % are wrong."""
    try:
        folder = eval_file("news")
    except SourceError as error:
        pytest.skip(str(error))
    right = missed = wrong = 0
    for line in CHECKED.read_text(encoding="utf-8").splitlines():
        checked = json.loads(line)
        content = (folder / f"{checked['article']}.txt").read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(checked["sha256"])
        text = content.decode()
        inside = [
            sentence.end
            for sentence in split_sentences(text)
            if checked["start"] < sentence.end <= checked["end"]
        ]
        right += len(set(inside) & set(checked["ends"]))
        missed += len(set(checked["ends"]) - set(inside))
        wrong += len(set(inside) - set(checked["ends"]))
    assert right >= 300
    assert missed <= 0.01 * right, f"{missed} of {right + missed} missed"
    assert wrong <= 0.01 * right, f"{wrong} wrong"


def test_a_sentence_runs_over_the_lines_of_a_wrapped_page() -> None:
    page = """Bahnhof wird saniert
Der Bahnhof Erfurt wird für 260 Millionen Euro saniert, sagte
der Sprecher der Bahn am Montag. Die Arbeiten sollen am 1.
Juni beginnen und zwei Jahre dauern. Nach Angaben von Minister
Müller wird der Bahnhof dabei nicht geschlossen.

Ein neuer Absatz beginnt.
"""
    assert cut(page) == [
        "Bahnhof wird saniert",
        "Der Bahnhof Erfurt wird für 260 Millionen Euro saniert, sagte\nder Sprecher der Bahn am "
        "Montag.",
        "Die Arbeiten sollen am 1.\nJuni beginnen und zwei Jahre dauern.",
        "Nach Angaben von Minister\nMüller wird der Bahnhof dabei nicht geschlossen.",
        "Ein neuer Absatz beginnt.",
    ]


@pytest.mark.parametrize("width", [18, 24, 31, 38, 60, 90])
def test_a_sentence_runs_over_the_lines_of_a_column_however_narrow(width: int) -> None:
    sentences = [
        "Zum Markt in Rosenau kamen am Samstag nach Angaben der Stadt 4.200 Besucher.",
        "Das waren mehr als im Jahr davor, obwohl es am Nachmittag lange geregnet hatte.",
        "Bürgermeisterin Ute Brandner zeigte sich zufrieden und dankte den Helfern des Vereins.",
    ]
    column = textwrap.fill(" ".join(sentences), width, break_on_hyphens=False)
    text = f"Ein guter Markttag\n{column}\n"
    assert [" ".join(one.split()) for one in cut(text)] == ["Ein guter Markttag", *sentences]


NARROW = """Neuer Bahnhof in Kreuzau

Nach langem Hin und Her hat der Verkehrs-
ausschuss am Montag den Bau des Bahn-
hofs beschlossen. Die Verbandsvor-
steherin Anna-
Lena Pracht sagte, die Kosten lägen bei 12
Millionen Euro. Baubeginn ist im
Oktober.

Stadtrat Ulrich Meier fehlte dabei am
Montag.

Amt für Bauen
Lindenweg 4, Erdgeschoss
"""


def test_hyphens_and_letters_of_any_width_break_no_sentence_of_a_column() -> None:
    found = [" ".join(one.split()) for one in cut(NARROW)]
    assert found[1:5] == [
        "Nach langem Hin und Her hat der Verkehrs- ausschuss am Montag den Bau des Bahn- hofs "
        "beschlossen.",
        "Die Verbandsvor- steherin Anna- Lena Pracht sagte, die Kosten lägen bei 12 Millionen "
        "Euro.",
        "Baubeginn ist im Oktober.",
        "Stadtrat Ulrich Meier fehlte dabei am Montag.",
    ]
    assert found[5:] == ["Amt für Bauen", "Lindenweg 4, Erdgeschoss"]


def test_wide_gaps_of_justified_lines_part_nothing() -> None:
    page = (
        "Der Bahnhof Erfurt wird für viel Geld saniert, sagte der\n"
        "Sprecher     der      Bahn      am     letzten    Montag\n"
        "in   der     Sitzung    aller    Ausschüsse    des   Rats.\n"
    )
    assert [" ".join(one.split()) for one in cut(page)] == [" ".join(page.split())]


@pytest.mark.parametrize("noun", ["Stadtrat", "Der Stadtrat"])
def test_a_heading_is_no_part_of_the_column_below_it(noun: str) -> None:
    text = (
        f"Neue Brücke über die Werre\n{noun} Ulrich Meier hat am\nMontag in der Sitzung den\n"
        "alten Plan für die neue\nBrücke verworfen."
    )
    assert cut(text)[0] == "Neue Brücke über die Werre"


def test_what_stands_side_by_side_is_apart_but_for_a_label() -> None:
    line = "Die Stadt baut ein neues Bad im Ort{}Der Verein hat einen neuen Chef"
    assert cut(line.format("     ")) == cut(line.format("\t")) == line.split("{}")
    assert cut("Leitung:     Die Leitung hat Ida Roth") == ["Leitung:     Die Leitung hat Ida Roth"]


@pytest.mark.parametrize(
    "apart",
    [
        "Ich gehe langsam\ndurch den stillen Wald\nund höre die Vögel\nund das Laub am Boden\n",
        "Amt für Brücken und Straßen\nBürgerservice im Rathaus\nmontags bis freitags geöffnet\n"
        "dienstags bis 18 Uhr\n",
        "Stadt Rosenau\nHauptplatz 1\n12345 Rosenau\nTelefon 0123 456\n",
        "Der Herbst ist da\nDie Blätter fallen leise\nEin Wind weht kalt\nUnd alles schweigt\n",
        "- Eier und Mehl\n- Butter, fein gerührt\n- Salz\n- zwei Äpfel\n",
        "Ort\tZahl der Gäste\nRosenau\t412\nZell am See\t9\n",
    ],
)
def test_addresses_poems_lists_and_tables_are_not_glued(apart: str) -> None:
    assert cut(apart) == apart.splitlines()


def test_the_lines_of_a_table_stay_apart() -> None:
    table = "1. FC Bayern München 34 Spiele, 88 Punkte\n2. Borussia Dortmund 34 Spiele, 78 Punkte\n"
    assert cut(table) == table.splitlines()
