"""``zitat feedback``: the readers' verdicts as a set of questions, or asked again."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from index.cli import IndexDir, Model
from index.console import visible
from index.settings import IndexSettings


def feedback(
    index_dir: IndexDir = None,
    model: Model = None,
    output: Annotated[
        Path | None, typer.Option(help="File to write instead of the terminal.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask the judged questions again, list what changed.")
    ] = False,
) -> None:
    """Export the answers judged right as questions for ``zitat bench answers`` (JSON Lines)."""
    # This is loaded with every command, and what answers takes a second to load.
    from bot.feedback.verdicts import FEEDBACK, as_questions, read_feedback  # noqa: PLC0415

    folder = IndexSettings.load().index_dir if index_dir is None else index_dir
    kept = read_feedback(folder)
    if again:
        from bot.feedback.recheck import ask_again  # noqa: PLC0415
        from bot.pipeline import Bot  # noqa: PLC0415  takes a second

        lines = []
        for item in ask_again(Bot(folder, model), kept):
            lines.append(f"{item.change} ({item.feedback.verdict}): {item.feedback.question}")
            lines.append(f"  was: {item.feedback.quote or '–'}")
            lines.append(f"  now: {item.quote or '–'}")
        shown = map(visible, lines)
        typer.echo("\n".join([*shown, f"{len(lines) // 3} of {len(kept)} answers are others now."]))
        return
    rows = list(as_questions(kept))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
    verdicts = Counter(item.verdict for item in kept)
    typer.echo(
        f"{len(rows)} questions from {folder / FEEDBACK}; judged right {verdicts['right']}, wrong "
        f"{verdicts['wrong']}, not helpful {verdicts['not_helpful']}. Left out: what was not "
        "judged right, follow-up questions and narrowed ones.",
        err=True,
    )
