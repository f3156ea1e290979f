"""A page that nobody touches draws nothing: Gradio would ask for each frame for ever."""

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import expect
from visit import ANSWER_TIMEOUT

pytestmark = pytest.mark.browser

# Frames as quick as timers, counted.
_COUNT = """
window.asked = 0;
window.requestAnimationFrame = (draw) => {
  window.asked += 1;
  return setTimeout(() => draw(performance.now()), 0);
};
"""
_RESTS = "() => { const rests = window.seen === asked; window.seen = asked; return rests; }"


def test_an_open_page_asks_for_no_more_frames(browser, seed_site: str) -> None:
    page = browser.new_page(locale="de")
    page.add_init_script(_COUNT)
    page.goto(seed_site)
    expect(page.locator("#chat .example").first).to_be_visible()
    page.wait_for_function(_RESTS, polling=200, timeout=ANSWER_TIMEOUT)
    page.close()
