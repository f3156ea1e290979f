"""The source card that a reader chose, as the browser sends it."""

from dataclasses import dataclass

from bot.web.page.sent import read_json


@dataclass(frozen=True, slots=True)
class Choice:
    """The position of a card, and of its turn, from 0; and whether its number was chosen."""

    turn: int
    card: int
    in_conversation: bool


def read_choice(sent: object) -> Choice | None:
    """Return what was chosen; None if what was sent says nothing of that kind."""
    chosen = read_json(sent)
    if not isinstance(chosen, dict):
        return None
    turn, card = chosen.get("turn"), chosen.get("card")
    if not isinstance(turn, int) or not isinstance(card, int) or min(turn, card) < 0:
        return None
    return Choice(turn, card, chosen.get("from") == "conversation")
