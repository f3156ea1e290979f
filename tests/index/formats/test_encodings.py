"""Old code pages are read rightly, and what nobody sees is no part of a word."""

import pytest

from index.formats.base import UnreadableError
from index.formats.encoding import decode

GERMAN = (
    "Schöne Grüße\n\nDie Grußkarte aus Göhren wurde 1.900 Mal verkauft. Die Käufer kamen aus "
    "Österreich, Übersee und Ägypten. „Größer“, sagte sie."
)


@pytest.mark.parametrize("encoding", ["mac_roman", "cp1252", "utf-8", "utf-16"])
def test_german_is_read_in_the_encodings_of_its_machines(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == GERMAN
    assert decode(GERMAN.replace("\n", "\r").encode(encoding)) == GERMAN.replace("\n", "\r")


@pytest.mark.parametrize("encoding", ["cp850", "cp437"])
def test_german_of_dos_is_read(encoding: str) -> None:
    text = "Das Bürgerhaus in Süßen faßt künftig 420 Gäste. Öde Ämter übergab Jürgen Großkopf."
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encodings", "text"),
    [
        (
            ("cp1250", "iso8859-2", "cp852", "mac_latin2"),
            "Der Stürmer Paweł Wiśniewski aus Kraków traf für Łódź. Die Gäste waren größer.",
        ),
        (
            ("cp1250", "iso8859-2", "cp852", "mac_latin2"),
            "Die Brünner Bürgermeisterin Markéta Vaňková grüßt Jiří Kovář und Ondřej Růžička.",
        ),
        (("cp1250", "iso8859-2", "cp852"), "Der Ungar Jenő Erdős fährt für Győr, sagt Tőke."),
        (
            ("cp1250", "iso8859-2"),
            "Jiří Drahoš verlor gegen Miloš Zeman in der Wahl; Krnáčová kam nach Görlitz.",
        ),
        (("cp1250", "iso8859-2"), "Die Sängerin Zsófia Szűcs tritt in Österreich auf."),
        (("cp1250", "iso8859-2"), "Marko Arnautović und Zlatko Junuzović spielten in Österreich."),
        (("cp1254", "iso8859-9"), "Die Bäckerei von Ayşe Çelik in Kreuzberg schließt für immer."),
        (("iso8859-15", "cp858"), "Das Café öffnet für 5 €."),
        (("cp437", "cp850", "cp852", "cp865"), "Straße gesperrt"),
        (("cp1254", "cp857"), "Die Künstlerin Işıl Yılmaz und Şükrü Aydın kommen aus Beşiktaş."),
        (("cp1254", "iso8859-9"), "Der Präsident Erdoğan kam für einen Tag nach Nürnberg."),
        (("cp1250",), "Der Kroate Luka Đurić traf für Zürich, Živko Kovačević für Šibenik."),
        (("cp1251", "koi8-r"), "Вчера вечером мэр города пришел на площадь и сказал правду."),
    ],
)
def test_names_of_neighbours_are_read_in_their_encodings(
    encodings: tuple[str, ...], text: str
) -> None:
    for encoding in encodings:
        assert decode(text.encode(encoding)) == text, encoding


def test_ends_of_lines_tell_an_old_mac_where_one_letter_does_not() -> None:
    assert decode("Kran\r\rEr ging nach Köln.".encode("mac_roman")) == "Kran\r\rEr ging nach Köln."
    assert decode("Kran\r\rEr ging nach Köln.".encode("cp1252")) == "Kran\r\rEr ging nach Köln."


def test_what_gives_no_words_in_any_encoding_is_refused() -> None:
    with pytest.raises(UnreadableError, match="save it as UTF-8"):
        decode("Gr\x80\xa7e \xb6x\xb3y\xa4z \xa6a\xacb c\xb1d\xb9e f\xaag\xd7h".encode("latin-1"))


@pytest.mark.parametrize(
    "text",
    [
        "Guðmundur Sigurðsson aus Þórshöfn grüßt Davíð und Guðrún.",
        "Søren Kjær, Åse Ærø, João Guimarães und François Lefèvre kamen für 5 £ nach Köln.",
        "Der Fluß führt 40 m³, die Fläche hat 3 km². ©Möller – ¼ davon, 20 °C.",
        "DIE FPÖ UND DIE SPÖ FÜR ÖFFNUNG: ÄRGER ÜBER STRAßE",
        "Škoda baut in Mladá Boleslav. Škoda und Miloš Zeman kamen. Šárka und Žižka nicht.",
        "Nach § 5 kostet es 5 €, 10 £ und 20 %. † 1945 in Graz… „Ja“ – sagte er.",
        "MÜLLER GRÜSST ÄRZTE. „Öl“ und È, É, À.",
        "Ça coûte 5 €. L’été dernier, l’Œuvre était là…",
    ],
)
def test_cp1252_stays_what_it_is(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Der Ge\u00adwerk\u00adschafts\u00adbund tagt.", "Der Gewerkschaftsbund tagt."),
        (
            "Der Ge\u00ad\n  werkschaftsbund tagt.\u00ad\n\nEnde.",
            "Der Gewerkschaftsbund tagt.\n\nEnde.",
        ),
        ("\ufeffHoch\u200bfeiler und\ufeff 👩\u200d🚒", "Hochfeiler und 👩\u200d🚒"),
    ],
)
def test_soft_hyphens_are_no_part_of_a_word(written: str, read: str) -> None:
    assert decode(written.encode()) == read
