"""What zitat says beside the quotes, or in place of one, in German and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.types import NoteKind
from bot.web.words.texts import Language


@dataclass(frozen=True, slots=True)
class ReplyTexts:
    """The words in one language; ``notes`` are those of each kind of note.

    ``{…}`` are filled in where they are used.
    """

    notes: Mapping[NoteKind, str]
    earlier: str
    earlier_label: str


TEXTS: Mapping[Language, ReplyTexts] = {
    "de": ReplyTexts(
        notes={
            "greeting": "Guten Tag! Fragen Sie die Artikel.",
            "thanks": "Gern. Fragen Sie weiter, wenn Sie mögen.",
            "farewell": "Auf Wiedersehen.",
            "other_time": "Von einer anderen Zeit schon, aber nicht von dieser: {words}.",
            "denied": "Die Artikel widersprechen dem, was die Frage voraussetzt:",
        },
        earlier="Frühere Angaben",
        earlier_label="Frühere Angabe: {time}",
    ),
    "en": ReplyTexts(
        notes={
            "greeting": "Hello! Ask the articles.",
            "thanks": "You are welcome. Ask on if you like.",
            "farewell": "Goodbye.",
            "other_time": "They do of another time, but not of this one: {words}.",
            "denied": "The articles deny what the question presumes:",
        },
        earlier="Earlier figures and statements",
        earlier_label="Earlier: {time}",
    ),
}
