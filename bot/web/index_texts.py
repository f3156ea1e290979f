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
)

TEXTS: Mapping[Language, IndexTexts] = {"de": GERMAN, "en": ENGLISH}


def format_number(number: int, language: Language) -> str:
    """Return a number with the language's thousands separator."""
    separator = "." if language == "de" else ","
    return f"{number:,}".replace(",", separator)


def format_share(share: float, language: Language) -> str:
    """Return a share from 0 to 1 in per cent; a little is not shown as none."""
    percent = "< 1" if 0 < share < 0.005 else f"{share:.0%}".removesuffix("%")
    return f"{percent} %" if language == "de" else f"{percent}%"
