"""What the result list says, in German and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.types import Order
from bot.web.words.texts import Language


@dataclass(frozen=True, slots=True)
class ListTexts:
    """The words in one language. ``{…}`` are filled in where they are used."""

    found_one: str
    found_many: str
    found_none: str
    see: str
    sort: str
    orders: Mapping[Order, str]
    by_year: str
    by_source: str
    of_year: str
    of_year_one: str
    narrowed: str
    undated: str
    pages: str
    page: str
    previous: str
    next: str


TEXTS: Mapping[Language, ListTexts] = {
    "de": ListTexts(
        found_one="1 Artikel zu „{words}“",
        found_many="{count} Artikel zu „{words}“",
        found_none="Kein Artikel zu „{words}“",
        see="{found}: Liste ansehen",
        sort="Sortieren",
        orders={"best": "Beste zuerst", "newest": "Neueste zuerst"},
        by_year="Nach Jahr",
        by_source="Nach Quelle",
        of_year="{year}: {count} Artikel",
        of_year_one="{year}: 1 Artikel",
        narrowed="nur {parts}",
        undated="ohne Datum",
        pages="Seiten der Liste",
        page="{first}–{last} von {count}",
        previous="Zurück",
        next="Weiter",
    ),
    "en": ListTexts(
        found_one="1 article on “{words}”",
        found_many="{count} articles on “{words}”",
        found_none="No article on “{words}”",
        see="{found}: look at the list",
        sort="Sort",
        orders={"best": "Best first", "newest": "Newest first"},
        by_year="By year",
        by_source="By source",
        of_year="{year}: {count} articles",
        of_year_one="{year}: 1 article",
        narrowed="only {parts}",
        undated="undated",
        pages="Pages of the list",
        page="{first}–{last} of {count}",
        previous="Back",
        next="Next",
    ),
}
