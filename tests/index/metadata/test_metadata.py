import pytest

from index.files.articles import read_bytes
from index.metadata.dates import date_of, iso_date
from index.types import Article


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("18.3.2016", "2016-03-18"),
        ("18. März 2016", "2016-03-18"),
        ("1. Jänner 2015", "2015-01-01"),
        ("March 8, 2016", "2016-03-08"),
        ("8 March 2016", "2016-03-08"),
        ("2016-03-18T10:00:00Z", "2016-03-18"),
        ("31.2.2016, nein: 1.3.2016", "2016-03-01"),
        ("18. Ma\u0308rz 2016", "2016-03-18"),
        ("2020/03/01", "2020-03-01"),
        ("20200301", "2020-03-01"),
        ("03.02.18", "2018-02-03"),
        ("3.2.99", "1999-02-03"),
        ("31.2.99", None),
        ("im Jahr 2016", None),
        (None, None),
    ],
)
def test_dates_in_metadata_become_iso(text: str | None, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Titel\n18. März 2016, 10:30 Uhr\nEs geschah am 3.4.2012.", "2016-03-18"),
        ("Titel\nVeröffentlicht am 18.03.2016\nText.", "2016-03-18"),
        ("Titel\nStand: 2016-03-18\nText.", "2016-03-18"),
        ("Berlin, 18. März 2016 – Der Kanzler kam.", "2016-03-18"),
        ("Bern, 18. Ma\u0308rz 2016 – Der Rat tagte.", "2016-03-18"),
        ("Passau, 18. März 2016. Der Kanzler kam.", "2016-03-18"),
        ("BONN, 18 March 2016 (Reuters) - The chancellor came.", "2016-03-18"),
        ("Der Kanzler kam. (APA, 18.3.2016)", "2016-03-18"),
        ("Der Kanzler kam am 18. März 2016 nach Berlin.", None),
        ("Der Kanzler (geboren 18.3.1966) kam.", None),
    ],
)
def test_only_a_date_in_the_place_of_the_articles_own_counts(text: str, date: str | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "Hafen wird tiefer\n\nEs wird gebaggert.\n\n© dpa-infocom, dpa:230912-99-123456/2",
        "APA0311 5 II 0214 WI   Di, 12.Sep 2023\n\nHafen wird tiefer\n\nEs wird gebaggert.",
        "Küstenblatt\n\n12. September 2023 Dienstag\nHauptausgabe\n\nHafen wird tiefer\n\n"
        "LÄNGE: 412 Wörter\n\nEs wird gebaggert.\n\nPUBLICATION-TYPE: Zeitung",
    ],
)
def test_agencies_and_archives_date_an_article_in_their_own_forms(text: str) -> None:
    (found,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(found, Article)
    assert (found.title, found.date) == ("Hafen wird tiefer", "2023-09-12")
