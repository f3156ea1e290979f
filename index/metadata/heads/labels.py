"""Lines "Datum: 3. Mai 2023": which of their labels are about an article, and of which field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# The field of an article, and the labels that archives give it.
LABELS: Mapping[str, tuple[str, ...]] = {
    "title": ("titel", "title", "überschrift", "schlagzeile", "headline", "hauptüberschrift"),
    "date": (
        "datum",
        "date",
        "erscheinungsdatum",
        "erscheinungstag",
        "veröffentlicht",
        "veröffentlicht am",
        "veröffentlichungsdatum",
        "publikationsdatum",
        "publication date",
        "erschienen",
        "erschienen am",
        "published",
        "ausgabe vom",
        "stand",
    ),
    "source": (
        "quelle",
        "source",
        "medium",
        "zeitung",
        "publikation",
        "publication",
        "publisher",
        "titel der publikation",
        "zeitschrift",
        "agentur",
    ),
    "author": ("autor", "autorin", "autoren", "author", "authors", "verfasser", "byline", "von"),
    "page": ("seite", "page", "seiten", "s."),
    "url": ("url", "link", "adresse", "dauerhafte adresse des dokuments"),
}
_FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}
# Of the archive alone: nobody else writes such labels.
ARCHIVE = frozenset(
    "ressort rubrik section dokumentnummer dokument-id issn wörter words länge length umfang "
    "wortanzahl zeichen load-date publication-type journal-code update".split()
) | {
    "verbreitete auflage",
    "gedruckte auflage",
    "verkaufte auflage",
    "document id",
    "dauerhafte adresse des dokuments",
    "anzahl wörter",
}
_OTHERS = frozenset(
    "category kategorie ausgabe edition schlagwort schlagwörter schlagworte keywords id sprache "
    "language auflage verlag copyright nummer nr. jahrgang region land medientyp heft dateline "
    "erscheinungsort".split()
)
# What follows these is text of the article.
_TEXTS = frozenset("text volltext body inhalt artikel artikeltext fulltext meldung".split())
_SUBTITLES = frozenset(
    "untertitel vorspann teaser lead anriss unterzeile dachzeile kurztext abstract subtitle "
    "zusammenfassung utl.".split()
)
_PICTURES = frozenset("foto fotos bild bilder grafik graphic bildunterschrift".split())
_GENDERED = re.compile(r"(?:[/*_(]-?|:)in(?:nen)?\)?$")
_LINE = re.compile(
    r"(?P<label>[A-Za-zÄÖÜäöüß][\w .-]{0,34}?(?:[/*:(]-?in(?:nen)?\)?)?)[ \t]*:"
    r"[ \t]*(?P<value>\S.{0,300})?"
)
_SENTENCE = re.compile(r".*[?!…][\"“”»«']?|(?:\S+\s+){2,}\S+[.:]|(?:\S+\s+){3,}\S+\.\s+[A-ZÄÖÜ„].*")
_IN_NAMES = frozenset("von van de der und jun. sen. med. phil. dpa".split())
_LONGEST_OTHER_CHARS = 60
Kind = Literal["known", "other", "text", "subtitle", "picture"]


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line with a label; ``field`` is what it says of the article, if anything.

    ``kind``: "known" is about the article, "text" begins its text, "subtitle" is a part of it,
    "picture" belongs to one; "other" is none of these. ``value_start`` counts from the line's.
    """

    label: str
    kind: Kind
    field: str | None
    value: str
    value_start: int

    def says_something(self) -> bool:
        """Return whether the value is a sentence: as what somebody says in an interview."""
        if self.field in ("title", "url") or self.label == "copyright":
            return False
        words = self.value.split()
        if self.field == "author" and all(w[0].isupper() or w in _IN_NAMES for w in words):
            return False  # Eva Rot jun.
        if self.kind == "other" and len(self.value) > _LONGEST_OTHER_CHARS:
            return True
        return _SENTENCE.fullmatch(self.value) is not None


def labelled(line: str) -> LabelledLine | None:
    """Return a line with its label taken apart, None for one without any."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    label = _GENDERED.sub("", match["label"].strip().lower())
    value = (match["value"] or "").strip()
    start = match.start("value") if match["value"] else len(line)
    return LabelledLine(label, _kind(label), _FIELD_OF.get(label), value, start)


def _kind(label: str) -> Kind:
    if label in _FIELD_OF or label in ARCHIVE or label in _OTHERS:
        return "known"
    if label in _TEXTS:
        return "text"
    if label in _SUBTITLES:
        return "subtitle"
    return "picture" if label in _PICTURES else "other"
