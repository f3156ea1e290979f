"""What a browser tab keeps of its conversation: questions to be asked again."""

import html
import json
from dataclasses import replace

import pytest

from bot import Answer
from bot.find.filters import Filters
from bot.web.chat.conversation import Conversation, Judgement, Turn
from bot.web.page.kept import MAX_KEPT_BYTES, kept_of, read_kept

NARROWED = Filters("2024-03-01", None, ('"><b>Blatt</b>',))
ASKED = {"question": "Wer?", "filters": {"from": None, "to": None, "sources": []}}


def sent_back(conversation: Conversation) -> str:
    """Return what the browser sends after a reload."""
    return html.unescape(kept_of(conversation).split('"')[1])


def test_the_questions_come_back_with_their_filters() -> None:
    conversation = Conversation((Turn("Wer <b>?"), Turn("Wann\n?", filters=NARROWED)))
    assert read_kept(sent_back(conversation)) == conversation
    assert all(turn.waits for turn in conversation.turns)
    assert read_kept(sent_back(Conversation())) == Conversation()


def test_a_verdict_comes_back_and_counts_for_the_same_quote_only() -> None:
    quote = Answer("Wer?", "Wer?", True, "Anna „<b>“.", None, 0.9, (), ())
    none = Answer("Wann?", "Wann?", False, None, None, 0.1, (), ())
    judged = Conversation((Turn("Wer?", quote), Turn("Wann?", none)))
    judged = judged.judged(0, "wrong").judged(1, "right")
    assert [turn.verdict for turn in judged.turns] == ["wrong", "right"]
    kept = read_kept(sent_back(judged))
    assert [turn.verdict for turn in kept.turns] == [None, None]
    for answers, verdicts in [((quote, none), ["wrong", "right"]), ((none, quote), [None, None])]:
        again = [replace(t, answer=a) for t, a in zip(kept.turns, answers, strict=True)]
        assert [turn.verdict for turn in again] == verdicts


def test_of_a_long_conversation_the_last_questions_are_kept() -> None:
    turns = tuple(Turn(f"{number:03} " + "\U0001f98a" * 490) for number in range(60))
    sent = sent_back(Conversation(turns))
    assert len(sent) <= MAX_KEPT_BYTES
    kept = [turn.question for turn in read_kept(sent).turns]
    assert kept and kept == [turn.question for turn in turns[-len(kept) :]]


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {"question": 3, "filters": ASKED["filters"]},
        {"question": "x" * 501, "filters": ASKED["filters"]},
        {"question": "Wer?", "filters": {"from": "gestern", "to": None, "sources": []}},
        {"question": "Wer?", "filters": None},
    ],
)
def test_what_could_not_have_been_asked_is_left_out(wrong: object) -> None:
    assert read_kept(json.dumps([wrong, ASKED])) == Conversation((Turn("Wer?"),))


@pytest.mark.parametrize(
    "wrong", [3, {}, {"verdict": "good", "quote": None}, {"verdict": "right", "quote": 3}]
)
def test_what_is_no_verdict_is_left_out(wrong: object) -> None:
    (turn,) = read_kept(json.dumps([{**ASKED, "judgement": wrong}])).turns
    assert turn == Turn("Wer?")
    (judged,) = read_kept(
        json.dumps([{**ASKED, "judgement": {"verdict": "right", "quote": None}}])
    ).turns
    assert judged.judgement == Judgement("right", None)


@pytest.mark.parametrize("sent", [None, 3, "", "[", "{}", "[" * 9_000, "x" * 200_000])
def test_what_is_no_list_of_questions_keeps_nothing(sent: object) -> None:
    assert read_kept(sent) == Conversation()
