"""The buttons below an answer by which a reader says whether it is right."""

from bot.feedback.verdicts import VERDICTS, Verdict
from bot.types import Answer
from bot.web.escape import attribute, escape
from bot.web.index_tab.words import IndexTexts


def can_be_judged(answer: Answer) -> bool:
    """Return whether an answer is one that is right or wrong: a list of articles is not."""
    return answer.answered or answer.listing is None


def verdict_row(
    number: int, verdict: Verdict | None, words: IndexTexts, *, answered: bool = True
) -> str:
    """Return the question whether an answer is right, or that there is none, with its buttons.

    ``number`` is that of the turn, from 0. Gradio's cleaning of messages leaves no attribute but
    ``class`` and ``title``, so the class says what a button does; see verdicts.js.
    """
    asked = words.judge if answered else words.judge_none
    buttons = "".join(
        f'<button type="button" class="verdict turn-{number} says-{option}'
        f'{" chosen" if option == verdict else ""}" title="{attribute(asked)}">'
        f"{escape(words.verdicts[option])}</button>"
        for option in VERDICTS
    )
    thanks = f'<span class="thanks">{escape(words.thanks)}</span>' if verdict else ""
    return f'<p class="judge"><span>{escape(asked)}</span> {buttons}{thanks}</p>'
