"""axe-core finds nothing serious in any state of the page, light or dark; the keyboard works."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from archive_bot import COST
from playwright.sync_api import expect
from visit import Visit, serious_findings

from bot import Bot
from bot.web.archive.holdings import Holdings
from bot.web.index_tab.texts import GERMAN as GERMAN_INDEX
from bot.web.words.texts import ENGLISH, GERMAN

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def changeable_site(
    seed_index_dir: Path, tmp_path_factory: pytest.TempPathFactory, start_site: Callable[..., str]
) -> str:
    """Serve the seeds with examples, uploads and removal."""
    folder = tmp_path_factory.mktemp("changeable")
    shutil.copytree(Path(__file__).parents[3] / "seeds", folder / "articles")
    shutil.copytree(seed_index_dir, folder / "index")
    holdings = Holdings(folder / "articles", folder / "index")
    return start_site(Bot(holdings.index_dir), None, holdings)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(visit, archive_site: str, scheme: str, width: int) -> None:
    viewport = {"width": width, "height": 800}
    opened: Visit = visit(address=archive_site, fresh=True, color_scheme=scheme, viewport=viewport)
    page, found = opened.page, {}
    found["empty"] = serious_findings(page)
    page.locator("#head button.help").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    found["help"] = serious_findings(page)
    page.keyboard.press("Escape")
    page.locator("#export summary").press("Enter")
    found["menu of formats"] = serious_findings(page)
    page.keyboard.press("Escape")
    page.locator("#filters summary").press("Enter")
    opened.ask(COST)
    expect(opened.mark).to_be_visible()
    found["several voices"] = serious_findings(page)
    opened.ask("Wer malte die Mona Lisa?")
    found["no answer"] = serious_findings(page)
    opened.box.fill("?")
    opened.box.press("Enter")
    expect(page.locator("#chat .error")).to_be_visible()
    found["error"] = serious_findings(page)
    page.get_by_role("tab", name=GERMAN_INDEX.tab).press("Enter")
    expect(page.locator("#articles table")).to_be_visible()
    found["index"] = serious_findings(page)
    assert {state: problems for state, problems in found.items() if problems} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_serious_where_articles_can_be_changed(
    visit, changeable_site: str, scheme: str, width: int
) -> None:
    viewport = {"width": width, "height": 800}
    opened: Visit = visit(
        address=changeable_site, fresh=True, color_scheme=scheme, viewport=viewport
    )
    page, found = opened.page, {}
    expect(page.locator("#chat .example").first).to_be_visible()
    found["examples"] = serious_findings(page)
    page.locator("#chat .example").first.press("Enter")
    page.locator("#chat .says-right").press("Enter")
    expect(page.locator("#chat .thanks")).to_be_visible()
    found["judged"] = serious_findings(page)
    page.get_by_role("tab", name=GERMAN_INDEX.tab).press("Enter")
    page.locator("#upload input[type=file]").set_input_files(__file__)
    expect(page.locator(".receipts .refused")).to_be_visible()
    found["refused file"] = serious_findings(page)
    page.locator("#articles [data-remove]").first.press("Enter")
    expect(page.locator("#remove_yes")).to_be_visible()
    found["removal"] = serious_findings(page)
    page.hover("#remove_yes")
    found["removal, the pointer on the button"] = serious_findings(page)
    assert {state: problems for state, problems in found.items() if problems} == {}


def test_tab_leads_from_the_question_to_the_evidence(visit, archive_site: str) -> None:
    opened: Visit = visit(address=archive_site)
    opened.ask(COST)
    expect(opened.mark).to_be_visible()
    reached = []
    for _ in range(16):
        opened.page.keyboard.press("Tab")
        focused = "e => e.closest('[data-card], [data-copy], .text, summary, #retry')?.className"
        reached.append(opened.page.evaluate(f"({focused})(document.activeElement)"))
    assert reached.count("card") == 3
    assert reached.index("card") < reached.index("text")


@pytest.mark.parametrize(("locale", "texts"), [("de-AT", GERMAN), ("en-GB", ENGLISH)])
def test_a_screen_reader_is_told_the_language_of_page_and_quotes(
    visit, archive_site: str, locale: str, texts
) -> None:
    opened: Visit = visit(locale, archive_site)
    opened.ask(COST)
    log = opened.page.get_by_role("log", name=texts.conversation)
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator("blockquote").first).to_have_attribute("lang", "de")
    expect(opened.page.get_by_role("region", name=texts.article)).to_have_attribute("lang", "de")
    expect(opened.page.get_by_role("textbox", name=texts.question)).to_be_focused()
