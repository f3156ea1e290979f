"""``zitat bench voices``: the answers in which several articles speak, to be read by hand."""

from collections.abc import Sequence

from bot.types import Answer


def report(answers: Sequence[Answer]) -> str:
    """Return how many answers several articles give, then each of these with its quotes."""
    answered = [answer for answer in answers if answer.answered]
    agreeing = [a for a in answered if any(len(voice.candidates) > 1 for voice in a.voices)]
    differing = [a for a in answered if len(a.voices) > 1]
    lines = [
        f"{len(answers)} questions, {len(answered)} answered",
        f"articles agree in {len(agreeing)} answers, differ in {len(differing)}",
    ]
    for answer in answered:
        if answer in agreeing or answer in differing:
            lines += ["", answer.question, *_voices(answer)]
    return "\n".join(lines)


def _voices(answer: Answer) -> list[str]:
    lines = []
    for voice in answer.voices:
        lines.append(f"  {voice.value}")
        lines += [
            f"    {member.confidence:.2f} {member.citation.path}: {member.text}"
            for member in voice.candidates
        ]
    return lines
