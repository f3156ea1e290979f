"""After a reload the page asks what was asked before again; the reader need not wait for that."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

pytest.importorskip("playwright")

from fixed_bot import ANSWERED, FOLLOW_UP, FixedBot
from playwright.sync_api import expect
from visit import Visit

from bot import Answer, Filters
from bot.web.archive.generation import Archive
from bot.web.chat.conversation import Conversation, Turn
from bot.web.chat.turns import ask_waiting
from bot.web.words.texts import GERMAN
from index import Index

pytestmark = pytest.mark.browser

SLOW, OTHER = "Welche Frage dauert lang?", "Wer gewann die Fußball-WM 1990?"


class HeldBot(FixedBot):
    """Answers one question only when it is let go."""

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self.free = threading.Event()
        self.free.set()

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        if question == SLOW:
            assert self.free.wait(60)
        return super().ask(question, history, filters)


@pytest.fixture(scope="module")
def held_bot(seed_index_dir) -> HeldBot:
    return HeldBot(Index.open(seed_index_dir))


@pytest.fixture(scope="module")
def held_site(held_bot: HeldBot, start_site: Callable[..., str]) -> str:
    return start_site(held_bot)


@pytest.fixture
def reloaded(visit, held_bot: HeldBot, held_site: str) -> Iterator[object]:
    """Return a visit, just reloaded, whose first question is not answered before it is let go."""
    opened = visit(address=held_site, fresh=True)
    opened.ask(SLOW)
    opened.ask(ANSWERED)
    held_bot.free.clear()
    opened.page.reload()
    yield opened
    held_bot.free.set()


def let_go(opened: Visit, bot: HeldBot) -> None:
    """Let the first question be answered, and see what another event shows after that."""
    bot.free.set()
    page = opened.page
    opened.open_tab(page.get_by_role("tab").last)
    page.locator("#filter :is(textarea, input)").fill("001_85")
    expect(page.locator("#articles tbody tr")).to_have_count(1)
    opened.open_tab(page.get_by_role("tab").first)


def test_the_last_answer_is_there_before_the_others(reloaded, held_bot: HeldBot) -> None:
    page = reloaded.page
    expect(page.locator("#chat .asked")).to_have_text([SLOW, ANSWERED])
    expect(reloaded.replies.last.locator("blockquote")).to_be_visible()
    expect(reloaded.mark).to_be_visible()
    expect(reloaded.replies.first).to_have_text(GERMAN.searching)
    held_bot.free.set()
    expect(reloaded.replies.first).to_contain_text(GERMAN.no_answer)
    expect(page.locator("#chat .pending")).to_have_count(0)


def test_a_question_asked_meanwhile_is_answered_and_stays(reloaded, held_bot: HeldBot) -> None:
    page = reloaded.page
    expect(reloaded.replies.last.locator("blockquote")).to_be_visible()
    reloaded.box.fill(OTHER)
    reloaded.box.press("Enter")
    expect(page.locator("#chat .asked")).to_have_text([SLOW, ANSWERED, OTHER])
    expect(reloaded.replies.last).to_contain_text(GERMAN.no_answer)
    expect(page.locator("#chat .pending")).to_have_count(1)
    held_bot.free.set()
    expect(page.locator("#chat .pending")).to_have_count(0)
    expect(page.locator("#chat .asked")).to_have_text([SLOW, ANSWERED, OTHER])
    expect(page.locator("#chat .none")).to_have_count(2)


def test_a_question_whose_answer_was_not_awaited_is_asked_again(
    visit, held_bot: HeldBot, held_site: str
) -> None:
    opened = visit(address=held_site, fresh=True)
    opened.ask(OTHER)
    held_bot.free.clear()
    opened.box.fill(SLOW)
    opened.box.press("Enter")
    expect(opened.page.locator("#chat .pending")).to_be_visible()
    opened.page.reload()
    expect(opened.page.locator("#chat .asked")).to_have_text([OTHER, SLOW])
    held_bot.free.set()
    expect(opened.replies.last).to_contain_text(GERMAN.no_answer)
    expect(opened.page.locator("#chat .pending")).to_have_count(0)


@pytest.mark.parametrize("typed", ["?", ""])
def test_what_cannot_be_asked_leaves_no_question_waiting(
    reloaded, held_bot: HeldBot, typed: str
) -> None:
    page = reloaded.page
    expect(reloaded.replies.last.locator("blockquote")).to_be_visible()
    reloaded.box.fill(typed)
    with page.expect_response("**/queue/join*"):
        reloaded.box.press("Enter")
    expect(page.locator("#chat .error")).to_have_count(len(typed))
    held_bot.free.set()
    expect(page.locator("#chat .pending")).to_have_count(0)
    expect(page.locator("#chat .asked")).to_have_text([SLOW, ANSWERED])
    expect(page.locator("#chat .error")).to_have_count(len(typed))


def test_the_last_question_taken_back_meanwhile_does_not_come_back(
    reloaded, held_bot: HeldBot
) -> None:
    page = reloaded.page
    expect(reloaded.replies.last.locator("blockquote")).to_be_visible()
    page.click("#undo")
    expect(page.locator("#chat .asked")).to_have_text([SLOW])
    let_go(reloaded, held_bot)
    expect(reloaded.replies.last).to_contain_text(GERMAN.no_answer)
    expect(page.locator("#chat .asked")).to_have_text([SLOW])


@pytest.mark.parametrize("asked", [(), (OTHER,)])
def test_a_conversation_ended_meanwhile_does_not_come_back(
    reloaded, held_bot: HeldBot, asked: tuple[str, ...]
) -> None:
    page = reloaded.page
    expect(reloaded.replies.last.locator("blockquote")).to_be_visible()
    for question in asked:
        reloaded.box.fill(question)
        reloaded.box.press("Enter")
        expect(reloaded.replies.last).to_contain_text(GERMAN.no_answer)
    page.click("#clear")
    expect(page.locator("#chat .asked")).to_have_count(0)
    let_go(reloaded, held_bot)
    expect(page.locator("#chat .asked")).to_have_count(0)
    reloaded.ask(OTHER)
    expect(page.locator("#chat .asked")).to_have_text([OTHER])


def test_what_waits_is_asked_last_first_and_with_the_questions_before_it(
    fixed_bot: FixedBot,
) -> None:
    kept = Conversation((Turn(OTHER), Turn(ANSWERED), Turn(FOLLOW_UP)))
    found = list(ask_waiting(Archive(fixed_bot), kept, GERMAN, judged=False))
    assert [[turn.waits for turn in c.turns] for c in found] == [[True, True, False], [False] * 3]
    assert found[0].turns[2].answer.asked == f"{ANSWERED} {FOLLOW_UP}"
    assert [turn.question for turn in found[1].turns] == [OTHER, ANSWERED, FOLLOW_UP]
    assert list(ask_waiting(Archive(fixed_bot), found[1], GERMAN, judged=False)) == []


def test_a_change_waits_for_what_is_being_shown(fixed_bot: FixedBot) -> None:
    kept = Conversation((Turn(OTHER), Turn(ANSWERED)))
    asking = ask_waiting(Archive(fixed_bot), kept, GERMAN, judged=False)
    shown = next(asking)
    change = threading.Thread(target=shown.taken_over)
    change.start()
    change.join(0.2)
    assert change.is_alive()
    asking.close()
    change.join()


def test_after_a_change_nothing_of_before_is_shown(fixed_bot: FixedBot) -> None:
    kept = Conversation((Turn(OTHER), Turn(ANSWERED)))
    changed = kept.taken_over()
    assert list(ask_waiting(Archive(fixed_bot), kept, GERMAN, judged=False)) == []
    assert len(list(ask_waiting(Archive(fixed_bot), changed, GERMAN, judged=False))) == 2
