"""Changing the archive from the page, in a real browser: uploads, rebuilds, removal, verdicts."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("playwright")

from fixed_bot import ANSWERED
from playwright.sync_api import Page, expect
from visit import Visit

from bot import Bot
from bot.feedback.verdicts import read_feedback
from bot.web.archive import rebuild
from bot.web.archive.holdings import Holdings
from bot.web.index_tab.texts import ENGLISH, GERMAN
from bot.web.words.figures import format_seconds
from index import build
from index.shards.building import rebuild_index

pytestmark = pytest.mark.browser

DOG = """<html><head><title>Der Hund</title><meta property="og:site_name" content="Der Bote"></head>
<body><article><p>Der Hund von Linz schläft im Rathaus, wie die Stadt am Montag mitteilt.</p>"""
QUESTION = "Wo schläft der Hund von Linz?"


@pytest.fixture(scope="module")
def dated_site(tmp_path_factory: pytest.TempPathFactory, start_site: Callable[..., str]) -> str:
    """Serve an article whose date and source are long."""
    folder, index_dir = tmp_path_factory.mktemp("dated"), tmp_path_factory.mktemp("dated-index")
    row = {"date": "2023-12-24", "source": "Der Bote am Sonntag", "text": "Es schneit. " * 9}
    (folder / "articles.jsonl").write_text(json.dumps(row), "utf-8")
    build(folder, index_dir)
    return start_site(Bot(index_dir), None, Holdings(folder, index_dir))


@pytest.fixture
def held_build(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let no rebuild go beyond its first step until the event is set."""
    released = threading.Event()

    def held(source, index_dir, config, progress, **options):
        def note(step):
            progress(step)
            assert released.wait(60)

        return rebuild_index(source, index_dir, config, note, **options)

    monkeypatch.setattr(rebuild, "rebuild_index", held)
    yield released
    released.set()


def open_tab(opened: Visit, name: str = GERMAN.tab) -> Page:
    return opened.open_articles(name)


def rebuild_and_wait(page: Page) -> None:
    page.locator("#rebuild").press("Enter")
    expect(page.locator("#rebuild_state")).to_contain_text("Fertig in", timeout=60_000)


def send(page: Page, files: dict[str, bytes]) -> None:
    payload = [{"name": n, "mimeType": "text/plain", "buffer": b} for n, b in files.items()]
    page.locator("#upload input[type=file]").set_input_files(payload)
    expect(page.locator(".receipts li")).to_have_count(len(files))


def test_uploaded_articles_are_reported_one_by_one_and_answer_and_filter_after_a_rebuild(
    visit, site, holdings
) -> None:
    opened = visit(address=site)
    opened.ask(QUESTION)
    expect(opened.replies.last.locator(".none")).to_be_visible()
    expect(opened.replies.last.locator(".judge")).to_contain_text(GERMAN.judge_none)
    page = open_tab(opened)
    send(page, {"hund.html": DOG.encode(), "leer.txt": b"", "bild.exe": b"MZ"})
    report = page.locator(".receipts")
    expect(report.locator(".accepted")).to_have_text("hund.html: übernommen, 1 Artikel")
    expect(report).to_contain_text(f"bild.exe: {GERMAN.outcomes['format']}")
    expect(report.locator(".refused")).to_have_count(2)
    expect(page.locator("#rebuild_state")).to_have_text(GERMAN.waiting_one)
    assert page.locator("#filters [value='Der Bote']").count() == 0
    rebuild_and_wait(page)
    expect(page.locator("#filters [value='Der Bote']")).to_have_count(1)
    expect(page.locator("#articles tbody tr")).to_have_count(3)
    expect(page.locator("#head")).to_contain_text("3 Artikel")
    expect(page.locator("#builds tbody tr").first).to_contain_text("1 / 0 / 0")
    page.get_by_role("tab", name=GERMAN.ask_tab).click()
    opened.ask(QUESTION)
    expect(opened.replies.last.locator("blockquote").first).to_have_text(
        "Der Hund von Linz schläft im Rathaus, wie die Stadt am Montag mitteilt."
    )


def test_a_rebuild_names_what_it_did_not_read_or_left_out_or_doubts(visit, site, holdings) -> None:
    (holdings.source / "leer.txt").touch()
    (holdings.source / "tabelle.csv").write_text("date,text\nbald,In Ulm brennt es.")
    (holdings.source / "verweis.txt").symlink_to(holdings.index_dir / "lock")
    (holdings.source / "alt<b>\udcff.ods").touch()
    for number in range(21):
        (holdings.source / f"brief{number:02}.doc").touch()
    page = open_tab(visit(address=site))
    rebuild_and_wait(page)
    names = page.locator("#rebuild_state .receipts")
    notes = page.locator("#rebuild_state .note")
    expect(names.first).to_have_text("leer.txt: leer, keine Zeile mit Text")
    expect(notes.nth(1)).to_contain_text(": 23 – .doc (21), .ods (1), Verknüpfung (1).")
    expect(notes.last).to_have_text("Gelesen, aber nicht ganz verstanden: 1.")
    expect(names.last).to_have_text("tabelle.csv#1: Das Datum 'bald' ist nicht verständlich")
    expect(names.nth(1).locator("li")).to_have_text(
        ["alt<b>\\udcff.ods", *(f"brief{number:02}.doc" for number in range(19)), "… und 3 weitere"]
    )
    page = open_tab(visit("en-GB", address=site, fresh=True), ENGLISH.tab)
    state = page.locator("#rebuild_state")
    expect(state).to_contain_text(": 23 – .doc (21), .ods (1), link (1).")
    expect(state.locator(".receipts li").first).to_contain_text("leer.txt: is empty")
    expect(state.locator(".receipts").nth(1).locator("li").last).to_have_text("… and 3 more")


def test_times_are_written_as_the_language_writes_them() -> None:
    assert format_seconds(14.82, "de") == "14,8"
    assert format_seconds(14.82, "en") == "14.8"


def test_the_old_index_answers_during_a_rebuild_and_a_second_one_is_refused(
    visit, site, held_build
) -> None:
    page = open_tab(visit(address=site))
    page.locator("#rebuild").click()
    bar = page.locator("#rebuild_state progress")
    expect(bar).to_be_visible()
    expect(page.locator("#rebuild_state")).to_contain_text(GERMAN.steps["scan"])
    other = visit("en-GB", address=site)
    other.ask(ANSWERED)
    expect(other.replies.last.locator("blockquote").first).to_contain_text("49 Prozent")
    second = open_tab(other, ENGLISH.tab)
    expect(second.locator("#rebuild_state progress")).to_be_visible()
    second.locator("#rebuild").click()
    expect(second.locator("#rebuild_state .error")).to_have_text(ENGLISH.busy)
    held_build.set()
    expect(page.locator("#rebuild_state")).to_contain_text("Fertig in", timeout=60_000)
    expect(second.locator("#rebuild_state")).to_contain_text("Done in", timeout=60_000)
    expect(page.locator("#builds tbody tr")).to_have_count(2)


def test_a_failed_rebuild_is_told_and_the_old_index_stays(visit, site, holdings) -> None:
    shutil.rmtree(holdings.source)
    opened = visit(address=site)
    page = open_tab(opened)
    page.locator("#rebuild").click()
    expect(page.locator("#rebuild_state .error")).to_contain_text("gibt es nicht")
    expect(page.locator("#builds td.failed")).to_contain_text("gescheitert")
    page.get_by_role("tab", name=GERMAN.ask_tab).click()
    opened.ask(ANSWERED)
    expect(opened.replies.last.locator("blockquote").first).to_contain_text("49 Prozent")


def test_an_article_is_removed_by_keyboard_only_after_a_question(visit, site, holdings) -> None:
    page = open_tab(visit(address=site))
    name = "001_85ee735918666742.txt"
    remove = page.locator(f'[data-remove="{name}"]')
    remove.press("Enter")
    expect(page.locator("#confirm p").first).to_contain_text("trash")
    expect(page.locator("#remove_no")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#confirm p")).to_have_count(0)
    expect(page.locator("#filter :is(textarea, input)")).to_be_focused()
    assert (holdings.source / name).exists()
    remove.press("Enter")
    page.locator("#remove_yes").press("Enter")
    expect(page.locator("#told")).to_contain_text(f"{name} liegt jetzt im Papierkorb: trash/")
    assert not (holdings.source / name).exists()
    expect(page.locator("#filter :is(textarea, input)")).to_be_focused()
    assert list((holdings.index_dir / "trash").rglob(name))
    rebuild_and_wait(page)
    expect(page.locator("#articles tbody tr")).to_have_count(1)


def test_a_verdict_is_kept_and_asked_again_after_a_rebuild(visit, site, holdings) -> None:
    opened = visit("en-GB", address=site, fresh=True)
    opened.ask(ANSWERED)
    buttons = opened.replies.last.locator("button.verdict")
    expect(buttons).to_have_text(list(ENGLISH.verdicts.values()))
    assert len({buttons.nth(i).bounding_box()["y"] for i in range(3)}) == 1
    buttons.nth(1).press("Enter")
    expect(opened.replies.last.locator(".thanks")).to_be_visible()
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(buttons.nth(1)).to_be_focused()
    buttons.nth(0).press("Enter")
    expect(buttons.nth(0)).to_have_attribute("aria-pressed", "true")
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "false")
    opened.page.locator("#head [data-language]").click()  # which loads the page anew
    expect(opened.replies.last.locator(".thanks")).to_have_text(GERMAN.thanks)
    expect(buttons.nth(0)).to_have_attribute("aria-pressed", "true")
    (kept,) = read_feedback(holdings.index_dir)
    assert (kept.verdict, kept.question) == ("right", ANSWERED)
    assert kept.generation == "generation-000001"
    assert len((holdings.index_dir / "feedback.jsonl").read_text().splitlines()) == 2
    text = (holdings.source / kept.path).read_text("utf-8")
    assert text[kept.start : kept.end] == kept.quote
    (holdings.source / kept.path).write_text(text.replace(kept.quote, "Der Rest fehlt."), "utf-8")
    page = open_tab(opened)
    rebuild_and_wait(page)
    changed = page.locator("#changed li")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text(ANSWERED)
    expect(changed.locator("dd").first).to_have_text(kept.quote)
    page.reload()
    expect(opened.replies.last.locator(".judge")).to_be_visible()
    expect(opened.replies.last.locator(".thanks")).to_have_count(0)  # it was of another answer


@pytest.mark.parametrize("width", [800, 1000, 1280])
def test_all_columns_of_the_list_are_in_view(visit, dated_site: str, width: int) -> None:
    page = open_tab(visit(address=dated_site, viewport={"width": width, "height": 800}))
    table = page.locator("#articles .table")
    assert table.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    expect(page.locator("#articles")).to_contain_text("24. Dezember 2023")
    expect(page.locator("#articles td.number").first).to_have_css("text-align", "right")
    widths = page.locator("#articles thead th").evaluate_all("e => e.map(x => x.clientWidth)")
    assert max(widths) == widths[0]  # most of the room is the title's
    expect(page.locator("[data-remove]").first).to_be_in_viewport(ratio=1)


def test_the_tab_fits_a_phone_in_either_language_gradios_own_words_too(visit, site) -> None:
    opened = visit(address=site, fresh=True, viewport={"width": 390, "height": 844})
    for words, drop_here in ((GERMAN, "Datei hier ablegen"), (ENGLISH, "Drop File Here")):
        page = open_tab(opened, words.tab)
        expect(page.locator("#upload")).to_contain_text(drop_here)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        table = page.locator("#articles .table")
        assert table.evaluate("e => e.scrollWidth - e.clientWidth") == 0
        expect(page.locator("[data-remove]").first).to_be_in_viewport(ratio=1)
        sizes = page.locator("#rebuild, #upload").evaluate_all("e => e.map(x => x.clientWidth)")
        assert len(sizes) == 2 and min(sizes) > 100
        page.locator("#head [data-language]").press("Enter")
