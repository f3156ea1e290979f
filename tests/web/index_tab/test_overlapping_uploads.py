"""Uploads that overlap: each file is taken in and reported, and the page goes on."""

import os
import threading
from collections.abc import Iterator

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Page, Route, expect
from visit import Visit

from bot.web.archive import keeper
from bot.web.archive.uploads import take_in
from bot.web.index_tab import upkeep_view
from bot.web.index_tab.texts import ENGLISH, GERMAN

pytestmark = pytest.mark.browser

# Gradio keeps equal files in one place: those of tests that run in another process must differ.
OWN = os.getpid()


@pytest.fixture
def held_take_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Take no uploaded file in until the event is set."""
    released = threading.Event()

    def held(*arguments, **options):
        assert released.wait(60)
        return take_in(*arguments, **options)

    monkeypatch.setattr(keeper, "take_in", held)
    yield released
    released.set()


def open_tab(opened: Visit, name: str = GERMAN.tab) -> Page:
    return opened.open_articles(name)


def choose(page: Page, *names: str) -> None:
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": f"Hund {name} {OWN}".encode()}
        for name in names
    ]
    page.locator("#upload input[type=file]").set_input_files(files)


def choose_and_send(page: Page, *names: str) -> None:
    """Choose files, and wait until they have been sent to be taken in."""
    with page.expect_response(
        lambda answer: "/queue/join" in answer.url and names[0] in (answer.request.post_data or "")
    ):
        choose(page, *names)


def raise_error(*_arguments, **_options):
    raise OSError("The disk is gone.")


def test_an_upload_while_another_is_taken_in_is_taken_in_too(
    visit, site, holdings, held_take_in
) -> None:
    page = open_tab(visit(address=site))
    for name in ("eins.txt", "zwei.txt"):
        choose_and_send(page, name)
    held_take_in.set()
    expect(page.locator("#rebuild_state")).to_have_text(GERMAN.waiting_many.format(count=2))
    assert {"eins.txt", "zwei.txt"} <= {path.name for path in holdings.source.iterdir()}
    expect(page.locator("#upload .file-preview")).to_have_count(0)


def test_an_upload_on_its_way_when_another_has_been_taken_in_is_taken_in_too(
    visit, site, holdings, held_take_in
) -> None:
    page = open_tab(visit(address=site))
    choose_and_send(page, "eins.txt")
    on_their_way: list[Route] = []

    def hold(upload: Route) -> None:
        on_their_way.append(upload)

    page.route("**/gradio_api/upload?*", hold)
    with page.expect_request("**/gradio_api/upload?*"):
        choose(page, "zwei.txt")
    held_take_in.set()
    expect(page.locator("#rebuild_state")).to_have_text(GERMAN.waiting_one)
    for upload in on_their_way:
        upload.continue_()
    page.unroute("**/gradio_api/upload?*")
    expect(page.locator("#rebuild_state")).to_have_text(GERMAN.waiting_many.format(count=2))
    assert {"eins.txt", "zwei.txt"} <= {path.name for path in holdings.source.iterdir()}
    expect(page.locator("#upload .file-preview")).to_have_count(0)


def test_reports_of_files_sent_one_after_the_other_stay_until_all_have_come(
    visit, site, holdings, held_take_in
) -> None:
    (holdings.source / "eins.txt").write_text("Ein anderer Hund.")
    page = open_tab(visit(address=site))
    for name in ("eins.txt", "zwei.txt"):
        choose_and_send(page, name)
    held_take_in.set()
    taken = f"zwei.txt: {GERMAN.outcomes['taken'].format(articles=1)}"
    expect(page.locator(".receipts li")).to_have_text(
        [f"eins.txt: {GERMAN.outcomes['exists']}", taken]
    )
    choose_and_send(page, "drei.txt")
    expect(page.locator(".receipts li")).to_have_count(1)


def test_an_unexpected_error_is_reported_and_the_same_file_chosen_again_is_taken_in(
    visit, site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_tab(visit(address=site))
    with monkeypatch.context() as broken:
        broken.setattr(keeper, "take_in", raise_error)
        choose_and_send(page, "eins.txt")
        expect(page.locator(".receipts li")).to_have_text(f"eins.txt: {GERMAN.outcomes['failed']}")
    choose_and_send(page, "eins.txt")
    expect(page.locator("#rebuild_state")).to_have_text(GERMAN.waiting_one)


def test_after_an_error_of_the_page_itself_the_list_of_chosen_files_is_emptied_too(
    visit, site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_tab(visit(address=site))
    monkeypatch.setattr(upkeep_view, "waiting", raise_error)
    choose_and_send(page, "eins.txt")
    expect(page.locator("#rebuild_state")).to_have_text("Fehler")
    expect(page.locator("#upload .file-preview")).to_have_count(0)


def test_a_file_chosen_again_while_it_is_taken_in_is_reported_twice(
    visit, site, held_take_in
) -> None:
    page = open_tab(visit(address=site))
    for _ in range(2):
        choose_and_send(page, "eins.txt")
    held_take_in.set()
    taken = GERMAN.outcomes["taken"].format(articles=1)
    expect(page.locator(".receipts li")).to_have_text(
        [f"eins.txt: {outcome}" for outcome in (taken, GERMAN.outcomes["gone"])]
    )


def test_a_file_that_another_reader_has_sent_too_loses_none_beside_it(
    visit, site, holdings, held_take_in
) -> None:
    page = open_tab(visit(address=site))
    other = open_tab(visit("en-GB", address=site), ENGLISH.tab)
    choose_and_send(page, "eins.txt")
    choose_and_send(other, "eins.txt", "zwei.txt")
    held_take_in.set()
    taken = ENGLISH.outcomes["taken"].format(articles=1)
    expect(other.locator(".receipts li")).to_have_text(
        [f"eins.txt: {ENGLISH.outcomes['gone']}", f"zwei.txt: {taken}"]
    )
    assert {"eins.txt", "zwei.txt"} <= {path.name for path in holdings.source.iterdir()}


def test_no_button_promises_to_stop_what_has_been_sent(visit, site, held_take_in) -> None:
    page = open_tab(visit(address=site))
    choose_and_send(page, "eins.txt", "zwei.txt")
    expect(page.locator("#upload .file-preview tr")).to_have_count(2)
    expect(page.locator("#upload button:visible")).to_have_count(2)  # choosing more is two


def test_a_file_that_is_chosen_again_is_reported_again(visit, site) -> None:
    page = open_tab(visit(address=site))
    for outcome in (GERMAN.outcomes["taken"].format(articles=1), GERMAN.outcomes["known"]):
        choose_and_send(page, "eins.txt")
        expect(page.locator(".receipts li")).to_have_text(f"eins.txt: {outcome}")
        expect(page.locator("#upload .file-preview")).to_have_count(0)
