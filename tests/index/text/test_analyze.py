import pytest

from index.text.analyze import fold, language_of, query_terms, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Häuser", "Haus"),
        ("Straße", "STRASSE"),
        ("Köln", "Koeln"),
        ("Größe", "Groesse"),
        ("Müller", "Mueller"),
        ("Maßnahme", "Massnahmen"),
        ("u\u0308ber Mu\u0308nchen", "über München"),
        ("Investitionen", "Investition"),
        ("Erdoğan", "Erdogan"),
        ("Aleksandar Vučić", "Aleksandar Vucic"),
        ("Łódź", "Lodz"),
        ("İstanbul", "Istanbul"),
        ("Cafe\u0301", "Cafe"),
        ("100m", "100"),
        ("49km", "49 km"),
        ("3Mio.", "3 Millionen"),
    ],
)
def test_forms_of_a_german_word_share_a_term(one: str, other: str) -> None:
    assert terms(one, "de") == terms(other, "de") != []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("How many percent of OpenAI?", "49 Prozent an OpenAI"),
        ("Which companies paid 3 billion?", "3 Mrd. Euro"),
        ("What did Merkel say in Köln?", "Merkel in Köln"),
        ("Who paid €1.5bn?", "1,5 Milliarden Euro"),
        ("Is it two trillion?", "2 Billionen"),
        ("Did twenty-five countries sign?", "Countries: 25"),
    ],
)
def test_an_english_question_finds_names_numbers_and_units_of_a_german_text(
    english: str, german: str
) -> None:
    asked = {variant for variants in query_terms(english) for variant in variants}
    assert len(asked & set(terms(german, "de"))) >= 2


def test_letters_that_are_not_latin_and_umlauts_stay_what_they_are() -> None:
    assert [fold(word) for word in ("Йод", "Ελλάδα", "שָׁלוֹם", "GÖTEBORG")] == [
        "йод",
        "ελλάδα",
        "שָׁלוֹם",
        "göteborg",
    ]


def test_function_words_are_no_terms() -> None:
    assert terms("Wer ist der Chef von der Bank?", "de") == ["chef", "bank"]
    assert terms("Who is the head of the bank?", "en") == ["head", "bank"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wer ist der Chef?", "de"),
        ("Who is the CEO of OpenAI?", "en"),
        ("Was war in Wien?", "de"),
        ("OpenAI 2019", "de"),
    ],
)
def test_the_language_follows_the_function_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_question_finds_a_name_stemmed_in_either_language() -> None:
    (variants,) = query_terms("Who is Merkel's?")[:1]
    assert set(terms("Merkel", "de")) & set(variants)


def test_hyphens_that_break_no_line_are_hyphens_and_raised_digits_no_part_of_a_number() -> None:
    assert terms("E\u2011Mail", "de") == terms("E-Mail", "de")
    assert terms("140¹ Gäste", "de")[0] == "140"
