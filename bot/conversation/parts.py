"""What is typed → the questions in it, each with those before it; their answers → one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.question.manners import plainly
from bot.question.split import attached, split_questions
from bot.question.wants import small_talk
from bot.types import Answer


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that are asked in one.

    ``own`` is the question by itself, ``text`` with what it takes over from the first of them,
    ``history`` the questions before it, oldest first.
    """

    own: str
    text: str
    history: tuple[str, ...]


def questions_of(history: Sequence[str]) -> tuple[str, ...]:
    """Return what was a question of all that was said, put plainly."""
    return tuple(plainly(one) for one in history if small_talk(one) is None)


def parts_of(plain: str, history: Sequence[str]) -> tuple[Part, ...]:
    """Return the questions that are asked in one, in order; ``history`` is oldest first."""
    first, *others = split_questions(plain)
    after = (*history, first)
    parts = (Part(one, attached(one, first), after) for one in others)
    return (Part(first, first, tuple(history)), *parts)


def answer_parts(
    parts: Sequence[Part], ask: Callable[[str, Sequence[str]], Answer]
) -> list[Answer]:
    """Return the answer to each part, in order; ``ask`` answers a question after others.

    A part may be about something else than the first: it is asked by itself too if nothing, or what
    has answered another part, answers it.
    """
    answers: list[Answer] = []
    for part in parts:
        answer = ask(part.text, part.history)
        if part.text != part.own and (not answer.answered or _repeats(answer, answers)):
            alone = ask(part.own, part.history)
            answer = alone if alone.answered else answer
        answers.append(answer)
    return answers


def joined(typed: str, parts: Sequence[Part], answers: Sequence[Answer]) -> Answer:
    """Return the answers to the parts of what was typed as one."""
    if len(answers) == 1:
        return answers[0] if parts[0].own == typed else replace(answers[0], question=typed)
    of_parts = tuple(replace(a, question=p.own) for a, p in zip(answers, parts, strict=True))
    first = next((part for part in of_parts if part.answered), of_parts[0])
    listing = next((part.listing for part in of_parts if part.listing is not None), None)
    return replace(first, question=typed, asked=typed, listing=listing, parts=of_parts)


def _repeats(answer: Answer, earlier: Sequence[Answer]) -> bool:
    """Return whether an answer has the words that already answered another question."""
    return any((one.citations, one.span) == (answer.citations, answer.span) for one in earlier)
