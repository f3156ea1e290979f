"""Issues of a series are articles of their own; copies and versions of a report are one."""

from pathlib import Path

import numpy as np
import pytest

from index import build
from index.clean.boilerplate import is_statement
from index.clean.duplicates import group, signature
from index.clean.series import Facts, facts_of, is_series
from index.embedding.embedder import Embedder
from index.store.index import Index

MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
CHIEF = "Leiterin Doris Welker sprach von einer üblichen Entwicklung für diese Zeit des Jahres."
NOTICE = "Alle Rechte liegen bei der Redaktion des Boten, ein Nachdruck ist nicht gestattet."


def issue(month: int, people: int) -> str:
    """Return one month's report: of a long template, in which a few figures change."""
    return (
        f"Der Arbeitsmarkt im {MONTHS[month]}\n\n"
        f"Die Zahl der Menschen ohne Arbeit lag im {MONTHS[month]} im Bezirk bei {people}. Das "
        "teilte das Amt am Morgen in einer Aussendung mit, die auf den Meldungen aller Betriebe "
        "des Bezirks und aller Stellen des Landes beruht. Am stärksten betroffen sind weiter der "
        f"Handel, das Gastgewerbe und der Bau, wo {people // 7} Menschen eine Stelle suchen und "
        "viele Betriebe erst im Frühling wieder einstellen, wie das Amt schreibt. "
        f"{CHIEF}\n\n{NOTICE}\n"
    )


ISSUES = [issue(month, 4200 + 13 * month) for month in range(12)]


def facts(text: str, day: str | None = None) -> Facts:
    return facts_of("", text, day, [])


def groups_of(*texts: str) -> list[int]:
    signatures = np.array([signature(text) for text in texts], dtype=np.uint32)
    return group(signatures, lambda row: facts(texts[row])).tolist()


def test_every_month_is_a_fact_of_an_issue() -> None:
    assert all(facts(f"Im {month} wuchs es.").told == {month.lower()} for month in MONTHS)


def test_issues_of_a_series_are_apart_and_would_be_one_by_their_words() -> None:
    signatures = np.array([signature(text) for text in ISSUES], dtype=np.uint32)
    assert len(set(group(signatures).tolist())) == 1
    assert groups_of(*ISSUES) == list(range(12))


def test_copies_are_found_between_the_issues_of_a_series() -> None:
    frame = " ".join(a + b + c for a in "abcdefgh" for b in "klmnopqr" for c in "stuvwxyz")
    issues = [f"{frame} {text}" for text in ISSUES]  # so alike that all are in every bucket
    copies = [f"Eigene Überschrift.\n\n{issues[4]}", issues[4].replace("Morgen", "Abend")]
    assert groups_of(*issues, *copies) == [*range(12), 4, 4]


def test_a_copy_is_found_where_only_an_issue_was_its_neighbour() -> None:
    alike = np.repeat(np.array([signature(ISSUES[0])], dtype=np.uint32), 3, axis=0)
    told = [facts(ISSUES[0]), facts(ISSUES[1]), facts(ISSUES[0])]
    assert group(alike, told.__getitem__).tolist() == [0, 1, 0]


def test_a_corrected_number_makes_a_version_not_an_issue() -> None:
    assert groups_of(ISSUES[0], ISSUES[0].replace("4200", "4300")) == [0, 0]


def test_copies_in_a_very_large_series_are_found() -> None:
    many = [issue(n % 12, 5000 + 17 * n) for n in range(320)]
    assert groups_of(*many, many[7])[-1] == 7


@pytest.mark.parametrize(
    ("first", "second", "series"),
    [
        (facts("Es sind 12, um 10 Uhr, in 3 Orten."), facts("Es sind 15, um 10, in 3."), False),
        (facts("2017 waren es 12, in 3, 4 und 5."), facts("2018: 15, in 3, 4 und 5."), True),
        (facts("Im Mai 12, in 3, 4 und 5."), facts("Im Juni 15, in 3, 4 und 5."), True),
        (facts("Im Mai 12, in 3, 4 und 5."), facts("Im Juni und Mai 15, in 3, 4, 5."), False),
        (facts("12 um 10, in 3, 4 und 5."), facts("15 um 11, in 3, 4 und 5."), False),
        (facts("Es sind 12 von 80."), facts("Es sind 15 von 90."), True),
        (facts("Es sind 12."), facts("Ohne Zahl."), False),
        (facts("Am 3. Mai waren es 12."), facts("Am 4. Juni waren es 15."), True),
        (facts("Die Zahl ist 12.", "2022-05-03"), facts("Die Zahl ist 15.", "2022-06-03"), True),
        (facts("Die Zahl ist 12.", "2022-05-03"), facts("Die Zahl ist 15.", "2022-05-09"), False),
        (facts("Die Zahl ist 12.", "2022-05-03"), facts("Die Zahl ist 12.", "2023-05-03"), False),
    ],
)
def test_what_two_articles_tell_decides(first: Facts, second: Facts, series: bool) -> None:
    assert is_series(first, second) is is_series(second, first) is series


def test_what_is_masked_tells_nothing_of_the_report() -> None:
    text = "Stand: 3. Mai 2022\nEs waren 12."
    assert facts_of("Im Mai", text, None, [(0, 18)]).told == {"mai", "12"}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (CHIEF, True),
        ("Sie sprach von einer üblichen Entwicklung im Bezirk.", True),
        ("Das Angebot an Stellen blieb fast unverändert.", True),
        (NOTICE, False),
        ("Der Volltext steht aus rechtlichen Gründen nicht mehr zur Verfügung.", False),
        ("Wenn Sie Fragen haben, rufen Sie uns an.", False),
        ("Melden Sie sich jetzt für das Angebot an.", False),
        ("Eva Rot ist Redakteurin im Ressort Wirtschaft.", False),
        ("Mehr zum Thema", False),
        ("Der Arbeitsmarkt im Bezirk und im Land", False),
    ],
)
def test_a_statement_is_told_from_a_notice(sentence: str, said: bool) -> None:
    assert is_statement(sentence) is said


def test_what_says_something_stays_searchable_where_it_stands_in_all_issues(
    tmp_path: Path, embedder: Embedder
) -> None:
    for month, text in enumerate(ISSUES):
        (tmp_path / f"{month:02}.txt").write_text(text, encoding="utf-8")
    report = build(tmp_path, tmp_path / "index", embedder=embedder)
    assert report.duplicates == ()
    index = Index.open(tmp_path / "index")
    for row, article in enumerate(index.articles):
        masked = [article.text[mask.start : mask.end] for mask in index.masks_of(row)]
        assert masked == [NOTICE]
