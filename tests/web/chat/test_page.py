"""The page in a real browser, on the seeds."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest

pytest.importorskip("playwright")

from fixed_bot import ANSWERED, BAD, FLAKY, FOLLOW_UP
from playwright.sync_api import expect

from bot import Answer, Bot
from bot.web.archive.generation import Archive
from bot.web.chat.examples import working_examples
from bot.web.chat.own_questions import own_questions
from bot.web.export.texts import TEXTS as EXPORT
from bot.web.help.texts import TEXTS as HELP
from bot.web.words.texts import ENGLISH, GERMAN
from index import build

pytestmark = pytest.mark.browser

_OTHER_LINK = "a:not([href^='?article=']):not([href^='original?article='])"
UNANSWERED = "Wer gewann die Fußball-WM 1990?"


@pytest.fixture(scope="module")
def answer(fixed_bot) -> Answer:
    return fixed_bot.ask(ANSWERED)


@pytest.mark.parametrize(("locale", "texts"), [("de-AT", GERMAN), ("en-GB", ENGLISH)])
def test_the_page_speaks_the_browsers_language(visit, locale, texts) -> None:
    opened = visit(locale, fresh=True)
    assert opened.page.evaluate("document.documentElement.lang") == texts.language
    expect(opened.page.locator(".welcome h2")).to_have_text(texts.welcome)
    expect(opened.box).to_have_attribute("placeholder", texts.question_placeholder)
    expect(opened.page.locator("#undo")).to_have_text(texts.undo)
    expect(opened.page.locator("#head")).to_contain_text("2 ")


def test_the_language_can_be_switched_and_stays_over_a_reload(visit) -> None:
    opened = visit(fresh=True)
    opened.page.get_by_role("button", name=ENGLISH.language_name).press("Enter")
    for _ in range(2):
        expect(opened.page.locator(".welcome h2")).to_have_text(ENGLISH.welcome)
        expect(opened.box).to_have_attribute("placeholder", ENGLISH.question_placeholder)
        assert opened.page.evaluate("document.documentElement.lang") == "en"
        opened.page.reload()
    opened.ask(UNANSWERED)
    expect(opened.replies.last).to_contain_text(ENGLISH.no_answer)


def test_answer_quote_mark_and_source_file_are_the_same_text(visit, answer, seeds: Path) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    citation = answer.citations[0]
    source = (seeds / citation.path).read_text("utf-8")
    quote = source[citation.start : citation.end]
    assert quote == answer.text
    assert opened.replies.last.locator("blockquote").inner_text() == quote
    assert opened.mark.text_content() == quote
    expect(opened.replies.last.locator(".source")).to_contain_text(f"[1] {citation.title}")
    if answer.span is not None:
        expect(opened.replies.last.locator("blockquote b")).to_have_text(answer.span)
    assert opened.page.locator("#article .text").inner_text() == source
    expect(opened.mark).to_be_in_viewport(ratio=1)


def test_the_next_question_can_be_typed_at_once(visit) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    expect(opened.box).to_be_focused()
    expect(opened.box).to_have_value("")
    opened.page.keyboard.type(UNANSWERED)
    opened.page.keyboard.press("Enter")
    opened.wait_for_reply_to(UNANSWERED)
    expect(opened.page.locator("#chat .none")).to_contain_text(GERMAN.no_answer)


# Types a question and presses Enter in the very moment in which an answer is whole.
_ASK_WHEN_ANSWERED = """question => {
  const chat = document.querySelector('#chat'), box = document.querySelector('#question textarea');
  const watch = new MutationObserver(() => {
    if (!chat.querySelector('.bot') || chat.querySelector('.pending')) return;
    watch.disconnect();
    box.value = question;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    for (const name of ['keydown', 'keypress', 'keyup'])
      box.dispatchEvent(new KeyboardEvent(name, {key: 'Enter', code: 'Enter', bubbles: true}));
  });
  watch.observe(chat, {subtree: true, childList: true, attributes: true});
}"""


def test_enter_in_the_moment_of_an_answer_counts(visit) -> None:
    opened = visit()
    opened.page.evaluate(_ASK_WHEN_ANSWERED, UNANSWERED)
    opened.box.fill(ANSWERED)
    opened.box.press("Enter")
    opened.wait_for_reply_to(UNANSWERED)
    expect(opened.page.locator("#chat .asked")).to_have_count(2)


def test_a_source_card_opens_by_keyboard(visit, answer) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    second = answer.candidates[1]
    card = opened.cards.nth(1)
    card.focus()
    opened.page.keyboard.press("Enter")
    expect(opened.mark).to_have_text(second.text, use_inner_text=True)
    expect(card).to_have_attribute("aria-pressed", "true")
    expect(card).to_be_focused()
    expect(opened.mark).to_be_in_viewport()


def test_an_earlier_answers_number_opens_its_own_source_again(visit, answer) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    opened.ask(UNANSWERED)
    expect(opened.mark).to_have_count(0)
    opened.replies.first.locator("button.number").press("Enter")
    expect(opened.mark).to_have_text(answer.text, use_inner_text=True)
    expect(opened.cards).to_have_count(len(answer.candidates))
    expect(opened.cards.first).to_have_attribute("aria-pressed", "true")
    opened.cards.nth(1).click()
    expect(opened.mark).to_have_text(answer.candidates[1].text, use_inner_text=True)


def test_no_answer_shows_similar_places_and_no_article(visit) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    expect(opened.mark).to_have_count(1)
    opened.ask(UNANSWERED)
    expect(opened.replies.last).to_contain_text(GERMAN.no_answer)
    expect(opened.page.locator("#cards")).to_contain_text(GERMAN.similar_note)
    expect(opened.page.locator("#cards .cited")).to_have_count(0)
    expect(opened.page.locator("#article article")).to_have_count(0)
    opened.cards.first.click()
    expect(opened.mark).to_have_count(1)
    expect(opened.page.locator("#columns :is(.card, mark, blockquote) b")).to_have_count(1)  # 49 %


def test_without_an_open_article_the_cards_have_its_room(visit, real_site: str) -> None:
    opened = visit(address=real_site)
    opened.ask(UNANSWERED)
    expect(opened.cards).to_have_count(5)
    expect(opened.cards.nth(2)).to_be_in_viewport(ratio=1)
    expect(opened.page.locator("#article .note")).to_be_in_viewport(ratio=1)
    opened.cards.first.click()
    expect(opened.mark).to_be_in_viewport()
    expect(opened.page.locator("#article .text")).to_be_in_viewport(ratio=1)


def test_after_an_error_the_question_is_kept_and_the_next_is_answered(visit, answer) -> None:
    opened = visit()
    opened.ask(BAD)
    expect(opened.replies.last.locator(".error")).to_have_text(GERMAN.error)
    expect(opened.box).to_have_value(BAD)
    assert "Traceback" not in opened.page.content()
    opened.ask(ANSWERED)
    assert opened.mark.text_content() == answer.text


def test_a_blank_question_is_answered_with_what_to_do(visit) -> None:
    opened = visit("en-GB")
    opened.box.fill("   ?")
    opened.box.press("Enter")
    expect(opened.page.locator("#chat .error")).to_have_text(ENGLISH.question_empty)


def test_a_completed_question_is_shown_and_can_be_edited(visit) -> None:
    opened = visit()
    chip = opened.page.locator("#asked")
    opened.ask(ANSWERED)
    expect(chip).to_be_hidden()
    opened.ask(FOLLOW_UP)
    completed = f"{ANSWERED} {FOLLOW_UP}"
    expect(chip).to_have_text(GERMAN.asked.format(question=completed))
    chip.press("Enter")
    expect(opened.box).to_have_value(completed)
    expect(opened.box).to_be_focused()
    opened.ask(ANSWERED)
    expect(chip).to_be_hidden()


def test_undo_and_clear_empty_the_panels(visit) -> None:
    opened = visit()
    for button in ("#undo", "#clear"):
        opened.ask(ANSWERED)
        expect(opened.mark).to_have_count(1)
        opened.page.locator(button).press("Enter")
        expect(opened.page.locator("#chat .asked")).to_have_count(0)
        expect(opened.box).to_be_focused()
        expect(opened.cards).to_have_count(0)
        expect(opened.page.locator("#article article")).to_have_count(0)
        expect(opened.box).to_have_value(ANSWERED if button == "#undo" else "")


def test_undo_goes_back_to_the_answer_before(visit, answer) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    opened.ask(UNANSWERED)
    opened.page.click("#undo")
    expect(opened.replies).to_have_count(1)
    assert opened.mark.text_content() == answer.text


def test_retry_asks_the_last_question_again(visit, answer) -> None:
    opened = visit()
    opened.ask(FLAKY)
    expect(opened.replies.last.locator(".error")).to_have_text(GERMAN.error)
    opened.page.click("#retry")
    expect(opened.mark).to_have_text(answer.text, use_inner_text=True)
    expect(opened.page.locator("#chat .asked")).to_have_count(1)
    expect(opened.replies).to_have_count(1)


def test_an_example_is_asked_by_a_click(visit) -> None:
    opened = visit()
    example = opened.page.locator("#chat button.example").first
    question = example.inner_text()
    example.click()
    opened.wait_for_reply_to(question)
    expect(opened.mark).to_have_count(1)


def test_the_real_bot_is_shown_as_it_answers(visit, real_site: str, seed_bot: Bot) -> None:
    opened = visit(address=real_site)
    opened.ask(ANSWERED)
    expected = seed_bot.ask(ANSWERED)
    assert opened.cards.count() == min(5, len(expected.candidates))
    assert opened.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    if expected.answered:
        assert opened.mark.text_content() == expected.text
    else:
        expect(opened.replies.last).to_contain_text(GERMAN.no_answer)


@pytest.mark.parametrize("texts", [GERMAN, ENGLISH], ids=["de", "en"])
def test_every_example_has_an_answer(seed_bot: Bot, texts) -> None:
    found = working_examples(Archive(seed_bot), texts)
    assert [question for question in found if not seed_bot.ask(question).answered] == []


def test_another_archive_gets_questions_of_its_own_that_its_articles_answer(
    write_articles, tmp_path: Path
) -> None:
    head = "Die Stadt Linz hat ein neues Haus, und viele Leute freuen sich beim Start darüber.\n\n"
    build(
        write_articles(
            {
                "museum.txt": head + "Anna Huber leitet das neue Museum in Linz, wie es heißt. "
                "Das sagte Rosa Wald, nicht der Leiter.",
                "werft.txt": head + "Im Jahr 1975 wurde die alte Werft in Steyr gegründet. "
                "Das weiß Rosa Wald.",
                "start.txt": head + "Beim Start hatte Linz noch lange keinen Plan für den Garten.",
                "plural.txt": head
                + "Linzer Theater haben für Linz einen Plan für das Haus gemacht.",
                "er.txt": head + "Berta Moser leitet dort ohne viel Geld ein Theater.",
                "hingegen.txt": head + "Eva Maier stellt hingegen der Stadt Linz keinen Garten.",
                "vorwurf.txt": head + "Paul Gruber weist den alten Vorwurf zurück.",
                "montag.txt": head + "Karl Berger verlangte am Montag mehr Geld für Linz.",
                "station.txt": "The town is proud of what it has done for the people. "
                "Emma Stone opened the old station of Graz for artists.",
            }
        ),
        tmp_path / "index",
    )
    bot = Bot(tmp_path / "index")
    made = {q: article.path for q, article in own_questions(bot.index.articles, "en")}
    assert list(made.items()) == [
        ("Who opened the old station of Graz for artists?", "station.txt"),
        ("Wer leitet das neue Museum in Linz?", "museum.txt"),
        ("Wann wurde die alte Werft in Steyr gegründet?", "werft.txt"),
    ]
    *shown, listing = working_examples(Archive(bot), ENGLISH)
    assert listing == "Which articles are there on Rosa Wald?"
    assert {listed.citation.path for listed in bot.ask(listing).listing} == {
        "museum.txt", "werft.txt"
    }  # fmt: skip
    assert shown and set(shown) <= set(made)
    for question in shown:
        answer = bot.ask(question)
        assert answer.answered and answer.citations[0].path == made[question]


def test_a_hostile_article_is_only_text(visit, hostile_site: str) -> None:
    opened = visit(address=hostile_site)
    opened.page.locator("#filters summary").click()
    expect(opened.page.locator("#filters fieldset")).to_contain_text('"><img src=http://tracker')
    opened.ask(
        "Wie hoch ist der Turm von Pisa? <img src=http://tracker.example/z onerror=alert(7)>"
    )
    opened.cards.first.click()
    expect(opened.mark).to_contain_text("<")
    for index in range(opened.cards.count()):
        opened.cards.nth(index).click()
        expect(opened.cards.nth(index)).to_have_attribute("aria-pressed", "true")
    opened.cards.filter(has_text="tracker.example/t").first.click()
    expect(opened.page.locator("#article h2")).to_contain_text("<img src=http://tracker.example/t")
    opened.cards.filter(has_text="alert(6)").first.click()
    expect(opened.page.locator("#article .text")).to_contain_text("<iframe src=")
    expect(opened.page.locator("#article .meta")).to_contain_text(
        "<img src=x onerror=alert(6)>.txt"
    )
    for tag in ("img", "iframe", "script", _OTHER_LINK):
        expect(opened.page.locator(f"#columns {tag}")).to_have_count(0)


def test_a_click_while_another_card_opens_counts(visit) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    title = opened.cards.evaluate_all(
        """async cards => {
            for (const card of cards) {
                card.click();
                await new Promise(requestAnimationFrame);
            }
            return cards.at(-1).querySelector(".title").innerText;
        }"""
    )
    expect(opened.page.locator("#article h2")).to_have_text(title)


def test_a_permalink_opens_the_place_it_was_taken_from(visit, answer) -> None:
    opened = visit()
    opened.ask(ANSWERED)
    link = opened.page.locator("#article a").first.get_attribute("href")
    other = visit("en-GB", opened.address + link)
    expect(other.mark).to_have_text(answer.text, use_inner_text=True)
    expect(other.mark).to_be_in_viewport(ratio=1)
    expect(other.page.locator("#cards h2")).to_have_text(ENGLISH.linked)


def test_on_a_phone_a_permalink_leads_to_its_place(visit, real_site: str, answer) -> None:
    place = answer.citations[0]
    link = f"{real_site}/?article={place.path}&start={place.start}&end={place.end}"
    opened = visit(address=link, fresh=True, viewport={"width": 390, "height": 844})
    expect(opened.page.locator("#chat .example").first).to_be_attached()
    expect(opened.mark).to_be_in_viewport(ratio=1)


def test_a_broken_permalink_is_told(visit, seed_site: str) -> None:
    opened = visit(address=f"{seed_site}/?article=..%2Fapp.py&start=1&end=2")
    expect(opened.page.locator("#article")).to_have_text(GERMAN.link_broken)


def test_copy_takes_quote_and_source(visit, answer) -> None:
    opened = visit(permissions=["clipboard-read", "clipboard-write"])
    opened.ask(ANSWERED)
    button = opened.page.locator("#article button")
    button.focus()
    opened.page.keyboard.press("Enter")
    expect(button).to_have_text(GERMAN.copied)
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"„{answer.text}“\n{answer.citations[0].title}")
    assert answer.citations[0].path in copied


def test_on_a_phone_nothing_scrolls_sideways_and_the_text_stands_out(visit) -> None:
    opened = visit(fresh=True, viewport={"width": 390, "height": 844})
    opened.ask(ANSWERED)
    expect(opened.mark).to_be_visible()
    assert opened.page.locator("#article .text").bounding_box()["height"] > 300
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.page.evaluate("window.scrollY") == 0
    for part in ("#head", "#chat", "#question", "#cards", "#article"):
        box = opened.page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    opened.cards.last.click()
    expect(opened.mark).to_be_in_viewport()
    assert _ink_above_paper(opened.page) < -140
    opened.page.emulate_media(color_scheme="dark")
    opened.page.reload()
    opened.ask(ANSWERED)
    assert _ink_above_paper(opened.page) > 140


def test_on_a_phone_a_source_that_is_shown_already_is_led_to_again(visit) -> None:
    opened = visit(viewport={"width": 390, "height": 640})
    opened.ask(ANSWERED)
    for button in (opened.page.locator("#chat button.number").first, opened.cards.first):
        opened.page.evaluate("scrollTo(0, 0)")
        expect(opened.mark).not_to_be_in_viewport()
        button.click()
        expect(opened.mark).to_be_in_viewport()


def test_on_a_phone_the_newest_answer_is_in_view(visit) -> None:
    opened = visit(fresh=True, viewport={"width": 390, "height": 844})
    for question in (ANSWERED, UNANSWERED, ANSWERED):
        opened.ask(question)
    expect(opened.replies).to_have_count(3)
    expect(opened.replies.last.locator("blockquote")).to_be_in_viewport(ratio=1)
    opened.box.fill("?")
    opened.box.press("Enter")
    expect(opened.page.locator("#chat .error")).to_be_in_viewport(ratio=1)
    opened.replies.first.scroll_into_view_if_needed()
    expect(opened.page.locator("#chat .asked").first).to_be_in_viewport()


def test_the_completed_question_hides_no_end_of_the_answer(visit) -> None:
    opened = visit(fresh=True)
    for question in (ANSWERED, UNANSWERED, FOLLOW_UP):
        opened.ask(question)
    expect(opened.page.locator("#asked")).to_be_visible()
    expect(opened.replies.last).to_be_in_viewport(ratio=1)


def _ink_above_paper(page) -> float:
    """Return how much brighter the article's letters are than what they stand on."""
    ink, paper = (
        page.evaluate(
            "name => getComputedStyle(document.querySelector('#article .text'))[name]", name
        )
        for name in ("color", "backgroundColor")
    )
    return _brightness(ink) - _brightness(paper)


def _brightness(colour: str) -> float:
    numbers = colour[colour.index("(") + 1 : -1].split(",")[:3]
    return sum(float(number) for number in numbers) / 3


def test_who_comes_first_reads_what_zitat_can_and_where_the_articles_are(visit) -> None:
    opened = visit(fresh=True)
    welcome = opened.page.locator("#chat .welcome")
    for sentence in (HELP["de"].can, HELP["de"].cannot, HELP["de"].limits):
        expect(welcome).to_contain_text(sentence)
    expect(welcome.locator(".archive")).to_contain_text("Durchsucht werden 2 Artikel")
    welcome.locator("button.open-articles").press("Enter")
    expect(opened.page.locator("#articles table")).to_be_visible()


@pytest.mark.parametrize(("locale", "language"), [("de-AT", "de"), ("en-GB", "en")])
def test_help_opens_by_keyboard_and_closes_by_escape(visit, locale: str, language: str) -> None:
    opened, words = visit(locale, viewport={"width": 390, "height": 500}), HELP[language]
    button = opened.page.get_by_role("button", name=words.help)
    button.press("Enter")
    dialog = opened.page.get_by_role("dialog", name=words.help)
    expect(dialog.get_by_role("heading", name=words.help)).to_be_in_viewport()
    expect(dialog.get_by_role("button", name=words.close)).to_be_in_viewport(ratio=1)
    for heading, points in words.sections:
        expect(dialog.get_by_role("heading", name=heading)).to_be_visible()
        expect(dialog).to_contain_text(points[0])
    opened.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    button.press("Enter")
    dialog.get_by_role("button", name=words.close).press("Enter")
    expect(dialog).to_have_count(0)


def test_the_conversation_is_saved_as_a_file(visit, answer) -> None:
    opened = visit()
    menu = opened.page.locator("#export summary")
    opened.ask(ANSWERED)
    opened.ask(UNANSWERED)
    for name, ending in (("docx", "docx"), ("md", "md"), ("bibtex", "bib"), ("csl", "json")):
        menu.press("Enter")
        with opened.page.expect_download() as download:
            opened.page.locator(f"#export [data-format={name}]").press("Enter")
        saved_as = download.value.suggested_filename
        assert re.fullmatch(rf"zitat-\d{{4}}-\d\d-\d\d\.{ending}", saved_as)
        content = Path(download.value.path()).read_bytes()
        if name == "docx":
            paragraphs = docx.Document(BytesIO(content)).paragraphs
            content = "\n".join(paragraph.text for paragraph in paragraphs).encode()
        text = content.decode().replace("**", "")
        assert answer.text in text
        if name in ("docx", "md"):
            assert GERMAN.no_answer in text
        if name == "md":
            assert f"{opened.page.url}?article={answer.citations[0].path}" in text
        expect(menu).to_be_focused()


def test_without_an_answer_the_menu_says_that_there_is_nothing_to_export(visit) -> None:
    opened = visit()
    size, menu = opened.page.viewport_size, opened.page.locator("#export summary")
    opened.page.set_viewport_size({"width": 390, "height": 800})
    before = menu.bounding_box()
    menu.press("Enter")
    opened.page.locator("#export [data-format=ris]").press("Enter")
    told = opened.page.locator("#export [role=status]")
    expect(told).to_have_text(EXPORT["de"].nothing)
    assert told.bounding_box()["height"] > 10
    expect(told).to_be_in_viewport(ratio=1)
    assert menu.bounding_box() == before  # it moves nothing
    opened.page.set_viewport_size(size)
