"""What a browser tab keeps of its conversation: questions to be asked again."""

import html
import json

import pytest

from bot.filters import Filters
from bot.web.conversation import Conversation, Turn
from bot.web.kept import MAX_KEPT_BYTES, kept_of, read_kept

NARROWED = Filters("2024-03-01", None, ('"><b>Blatt</b>',))
ASKED = {"question": "Wer?", "filters": {"from": None, "to": None, "sources": []}}


def sent_back(conversation: Conversation) -> str:
    """Return what the browser sends after a reload."""
    return html.unescape(kept_of(conversation).split('"')[1])


def test_the_questions_come_back_with_their_filters() -> None:
    conversation = Conversation((Turn("Wer <b>?"), Turn("Wann\n?", filters=NARROWED)))
    assert read_kept(sent_back(conversation)) == [("Wer <b>?", Filters()), ("Wann\n?", NARROWED)]
    assert read_kept(sent_back(Conversation())) == []


def test_of_a_long_conversation_the_last_questions_are_kept() -> None:
    turns = tuple(Turn(f"{number:03} " + "\U0001f98a" * 490) for number in range(60))
    sent = sent_back(Conversation(turns))
    assert len(sent) <= MAX_KEPT_BYTES
    kept = [question for question, _ in read_kept(sent)]
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
    assert read_kept(json.dumps([wrong, ASKED])) == [("Wer?", Filters())]


@pytest.mark.parametrize("sent", [None, 3, "", "[", "{}", "[" * 9_000, "x" * 200_000])
def test_what_is_no_list_of_questions_keeps_nothing(sent: object) -> None:
    assert read_kept(sent) == []
