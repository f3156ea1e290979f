"""The page over an archive with dates, sources and addresses: several voices, and filters."""

from collections.abc import Callable

import pytest

pytest.importorskip("playwright")

from archive_bot import ADDRESS, COST, NOTICE, REPORTS
from playwright.sync_api import expect
from visit import Visit

from bot.web.chat.filter_panel import ENGLISH as ENGLISH_FILTER
from bot.web.chat.filter_panel import GERMAN as GERMAN_FILTER
from bot.web.words.texts import ENGLISH, GERMAN

pytestmark = pytest.mark.browser

KURIER, BOTE, BLATT = REPORTS


@pytest.fixture
def open_archive(visit, archive_site: str) -> Callable[..., Visit]:
    return lambda locale="de-AT", **options: visit(locale, archive_site, **options)


def narrow(opened: Visit, **days: str) -> None:
    """Open the filters and set them."""
    if opened.page.locator("#filters details[open]").count() == 0:
        opened.page.locator("#filters summary").press("Enter")
    for name, day in days.items():
        opened.page.locator(f"#filters [data-filter={name}]").fill(day)


def choose(opened: Visit, source: str) -> None:
    narrow(opened)
    opened.page.locator("#filters").get_by_label(source).press("Space")


def voices(opened: Visit) -> list[list[str]]:
    shown = opened.replies.last.locator(".voice")
    return [shown.nth(i).locator("blockquote").all_inner_texts() for i in range(shown.count())]


def test_articles_that_differ_stand_side_by_side_and_dated(open_archive) -> None:
    opened = open_archive()
    opened.ask(COST)
    reply = opened.replies.last
    expect(reply.locator("h2")).to_have_text(GERMAN.voices_differ)
    assert voices(opened) == [[KURIER.quote, BOTE.quote], [BLATT.quote]]
    expect(reply).to_contain_text(GERMAN.voices_agree.format(count=2))
    for text in ("18. September 2023", "20. September 2023", "2. Oktober 2023", "<Blatt>"):
        expect(reply).to_contain_text(text)
    assert reply.locator("blockquote b").all_inner_texts() == [r.span for r in REPORTS]
    first, second = (reply.locator(".voice").nth(i).bounding_box() for i in (0, 1))
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]


def test_each_voice_has_a_card_that_opens_its_article(open_archive) -> None:
    opened = open_archive()
    opened.ask(COST)
    assert opened.page.locator("#cards .label").all_inner_texts() == [
        GERMAN.cited, GERMAN.agrees, GERMAN.differs,
    ]  # fmt: skip
    for number, report in enumerate(REPORTS):
        expect(opened.replies.last).to_contain_text(f"[{number + 1}] {report.title}")
        opened.cards.nth(number).press("Enter")
        expect(opened.mark).to_have_text(report.quote)


def test_articles_that_agree_are_counted(open_archive) -> None:
    opened = open_archive("en-GB")
    narrow(opened, to="2023-09-30")
    opened.ask(COST)
    assert voices(opened) == [[KURIER.quote, BOTE.quote]]
    expect(opened.replies.last).to_contain_text("2 independent articles say the same")
    expect(opened.replies.last.locator("h2")).to_have_count(0)


def test_a_range_of_dates_narrows_the_search(open_archive) -> None:
    opened = open_archive()
    for days, found, told in [
        ({"from": "2023-09-19"}, [BOTE, BLATT], "Nur ab 19. September 2023"),
        ({"to": "2023-09-20"}, [BOTE], "19. September 2023 bis 20. Sep"),
        ({"from": "", "to": "2023-09-19"}, [KURIER], "Nur bis 19. September 2023"),
    ]:
        narrow(opened, **days)
        expect(opened.page.locator("#filters .note")).to_contain_text("(1)")
        opened.ask(COST)
        expect(opened.page.locator("#chat .narrowed").last).to_contain_text(told)
        expect(opened.cards).to_have_count(len(found))
        for card, report in zip(opened.cards.all(), found, strict=True):
            expect(card).to_contain_text(report.title)


def test_a_source_narrows_the_search_until_the_filter_is_lifted(open_archive) -> None:
    opened = open_archive()
    state = opened.page.locator("#filters summary span")
    expect(state).to_have_text(GERMAN_FILTER.none)
    choose(opened, "<Blatt>")
    expect(state).to_have_text(GERMAN_FILTER.some)
    opened.ask(COST)
    assert voices(opened) == [[BLATT.quote]]
    expect(opened.page.locator("#chat .narrowed")).to_have_text("Nur <Blatt>")
    opened.page.get_by_role("button", name=GERMAN_FILTER.lift).press("Enter")
    expect(state).to_have_text(GERMAN_FILTER.none)
    opened.page.locator("#retry").press("Enter")
    expect(opened.cards).to_have_count(3)
    expect(opened.page.locator("#chat .narrowed")).to_have_count(0)


def test_a_conversation_is_found_again_after_a_reload_and_in_the_other_language(
    open_archive,
) -> None:
    opened = open_archive(fresh=True)
    page, unanswered = opened.page, "Wer malte die Mona Lisa?"
    choose(opened, KURIER.source)
    opened.ask(unanswered)
    opened.ask(COST)
    page.reload()
    expect(page.locator("#chat .asked")).to_have_text([unanswered, COST])
    expect(page.locator("#chat .narrowed")).to_have_text(["Nur Kurier"] * 2)
    expect(page.locator("#filters summary span")).to_have_text(GERMAN_FILTER.some)
    expect(opened.mark).to_have_text(KURIER.quote)
    page.get_by_role("button", name=ENGLISH.language_name).press("Enter")
    expect(opened.replies.first).to_contain_text(ENGLISH.no_answer)
    expect(page.locator("#filters summary span")).to_have_text(ENGLISH_FILTER.some)
    page.goto(f"{opened.address}/?article=articles.jsonl%231&start=0&end=14")
    expect(page.locator("#chat .asked")).to_have_text([unanswered, COST])
    expect(opened.mark).to_have_text("Es steht fest.")
    page.locator("#clear").press("Enter")
    expect(page.locator("#chat .asked")).to_have_count(0)
    page.reload()
    expect(page.locator(".welcome h2")).to_be_visible()
    expect(page.locator("#filters summary span")).to_have_text(ENGLISH_FILTER.some)
    expect(page.locator("#chat .asked")).to_have_count(0)


def test_the_welcome_says_how_to_ask_also_where_no_example_is_found(open_archive) -> None:
    page = open_archive(fresh=True).page
    expect(page.locator(".welcome")).to_contain_text(GERMAN.how_to_ask)
    expect(page.locator("#chat button.example")).to_have_count(0)


def test_where_no_article_passes_the_filter_that_is_said(open_archive) -> None:
    opened = open_archive("en-GB")
    narrow(opened, **{"from": "2023-09-19", "to": "2023-09-20"})
    choose(opened, "Kurier")
    opened.ask(COST)
    expect(opened.replies.last).to_contain_text(ENGLISH.no_answer)
    assert opened.replies.last.locator("li").all_inner_texts() == [ENGLISH_FILTER.nothing]
    expect(opened.cards).to_have_count(0)


def test_a_filter_that_cannot_be_is_told_and_the_question_kept(open_archive) -> None:
    opened = open_archive()
    narrow(opened, **{"from": "2023-09-20", "to": "2023-09-19"})
    opened.box.fill(COST)
    opened.box.press("Enter")
    expect(opened.page.locator("#chat .error")).to_have_text(GERMAN_FILTER.wrong)
    expect(opened.box).to_have_value(COST)
    expect(opened.box).to_be_focused()


def test_no_answer_says_what_would_help(open_archive) -> None:
    opened = open_archive()
    opened.ask("Wer malte die Mona Lisa 1503?")
    reply = opened.replies.last
    expect(reply.locator("strong")).to_have_text(GERMAN.no_answer)
    expect(reply).to_contain_text(GERMAN.no_answer_hint)
    helps = [GERMAN.unknown_words.format(words="Mona, Lisa, 1503"), GERMAN.help_words]
    assert reply.locator("li").all_inner_texts() == [*helps, GERMAN.help_articles]
    for label in opened.page.locator("#cards .label").all_inner_texts():
        assert label == GERMAN.similar_place


def test_the_original_opens_at_the_quote(open_archive) -> None:
    opened = open_archive()
    opened.ask(COST)
    link = opened.page.get_by_role("link", name=GERMAN.published)
    expect(link).to_have_attribute(
        "href",
        f"{ADDRESS}#:~:text=Der%20Bau%20der%20Br%C3%BCcke,insgesamt%2021%20Millionen%20Euro.",
    )
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    opened.cards.nth(1).press("Enter")
    expect(opened.mark).to_have_text(BOTE.quote)
    expect(link).to_have_count(0)


def test_a_copy_names_title_source_date_path_and_address(open_archive) -> None:
    opened = open_archive(permissions=["clipboard-read", "clipboard-write"])
    opened.ask(COST)
    opened.page.locator("#article button[data-copy]").press("Enter")
    expect(opened.page.locator("#article button[data-copy]")).to_have_text(GERMAN.copied)
    assert opened.page.evaluate("navigator.clipboard.readText()") == (
        f"„{KURIER.quote}“\n{KURIER.title}, Kurier, 18. September 2023, articles.jsonl#1\n{ADDRESS}"
    )


def test_voices_and_filters_fit_a_phone(open_archive) -> None:
    opened = open_archive(viewport={"width": 390, "height": 844})
    narrow(opened, to="2023-12-31")
    opened.ask(COST)
    expect(opened.replies.last.locator("h2")).to_be_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    for part in ("#filters", "#chat .voices"):
        box = opened.page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_an_answer_that_is_higher_than_the_conversation_is_read_from_its_beginning(
    open_archive,
) -> None:
    opened = open_archive(viewport={"width": 390, "height": 640})
    page = opened.page
    opened.ask("Wer malte die Mona Lisa?")
    opened.ask(COST)
    expect(opened.mark).to_be_visible()
    page.wait_for_timeout(500)  # Gradio scrolls to the end that late
    log = page.get_by_role("log").bounding_box()
    assert opened.replies.last.bounding_box()["height"] > log["height"]
    assert page.locator("#chat .asked").last.bounding_box()["y"] >= log["y"]
    expect(opened.replies.last.locator("h2")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name=GERMAN.scroll_down).press("Enter")
    expect(opened.replies.last.locator(".voice").last).to_be_in_viewport()


def test_the_article_is_readable_around_the_quote_and_what_is_masked_is_greyed(
    open_archive,
) -> None:
    opened = open_archive()
    opened.ask(COST)
    text = opened.page.locator("#article .text")
    assert text.inner_text() == f"Es steht fest. {KURIER.quote} Mehr weiß man nicht.\n\n{NOTICE}"
    masked = text.locator(".masked")
    expect(masked).to_have_text(NOTICE)
    expect(masked).to_have_attribute("title", GERMAN.masked)
    colour = "e => getComputedStyle(e).color"
    assert masked.evaluate(colour) != text.evaluate(colour)
