"""The tab "Articles & index" in a real browser."""

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Page, expect
from visit import Visit

from bot.web.index_tab.texts import ENGLISH, GERMAN

pytestmark = pytest.mark.browser


def open_tab(opened: Visit, name: str = GERMAN.tab) -> Page:
    return opened.open_articles(name)


def test_the_articles_are_listed_with_what_is_known_of_them(visit, seeds) -> None:
    page = open_tab(visit())
    rows = page.locator("#articles tbody tr")
    expect(rows).to_have_count(2)
    for file in seeds.iterdir():
        row = rows.filter(has_text=file.name)
        size = f"{len(file.read_text('utf-8')):,}".replace(",", ".")
        expect(row.locator("td.number").first).to_have_text(size)


def test_the_filter_box_narrows_the_list_as_one_types(visit) -> None:
    page = open_tab(visit())
    page.locator("#filter textarea, #filter input").press_sequentially("001_85")
    expect(page.locator("#articles tbody tr")).to_have_count(1)
    page.locator("#filter textarea, #filter input").fill("gibt es nicht")
    expect(page.locator("#articles")).to_contain_text(GERMAN.found_none)


def test_a_head_sorts_by_keyboard_and_keeps_the_focus(visit) -> None:
    page = open_tab(visit("en-GB"), ENGLISH.tab)
    head = page.get_by_role("button", name=ENGLISH.columns["chars"])
    sizes = page.locator("#articles tbody tr td.number:nth-of-type(3)")
    for order in ("ascending", "descending"):
        head.press("Enter")
        expect(page.locator("#articles th.chars")).to_have_attribute("aria-sort", order)
        found = [int(text.replace(",", "")) for text in sizes.all_inner_texts()]
        assert found == sorted(found, reverse=order == "descending")
        expect(page.locator("#articles th.chars button")).to_be_focused()
