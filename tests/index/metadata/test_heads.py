"""What stands above and below an article tells of it: date, source, author, page, headline."""

import pytest

from index.clean.boilerplate import find_masks
from index.files.articles import read_bytes
from index.metadata.dates import date_in_name, date_of, find_dateline, iso_date
from index.metadata.heads import read_head, read_tail
from index.metadata.titles import is_placeholder, title_of
from index.types import Article

BODY = "Der Radweg in Brombach ist 3,4 Kilometer lang. Er kostete 1,1 Millionen Euro."


def article(text: str, path: str = "a.txt") -> Article:
    (found,) = read_bytes(text.encode(), path)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "Datum: 01.02.2023\nQuelle: Odenwälder Bote\nAutorin: Eva Rot\nSeite: 14\n",
            ("Neuer Radweg", "2023-02-01", "Odenwälder Bote", "Eva Rot", 14),
        ),
        (
            "Titel: Neuer Radweg\nMedium: Bote\nErscheinungsdatum: 1. Februar 2023\nRessort: Ort\n",
            ("Neuer Radweg", "2023-02-01", "Bote", None, None),
        ),
        (
            "Odenwälder Bote vom 03.02.2023, S. 14 / Lokales\n",
            ("Neuer Radweg", "2023-02-03", "Odenwälder Bote", None, 14),
        ),
        (
            "Bote, Nr. 188 vom 15. August 2022, Seite 3\n",
            ("Neuer Radweg", "2022-08-15", "Bote", None, 3),
        ),
        (
            "Quelle: Nordheider Echo vom 11.06.2017, Seite 8\nRessort: Kreis\n",
            ("Neuer Radweg", "2017-06-11", "Nordheider Echo", None, 8),
        ),
        (
            "Nordheider Rundschau, Montag, den 5. März 2018, Nr. 54, Seite R2, Ressort Kreis\n",
            ("Neuer Radweg", "2018-03-05", "Nordheider Rundschau", None, 2),
        ),
        (
            "Nordheider Echo, 5.3.2018, S. 2, Autor: Eva Rot\n",
            ("Neuer Radweg", "2018-03-05", "Nordheider Echo", "Eva Rot", 2),
        ),
        (
            "NORDHEIDER ECHO\nMontag, 5. März 2018\nSeite 2\n",
            ("Neuer Radweg", "2018-03-05", "NORDHEIDER ECHO", None, 2),
        ),
        (
            "Medium: Echo\nErscheinungstag: Mo, 05.03.18\nAutor/in: Eva Rot\nSeiten: 2-3\n",
            ("Neuer Radweg", "2018-03-05", "Echo", "Eva Rot", 2),
        ),
        (
            "Die Woche | 05.03.18 | S. 9\n",
            ("Neuer Radweg", "2018-03-05", "Die Woche", None, 9),
        ),
        (
            "Dokument 3 von 8\nNordheider Echo\n\n5. März 2018 Montag\nKreis Ausgabe\n",
            ("Neuer Radweg", "2018-03-05", "Nordheider Echo", None, None),
        ),
    ],
)
def test_a_head_becomes_what_it_tells(
    head: str, told: tuple[str, str, str, str | None, int | None]
) -> None:
    found = article(f"{head}\nNeuer Radweg\n\n{BODY}\n")
    assert (found.title, found.date, found.source, found.author, found.page) == told
    masked = [found.text[mask.start : mask.end] for mask in find_masks(found.text)]
    assert masked == [head.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Landbote vom 04.05.2016, S. 3, lobt den neuen Wirt Uwe Fink.\n\nDas Bier ist gut.",
        "Konzert vom 4. Mai 2016 / Leitung Uwe Fink\n\nEs kamen 80 Leute.",
        "Satzung Nr. 12 vom 4. Mai 2016\n\nHunde sind anzuleinen.",
        "Autor: Uwe Fink\nTitel: Der Wirt\nVerlag: Huber\nPreis: 18 Euro\n\nEin Roman.",
        "Titel: Der Wirt\nAutor: Uwe Fink\nErschienen: 04.05.2016\nPreis: 18 Euro\n\nEin Roman.",
        "ZEITUNG: Wer zahlt?\nVon: Alle zahlen dafür.\n\nEin Gespräch.",
        "Konzert im Park\nDatum: 3. Mai 2023\nOrt: Stadtpark\nEs spielt das Orchester.",
        "Zutaten:\nMehl: 300 g\nZucker: 100 g\nAlles verrühren.",
        "Berlin, 3. Mai 2015\nDer Rat hat getagt.",
        "BOTE: Wann kommt das Bad?\nRau: Im Mai 2023.",
    ],
)
def test_what_is_no_head_stays_text(text: str) -> None:
    assert read_head(text).end == 0


def test_what_an_archive_writes_below_an_article_is_masked() -> None:
    tail = "Dokumentnummer: 2023020314OZ\n\nAlle Rechte vorbehalten: (c) Odenwälder Bote"
    text = f"Titel\n\n{BODY}\n\n{tail}\n"
    assert [text[start:end] for start, end in read_tail(text).spans] == tail.split("\n\n")
    assert read_tail(f"Titel\n\n{BODY}\n").spans == ()


def test_where_an_article_appeared_may_stand_below_it() -> None:
    tail = "Quelle: Bergkurier vom 03.02.2023, Seite 14\nRessort: Tal\nDokumentnummer: 20230203"
    found = article(f"Neuer Radweg\n\n{BODY}\n\n{tail}\n")
    assert (found.date, found.source, found.page) == ("2023-02-03", "Bergkurier", 14)
    assert [found.text[m.start : m.end] for m in find_masks(found.text)] == tail.split("\n")
    below = f"Neuer Radweg\n\n{BODY}\n\n(Bergkurier, 3. Februar 2023, Seite 14)"
    assert (article(below).date, article(below).page) == ("2023-02-03", 14)
    for below in ("Datum: 3. Mai 2023\nOrt: Linz\n\n© Bergkurier", "Quelle: Statistisches Amt"):
        start = [below.index("©")] if "©" in below else []
        spans = read_tail(f"Titel\n\n{below}").spans
        assert [begin - len("Titel\n\n") for begin, _ in spans] == start


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("Fink: Wer baut den Radweg?\nHuber: Den Radweg baut die Firma Rot.", "Fink: Wer baut"),
        ("FRAGE: Was kostet er?\nHUBER: 1,1 Millionen Euro.", "FRAGE: Was kostet"),
        ("Text: Der Radweg ist 3,4 Kilometer lang.\nEr kostete viel.", "Der Radweg ist"),
        ("Untertitel: Der Radweg ist fertig\nRessort: Tal\n\nEr kostete viel.", "Der Radweg ist"),
        ("Bildunterschrift: Der Radweg heute\n\nEr kostete.", "Bildunterschrift:"),
        ("Länge: 3,4 Kilometer lang ist er.\nBelag: Asphalt", "Länge: 3,4"),
    ],
)
def test_what_follows_a_head_is_not_lost(below: str, title: str) -> None:
    text = f"Datum: 01.02.2023\nQuelle: Bote\nAutor: Eva Rot\nSeite: 4\n{below}\n"
    assert article(text).source == "Bote"
    shown = list(text)
    for mask in find_masks(text):
        shown[mask.start : mask.end] = " " * (mask.end - mask.start)
    left = "".join(shown).split()
    said = [
        word for word in below.split() if word not in ("Text:", "Untertitel:", "Ressort:", "Tal")
    ]
    assert left == said
    assert "".join(shown).strip().startswith(title)


@pytest.mark.parametrize(
    ("text", "day", "line"),
    [
        ("Titel\n\nLinz, 5. Juli 2022. Der Rat tagt.", "2022-07-05", "Linz, 5. Juli 2022."),
        (
            "Titel\nStand: 12.03.2021 10:15 Uhr\n\nText.",
            "2021-03-12",
            "Stand: 12.03.2021 10:15 Uhr",
        ),
        ("01.02.19 Rat tagt\n\nText.", "2019-02-01", "01.02.19"),
        (
            "Pressemitteilung Nr. 9/2021 vom 7. November 2021\n\nRat tagt\n\nText.",
            "2021-11-07",
            "Pressemitteilung Nr. 9/2021 vom 7. November 2021",
        ),
        ("Titel\n\n07.11.21\n\nText.", "2021-11-07", "07.11.21"),
        ("Stand: 7.1.21\n\nText.", "2021-01-07", "Stand: 7.1.21"),
        ("Linz, den 7.1.21\n\nText.", "2021-01-07", "Linz, den 7.1.21"),
        ("Titel\nMi, 07.11.21, 8:15 Uhr\nText.", "2021-11-07", "Mi, 07.11.21, 8:15 Uhr"),
        ("LINZ, 07.11.21 – Der Rat tagt.", "2021-11-07", "LINZ, 07.11.21 –"),
        ("Titel\n\n2022/02/01\n\nText.", "2022-02-01", "2022/02/01"),
        ("Mo, 3. Okt 2022\nRat tagt\n\nText.", "2022-10-03", "Mo, 3. Okt 2022"),
        (
            "Linz (dpa) - 01.05.2022, 07:30 Uhr\nText.",
            "2022-05-01",
            "Linz (dpa) - 01.05.2022, 07:30 Uhr",
        ),
        ("Titel\nvon Eva Rot\n30. Nov. 2024\n\nText.", "2024-11-30", "30. Nov. 2024"),
    ],
)
def test_a_dateline_dates_the_article_and_is_no_part_of_its_text(
    text: str, day: str, line: str
) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.date, text[found.start : found.end]) == (day, line)
    assert line in [text[mask.start : mask.end] for mask in find_masks(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Titel\n\nAm 14. Juli 1789 begann die Revolution, und nun das.",
        "Titel\n\nDer Stand von 3.2 Prozent hielt.",
        "Titel\n\nTel. 01.02.19 34 56",
        "Titel\n1.2.19\nVon Bäumen",
        "Das Programm\nPIXO 03.11.19\nkostet nichts.",
        "Titel\nGeboren am 3. Mai 1950\n\nText.",
        "Der Aufstand am 17. Juni 1953\n\nText.",
        "Titel\n\nTermin: 3. Mai 2023\nOrt: Linz",
        "Titel\n\n31.02.2022",
        "Version 20.13.45",
        "Titel\n\nDie Schau schließt am Samstag, 6. Juni 2020.",
        "Titel\n\nAnmeldeschluss war Montag, 5. September 2022.",
        "Titel\n\nGeboren wurde er in Bad Elster, 4. April 1912.",
        "Titel\n\n| Steg | 03.05.2021 |",
        "Name;Tag\nSteg;03.05.2021",
        "Richtfest: 12. April 2023\n\nText.",
    ],
)
def test_numbers_that_are_no_date_of_the_article_stay_numbers(text: str) -> None:
    assert date_of(text) is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2017-07-07 Rat tagt.txt", "2017-07-07"),
        ("20160708_rat.txt", "2016-07-08"),
        ("rat-09.10.2015.txt", "2015-10-09"),
        ("2018/03/04/rat.txt", "2018-03-04"),
        ("2018/03/04/rat 2019-01-02.txt", "2019-01-02"),
        ("akte 20231399.txt", None),
        ("telefon 0720160708123.txt", None),
        ("kapitel 1.2.3.txt", None),
        ("170311_rat.txt", "2017-03-11"),
        ("11.03.17 rat.txt", "2017-03-11"),
        ("170311.txt", None),
        ("rat_11032017.txt", "2017-03-11"),
        ("11. März 2017 rat.txt", "2017-03-11"),
        ("akte_45032017.txt", None),
        ("171311_rat.txt", None),
        ("akte 170311 rat.txt", None),
    ],
)
def test_names_of_files_and_folders_tell_a_date(path: str, day: str | None) -> None:
    assert date_in_name(path) == day
    assert article(f"Titel\n\n{BODY}", path).date == day


def test_what_the_text_tells_counts_before_the_name_of_its_file() -> None:
    assert article(f"Linz, 5. Juli 2022.\n\n{BODY}", "2017-07-07.txt").date == "2022-07-05"


def test_a_press_line_may_stand_below_headline_and_author() -> None:
    found = article(f"Neuer Radweg\nVon Eva Rot\nBergkurier, 03.02.2023, Seite 14\n\n{BODY}")
    told = (found.title, found.date, found.source, found.author, found.page)
    assert told == ("Neuer Radweg", "2023-02-03", "Bergkurier", "Eva Rot", 14)


def test_a_date_among_the_words_of_a_headline_counts_less_than_the_name_of_the_file() -> None:
    headline = "Bilanz vom 30. Juni 2016"
    assert article(f"{headline}\n\n{BODY}", "2017-07-07.txt").date == "2017-07-07"
    assert article(f"{headline}\n\n{BODY}").date == "2016-06-30"


def test_a_headline_beside_or_below_the_date_is_the_title() -> None:
    assert title_of("01.02.19 Rat tagt\n\nText.") == "Rat tagt"
    assert title_of("Mo, 3. Okt 2022\nRat tagt\n\nText.") == "Rat tagt"
    assert title_of("3. Mai 2022") == "3. Mai 2022"


@pytest.mark.parametrize("year", [("68", "2068"), ("69", "1969"), ("19", "2019")])
def test_two_digits_of_a_year_are_of_this_century_or_the_last(year: tuple[str, str]) -> None:
    assert iso_date(f"01.02.{year[0]}") == f"{year[1]}-02-01"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        *((name, True) for name in ("untitled", "(anonymous)", "Layout 1", "Dokument1", "2023_14")),
        *((name, True) for name in ("Microsoft Word - x.doc", "seite_03.indd", "Unbenannt-2", "")),
        *((name, False) for name in ("Neuer Radweg", "Titelkampf in Linz", "Index der Preise")),
        *((name, False) for name in ("Test bestanden", "Seite an Seite", "1984 kam zu früh")),
    ],
)
def test_what_programs_write_is_no_title(title: str, expected: bool) -> None:
    assert is_placeholder(title) is (expected and bool(title))


def test_comments_are_no_text_of_the_article() -> None:
    text = f"# Titel\n\n{BODY}\n\n<!-- nur intern:\nnicht nennen -->\n\nEnde. <!-- offen"
    comments = [text[m.start : m.end] for m in find_masks(text) if m.reason == "comment"]
    assert comments == ["<!-- nur intern:\nnicht nennen -->"]
    markdown = f"# Titel\n\n[//]: # (nur intern)\n\n{BODY}\n[1]: https://a.example\n"
    comments = [markdown[m.start : m.end] for m in find_masks(markdown) if m.reason == "comment"]
    assert comments == ["[//]: # (nur intern)"]


def test_what_agencies_and_databases_write_around_a_report_is_none_of_it() -> None:
    text = "Rat tagt\n\nDer Rat hat am Montag entschieden.\n\nDas Bad wird saniert."
    above = ("OTS0077 / 04.03.2020 / 10:15 / Channel: Politik", "APA0123 5 CI 0234")
    below = (
        "(Schluss) rot/mak",
        "LOAD-DATE: March 4, 2020\nLANGUAGE: GERMAN\nPUBLICATION-TYPE: Zeitung",
    )
    for line in above:
        head = read_head(f"{line}\n\n{text}")
        assert head.end == len(line) + 1
        assert head.fields == ({"date": "2020-03-04"} if "OTS" in line else {})
    for lines in below:
        tail = read_tail(f"{text}\n\n{lines}")
        assert (tail.spans[0][0], tail.end) == (len(text) + 2, len(text) + 2 + len(lines))
