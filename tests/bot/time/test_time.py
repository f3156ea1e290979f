"""Which time words mean, and whether a sentence speaks of the time that is asked about."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.question.time import asked_time, without_times
from bot.time import ArticleTimes, Fit, find_times, fit_of
from bot.time.parts import parts_of

WRITTEN = date(2016, 5, 18)
TODAY = date(2024, 3, 12)


def _expressions() -> Iterator[tuple[str, str]]:
    for name in ("time_expressions.tsv", "time_expressions_en.tsv"):
        for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                words, expected = line.split("\t")
                yield words, expected


@pytest.mark.parametrize(("words", "expected"), list(_expressions()))
def test_an_expression_means_its_days_month_or_year(words: str, expected: str) -> None:
    found = " ".join(str(expression.period) for expression in find_times(words, WRITTEN))
    assert (found or "-") == expected


def test_without_the_day_of_writing_only_whole_dates_mean_something() -> None:
    text = "Gestern und im Juni war nichts, am 3. Mai 2015 und 2014 schon."
    assert [str(e.period) for e in find_times(text)] == ["2015-05-03", "2014"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2010 – 87 Prozent waren dafür.", ["2010"]),
        ("Im Jahr 2014 - 15 % mehr.", ["2014"]),
        ("In 2015 – 16 per cent agreed.", ["2015"]),
        ("Sie stieg von 1970 bis 87 Euro an.", ["1970"]),
        ("Die Saison 2015/16 begann.", ["2015/16"]),
        ("Von 2010 bis 12 sank sie.", ["2010 bis 12"]),
    ],
)
def test_an_amount_behind_a_year_is_not_the_end_of_years(text: str, words: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_times(text, TODAY)] == words


def test_a_long_s_is_an_s() -> None:
    found = find_times("Das war geſtern, am Dienſtag.", TODAY)
    assert [(one.start, one.end) for one in found][:1] == [(8, 15)]


def test_words_that_say_since_or_until_when_are_not_of_then() -> None:
    found = find_times("Seit 2003 und bis Ende 2018 gilt, was 2001 galt.", WRITTEN)
    assert [(str(e.period), e.role) for e in found] == [
        ("2003", "since"),
        ("2018", "until"),
        ("2001", "when"),
    ]


HARVEST = (
    "Weinort, 12. Oktober 2022. Die Ernte ist eingebracht. Es waren 5.300 Tonnen. "
    "Im Vorjahr waren es 4.100 Tonnen. Seit 2015 leitet Eva Lang den Verband."
)


def _fit(sentence: str, asked: str, text: str = HARVEST, published: str | None = None) -> Fit:
    day = date.fromisoformat(published) if published else None
    start = text.index(sentence)
    told = ArticleTimes("", text, day).told(start, start + len(sentence))
    time = asked_time(f"Wie viel war es {asked}?", TODAY)
    assert time is not None
    return fit_of(time.periods, told)


@pytest.mark.parametrize(
    ("sentence", "asked", "fit"),
    [
        ("Es waren 5.300 Tonnen.", "2022", Fit.SAME),
        ("Es waren 5.300 Tonnen.", "im Jahr 2021", Fit.OTHER),
        ("Es waren 5.300 Tonnen.", "im Oktober 2022", Fit.SAME),
        ("Im Vorjahr waren es 4.100 Tonnen.", "2021", Fit.SAME),
        ("Im Vorjahr waren es 4.100 Tonnen.", "2022", Fit.OTHER),
        ("Seit 2015 leitet Eva Lang den Verband.", "2022", Fit.SAME),
        ("Es waren 5.300 Tonnen.", "2019", Fit.OTHER),
    ],
)
def test_a_sentence_without_a_time_is_of_its_article_s(sentence: str, asked: str, fit: Fit) -> None:
    assert _fit(sentence, asked, published="2022-10-12") == fit


PASSING = (
    "Die Fähre zählte 64.000 Gäste, nach 61.000 im Jahr 2019. Die Karte kostet 9 Euro. "
    "2020 waren es nur 12.000 gewesen. Leiterin ist Ida Moor. Im Vorjahr kamen 58.000. Der Kiosk "
    "nahm 8.000 Euro ein.\nSeit 2018 gehört sie der Stadt. 1931 sank die erste Fähre. Zwölf "
    "Menschen starben.\nDie neue hat 90 Plätze."
)


@pytest.mark.parametrize(
    ("sentence", "asked", "fit"),
    [
        ("Die Fähre zählte", "2022", Fit.SAME),
        ("Die Fähre zählte", "2019", Fit.SAME),
        ("Die Fähre zählte", "2018", Fit.OTHER),
        ("Die Karte kostet", "2019", Fit.OTHER),
        ("Die Karte kostet", "2022", Fit.SAME),
        ("Leiterin ist Ida", "2020", Fit.OTHER),
        ("Leiterin ist Ida", "im September 2022", Fit.SAME),
        ("Der Kiosk nahm", "2021", Fit.OTHER),
        ("Seit 2018 gehört", "2020", Fit.UNKNOWN),
        ("Seit 2018 gehört", "2017", Fit.OTHER),
        ("Zwölf Menschen starben.", "1931", Fit.UNKNOWN),
        ("Die neue hat 90", "1931", Fit.OTHER),
    ],
)
def test_a_year_in_passing_is_not_that_of_what_follows(sentence: str, asked: str, fit: Fit) -> None:
    whole = next(s for s in PASSING.replace("\n", " ").split(". ") if sentence.rstrip(".") in s)
    assert _fit(whole, asked, PASSING, "2022-09-20") == fit


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("2021 waren es 340, 2023 nur 290.", ["2021", "2023"]),
        ("Es kamen 6.400 Gäste, nach 6.100 im Vorjahr.", [None, "2015"]),
        ("Sales rose to 300 in 2023 from 200 in 2022.", ["2023", "2022"]),
        ("Im Juni waren 30 krank, im Mai noch 40.", ["2015-06", "2016-05"]),
        ("Es kamen 510 Gäste (2012: 470).", [None, "2012"]),
        ("2021 kamen 340 Gäste aus Linz und Graz.", ["2021"]),
    ],
)
def test_the_words_of_a_sentence_belong_to_one_of_its_times(
    sentence: str, parts: list[str | None]
) -> None:
    found = parts_of(sentence, 0, len(sentence), find_times(sentence, WRITTEN))
    assert [part.period and str(part.period) for part in found] == parts
    assert "".join(sentence[part.start : part.end] for part in found) == sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Im Februar 61.000 Gäste", "2016-02"),
        ("In March 3,400 people came.", "2016-03"),
        ("Im März 12 Menschen", "2016-03"),
        ("Die Arbeiten sollen im März beginnen.", "2017-03"),
        ("vom 3. bis 5. Mai", "2016-05-03/2016-05-05"),
        ("vorletztes Jahr", "2014"),
        ("Dort arbeiten 1900 Pfleger.", "-"),
        ("They cut 1900 jobs.", "-"),
        ("seit 1900 Mitglied", "1900"),
        ("mehr als 2015.", "2015"),
        ("Im Winter 2013/14", "2013-12/2014-02"),
    ],
)
def test_months_and_years_are_told_from_amounts(text: str, expected: str) -> None:
    found = " ".join(str(expression.period) for expression in find_times(text, WRITTEN))
    assert (found or "-") == expected


def test_an_article_without_a_date_is_of_the_last_time_that_it_names() -> None:
    text = "Im Juni 2020 kamen viele Gäste. Sie blieben vier Tage."
    assert _fit("Sie blieben vier Tage.", "2020", text) == Fit.SAME
    assert _fit("Sie blieben vier Tage.", "im Juli 2020", text) == Fit.OTHER
    assert _fit("Niemand weiß es.", "2020", "Niemand weiß es.") == Fit.UNKNOWN


def test_the_day_on_which_something_was_said_is_not_the_year_of_what_was_said() -> None:
    text = (
        "2020 war für die Werft ein gutes Jahr. Der Gewinn lag bei 3 Millionen Euro, sagte ihr "
        "Leiter am Dienstag. Am Dienstag brannte ein Kran."
    )
    said = "Der Gewinn lag bei 3 Millionen Euro, sagte ihr Leiter am Dienstag."
    assert _fit(said, "2020", text, "2021-03-11") == Fit.UNKNOWN
    assert _fit(said, "2019", text, "2021-03-11") == Fit.OTHER
    assert _fit(said, "am 9. März 2021", text, "2021-03-11") == Fit.SAME


def test_a_month_is_not_answered_by_the_whole_year() -> None:
    text = "Im Jahr 2022 zählte der Ort 90.000 Gäste. Im Juni kamen 9.000."
    assert _fit("Im Jahr 2022 zählte", "im Juni 2022", text, "2023-01-05") == Fit.UNKNOWN
    assert _fit("Im Juni kamen 9.000", "im Juni 2022", text, "2022-12-05") == Fit.SAME


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie viele kamen 2023?", ["2023"]),
        ("Wie viele kamen im Juni 2022?", ["2022-06"]),
        ("Wie viele kamen letztes Jahr?", ["2023"]),
        ("Wer gewann gestern?", ["2024-03-11"]),
        ("Wie viele kamen von 2019 bis 2021?", ["2019/2021"]),
        ("Wer leitet den Verein seit 2019?", ["2019/2999"]),
        ("Wer folgte nach dem Rücktritt 2019?", ["2019/2999"]),
        ("Wie viele kamen nach 2020?", ["2021/2999"]),
        ("How many had left by 2020?", ["1500/2020"]),
        ("Wie viele kamen nach Linz 2019?", ["2019"]),
        ("How many jobs were cut by the firm in 2019?", ["2019"]),
        ("Wer streicht 1900 Stellen?", None),
        ("What about 2021?", ["2021"]),
        ("Wie viele kamen im Mai vorigen Jahres?", ["2023-05"]),
        ("Wie viele kamen voriges Jahr im Mai?", ["2023-05"]),
        ("Wie viele Mitglieder hat er heute?", None),
        ("Was geschah am Dienstag?", None),
        ("Wer regierte vor der Wahl 2019?", ["1500/2019"]),
    ],
)
def test_a_question_is_about_the_time_that_it_names(
    question: str, expected: list[str] | None
) -> None:
    time = asked_time(question, TODAY)
    assert (time and [str(period) for period in time.periods]) == expected


def test_a_month_without_a_year_may_be_of_any() -> None:
    time = asked_time("Wie hoch war die Quote im Juni?", TODAY)
    assert time is not None
    assert {"2019-06", "2024-06"} <= {str(period) for period in time.periods}


def test_the_times_of_a_question_can_be_taken_out() -> None:
    assert without_times("Wie hoch war der Gewinn von Lindtal im Jahr 2022?", TODAY) == (
        "Wie hoch war der Gewinn von Lindtal?"
    )
