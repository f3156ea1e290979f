"""What the welcome and the help say, in German and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.web.words.texts import Language


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """The words in one language. ``{…}`` are filled in where they are used.

    ``sections`` are the parts of the help: a heading, and its points.
    """

    can: str
    cannot: str
    limits: str
    archive: str
    archive_of: str
    archive_between: str
    open_articles: str
    help: str
    close: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


TEXTS: Mapping[Language, HelpTexts] = {
    "de": HelpTexts(
        can="zitat sucht in den Artikeln den Satz, der Ihre Frage beantwortet, und zeigt ihn "
        "wörtlich, mit Artikel und Stelle.",
        cannot="Es schreibt nichts selbst, fasst nicht zusammen und weiß nichts, was nicht in den "
        "Artikeln steht; dann sagt es das.",
        limits="Ein Zitat belegt, dass der Artikel das sagt, nicht, dass es stimmt, und nicht "
        "jedes trifft die Frage: Lesen Sie es und die Sicherheit darunter.",
        archive="Durchsucht werden {articles}",
        archive_of="Durchsucht werden {articles}, datiert vom {first}",
        archive_between="Durchsucht werden {articles}, datiert vom {first} bis {last}",
        open_articles="Artikel ansehen",
        help="Hilfe",
        close="Schließen",
        sections=(
            (
                "So fragen Sie",
                (
                    "Nach einer Tatsache, in einem ganzen Satz: Wer …? Wann …? Wo …? Wie viel …? "
                    "Warum …?",
                    "Mit Namen und Wörtern, die in einem Artikel stehen könnten; auf Deutsch oder "
                    "Englisch.",
                    "Eine Frage nach der anderen. „Und wann war das?“ versteht zitat aus der Frage "
                    "davor; was gesucht wurde, steht dann über dem Eingabefeld.",
                    "„Welche Artikel gibt es über …?“ oder nur Stichwörter: Dann kommt eine Liste, "
                    "die Sie sortieren und nach Jahr und Quelle einschränken.",
                    "Mit einer Zeit: „Wer war 2021 …?“ Ohne sie antwortet der neueste Artikel.",
                    "Mit „Filter“ nur in bestimmten Tagen und Quellen.",
                ),
            ),
            (
                "So lesen Sie die Antwort",
                (
                    "Markiert sind die Wörter, die antworten; darunter steht, wie oft solche "
                    "Antworten richtig sind.",
                    "Die Zahl [1] und jede Quelle öffnen den Artikel mit dem markierten Zitat; "
                    "dort gibt es auch das Original, einen Link und eine Kopie mit Quelle.",
                    "Sagen mehrere Artikel dasselbe, werden sie gezählt; sagen sie Verschiedenes, "
                    "stehen sie nebeneinander.",
                    "„Ähnliche Stellen“ sind kein Beleg.",
                ),
            ),
            (
                "Mitnehmen",
                (
                    "„Exportieren“ schreibt das Gespräch als Word, Markdown oder HTML und die "
                    "zitierten Artikel für Literaturverwaltungen.",
                    "Das Gespräch bleibt in diesem Tab des Browsers, auch über ein neues Laden.",
                ),
            ),
        ),
    ),
    "en": HelpTexts(
        can="zitat searches the articles for the sentence that answers your question, and shows it "
        "verbatim, with its article and place.",
        cannot="It writes nothing itself, sums nothing up, and knows nothing that the articles do "
        "not say; then it says so.",
        limits="A quote proves that the article says so, not that it is so, and not every quote "
        "meets the question: read it, and the confidence below it.",
        archive="It searches {articles}",
        archive_of="It searches {articles}, dated {first}",
        archive_between="It searches {articles}, dated from {first} to {last}",
        open_articles="Look at the articles",
        help="Help",
        close="Close",
        sections=(
            (
                "How to ask",
                (
                    "For a fact, in a whole sentence: Who …? When …? Where …? How much …? Why …?",
                    "With names and words that an article might use; in German or English.",
                    "One question after the other. “And when was that?” is understood from the "
                    "question before; what was searched for then stands above the question box.",
                    "“Which articles are there about …?”, or mere keywords: then comes a list, to "
                    "sort, and to narrow by year and source.",
                    "With a time: “Who was … in 2021?” Without one the newest article answers.",
                    "With “Filter”, only in some days and sources.",
                ),
            ),
            (
                "How to read the answer",
                (
                    "The words that answer are marked; below stands how often such answers are "
                    "right.",
                    "The number [1] and each source open the article with the quote marked; there "
                    "are also the original, a link, and a copy with its source.",
                    "Articles that say the same are counted; those that differ stand side by side.",
                    "“Similar passages” are no evidence.",
                ),
            ),
            (
                "Take it along",
                (
                    "“Export” writes the conversation as Word, Markdown or HTML, and the cited "
                    "articles for reference managers.",
                    "The conversation stays in this tab of the browser, also when it is loaded "
                    "anew.",
                ),
            ),
        ),
    ),
}
