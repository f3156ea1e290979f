"""Why a file is not read or a rebuild fails, as index/ words it → in the reader's language."""

import re
from collections.abc import Mapping

from bot.web.words.texts import Language

# The whole message as a pattern: what it says in German. Of a file the article's path comes before.
_GERMAN: Mapping[str, str] = {
    # a rebuild
    r"The folder of articles '(.+)' does not exist: .+": "Den Ordner der Artikel {0} gibt es nicht."
    " Bitte legen Sie ihn wieder an.",
    r"'(.+)' is a file: expected a folder .+": "{0} ist eine Datei; hier wird der Ordner der "
    "Artikel erwartet.",
    r"The folder '(.+)' holds no articles: .+": "Im Ordner {0} liegen keine Artikel. Bitte "
    "laden Sie welche hoch.",
    r"The folder '(.+)' holds no readable article: .+": "Im Ordner {0} liegt kein lesbarer "
    "Artikel.",
    r"The folder '(.+)' cannot be read: .+": "Der Ordner {0} ist nicht lesbar. Es fehlt das Recht "
    "dazu.",
    r"The index folder '(.+)' cannot be written to: .+": "Der Indexordner {0} ist nicht "
    "beschreibbar. Es fehlt das Recht dazu.",
    r"The new index in '(.+)' cannot be written: .+": "Der neue Index in {0} kann nicht "
    "geschrieben werden. Vielleicht fehlt Platz auf dem Datenträger.",
    r"The new index in '(.+)' is in place and complete, but .+": "Der neue Index in {0} ist an "
    "seinem Platz und vollständig; der Datenträger hat aber nicht bestätigt, dass er bleibt. Bitte "
    "prüfen Sie ihn und bauen Sie den Index dann neu.",
    r"The index '(.+)' is being rebuilt by another process.+": "Den Index {0} baut gerade ein "
    "anderes Programm. Bitte warten Sie, bis es fertig ist.",
    r"The process that reads files cannot be started with (.+): .+": "Das Programm, das Dateien "
    "liest, lässt sich mit {0} nicht starten.",
    r"The model's folder '(.+)' does not exist.+": "Den Ordner des Modells {0} gibt es nicht.",
    r"The model's folder '(.+)' cannot be read.+": "Der Ordner des Modells {0} ist nicht lesbar.",
    r"The model's file (\S+) cannot be read.+": "Die Datei {0} des Modells ist nicht lesbar.",
    r"The model's file (\S+) is (?:missing|damaged).+": "Die Datei {0} des Modells fehlt oder ist "
    "beschädigt.",
    r"(\S+) is (?:missing or )?damaged\. .+": "{0} fehlt oder ist beschädigt.",
    r"The folder '(.+)' holds a model of the kind '(.+)'; expected .+": "Im Ordner {0} liegt ein "
    "Modell der Art {1}, das keine Texte einbettet. Nötig ist eines von sentence-transformers.",
    r"The folder '(.+)' holds no sentence-transformers model.+": "Im Ordner {0} liegt kein Modell "
    "von sentence-transformers.",
    r"'(.+)' is no name of a model and no folder.+": "{0} ist weder der Name eines Modells noch "
    "ein Ordner.",
    r"The model '(.+)' is no folder here and not in the local cache.+": "Das Modell {0} liegt "
    "nicht hier und lässt sich nicht laden.",
    r"The model '(.+)' (?:does not say|returned|cannot|is not installed).+": "Das Modell {0} lässt "
    "sich nicht verwenden.",
    r"The file '(.+)' is not in the folder of articles any more: .+": "Die Datei {0} liegt nicht "
    "mehr im Ordner der Artikel. Bitte bauen Sie den Index neu.",
    r"The file '(.+)' cannot be removed: .+": "Die Datei {0} lässt sich nicht entfernen. Es fehlt "
    "das Recht dazu.",
    r"The articles cannot be changed from this page: .+": "Von dieser Seite aus lassen sich die "
    "Artikel nicht ändern: Andere erreichen sie ohne Passwort. Setzen Sie eines mit "
    "ZITAT_AUTH=name:passwort.",
    r"unexpected; the server's log tells what": "unerwarteter Fehler; Näheres im Protokoll des "
    "Servers",
    # a file
    r"has a name that is no UTF-8: .+": "Der Name ist kein UTF-8; bitte umbenennen",
    r"cannot be read: .+": "Die Datei ist nicht lesbar",
    r"is no regular file": "keine gewöhnliche Datei",
    r"is larger than (\d+) MB: .+": "größer als {0} MB; bitte aufteilen",
    r"takes longer than (\S+) s to be read: .+": "Das Lesen dauert länger als {0} s; bitte "
    "aufteilen",
    r"needs more than (\d+) MB of memory to be read: .+": "Das Lesen braucht mehr als {0} MB "
    "Speicher; bitte aufteilen",
    r"makes its reader crash .+": "Die Datei bringt das Leseprogramm zum Absturz",
    r"has a format that is not read": "Dieses Format wird nicht gelesen",
    r"is damaged: .+": "Die Datei ist beschädigt",
    r"holds no article": "kein Artikel darin",
    r"is empty: .+": "leer, keine Zeile mit Text",
    r"is no text.+": "kein Text, oder in einer unbekannten Kodierung",
    r"begins as (\S+) text but is damaged at byte (\d+)": "Text in {0}, aber beschädigt ab "
    "Byte {1}",
    r"has no column named as .+, only (.+): name it, .+": "keine Spalte für den Text, nur {0}; "
    "bitte eine „Text“ nennen oder mit --columns angeben",
    r"has no field named as .+, only (.+): name it, .+": "kein Feld für den Text, nur {0}; bitte "
    "mit --columns angeben",
    r"is a page without an article .+": "eine Seite ohne erkennbaren Artikel",
    r"is locked by a password: unpack .+": "durch ein Passwort geschützt; bitte in den Ordner "
    "entpacken",
    r"is locked by a password: .+": "durch ein Passwort geschützt; bitte ohne speichern",
    r"its pages? (.+) of (\d+) (?:is a picture|are pictures): .+": "Von {1} Seiten sind Bilder: "
    "{0}; bitte vorher Text erkennen lassen",
    r"is no readable PDF: .+": "kein lesbares PDF",
    r"has (\d+) pages: at most (\d+) are read": "{0} Seiten; gelesen werden höchstens {1}",
    r"holds no text, only pictures: .+": "nur Bilder, kein Text; bitte vorher Text erkennen lassen",
    r"has more fields than .+": "mehr Felder als Spaltennamen; ein Trennzeichen im Text braucht "
    "Anführungszeichen",
    r"opens a quotation mark in line (\d+) that is not closed: .+": "Ein Anführungszeichen in "
    "Zeile {0} wird nicht geschlossen; diese und alle Zeilen darunter fehlen",
    r"has quotation marks in line (\d+) that do not pair: .+": "Die Anführungszeichen in Zeile {0} "
    "passen nicht zusammen; in einem Feld in Anführungszeichen wird jedes verdoppelt",
    r"its lines (\d+) to (\d+) each look like a row, .+": "Die Zeilen {0} bis {1} sehen jede wie "
    "eine eigene Zeile der Tabelle aus, gelten aber wegen der Anführungszeichen als eine; bitte "
    "prüfen",
    r"its date (.+) is not understood": "Das Datum {0} ist nicht verständlich",
    r"has names of columns in a form that is none: .+": "Die Spaltennamen in der ersten Zeile sind "
    "nicht lesbar",
    r"(?:holds|has) no text": "kein Text darin",
    r"is no JSON": "kein JSON",
    r"is no JSON object .+": "kein JSON-Objekt mit benannten Feldern",
    r"is no RTF file: .+": "kein RTF",
    r"is no (\w+) file: .+": "kein {0}; die Datei lässt sich nicht öffnen",
    r"is JSON without an article: .+": "JSON ohne Artikel; nötig ist ein Objekt mit Text oder eine "
    "Liste davon",
    r"is XML of a kind that is not read, <(.*)>: .+": "XML einer Art, die nicht gelesen wird "
    "(<{0}>); gelesen werden NewsML-G2 und NITF",
    r"is a feed, <(.*)>, .+": "ein Feed (<{0}>), der nur sagt, worum es in Artikeln geht; bitte "
    "deren Seiten speichern",
    r"is no mail: .+": "keine E-Mail: weder Betreff noch Absender noch Datum",
    r"holds no page": "keine gespeicherte Seite darin",
    r"is protected against copying: .+": "kopiergeschützt; der Text ist nicht lesbar",
    r"is an archive: (\d+) of its (\d+) files are read": "ein Archiv; {0} von {1} Dateien darin "
    "sind gelesen",
    r"is an archive within an archive: .+": "ein Archiv im Archiv; bitte in den Ordner entpacken",
    r"holds ([\d,]+) files: .+": "{0} Dateien sind zu viele; bitte in den Ordner entpacken",
    r"unpacks to .+": "entpackt viel zu groß; die Datei wird nicht geöffnet",
    r"declares XML entities in .+": "Die Datei enthält XML-Entitäten und wird nicht geöffnet",
}


def reason_in(language: Language, reason: str) -> str:
    """Return a reason of index/ in a language; one that is not known stays as it is."""
    if language == "de":
        for pattern, german in _GERMAN.items():
            if found := re.fullmatch(pattern, reason, re.DOTALL):
                return german.format(*found.groups())
    return reason
