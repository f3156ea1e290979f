"""The result list: sorted, narrowed, gone through, by pointer, keyboard and screen reader."""

import json
import re
from collections.abc import Callable

import pytest
from fixed_bot import LISTED, FixedBot
from listing_bot import LIST, QUOTE, SOURCES, WORDS, YEARS, ListingBot

from bot.find.filters import Filters
from bot.web.chat.conversation import Conversation, Turn
from bot.web.chat.messages import chat_of
from bot.web.listing.html import result_list
from bot.web.listing.texts import TEXTS
from bot.web.listing.view import ListView, Results, read_list_choice, search
from bot.web.words.texts import ENGLISH, GERMAN
from index.errors import QuestionError

WORDS_DE = TEXTS["de"]
COUNT = sum(YEARS.values())


@pytest.fixture(scope="session")
def listing_bot(tmp_path_factory: pytest.TempPathFactory) -> ListingBot:
    return ListingBot(tmp_path_factory.mktemp("listing"))


@pytest.fixture(scope="session")
def listing_site(listing_bot: ListingBot, start_site: Callable[..., str]) -> str:
    return start_site(listing_bot)


@pytest.fixture
def listed(visit, listing_site: str):
    """Open the page with a list in it."""

    def open_page(locale: str = "de-AT", **options: object):
        opened = visit(locale, listing_site, **options)
        opened.ask(LIST)
        return opened

    return open_page


def test_a_year_and_a_source_narrow_the_list_and_the_other_numbers_with_it(
    listing_bot: ListingBot,
) -> None:
    view = ListView(0, year="2021", source="Bote")
    results = search(listing_bot, WORDS, Filters(), view)
    assert results.listing.found == 4
    assert dict(results.years) == {"2019": 2, "2021": 4, "2023": 10}  # of this source
    assert sum(dict(results.sources).values()) == YEARS[2021]  # of this year
    within = search(
        listing_bot, WORDS, Filters("2021-03-10", "2022-12-31"), ListView(0, year="2021")
    )
    assert within.listing.found == 3
    with pytest.raises(QuestionError, match="2023"):
        search(listing_bot, WORDS, Filters(None, "2022-12-31"), ListView(0, year="2023"))


def test_text_of_articles_in_the_list_is_shown_and_does_nothing(listing_bot: ListingBot) -> None:
    results = search(listing_bot, WORDS, Filters(), ListView(0))
    page = result_list(results, GERMAN)
    assert "<b>" not in page
    assert 'data-source="&lt;Blatt&gt;"' in page
    assert page.count("<mark>Wallberg</mark>") == 20
    assert f"{COUNT} articles on “Wallberg”" in result_list(results, ENGLISH)


@pytest.mark.parametrize(
    "sent",
    [
        None, "", "{", "[]", '{"from": "cards"}', {"turn": -1}, {"turn": "0"}, {"page": -1},
        {"page": 10**9}, {"page": 1.5}, {"order": "worst"}, {"year": "20x3"}, {"year": 2023},
        {"source": ["Kurier"]}, {"turn": None},
    ],
)  # fmt: skip
def test_what_no_list_could_have_sent_is_none(sent: object) -> None:
    whole = {"from": "list", "turn": 0, "order": "best"}
    text = json.dumps(whole | sent) if isinstance(sent, dict) else sent
    assert read_list_choice(text) is None
    assert read_list_choice(json.dumps(whole)) == (ListView(0), None)


def test_a_bot_that_only_answers_shows_the_list_of_its_answer(fixed_bot: FixedBot) -> None:
    listing = fixed_bot.ask(LISTED).listing
    page = result_list(Results.first_page(listing, 3), GERMAN)
    assert 'data-turn="3"' in page
    assert page.count("data-path=") == listing.found == 2
    assert "<svg" not in page  # nothing to choose from


def test_a_list_is_neither_right_nor_wrong(listing_bot: ListingBot) -> None:
    listed = Turn(LIST, listing_bot.ask(LIST), generation="g")
    unanswered = Turn("Wer?", listing_bot.ask("Wer?"), generation="g")
    replies = [
        message["content"] for message in chat_of(Conversation((listed, unanswered)), GERMAN)
    ]
    assert "verdict" not in replies[1]
    assert "verdict" in replies[3]


def test_the_chart_has_each_years_number_and_a_gap_where_no_article_is(
    listing_bot: ListingBot,
) -> None:
    page = result_list(search(listing_bot, WORDS, Filters(), ListView(0)), GERMAN)
    chart = re.search('<ul class="years".*?</ul>', page)[0]
    numbers = re.findall(r'<span class="count">(\d+)</span>', chart)
    assert numbers == [str(YEARS[year]) for year in sorted(YEARS)]
    assert re.findall(r"<span[^>]*>(\d{4})</span>", chart) == [
        "2019", "2020", "2021", "2022", "2023"
    ]  # fmt: skip
    assert chart.count("<button") == len(YEARS)


@pytest.mark.browser
def test_a_list_is_gone_through_sorted_and_narrowed_by_keyboard(listed) -> None:
    from playwright.sync_api import expect

    page = listed().page
    results, heading = page.locator(".results"), page.locator(".results h2")
    titles = results.locator(".title")
    expect(heading).to_have_text(WORDS_DE.found_many.format(count=COUNT, words=WORDS))
    expect(titles).to_have_count(20)
    expect(titles.first).to_have_text(f"Schnee {COUNT - 1}")
    expect(results.locator("mark").first).to_have_text(WORDS)
    following = results.get_by_role("button", name=WORDS_DE.next)
    following.press("Enter")
    expect(titles.first).to_have_text(f"Schnee {COUNT - 21}")
    expect(results.locator(".listed button").first).to_be_focused()
    expect(titles.first).to_be_in_viewport()
    following.press("Enter")
    expect(titles).to_have_count(COUNT - 40)
    expect(following).to_be_disabled()
    results.get_by_role("button", name=WORDS_DE.orders["newest"]).press("Enter")
    expect(titles.first).to_have_text("Schnee 47")
    year = results.get_by_role("button", name=WORDS_DE.of_year.format(year=2021, count=12))
    year.press("Enter")
    expect(titles).to_have_count(12)
    expect(year).to_have_attribute("aria-pressed", "true")
    expect(year).to_be_focused()
    results.locator(f'[data-source="{SOURCES[0]}"]').press("Enter")
    expect(titles).to_have_count(4)
    year = results.get_by_role("button", name=WORDS_DE.of_year.format(year=2021, count=4))
    year.press("Enter")  # pressed again it is lifted
    expect(heading).to_contain_text("Kurier")
    expect(titles).to_have_count(16)


@pytest.mark.browser
def test_an_article_of_the_list_opens_with_its_passage_marked(listed) -> None:
    from playwright.sync_api import expect

    opened = listed()
    item = opened.page.locator(".results [data-path]").nth(1)
    item.press("Enter")
    expect(opened.mark).to_have_text(QUOTE.format(n=COUNT - 2))
    expect(item).to_have_attribute("aria-pressed", "true")
    opened.ask("Wer malte die Mona Lisa?")
    expect(opened.page.locator(".results")).to_have_count(0)
    opened.page.locator("#chat button.open-list").press("Enter")
    expect(opened.page.locator(".results .title")).to_have_count(20)


@pytest.mark.browser
def test_the_list_is_exported_with_the_conversation_as_it_is_shown(listed) -> None:
    from playwright.sync_api import expect

    page = listed().page

    def saved(file_format: str) -> str:
        page.locator("#export summary").press("Enter")
        with page.expect_download() as download:
            page.locator(f"#export [data-format={file_format}]").press("Enter")
        return download.value.path().read_text("utf-8")

    items = json.loads(saved("csl"))
    assert len(items) == COUNT
    assert {item["container-title"] for item in items} == set(SOURCES)
    # What the reader has chosen of it, on all its pages, in that order.
    results = page.locator(".results")
    for chosen in ("[data-year='2023']", f"[data-source='{SOURCES[0]}']", "[data-order=newest]"):
        results.locator(chosen).press("Enter")
        expect(results.locator(chosen)).to_have_attribute("aria-pressed", "true")
    titles = results.locator(".title").all_inner_texts()
    assert len(titles) == 10
    assert [item["title"] for item in json.loads(saved("csl"))] == titles
    document = saved("md")
    how = f"nur 2023, {SOURCES[0]}, {WORDS_DE.orders['newest']}"
    assert f"(10; {how})" in document


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious_in_the_list(listed, width: int, scheme: str) -> None:
    from playwright.sync_api import expect
    from visit import serious_findings

    opened = listed(fresh=True, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 390:  # the button in the conversation leads to the list below
        opened.page.set_viewport_size({"width": 390, "height": 500})
        opened.page.evaluate("scrollTo(0, 0)")
        heading = opened.page.locator(".results h2")
        expect(heading).not_to_be_in_viewport()
        opened.page.locator("#chat button.open-list").click()
        expect(heading).to_be_in_viewport(ratio=1)
        expect(heading).to_be_focused()
    assert serious_findings(opened.page) == []
