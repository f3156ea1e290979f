"""Old code pages are read rightly, and what nobody sees is no part of a word."""

import pytest

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
    "text",
    [
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
