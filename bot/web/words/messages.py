"""What is said of files and rebuilds, in the reader's language."""

from bot.web.words.figures import format_number
from bot.web.words.texts import Language
from index.messages import Code, Message, Wordings

_NO_TEXT = "kein Text, oder in einer unbekannten Kodierung"
_NOT_OPENED = "kein {kind}; die Datei lässt sich nicht öffnen"
_UNPACKS_TOO_LARGE = "entpackt viel zu groß; die Datei wird nicht geöffnet"
_MODEL_NOT_USABLE = "Das Modell {name} lässt sich nicht verwenden."
_MODEL_FILE = "Die Datei {file} des Modells fehlt oder ist beschädigt."

GERMAN: Wordings = {
    # of a file: its path comes before
    Code.NAME_NOT_UTF_8: "Der Name ist kein UTF-8; bitte umbenennen",
    Code.CANNOT_BE_READ: "Die Datei ist nicht lesbar",
    Code.NO_REGULAR_FILE: "keine gewöhnliche Datei",
    Code.FILE_TOO_LARGE: "größer als {limit_mb} MB; bitte aufteilen",
    Code.TOO_SLOW: "Das Lesen dauert länger als {seconds} s; bitte aufteilen",
    Code.TOO_MUCH_MEMORY: "Das Lesen braucht mehr als {limit_mb} MB Speicher; bitte aufteilen",
    Code.READER_CRASHED: "Die Datei bringt das Leseprogramm zum Absturz",
    Code.FORMAT_NOT_READ: "Dieses Format wird nicht gelesen",
    Code.DAMAGED: "Die Datei ist beschädigt",
    Code.NO_ARTICLE: "kein Artikel darin",
    Code.NO_TEXT: "kein Text darin",
    Code.EMPTY: "leer, keine Zeile mit Text",
    Code.LOCKED: "durch ein Passwort geschützt; bitte ohne speichern",
    Code.XML_ENTITIES: "Die Datei enthält XML-Entitäten und wird nicht geöffnet",
    Code.CONTROL_CHARACTERS: _NO_TEXT,
    Code.UNSTORABLE_CHARACTERS: _NO_TEXT,
    Code.UNKNOWN_ENCODING: _NO_TEXT,
    Code.DAMAGED_ENCODING: "Text in {encoding}, aber beschädigt ab Byte {byte}",
    Code.DATE_NOT_UNDERSTOOD: "Das Datum {date!r} ist nicht verständlich",
    Code.NO_TEXT_COLUMN: "keine Spalte für den Text, nur {names}; bitte eine „Text“ nennen oder "
    "mit --columns angeben",
    Code.NO_TEXT_FIELD: "kein Feld für den Text, nur {names}; bitte mit --columns angeben",
    Code.COLUMN_NAMES_NOT_READ: "Die Spaltennamen in der ersten Zeile sind nicht lesbar",
    Code.ROW_WITHOUT_TEXT: "kein Text darin",
    Code.ROW_TOO_LONG: "mehr Felder als Spaltennamen; ein Trennzeichen im Text braucht "
    "Anführungszeichen",
    Code.QUOTATION_NOT_CLOSED: "Ein Anführungszeichen in Zeile {line} wird nicht geschlossen; "
    "diese und alle Zeilen darunter fehlen",
    Code.QUOTATION_NOT_PAIRED: "Die Anführungszeichen in Zeile {line} passen nicht zusammen; in "
    "einem Feld in Anführungszeichen wird jedes verdoppelt",
    Code.ROWS_JOINED: "Die Zeilen {first} bis {last} sehen jede wie eine eigene Zeile der Tabelle "
    "aus, gelten aber wegen der Anführungszeichen als eine; bitte prüfen",
    Code.NO_JSON: "kein JSON",
    Code.NO_JSON_OBJECT: "kein JSON-Objekt mit benannten Feldern",
    Code.NO_JSON_ARTICLE: "JSON ohne Artikel; nötig ist ein Objekt mit Text oder eine Liste davon",
    Code.NO_PAGE_ARTICLE: "eine Seite ohne erkennbaren Artikel",
    Code.NO_PDF: "kein lesbares PDF",
    Code.TOO_MANY_PAGES: "{pages} Seiten; gelesen werden höchstens {limit}",
    Code.ONLY_PICTURES: "nur Bilder, kein Text; bitte vorher Text erkennen lassen",
    Code.PAGE_IS_PICTURE: "Von {pages} Seiten ist Seite {page} ein Bild; bitte vorher Text "
    "erkennen lassen",
    Code.PAGES_ARE_PICTURES: "Von {pages} Seiten sind Bilder: {numbers}; bitte vorher Text "
    "erkennen lassen",
    Code.NO_RTF: "kein RTF",
    Code.NO_ODT: "kein ODT; die Datei lässt sich nicht öffnen",
    Code.NO_PACKAGE: _NOT_OPENED,
    Code.PART_MISSING: _NOT_OPENED,
    Code.PACKAGE_TOO_LARGE: _UNPACKS_TOO_LARGE,
    Code.COPY_PROTECTED: "kopiergeschützt; der Text ist nicht lesbar",
    Code.NO_MAIL: "keine E-Mail: weder Betreff noch Absender noch Datum",
    Code.NO_SAVED_PAGE: "keine gespeicherte Seite darin",
    Code.FEED: "ein Feed (<{kind}>), der nur sagt, worum es in Artikeln geht; bitte deren Seiten "
    "speichern",
    Code.XML_NOT_READ: "XML einer Art, die nicht gelesen wird (<{kind}>); gelesen werden "
    "NewsML-G2 und NITF",
    Code.ARCHIVE_READ: "ein Archiv; gelesen: {read} von {count}",
    Code.ARCHIVE_TOO_LARGE: _UNPACKS_TOO_LARGE,
    Code.ARCHIVE_OF_TOO_MANY: "{count} Dateien sind zu viele; bitte in den Ordner entpacken",
    Code.MEMBER_LOCKED: "durch ein Passwort geschützt; bitte in den Ordner entpacken",
    Code.MEMBER_IS_ARCHIVE: "ein Archiv im Archiv; bitte in den Ordner entpacken",
    Code.MEMBER_LEADS_OUT: "Der Name führt aus dem Archiv hinaus; bitte erst entpacken und ansehen",
    Code.MEMBER_TOO_LARGE: "größer als {limit_mb} MB; bitte aufteilen",
    # of a rebuild
    Code.NO_FOLDER: "Den Ordner der Artikel {folder} gibt es nicht. Bitte legen Sie ihn wieder an.",
    Code.FOLDER_IS_FILE: "{folder} ist eine Datei; hier wird der Ordner der Artikel erwartet.",
    Code.FOLDER_CLOSED: "Der Ordner {folder} ist nicht lesbar. Es fehlt das Recht dazu.",
    Code.ADDRESS_WITH_KEY: "Die Adresse des Ordners der Artikel ({protocol}://…) enthält ein "
    "Passwort oder einen Schlüssel. Beides gehört in Umgebungsvariablen.",
    Code.PROTOCOL_UNKNOWN: "Die Adresse {folder} beginnt mit einem unbekannten Protokoll.",
    Code.PROTOCOL_NOT_INSTALLED: "Zum Lesen von {folder} fehlt ein Programmpaket.",
    Code.FOLDER_DENIED: "Der Zugriff auf den Ordner {folder} ist verweigert. Bitte prüfen Sie die "
    "Zugangsdaten.",
    Code.FOLDER_NOT_REACHED: "Der Ordner {folder} ist nicht erreichbar. Bitte prüfen Sie Adresse "
    "und Netz.",
    Code.FILE_NOT_FETCHED: "Die Datei {file} lässt sich nicht abrufen. Bitte prüfen Sie das Netz.",
    Code.FOLDER_EMPTY: "Im Ordner {folder} liegen keine Artikel. Bitte laden Sie welche hoch.",
    Code.NOTHING_READABLE: "Im Ordner {folder} liegt kein lesbarer Artikel.",
    Code.READER_NOT_STARTED: "Das Programm, das Dateien liest, lässt sich mit {program} nicht "
    "starten.",
    Code.INDEX_FOLDER_CLOSED: "Der Indexordner {folder} ist nicht beschreibbar. Es fehlt das "
    "Recht dazu.",
    Code.INDEX_NOT_WRITTEN: "Der neue Index in {folder} kann nicht geschrieben werden. Vielleicht "
    "fehlt Platz auf dem Datenträger.",
    Code.INDEX_NOT_LASTING: "Der neue Index in {folder} ist an seinem Platz und vollständig; der "
    "Datenträger hat aber nicht bestätigt, dass er bleibt. Bitte prüfen Sie ihn und bauen Sie den "
    "Index dann neu.",
    Code.INDEX_BUSY: "Den Index {folder} baut gerade ein anderes Programm. Bitte warten Sie, bis "
    "es fertig ist.",
    Code.BUSY_HERE: "Der Index wird gerade neu gebaut. Bitte warten Sie, bis das fertig ist.",
    Code.NO_MODEL_FOLDER: "Den Ordner des Modells {name} gibt es nicht.",
    Code.MODEL_FOLDER_CLOSED: "Der Ordner des Modells {name} ist nicht lesbar.",
    Code.NO_MODEL_IN_FOLDER: "Im Ordner {name} liegt kein Modell von sentence-transformers.",
    Code.MODEL_OF_OTHER_KIND: "Im Ordner {name} liegt ein Modell der Art {kind}, das keine Texte "
    "einbettet. Nötig ist eines von sentence-transformers.",
    Code.NO_MODEL_NAME: "{name} ist weder der Name eines Modells noch ein Ordner.",
    Code.MODEL_NOT_HERE: "Das Modell {name} liegt nicht hier und lässt sich nicht laden.",
    Code.MODEL_NOT_INSTALLED: _MODEL_NOT_USABLE,
    Code.MODEL_NOT_LOADED: _MODEL_NOT_USABLE,
    Code.MODEL_WITHOUT_LENGTH: _MODEL_NOT_USABLE,
    Code.MODEL_EMBEDS_NOTHING: _MODEL_NOT_USABLE,
    Code.MODEL_VECTORS_WRONG: _MODEL_NOT_USABLE,
    Code.CHECKSUMS_DAMAGED: "{file} fehlt oder ist beschädigt.",
    Code.MODEL_FILE_MISSING: _MODEL_FILE,
    Code.MODEL_FILE_CLOSED: "Die Datei {file} des Modells ist nicht lesbar.",
    Code.MODEL_FILE_DAMAGED: _MODEL_FILE,
    # of changes that somebody at the page wants
    Code.FILE_GONE: "Die Datei {file} liegt nicht mehr im Ordner der Artikel. Bitte bauen Sie den "
    "Index neu.",
    Code.FILE_NOT_REMOVED: "Die Datei {file} lässt sich nicht entfernen. Es fehlt das Recht dazu.",
    Code.NOT_CHANGEABLE: "Von dieser Seite aus lassen sich die Artikel nicht ändern: Andere "
    "erreichen sie ohne Passwort. Setzen Sie eines mit ZITAT_AUTH=name:passwort.",
    Code.FOLDER_ELSEWHERE: "Von dieser Seite aus lassen sich die Artikel nicht ändern: Sie liegen "
    "unter {folder}. Legen Sie sie dort ab oder entfernen Sie sie dort, und bauen Sie den Index "
    "neu.",
    Code.NOT_FOLLOWED: "Änderungen im Ordner {folder} lassen sich gerade nicht verfolgen. Es wird "
    "weiter versucht.",
    Code.UNEXPECTED: "unerwarteter Fehler; Näheres im Protokoll des Servers",
    Code.QUOTED: "{words}",
}


def _number(number: float, language: Language) -> str:
    """Return a number as the language writes it, without needless decimals."""
    if number == int(number):
        return format_number(int(number), language)
    return f"{number:g}".replace(".", ",") if language == "de" else f"{number:g}"


def in_language(language: Language, message: Message) -> str:
    """Return what a message says in a language."""
    if language == "en":
        return str(message)
    facts = {
        name: fact if isinstance(fact, str) else _number(fact, language)
        for name, fact in message.facts
    }
    return GERMAN[message.code].format(**facts)
