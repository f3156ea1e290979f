import pytest

from bot.lab.bench.spans import Marked, render
from bot.mark.span import find_span
from bot.question import read_question


def test_the_table_compares_marked_words_with_the_whole_sentence() -> None:
    table = render([Marked("when", 0.2, 1.0), Marked("when", 0.4, None), Marked("why", 0.5, None)])
    by_kind = {line.split()[0]: line for line in table.splitlines()[1:]}
    assert by_kind["when"].split()[1:4] == ["2", "1", "0.20"]
    assert "0.70 (" in by_kind["when"]
    assert by_kind["why"].split()[1:5] == ["1", "0", "–", "–"]


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("Er blieb daheim, weil es regnete.", "weil es regnete"),
        ("Wegen des Regens, sagte er, bleibe er daheim.", "Wegen des Regens"),
        ("Er blieb daheim.", None),
        ("Da kam er nach Hause, als es regnete.", None),
        ("Da es regnete, blieb er daheim.", "Da es regnete"),
        ("Da blieb er daheim, weil es regnete.", "weil es regnete"),
        ("Um 15 Uhr ging er, als es regnete.", None),
        ("Um trocken zu bleiben, ging er heim.", "Um trocken zu bleiben"),
        ("Er ging heim, um trocken zu bleiben, und schlief.", "um trocken zu bleiben"),
        ("Er sei, weil es regne, daheim geblieben, sagte er.", "weil es regne, daheim geblieben"),
        ("Er ist wegen des Regens in Graz daheim geblieben.", "wegen des Regens"),
        (
            "Er war aufgrund der im Mai starken Flut der Mur daheim.",
            "aufgrund der im Mai starken Flut der Mur",
        ),
        ("Er blieb daheim, weil es regnete, denn er war krank.", None),
    ],
)
def test_the_one_cause_that_a_sentence_names_is_marked(sentence: str, cause: str | None) -> None:
    span = find_span(read_question("Warum blieb er daheim?"), sentence)
    assert (sentence[slice(*span)] if span else None) == cause


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Am Sonntag spielt Ex-Trainer Cristiano Brocchi mit.", None),
        ("Auf Cristiano Brocchi folgt nun Vincenzo Montella.", "Vincenzo Montella"),
        ("Zu den Trainern zählt Silvia von der Mühlen.", "Silvia von der Mühlen"),
        ("Das war der Wunsch der Fans.", None),
        ("Auf Anordnung von Silvia Mühlen ging er.", "Silvia Mühlen"),
        ("Laut Silvia Mühlen geht er.", "Silvia Mühlen"),
        ("Sowohl Trainerin Silvia Mühlen als auch er gingen.", "Trainerin Silvia Mühlen"),
        ("Nachdem Silvia Mühlen kam, ging er.", "Silvia Mühlen"),
        ("Seit Silvia Mühlens Brief, ging er.", "Silvia Mühlens Brief"),
        ("Neben Mühlen ging er.", None),
    ],
)
def test_a_person_whom_the_question_names_is_no_answer(sentence: str, name: str | None) -> None:
    span = find_span(read_question("Wer löste Brocchi als Trainer ab?"), sentence)
    assert (sentence[slice(*span)] if span else None) == name


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("Er starb am 13. März in Ankara.", None),
        ("Am 13. März 2016 starben in Ankara 37 Menschen.", "37 Menschen"),
        ("Am 13.3.2016 starben dort 37.", "37"),
        ("Es waren 37. März war es da noch nicht.", "37"),
        ("Es waren in der 4. Straße 37.", "37"),
        ("In Ankara starben 37, in Konya 12.", "37"),
        ("Elf Menschen starben.", "Elf Menschen"),
        ("Das Beben hatte die Stärke 6,3.", None),
        ("Das Beben der Stärke 6,3 forderte 37 Tote.", "37 Tote"),
        ("Das Beben kam um 2.52 Uhr.", None),
        ("Bis 20 Uhr waren es 37.", "37"),
        ("Es starben 1,5 Mio. bei dem Beben.", "1,5 Mio."),
        ("Im Schnitt starben 1,5 Menschen am Tag.", "1,5 Menschen"),
        ("Es waren 40 bis 50 Menschen.", "40 bis 50 Menschen"),
        ("Es starben eine Million Menschen.", "eine Million Menschen"),
    ],
)
def test_the_day_of_a_date_is_no_amount(sentence: str, amount: str | None) -> None:
    span = find_span(read_question("Wie viele Menschen starben in Ankara?"), sentence)
    assert (sentence[slice(*span)] if span else None) == amount


@pytest.mark.parametrize(
    ("question", "sentence", "marked"),
    [
        ("Wie hoch war die Temperatur?", "Es wurde minus 20 Grad kalt.", "minus 20 Grad"),
        ("Wie hoch war die Temperatur?", "Es wurde -20 Grad kalt.", "-20 Grad"),
        ("Wie viel kostet die Karte?", "Seit drei Jahren kostet sie 20 Euro.", "20 Euro"),
        ("Wie viel kostet die Karte?", "Sie gilt drei Jahre.", None),
        ("Wie lange gilt die Karte?", "Sie gilt drei Jahre und kostet 20 Euro.", "drei Jahre"),
        ("Wie alt ist sie?", "Die 21-Jährige gewann drei Sätze.", "21-Jährige"),
        ("Wie viel Prozent wählten Nein?", "Von 300 wählten 46 Prozent Nein.", "46 Prozent"),
        ("Wie viel Prozent wählten Nein?", "54 Prozent waren dafür, 46 Prozent dagegen.", None),
        ("How many per cent voted No?", "300 wählten, 46 Prozent Nein.", "46 Prozent"),
        ("What per cent voted No?", "300 wählten, 46 Prozent Nein.", "46 Prozent"),
        ("Um wie viel Uhr beginnt es?", "Es beginnt um 20 Uhr.", "20 Uhr"),
        ("Wie viele Spender gaben Geld?", "Es gaben 12 im Schnitt 20 Euro.", "12"),
        ("Wie viele Euro gaben sie?", "Es gaben 12 im Schnitt 20 Dollar.", "20 Dollar"),
        ("Wie viele der 70 Räte stimmten dafür?", "68 von 70 Räten stimmten dafür.", "68"),
        (
            "Bis wann baut sie?",
            "Sie baut bis zum Jahr 2022, hieß es gestern.",
            "bis zum Jahr 2022",
        ),
        ("In welchem Jahr fiel das Haus?", "Am 3. Mai war es 2012 gefallen.", "2012"),
        ("Wie viel kostet sie?", "Sie kostet 10\u00a0000 Euro.", "10\u00a0000 Euro"),
        ("Wie viel kostet sie?", "Sie kostet 1’200’000 Franken.", "1’200’000 Franken"),
        ("Wie viel kostet sie?", "Sie kostet 5,- Euro.", None),
        ("Wie viele kamen?", "Im Jahr 2015\u00a0100 zu sehen ist viel.", "100"),
        ("Wann kam sie?", "Sie kam am 03.05.12.", "am 03.05.12"),
        ("Wann kam sie?", "Sie kam am 1. 1. 2012 an.", "am 1. 1. 2012"),
        ("Wann kam sie?", "Sie kam am 3.5.", "am 3.5."),
        ("Wie weit sprang sie?", "Sie sprang 129 m vor 20 Zeugen.", "129 m"),
        ("Wie weit sprang sie?", "Sie sprang 129 m.", "129 m"),
        ("Wie schnell fuhr sie?", "Sie fuhr 213 km/h.", "213 km/h"),
        ("Wo wohnt er?", "Es sah ein Paar, wie er in St. Pölten wohnt.", "St. Pölten"),
    ],
)
def test_the_amount_or_time_is_marked_that_fits_the_question_alone(
    question: str, sentence: str, marked: str | None
) -> None:
    span = find_span(read_question(question), sentence)
    assert (sentence[slice(*span)] if span else None) == marked
