"""Everything the page says, in German and English."""

from dataclasses import asdict, dataclass
from typing import Literal

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of the page in one language. ``{…}`` are filled in where they are used."""

    language: Language
    language_name: str
    tagline: str
    article_count_one: str
    article_count_many: str
    indexed: str
    conversation: str
    scroll_down: str
    question: str
    question_placeholder: str
    ask: str
    retry: str
    undo: str
    clear: str
    welcome: str
    how_to_ask: str
    searching: str
    no_answer: str
    no_answer_hint: str
    help: str
    unknown_words: str
    help_words: str
    help_articles: str
    sources: str
    similar: str
    similar_note: str
    sources_empty: str
    article: str
    article_empty: str
    cited: str
    agrees: str
    differs: str
    voices_agree: str
    voices_differ: str
    other_place: str
    similar_place: str
    line: str
    paragraph: str
    page: str
    place: str
    sure_always: str
    sure_of_ten: str
    sure_never: str
    error: str
    damaged: str
    question_empty: str
    question_long: str
    copy: str
    copied: str
    link: str
    published: str
    original_shown: str
    original_saved: str
    original_missing: str
    masked: str
    linked: str
    link_broken: str
    also_in: str
    sentence_before: str
    asked: str

    def labels(self) -> dict[str, str]:
        """Return the texts that the browser looks up by key while it draws the page."""
        return {key: value for key, value in asdict(self).items() if isinstance(value, str)}


GERMAN = Texts(
    language="de",
    language_name="Deutsch",
    tagline="Antworten nur in Zitaten",
    article_count_one="1 Artikel",
    article_count_many="{count} Artikel",
    indexed="Index vom {date}",
    conversation="Gespräch",
    scroll_down="Weiter nach unten",
    question="Frage",
    question_placeholder="Frage an die Artikel …",
    ask="Fragen",
    retry="Neu suchen",
    undo="Letzte Frage zurücknehmen",
    clear="Neues Gespräch",
    welcome="Fragen Sie die Artikel.",
    how_to_ask="Fragen Sie nach einer Tatsache, in einem ganzen Satz: Wer …? Wann …? Wo …? "
    "Wie viel …?",
    searching="Suche in den Artikeln …",
    no_answer="Dazu steht nichts in den Artikeln.",
    no_answer_hint="Die nächsten Stellen sind unter „Ähnliche Stellen“ aufgeführt; sie sind kein "
    "Beleg.",
    help="Das kann helfen:",
    unknown_words="Kein Artikel enthält: {words}. Stimmt die Schreibweise?",
    help_words="Fragen Sie mit anderen Wörtern, so wie es in einem Artikel stehen könnte.",
    help_articles="Nehmen Sie weitere Artikel auf, im Reiter „Artikel & Index“.",
    sources="Quellen",
    similar="Ähnliche Stellen",
    similar_note="Ähnlich, aber kein Beleg: Sie beantworten die Frage nicht.",
    sources_empty="Hier erscheinen die Fundstellen zu Ihrer Frage.",
    article="Artikel",
    article_empty="Wählen Sie eine Fundstelle, um sie im Artikel zu lesen.",
    cited="Zitiert",
    agrees="Sagt dasselbe",
    differs="Sagt anderes",
    voices_agree="{count} unabhängige Artikel sagen dasselbe:",
    voices_differ="Die Quellen nennen Verschiedenes",
    other_place="Weitere Stelle",
    similar_place="Ähnlich, kein Beleg",
    line="Zeile {line}",
    paragraph="Absatz {paragraph}",
    page="S. {page}",
    place="{line}, Zeichen {start}–{end}",
    sure_always="fast immer richtig",
    sure_of_ten="in etwa {tenths} von 10 solchen Fällen richtig",
    sure_never="fast nie richtig",
    damaged="Der Index ist beschädigt. Bitte lassen Sie ihn neu bauen: zitat index ORDNER",
    error="Bei dieser Frage ist ein Fehler aufgetreten. Sie steht wieder im Eingabefeld; "
    "versuchen Sie es noch einmal oder fragen Sie etwas anderes.",
    question_empty="Bitte geben Sie eine Frage ein, zum Beispiel: Wer …? Wann …? Wie viel …?",
    question_long="Die Frage ist zu lang: Höchstens {limit} Zeichen sind möglich. "
    "Sie steht wieder im Eingabefeld; bitte kürzen Sie sie.",
    copy="Mit Quelle kopieren",
    copied="Kopiert",
    link="Link zu dieser Stelle",
    published="Im Web öffnen",
    original_shown="Original öffnen",
    original_saved="Original herunterladen",
    original_missing="Diese Datei gibt es nicht: Sie ist nicht im Index, oder sie wurde seither "
    "verschoben oder gelöscht.",
    masked="Gehört nicht zum Artikel und wird nicht durchsucht",
    linked="Verlinkte Stelle",
    link_broken="Die verlinkte Stelle gibt es nicht: Der Artikel fehlt im Index oder ist kürzer.",
    sentence_before="Davor steht: „{quote}“",
    also_in="Wortgleich oder fast wortgleich auch in: {paths}",
    asked="Gesucht wurde: {question} (bearbeiten)",
)

ENGLISH = Texts(
    language="en",
    language_name="English",
    tagline="Answers only in quotes",
    article_count_one="1 article",
    article_count_many="{count} articles",
    indexed="index of {date}",
    conversation="Conversation",
    scroll_down="Further down",
    question="Question",
    question_placeholder="Ask the articles …",
    ask="Ask",
    retry="Search again",
    undo="Take back last question",
    clear="New conversation",
    welcome="Ask the articles.",
    how_to_ask="Ask for a fact, in a whole sentence: Who …? When …? Where …? How much …?",
    searching="Searching the articles …",
    no_answer="The articles do not say.",
    no_answer_hint="The nearest passages are listed under “Similar passages”; they are no "
    "evidence.",
    help="What may help:",
    unknown_words="No article holds: {words}. Is it spelt right?",
    help_words="Ask in other words, as an article might put it.",
    help_articles="Add more articles, in the tab “Articles & index”.",
    sources="Sources",
    similar="Similar passages",
    similar_note="Similar, but no evidence: they do not answer the question.",
    sources_empty="The places found for your question appear here.",
    article="Article",
    article_empty="Choose a place to read it in its article.",
    cited="Cited",
    agrees="Says the same",
    differs="Says otherwise",
    voices_agree="{count} independent articles say the same:",
    voices_differ="The sources differ",
    other_place="Another place",
    similar_place="Similar, no evidence",
    line="line {line}",
    paragraph="paragraph {paragraph}",
    page="p. {page}",
    place="{line}, characters {start}–{end}",
    sure_always="nearly always right",
    sure_of_ten="right in about {tenths} of 10 such cases",
    sure_never="hardly ever right",
    damaged="The index is damaged. Please have it rebuilt: zitat index FOLDER",
    error="Something went wrong with this question. It is back in the question box; "
    "try it again, or ask something else.",
    question_empty="Please type a question, such as: Who …? When …? How much …?",
    question_long="The question is too long: at most {limit} characters are possible. "
    "It is back in the question box; please shorten it.",
    copy="Copy with source",
    copied="Copied",
    link="Link to this place",
    published="Open on the web",
    original_shown="Open the original",
    original_saved="Download the original",
    original_missing="There is no such file: it is not in the index, or was moved or deleted "
    "since.",
    masked="Not part of the article, and not searched",
    linked="Linked place",
    link_broken="The linked place does not exist: its article is not in the index, or is shorter.",
    sentence_before="Before it stands: “{quote}”",
    also_in="In the same or nearly the same words also in: {paths}",
    asked="Searched for: {question} (edit)",
)

TEXTS: dict[Language, Texts] = {"de": GERMAN, "en": ENGLISH}


def format_count(count: int, texts: Texts) -> str:
    """Return a number of articles in words, with the language's thousands separator."""
    if count == 1:
        return texts.article_count_one
    separator = "." if texts.language == "de" else ","
    return texts.article_count_many.format(count=f"{count:,}".replace(",", separator))


def format_confidence(confidence: float, texts: Texts) -> str:
    """Return a probability as how many of ten such answers are right."""
    if confidence >= 0.95:
        return texts.sure_always
    tenths = round(confidence * 10)
    return texts.sure_of_ten.format(tenths=tenths) if tenths else texts.sure_never
