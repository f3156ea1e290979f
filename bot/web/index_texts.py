"""What the tab "Articles & index" says, in German and English."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.web.texts import Language

PREFIX = "index_"


@dataclass(frozen=True, slots=True)
class IndexTexts:
    """The words of the tab in one language. ``{…}`` are filled in where they are used."""

    language: Language
    ask_tab: str
    tab: str
    articles: str
    filter: str
    filter_placeholder: str
    found_one: str
    found_many: str
    found_none: str
    columns: Mapping[str, str]
    action: str
    opens_new_tab: str
    previous: str
    next: str
    page: str
    pages: str
    remove: str
    remove_ask: str
    remove_all: str
    remove_yes: str
    remove_no: str
    removed: str
    upload: str
    upload_hint: str
    replace: str
    receipts: str
    outcomes: Mapping[str, str]
    rebuild: str
    waiting_one: str
    waiting_many: str
    steps: Mapping[str, str]
    step: str
    starting: str
    opening: str
    busy: str
    failed: str
    done: str
    read_only: str
    refused: str
    builds: str
    no_builds: str
    build_columns: Mapping[str, str]
    build_failed: str
    changed_answers: str
    changed_none: str
    changes: Mapping[str, str]
    was: str
    now: str
    nothing: str
    judge: str
    verdicts: Mapping[str, str]
    thanks: str
    not_kept: str

    def labels(self) -> dict[str, str]:
        """Return the texts that the browser looks up by key while it draws the page."""
        named = asdict(self).items()
        return {PREFIX + key: value for key, value in named if isinstance(value, str)}


GERMAN = IndexTexts(
    language="de",
    ask_tab="Fragen",
    tab="Artikel & Index",
    articles="Artikel im Index",
    filter="Artikel filtern",
    filter_placeholder="Filtern nach Titel, Quelle, Datum oder Datei …",
    found_one="1 Artikel",
    found_many="{count} Artikel",
    found_none="Kein Artikel passt zu diesem Filter.",
    columns={
        "title": "Titel und Datei",
        "date": "Datum",
        "source": "Quelle",
        "chars": "Zeichen",
        "masked": "Ausgeblendet",
    },
    action="Aktion",
    opens_new_tab="öffnet sich in einem neuen Fenster",
    previous="Zurück",
    next="Weiter",
    page="Seite {page} von {pages}",
    pages="Seiten der Artikelliste",
    remove="Entfernen",
    remove_ask="„{title}“ entfernen? Die Datei {file} wird nicht gelöscht, sondern in den "
    "Papierkorb im Indexordner verschoben (Unterordner „trash“). Bis zum nächsten Neubau "
    "antwortet der Index noch aus ihr.",
    remove_all="In dieser Datei stehen {count} Artikel; alle werden entfernt.",
    remove_yes="In den Papierkorb",
    remove_no="Abbrechen",
    removed="{file} liegt jetzt im Papierkorb: {trash}",
    upload="Artikel hochladen",
    upload_hint="Mehrere Dateien auf einmal, höchstens {files} und je {file_mb} MB: {formats}. "
    "Jede wird geprüft, bevor sie in den Ordner der Artikel kommt.",
    replace="Dateien gleichen Namens ersetzen (die alten kommen in den Papierkorb)",
    receipts="Bericht",
    outcomes={
        "taken": "übernommen, {articles} Artikel",
        "replaced": "übernommen, {articles} Artikel; die alte Datei liegt im Papierkorb",
        "known": "nicht übernommen: Eine Datei mit demselben Inhalt ist schon da",
        "exists": "nicht übernommen: Eine andere Datei heißt schon so. Zum Ersetzen das Feld "
        "darunter ankreuzen, oder umbenennen",
        "name": "abgelehnt: Von dem Dateinamen bleibt nichts übrig, sicher ist. Bitte umbenennen",
        "format": "abgelehnt: Dieses Format wird nicht gelesen",
        "large": "abgelehnt: größer als {file_mb} MB",
        "many": "abgelehnt: Höchstens {files} Dateien auf einmal",
        "quota": "abgelehnt: Der Ordner der Artikel darf höchstens {folder_mb} MB groß werden",
        "unreadable": "abgelehnt: Darin ist kein lesbarer Artikel ({detail})",
        "unwritable": "nicht übernommen: Der Ordner der Artikel ist nicht beschreibbar ({detail})",
    },
    rebuild="Index neu bauen",
    waiting_one="1 Datei wartet auf den nächsten Neubau.",
    waiting_many="{count} Dateien warten auf den nächsten Neubau.",
    steps={
        "scan": "Änderungen suchen",
        "read": "Artikel lesen und einbetten",
        "compare": "Artikel vergleichen",
        "write": "Index schreiben",
    },
    step="Schritt {number} von {count}: {step} ({done} von {total})",
    starting="Der Neubau beginnt …",
    opening="Der neue Index wird geöffnet …",
    busy="Ein Neubau läuft schon. Bitte warten Sie, bis er fertig ist.",
    failed="Der Neubau ist gescheitert; der bisherige Index antwortet weiter. Meldung: {message}",
    done="Fertig in {seconds} s: {articles} Artikel. Dateien: {added} neu, {changed} geändert, "
    "{deleted} entfernt, {skipped} nicht gelesen.",
    read_only="Hier können Artikel nur angesehen werden: Die Seite ist für andere erreichbar und "
    "verlangt kein Passwort (ZITAT_AUTH).",
    refused="Das ging nicht: {message}",
    builds="Letzte Neubauten",
    no_builds="Noch keine.",
    build_columns={
        "ended": "Wann",
        "articles": "Artikel",
        "changes": "Neu / geändert / entfernt",
        "skipped": "Nicht gelesen",
        "seconds": "Dauer",
    },
    build_failed="gescheitert: {message}",
    changed_answers="Bewertete Fragen nach dem Neubau",
    changed_none="Alle bewerteten Fragen werden wie bisher beantwortet.",
    changes={
        "changed": "Antwort geändert",
        "lost": "Antwort verloren",
        "found": "jetzt beantwortet",
    },
    was="bisher",
    now="jetzt",
    nothing="keine Antwort",
    judge="Ist das richtig?",
    verdicts={"right": "Richtig", "wrong": "Falsch", "not_helpful": "Nicht hilfreich"},
    thanks="Danke, gespeichert.",
    not_kept="Die Bewertung konnte nicht gespeichert werden.",
)

ENGLISH = IndexTexts(
    language="en",
    ask_tab="Ask",
    tab="Articles & index",
    articles="Articles in the index",
    filter="Filter articles",
    filter_placeholder="Filter by title, source, date or file …",
    found_one="1 article",
    found_many="{count} articles",
    found_none="No article matches this filter.",
    columns={
        "title": "Title and file",
        "date": "Date",
        "source": "Source",
        "chars": "Characters",
        "masked": "Masked",
    },
    action="Action",
    opens_new_tab="opens in a new window",
    previous="Back",
    next="Next",
    page="Page {page} of {pages}",
    pages="Pages of the list of articles",
    remove="Remove",
    remove_ask="Remove “{title}”? The file {file} is not deleted but moved into the trash in the "
    "folder of the index (subfolder “trash”). Until the next rebuild the index still answers from "
    "it.",
    remove_all="This file holds {count} articles; all of them are removed.",
    remove_yes="Move to trash",
    remove_no="Cancel",
    removed="{file} lies in the trash now: {trash}",
    upload="Upload articles",
    upload_hint="Several files at once, at most {files} and {file_mb} MB each: {formats}. Each is "
    "checked before it comes into the folder of articles.",
    replace="Replace files of the same name (the old ones go into the trash)",
    receipts="Report",
    outcomes={
        "taken": "taken, {articles} articles",
        "replaced": "taken, {articles} articles; the old file is in the trash",
        "known": "not taken: a file with the same content is there already",
        "exists": "not taken: another file has this name. To replace it tick the box below, or "
        "rename",
        "name": "refused: nothing safe is left of the file name. Please rename it",
        "format": "refused: this format is not read",
        "large": "refused: larger than {file_mb} MB",
        "many": "refused: at most {files} files at once",
        "quota": "refused: the folder of articles may grow to {folder_mb} MB at most",
        "unreadable": "refused: it holds no readable article ({detail})",
        "unwritable": "not taken: the folder of articles cannot be written to ({detail})",
    },
    rebuild="Rebuild the index",
    waiting_one="1 file waits for the next rebuild.",
    waiting_many="{count} files wait for the next rebuild.",
    steps={
        "scan": "looking for changes",
        "read": "reading and embedding articles",
        "compare": "comparing articles",
        "write": "writing the index",
    },
    step="Step {number} of {count}: {step} ({done} of {total})",
    starting="The rebuild begins …",
    opening="Opening the new index …",
    busy="A rebuild is running already. Please wait until it has finished.",
    failed="The rebuild failed; the old index goes on answering. Message: {message}",
    done="Done in {seconds} s: {articles} articles. Files: {added} added, {changed} changed, "
    "{deleted} removed, {skipped} not read.",
    read_only="Articles can only be looked at here: others can reach the page, and it asks for no "
    "password (ZITAT_AUTH).",
    refused="That did not work: {message}",
    builds="Last rebuilds",
    no_builds="None yet.",
    build_columns={
        "ended": "When",
        "articles": "Articles",
        "changes": "Added / changed / removed",
        "skipped": "Not read",
        "seconds": "Took",
    },
    build_failed="failed: {message}",
    changed_answers="Judged questions after the rebuild",
    changed_none="All judged questions are answered as before.",
    changes={"changed": "answer changed", "lost": "answer lost", "found": "answered now"},
    was="was",
    now="now",
    nothing="no answer",
    judge="Is this right?",
    verdicts={"right": "Right", "wrong": "Wrong", "not_helpful": "Not helpful"},
    thanks="Thank you, kept.",
    not_kept="The verdict could not be kept.",
)

TEXTS: Mapping[Language, IndexTexts] = {"de": GERMAN, "en": ENGLISH}


def format_number(number: int, language: Language) -> str:
    """Return a number with the language's thousands separator."""
    separator = "." if language == "de" else ","
    return f"{number:,}".replace(",", separator)


def format_seconds(seconds: float, language: Language) -> str:
    """Return seconds with one decimal and the language's decimal mark."""
    number = f"{seconds:.1f}"
    return number.replace(".", ",") if language == "de" else number


def format_share(share: float, language: Language) -> str:
    """Return a share from 0 to 1 in per cent; a little is not shown as none."""
    percent = "< 1" if 0 < share < 0.005 else f"{share:.0%}".removesuffix("%")
    return f"{percent} %" if language == "de" else f"{percent}%"
