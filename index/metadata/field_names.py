"""How exports name the fields of an article: columns of tables, keys of JSON, of front matter.

Names count without their case, separators and umlauts: "Datum der Veröffentlichung",
"date_publish", "datePublished", "ERSCHEINUNGS-DATUM".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

Names = Mapping[str, tuple[str, ...]]

# The field of an article, and the names that it has; where several are filled, the first counts.
# From newspapers' archives, press databases, feeds, schema.org and programs that collect articles.
FIELD_NAMES: Names = {
    "text": tuple(
        "text body content inhalt volltext fulltext maintext articlebody artikeltext articletext "
        "artikelinhalt articlecontent textcontent contenttext textbody bodytext haupttext "
        "fliesstext beitragstext meldungstext nachrichtentext pressetext langtext storytext "
        "newstext paragraphs absaetze plaintext cleantext cleanedtext rawtext texttext "
        "contentencoded contenthtml bodyhtml html transkript transcript wortlaut artikel article "
        "beitrag meldung nachricht story".split()
    ),
    "title": tuple(
        "title headline titel ueberschrift schlagzeile hauptueberschrift hauptzeile titelzeile "
        "webtitle artikeltitel articletitle beitragstitel hauptheadline hl betreff subject dctitle "
        "ogtitle".split()
    ),
    "date": tuple(
        "date published datum erscheinungsdatum erscheinungstag datepublished datepublish "
        "publishdate publishedat publishedon publishedtime publishedtimestamp publicationdate "
        "webpublicationdate publicationtime pubdate publdate dateofpublication publikationsdatum "
        "veroeffentlichungsdatum datumderveroeffentlichung veroeffentlichtam veroeffentlicht "
        "erschienenam erschienen ausgabedatum ausgabevom artikeldatum articledate meldungsdatum "
        "sendedatum releasedate seendate dcdate dctermsissued issued timestamp datecreated "
        "createdat created erstelltam erstellungsdatum".split()
    ),
    "source": tuple(
        "source publisher quelle medium sitename zeitung publikation publication publicationname "
        "mediumname medienname medianame mediatitle quellenname sourcename sourcetitle "
        "zeitungstitel zeitungsname zeitschrift newspaper outlet outletname mediaoutlet journal "
        "magazin blatt verlag titelderpublikation site website sourcedomain domain hostname "
        "sourcehostname dcpublisher agentur".split()
    ),
    "author": tuple(
        "author autor authors autoren autorin verfasser verfasserin verfasserinnen byline creator "
        "dccreator journalist journalistin redakteur redakteurin writer authorname "
        "autorenname".split()
    ),
    "url": tuple(
        "url link permalink articleurl canonicalurl sourceurl pageurl weburl webadresse "
        "internetadresse artikelurl quellurl href originalurl".split()
    ),
    # Above the text, and a part of it.
    "lead": tuple(
        "lead teaser vorspann vorspanntext leadtext teasertext anriss anrisstext anreisser intro "
        "introduction einleitung einleitungstext standfirst unterzeile untertitel "
        "unterueberschrift leadparagraph lede subtitle subline subheadline kurztext abstract "
        "description beschreibung excerpt".split()
    ),
}
_FIELD_OF = {name: field for field, names in FIELD_NAMES.items() for name in names}
# Names of the text that name other things too: a fee, a report's number, a volume's contents.
_MAY_BE_TEXT = frozenset("inhalt content artikel article beitrag meldung nachricht story".split())
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SEPARATORS = re.compile(r"[\W_]+")
# Around what a name says: "Artikel-Titel", "Titel des Artikels", "news_outlet".
_FRAME = re.compile(
    r"^(?:artikel|article|beitrags?|meldungs?|news(?!paper))(?=.{3})|des(?:artikels|beitrags)$"
)


# Where a name is shortened: "Ersch.-Datum", "ErschDatum", "Überschr.".
_PART = re.compile(r"[^\W\d_]+\.?")
_CAPITAL_WITHIN = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_LEAST_LETTERS = 3


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name without what exports write now so and now otherwise; a shortened one whole."""
    name = normalize("NFC", name)
    bare = _FRAME.sub("", _bare(name))
    return bare if bare in _FIELD_OF else _unabbreviated(name) or bare


def _bare(name: str) -> str:
    return _SEPARATORS.sub("", name.casefold().translate(_UMLAUTS))


def _unabbreviated(name: str) -> str | None:
    """Return the known name that one shortens, None if there is none or they are of two fields.

    A part before another one may be shortened, the last one only before a full stop.
    """
    parts = _PART.findall(_CAPITAL_WITHIN.sub("-", name))
    short = [part for number, part in enumerate(parts, 1) if part[-1] == "." or number < len(parts)]
    if not short or min(len(part.rstrip(".")) for part in short) < _LEAST_LETTERS:
        return None
    forms = (_bare(part) + ("[a-z]*" if part in short else "") for part in parts)
    matches = re.compile("".join(forms)).fullmatch
    found = [known for known in _FIELD_OF if known not in _MAY_BE_TEXT and matches(known)]
    # "titelzeile" is shortened otherwise than "titel".
    simple = [
        one for one in found if not any(one != other and one.startswith(other) for other in found)
    ]
    return simple[0] if len({_FIELD_OF[one] for one in simple}) == 1 else None


def parse_columns(columns: str) -> Names:
    """Return the fields that "text=Inhalt,title=Zeile" names, each with the folded names of these.

    A field may be named several times. Raises ValueError with what is wrong and what is expected.
    """
    found: dict[str, tuple[str, ...]] = {}
    for entry in filter(str.strip, columns.split(",")):
        field, mark, name = (part.strip() for part in entry.partition("="))
        if field.lower() not in FIELD_NAMES or not mark or not folded(name):
            raise ValueError(
                f"the columns name {entry.strip()!r}: expected {', '.join(FIELD_NAMES)}, each with "
                "the name of its column, as in text=Inhalt,title=Zeile,date=Tag"
            )
        found[field.lower()] = (*found.get(field.lower(), ()), folded(name))
    return found


def names_of(columns: str = "") -> Names:
    """Return the names of each field: those of ``parse_columns`` before all others."""
    own = parse_columns(columns)
    return {field: (*own.get(field, ()), *names) for field, names in FIELD_NAMES.items()}


_LEAST_WORDS = 8


def holds_text(names: Sequence[str], rows: Iterable[Sequence[str]], fields: Names) -> bool:
    """Return whether a table with these names of columns has one for the text of articles.

    In a table without titles a column "Beitrag" is one only if some value in it is prose, or
    ``parse_columns`` named it: else it may be a fee.
    """
    called = [folded(name) for name in names]
    text = fields["text"]
    if known(names, "title", fields) or any(
        name in text and (name not in _MAY_BE_TEXT or text.count(name) > 1) for name in called
    ):
        return known(names, "text", fields)
    places = [place for place, name in enumerate(called) if name in fields["text"]]
    return any(
        len(row[place].split()) >= _LEAST_WORDS
        for row in (rows if places else ())
        for place in places
        if place < len(row)
    )


def known(names: Iterable[str], field: str, fields: Names) -> bool:
    """Return whether one of a table's names is that of a field."""
    return not {folded(name) for name in names}.isdisjoint(fields[field])
