"""Made sentences in which something stands beside the answer that is like it."""

import pytest

from bot.lab.training.contrasts import FRAMES, Frame, contrasts

AROUND = ["Die Linde blüht im Juni. Ihr Holz ist weich.\n\nAus dem Holz wird geschnitzt."]


@pytest.fixture(scope="module")
def made():
    return contrasts(AROUND, 800)


def test_as_many_questions_as_wanted_the_same_each_time(made) -> None:
    texts, questions = made
    assert len(questions) == 800
    assert contrasts(AROUND, 800) == (texts, questions)
    assert contrasts(AROUND, 800, seed=1)[1] != questions


def test_no_slot_and_no_bracket_is_left(made) -> None:
    texts, questions = made
    for text in (*texts.values(), *(asked.question for asked in questions)):
        assert not set(text) & set("{}[]")


def test_what_answers_is_a_slice_of_the_made_sentence_alone(made) -> None:
    texts, questions = made
    for asked in questions:
        for start, end in asked.spans:
            text = texts[asked.text]
            assert text[start:end] and text[start:end] == text[start:end].strip()
            line = text[text.rfind("\n", 0, start) + 1 :].split("\n")[0]
            assert line and line not in AROUND[0]


def test_of_two_numbers_each_answers_its_own_question(made) -> None:
    texts, questions = made
    sold = [asked for asked in questions if asked.question.startswith("Wie viele Stellen streicht")]
    staff = [asked for asked in questions if asked.question.startswith("Wie viele Leute arbeiten")]
    assert sold and staff
    for asked in sold:
        ((_, end),) = asked.spans
        assert texts[asked.text][end:].startswith(" von ")
    for asked in staff:
        ((start, _),) = asked.spans
        assert texts[asked.text][:start].endswith(" von ")


def test_some_questions_are_not_answered(made) -> None:
    _, questions = made
    unanswered = sum(not asked.spans for asked in questions)
    assert 0.1 < unanswered / len(questions) < 0.4


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.text[:40])
def test_every_letter_that_is_asked_for_stands_in_the_frame(frame: Frame) -> None:
    for question, letter in frame.asks:
        assert question.endswith("?") or " " in question
        assert letter == "-" or f"[{letter}:" in frame.text
