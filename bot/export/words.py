"""What an exported document says itself, in German and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.types import NoteKind


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language. ``{…}`` are filled in where they are used."""

    heading: str
    opening_mark: str
    closing_mark: str
    no_answer: str
    agrees: str
    differs: str
    earlier: str
    notes: Mapping[NoteKind, str]
    before: str
    found: str
    first_of_them: str
    page: str
    place: str
    in_chat: str
    on_web: str
    note: str


WORDS: Mapping[str, Words] = {
    "de": Words(
        heading="Fragen an die Artikel, {day}",
        opening_mark="„",
        closing_mark="“",
        no_answer="Dazu steht nichts in den Artikeln.",
        agrees="Dasselbe sagt:",
        differs="Anderes sagt:",
        earlier="Frühere Angabe, {time}:",
        notes={
            "other_time": "Von einer anderen Zeit schon, aber nicht von dieser: {words}.",
            "denied": "Die Artikel widersprechen dem, was die Frage voraussetzt:",
        },
        before="Davor steht: „{quote}“",
        found="Gefundene Artikel ({count}{first}{how}):",
        first_of_them=", davon die ersten {count}",
        page="S. {page}",
        place="{path}, Zeichen {start}–{end}",
        in_chat="Stelle im Archiv",
        on_web="Stelle im Web",
        note="Jedes Zitat steht wörtlich in dem genannten Artikel; zitat hat das geprüft. "
        "Es belegt, dass der Artikel das sagt, nicht, dass es stimmt.",
    ),
    "en": Words(
        heading="Questions to the articles, {day}",
        opening_mark="“",
        closing_mark="”",
        no_answer="The articles do not say.",
        agrees="Another says the same:",
        differs="Another says otherwise:",
        earlier="Said earlier, {time}:",
        notes={
            "other_time": "They do of another time, but not of this one: {words}.",
            "denied": "The articles deny what the question presumes:",
        },
        before="Before it stands: “{quote}”",
        found="Articles found ({count}{first}{how}):",
        first_of_them=", the first {count} of them",
        page="p. {page}",
        place="{path}, characters {start}–{end}",
        in_chat="Place in the archive",
        on_web="Place on the web",
        note="Each quote stands verbatim in the article that is named; zitat has checked it. "
        "It proves that the article says so, not that it is so.",
    ),
}
