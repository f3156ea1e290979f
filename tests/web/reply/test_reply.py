"""What is said beside the quotes: two answers in one, earlier values, a word to a courtesy."""

import pytest
from fixed_bot import BOTH, THANKS

from bot.web.reply.texts import TEXTS


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "language", "time"), [("de-AT", "de", "Juni 2021"), ("en-GB", "en", "June 2021")]
)
def test_two_answers_an_earlier_value_and_thanks_as_a_reader_meets_them(
    visit, locale: str, language: str, time: str
) -> None:
    from playwright.sync_api import expect

    words, opened = TEXTS[language], visit(locale)
    opened.ask(BOTH)
    parts = opened.page.locator("#chat .part")
    expect(parts.locator("h2")).to_have_count(2)
    expect(parts.first.locator("blockquote")).to_have_count(1)
    expect(parts.first.locator(".earlier strong")).to_have_text(f"{time}:")
    expect(parts.last).to_contain_text(words.notes["other_time"].format(words="2019"))
    parts.first.locator(".earlier button.number").press("Enter")
    expect(opened.mark).to_contain_text("Bloomberg nennt")
    card = opened.page.locator('#cards button.card[aria-pressed="true"]')
    expect(card).to_contain_text(words.earlier_label.format(time=time))
    opened.ask(THANKS)
    expect(opened.replies.last).to_have_text(words.notes["thanks"])
    expect(opened.cards).to_have_count(0)
