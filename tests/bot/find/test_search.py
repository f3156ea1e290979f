"""The list of all articles about some words: complete, in order, in pages, narrowed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import Bot, Filters
from bot.find import listing as listing_module
from bot.web.listing.html import result_list
from bot.web.listing.view import UNDATED, ListView, search
from bot.web.words.texts import GERMAN
from index import build
from index.errors import QuestionError

# Title, date, source, text. "Wallberg" is in six articles; one has it in another form.
ROWS = [
    ("Wallberg im Schnee", "2021-01-09", "Kurier", "Auf dem Gipfel liegt ein Meter Schnee."),
    ("Neue Seilbahn", "2022-05-02", "Kurier", "Die Seilbahn auf den Wallberg kostet 8 Millionen."),
    ("Unfall am Berg", "2022-07-11", "Bote", "Am Wallberg stürzte ein Wanderer ab. Er lebt."),
    ("Gemeinderat tagt", "2023-03-01", "Bote", "Der Rat sprach über den Wallberg und das Bad."),
    ("Radweg fertig", "2023-04-01", "Bote", "Der Radweg nach Seeburg ist fertig."),
    (
        "Wirtin hört auf",
        None,
        None,
        "Die Wirtin des Wallberger Hofs hört auf. Am Wallberg bleibt sie.",
    ),
    ("Eintritt steigt", "2020-06-01", "Kurier", "Im Bad von Seeburg kostet der Eintritt 5 Euro."),
    ("Rückblick", "2024-01-02", "Kurier", "2022 war am Wallberg viel los."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    rows = [
        {k: v for k, v in zip(("title", "date", "source", "text"), row, strict=True) if v}
        for row in ROWS
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    build(folder, folder / ".index")
    return folder


@pytest.fixture(scope="module")
def bot(folder: Path) -> Bot:
    return Bot(folder / ".index", reader="none")


def titles(listing) -> list[str]:
    return [one.citation.title for one in listing]


def test_a_list_is_complete_and_its_best_passages_stand_in_their_articles(bot: Bot) -> None:
    listing = bot.search("Wallberg")
    assert listing.found == len(listing) == 6
    assert {"Radweg fertig", "Eintritt steigt"}.isdisjoint(titles(listing))
    for listed in listing:
        article = next(a for a in bot.index.articles if a.path == listed.path)
        citation = listed.citation
        assert article.text[citation.start : citation.end] == citation.quote
    fell = next(one for one in listing if one.citation.title == "Unfall am Berg")
    assert fell.citation.quote == "Am Wallberg stürzte ein Wanderer ab."
    assert [fell.citation.quote[start:end] for start, end in fell.marks] == ["Wallberg"]
    assert dict(listing.years) == {"2024": 1, "2023": 1, "2022": 2, "2021": 1}
    assert dict(listing.sources) == {"Kurier": 3, "Bote": 2}


def test_the_best_passage_is_not_the_title_where_the_article_says_more(
    write_articles: Callable[..., Path], tmp_path: Path
) -> None:
    title = "Seilbahn auf den Kogel eröffnet"
    more = f"{title}\n\nDie Fahrt auf den Kogel dauert vier Minuten. Sie ist teuer."
    build(write_articles({"a.txt": more, "b.txt": title}), tmp_path / "index")
    listing = Bot(tmp_path / "index", reader="none").search("Seilbahn Kogel")
    quotes = {one.path: one.citation.quote for one in listing}
    assert quotes == {"a.txt": "Die Fahrt auf den Kogel dauert vier Minuten.", "b.txt": title}


def test_the_newest_come_first_on_demand_undated_ones_last(bot: Bot) -> None:
    dates = [one.citation.date for one in bot.search("Wallberg", order="newest")]
    assert dates == ["2024-01-02", "2023-03-01", "2022-07-11", "2022-05-02", "2021-01-09", None]


def test_pages_follow_each_other_without_gap_or_repeat(bot: Bot) -> None:
    whole = titles(bot.search("Wallberg"))
    pages = [bot.search("Wallberg", first=first, count=4) for first in (0, 4, 8)]
    assert [title for page in pages for title in titles(page)] == whole
    assert [(page.found, page.first, len(page)) for page in pages] == [
        (6, 0, 4),
        (6, 4, 2),
        (6, 8, 0),
    ]


def test_a_list_is_narrowed_by_filters_and_by_the_time_that_is_asked(bot: Bot) -> None:
    only = bot.search("Wallberg", Filters(sources=("Bote",)))
    assert sorted(titles(only)) == ["Gemeinderat tagt", "Unfall am Berg"]
    of_year = titles(bot.search("Wallberg 2022"))
    assert sorted(of_year) == ["Neue Seilbahn", "Rückblick", "Unfall am Berg"]


def test_articles_without_a_date_are_counted_and_can_be_chosen(bot: Bot) -> None:
    results = search(bot, "Wallberg", Filters(), ListView(0))
    assert results.years[-1] == (UNDATED, 1)
    assert sum(count for _, count in results.years) == results.listing.found
    only = search(bot, "Wallberg", Filters(), ListView(0, year=UNDATED))
    assert titles(only.listing) == ["Wirtin hört auf"]
    assert only.years == results.years
    page = result_list(only, GERMAN)
    assert "nur ohne Datum" in page
    assert 'aria-label="ohne Datum: 1 Artikel"' in page
    assert '<span class="meta">ohne Datum · rows.jsonl#6</span>' in page


@pytest.mark.parametrize(
    "wrong", [{"first": -1}, {"count": 0}, {"order": "worst"}, {"words": "?!"}]
)
def test_a_page_that_cannot_be_is_refused(bot: Bot, wrong: dict[str, object]) -> None:
    with pytest.raises(QuestionError):
        bot.search(**{"words": "Wallberg"} | wrong)


def test_a_question_for_articles_brings_the_list_and_no_answer(bot: Bot) -> None:
    answer = bot.ask("Welche Artikel gibt es über den Wallberg?")
    assert (answer.answered, answer.candidates) == (False, ())
    assert answer.listing is not None
    assert answer.listing.found == 6
    narrowed = bot.ask("Gibt es Artikel über den Wallberg?", filters=Filters(sources=("Bote",)))
    assert narrowed.listing is not None
    assert narrowed.listing.found == 2


@pytest.mark.parametrize(
    "question", ["Welche Artikel gibt es über Deiche in Norderau?", "Show me all articles on dykes"]
)
def test_a_question_for_articles_that_are_not_there_brings_an_empty_list(
    bot: Bot, question: str
) -> None:
    answer = bot.ask(question)
    assert (answer.answered, answer.candidates) == (False, ())
    assert answer.listing is not None
    assert (answer.listing.found, answer.listing.articles) == (0, ())
    assert bot.ask("Was ist über Deiche bekannt?").listing is None  # a sentence may tell


def test_keywords_bring_an_answer_with_the_list_below(bot: Bot) -> None:
    answer = bot.ask("Seilbahn Wallberg")
    assert answer.candidates
    assert answer.listing is not None
    assert "Neue Seilbahn" in titles(answer.listing)


def test_a_courtesy_is_answered_with_a_note_and_spoils_no_conversation(bot: Bot) -> None:
    thanks = bot.ask("Danke!", ["Was kostet die Seilbahn auf den Wallberg?"])
    assert thanks.note is not None
    assert (thanks.note.kind, thanks.answered, thanks.candidates) == ("thanks", False, ())
    history = ["Was kostet die Seilbahn auf den Wallberg?", "Danke!"]
    assert "Wallberg" in bot.ask("Und wann war das?", history).asked


@pytest.mark.usefixtures("as_shipped")
@pytest.mark.parametrize(
    ("second", "asked", "span"),
    [
        ("was kostet das Bad?", "Was kostet das Bad?", "5 Euro"),
        ("wo stürzte der Wanderer ab?", "Wo stürzte der Wanderer ab?", "Am Wallberg"),
        ("wann öffnet sie?", "Wann öffnet sie? (Seilbahn, Wallberg)", None),
    ],
)
def test_each_of_two_questions_in_one_gets_its_own_answer(
    folder: Path, second: str, asked: str, span: str | None
) -> None:
    typed = f"Was kostet die Seilbahn auf den Wallberg und {second}"
    answer = Bot(folder / ".index").ask(typed)
    assert (answer.question, answer.span) == (typed, "8 Millionen")
    assert [part.span for part in answer.parts] == ["8 Millionen", span]
    assert answer.parts[1].asked == asked


def test_of_many_articles_from_other_days_those_that_hold_the_years_number_are_of_the_year(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = bot.search("Wallberg 2022")
    assert "Rückblick" in titles(read)
    monkeypatch.setattr(listing_module, "READ_FOR_TIME", 0)
    assert sorted(titles(bot.search("Wallberg 2022"))) == sorted(titles(read))
    assert len(bot.search("Wallberg Mai 2022")) == 1  # a month has no number that says so


@pytest.mark.parametrize("order", ["best", "newest"])
def test_any_page_is_that_of_the_whole_list(bot: Bot, order: str) -> None:
    whole = bot.search("Wallberg", order=order, count=50)
    for first in range(len(whole)):
        (one,) = bot.search("Wallberg", order=order, first=first, count=1)
        assert one == whole.articles[first]
