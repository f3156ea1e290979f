import pytest

from bot.bench.spans import Marked, render
from bot.question import read_question
from bot.span import find_span


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
    ],
)
def test_the_day_of_a_date_is_no_amount(sentence: str, amount: str | None) -> None:
    span = find_span(read_question("Wie viele Menschen starben in Ankara?"), sentence)
    assert (sentence[slice(*span)] if span else None) == amount
