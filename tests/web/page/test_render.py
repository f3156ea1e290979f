"""What the page makes of answers and articles, as text."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Answer, Candidate, Citation
from bot.cite import published_link
from bot.types import SMALL_TALK, Earlier, Note, NoteKind
from bot.web.archive.generation import Source
from bot.web.chat import cards
from bot.web.chat.article import article_view
from bot.web.chat.links import Place, permalink, read_permalink
from bot.web.escape import escape, marked_quote
from bot.web.reply import messages
from bot.web.reply.texts import TEXTS
from bot.web.words.reader import texts_for
from bot.web.words.texts import ENGLISH, GERMAN, Texts, format_confidence, format_count
from index.types import Article, Mask

ARTICLE = Article(
    "a/<b>.txt", "Titel & <i>mehr</i>", "Titel\n\nEs sind\r\n10 <Meter>.\nEnde", "0" * 64
)
QUOTE = "Es sind\r\n10 <Meter>."
START = ARTICLE.text.index(QUOTE)
CITATION = Citation(ARTICLE.title, ARTICLE.path, START, START + len(QUOTE), ARTICLE.sha256, QUOTE)
PLACE = Place(ARTICLE.path, CITATION.start, CITATION.end)
CANDIDATE = Candidate(QUOTE, None, 0.78, CITATION).marked((9, 19))
SOURCES = {ARTICLE.path: Source(ARTICLE)}
ANSWERED = Answer("?", "?", True, QUOTE, "10 <Meter>", 0.78, (CITATION,), (CANDIDATE,))
UNANSWERED = Answer("?", "?", False, None, None, 0.1, (), (CANDIDATE,))


class TextOf(HTMLParser):
    """Collects tags and text; ``<br>`` is a line end."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text, self.tags = "", []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_quote_that_leans_on_the_sentence_before_is_shown_with_it() -> None:
    before = Citation(ARTICLE.title, ARTICLE.path, 0, 20, ARTICLE.sha256, "Titel & <i>mehr</i>")
    leaning = replace(ANSWERED, candidates=(replace(CANDIDATE, context=before),))
    shown = TextOf(messages.reply_to(leaning, SOURCES, GERMAN))
    assert shown.text.startswith("Davor steht: „Titel & <i>mehr</i>“Es sind")
    assert "Davor" not in TextOf(messages.reply_to(ANSWERED, SOURCES, GERMAN)).text
    english = TextOf(messages.reply_to(leaning, SOURCES, ENGLISH))
    assert english.text.startswith("Before it stands: “Titel & <i>mehr</i>”Es sind")


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("<>&\"'`${}[]()!\n\r \u202e"))
def test_escaped_text_is_the_same_text_and_no_markup(text: str) -> None:
    escaped = escape(text)
    shown = TextOf(escaped)
    assert shown.text == re.sub("\r\n|\r", "\n", text)
    assert set(shown.tags) <= {"br", "span"}
    assert "\n" not in escaped
    assert "\r" not in escaped


def test_an_unseen_character_is_isolated() -> None:
    assert escape("a\u202eb") == 'a<span class="unseen">\u202e</span>b'


@pytest.mark.parametrize(
    ("quote", "span", "shown"),
    [
        ("Am Tag, am Tag danach.", (11, 14), "Am Tag, am <b>Tag</b> danach."),
        ("Es sind 5 %.", (8, 11), "Es sind <b>5 %</b>."),
        ("Es sind 5 %.", None, "Es sind 5 %."),
    ],
)
def test_the_answering_words_are_marked_where_they_were_found(
    quote: str, span: tuple[int, int] | None, shown: str
) -> None:
    assert marked_quote(quote, span) == shown


def test_an_answer_names_number_title_and_line() -> None:
    shown = TextOf(messages.reply_to(ANSWERED, SOURCES, GERMAN))
    assert QUOTE.replace("\r\n", "\n") in shown.text
    assert "[1] Titel & <i>mehr</i> · Zeile 3" in shown.text
    assert "In etwa 8 von 10 solchen Fällen richtig." in shown.text
    assert "i" not in shown.tags


def test_what_was_said_of_earlier_times_stands_below_the_answer_with_its_source() -> None:
    old = replace(CITATION, path="b.txt", start=0, end=5, quote="Titel")
    earlier = (Earlier("2021-06", Candidate("Titel", None, 0.7, old).marked((0, 5))),)
    sources = SOURCES | {"b.txt": Source(replace(ARTICLE, path="b.txt"))}
    answer = replace(ANSWERED, earlier=earlier)
    shown = messages.reply_to(answer, sources, GERMAN, 3)
    text = TextOf(shown).text
    assert text.index("10 <Meter>") < text.index("Frühere Angaben") < text.index("Juni 2021: Titel")
    assert GERMAN.voices_differ not in text
    assert 'class="number turn-3 card-1"' in shown
    assert "June 2021: Titel" in TextOf(messages.reply_to(answer, sources, ENGLISH)).text
    panel = TextOf(cards.source_cards(answer, sources, GERMAN)).text
    assert "Frühere Angabe: Juni 2021" in panel


def test_two_questions_in_one_stand_each_above_its_answer() -> None:
    first = replace(ANSWERED, asked="Wie hoch ist er?")
    other = replace(UNANSWERED, asked="Wer baute ihn 2019?", note=Note("other_time", "2019"))
    answer = replace(ANSWERED, parts=(first, other))
    shown = messages.reply_to(answer, SOURCES, GERMAN)
    text = TextOf(shown).text
    places = [text.index(part) for part in (first.asked, "10 <Meter>", other.asked, "nicht von")]
    assert places == sorted(places)
    assert GERMAN.no_answer in text
    assert cards.cards_of(answer) == (cards.Card(CANDIDATE, "cited"),)
    open_both = replace(UNANSWERED, parts=(replace(UNANSWERED, asked="Wer?"), other))
    text = TextOf(messages.reply_to(open_both, SOURCES, GERMAN, hints=("Anders fragen.",))).text
    assert text.count(GERMAN.no_answer) == 2
    assert text.count("Anders fragen.") == 1


@pytest.mark.parametrize("texts", [GERMAN, ENGLISH])
@pytest.mark.parametrize("kind", sorted(SMALL_TALK))
def test_a_courtesy_gets_a_friendly_word_and_nothing_else(kind: NoteKind, texts: Texts) -> None:
    answer = Answer("Hallo", "Hallo", False, None, None, 0.0, (), (), note=Note(kind))
    shown = messages.reply_to(answer, {}, texts)
    assert TextOf(shown).text == TEXTS[texts.language].notes[kind]


def test_a_quote_that_denies_what_is_presumed_is_introduced_as_such() -> None:
    shown = TextOf(messages.reply_to(replace(ANSWERED, note=Note("denied")), SOURCES, GERMAN))
    assert shown.text.startswith("Die Artikel widersprechen dem, was die Frage voraussetzt:Es sind")


def test_cards_without_an_answer_are_no_evidence() -> None:
    evidence = cards.source_cards(ANSWERED, SOURCES, ENGLISH)
    similar = cards.source_cards(UNANSWERED, SOURCES, ENGLISH)
    assert 'aria-pressed="true"' in evidence
    assert 'aria-pressed="true"' not in similar
    assert ENGLISH.similar_place in similar
    assert ENGLISH.cited not in similar
    assert 'class="number"' not in similar
    assert "<b>" in evidence
    assert "<b>" not in similar


def test_the_article_is_whole_and_its_mark_is_the_quote() -> None:
    view = article_view(SOURCES[ARTICLE.path], PLACE, CANDIDATE.span_offsets, GERMAN)
    mark = re.search('<mark class="quote">(.*)</mark>', view)
    text = re.search('<div class="text"[^>]*>(.*)</div>', view)
    assert mark and TextOf(mark[1]).text == QUOTE.replace("\r\n", "\n")
    assert text and TextOf(text[1]).text == ARTICLE.text.replace("\r\n", "\n")


def test_language_follows_the_browsers_first_choice() -> None:
    assert texts_for("de-CH,de;q=0.9,en;q=0.8") is GERMAN
    assert texts_for("en-GB,de;q=0.9") is ENGLISH
    assert texts_for("fr") is ENGLISH
    assert texts_for(None) is ENGLISH
    assert texts_for("den") is ENGLISH


def test_numbers_in_words() -> None:
    assert format_count(1, GERMAN) == "1 Artikel"
    assert format_count(12_345, GERMAN) == "12.345 Artikel"
    assert format_count(12_345, ENGLISH) == "12,345 articles"
    assert format_confidence(0.04, GERMAN) == GERMAN.sure_never
    assert format_confidence(0.97, ENGLISH) == ENGLISH.sure_always


def test_masked_text_is_shown_and_greyed() -> None:
    start = ARTICLE.text.index("Ende")
    source = Source(ARTICLE, (Mask(start, start + 4, "service text"),))
    view = article_view(source, PLACE, None, GERMAN)
    assert re.findall('<span class="masked"[^>]*>(.*?)</span>', view) == ["Ende"]
    source = Source(
        ARTICLE, (Mask(0, 5, "author code"), Mask(START - 1, START + 3, "photo credit"))
    )
    view = article_view(source, PLACE, None, GERMAN)
    assert re.findall('<span class="masked"[^>]*>(.*?)</span>', view) == ["Titel", "<br>"]
    text = re.search('<div class="text"[^>]*>(.*)</div>', view)
    assert text and TextOf(text[1]).text == ARTICLE.text.replace("\r\n", "\n")


def test_a_copy_holds_quote_title_date_path_and_address() -> None:
    article = replace(ARTICLE, date="2016-03-18", source="dpa", url="https://news.example/a?b=1#c")
    view = article_view(Source(article), PLACE, None, GERMAN)
    copied = re.search('data-copy="([^"]*)"', view)
    assert copied and html.unescape(copied[1]) == (
        f"„{QUOTE}“\nTitel & <i>mehr</i>, dpa, 18. März 2016, a/<b>.txt\n{article.url}"
    )
    assert 'href="https://news.example/a?b=1#:~:text=Es%20sind%2010%20%3CMeter%3E."' in view


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "http://", "//x.example", "http://["],
)
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert published_link(url, QUOTE) is None


def test_a_permalink_leads_back_to_its_place() -> None:
    place = Place("ä &/<b>#3.txt", 12, 345)
    assert read_permalink(dict(parse_qsl(urlsplit(permalink(place)).query))) == place


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"article": "a.txt"},
        {"article": "a.txt", "start": "-1", "end": "2"},
        {"article": "a.txt", "start": "1", "end": "9" * 30},
        {"article": "a.txt", "start": "²", "end": "3"},
        {"article": "", "start": "1", "end": "3"},
    ],
)
def test_a_permalink_that_names_no_place_is_none(query: dict[str, str]) -> None:
    assert read_permalink(query) is None


def test_a_pdfs_page_stands_with_the_source_and_its_original_opens_there() -> None:
    article = replace(
        ARTICLE, path="a.pdf", page=1, text="Erste Seite.\n\nEnde.\n\f\nLinks.\nAuf der zweiten."
    )
    start = article.text.index("Auf")
    view = article_view(Source(article), Place("a.pdf", start, len(article.text)), None, GERMAN)
    assert "S. 2 · a.pdf" in view
    assert "a.pdf · Absatz 2," in view  # of the page
    assert 'href="original?article=a.pdf#page=2" target="_blank"' in view
    assert ", S. 2, a.pdf" in html.unescape(re.search('data-copy="([^"]*)"', view)[1])
    assert '<span class="page-break">\f</span>' in view


def test_other_originals_are_downloads() -> None:
    view = article_view(Source(ARTICLE), PLACE, None, ENGLISH)
    assert ENGLISH.original_saved in view
    assert "#page=" not in view
