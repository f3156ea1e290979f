"""``python -m index FOLDER`` and ``zitat index FOLDER``: a rebuild with a progress bar."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from index.build import build
from index.config import IndexConfig
from index.errors import ZitatError
from index.report import STEPS, Progress
from index.settings import load_settings


def run(
    source: Path | None = None, index_dir: Path | None = None, model: str | None = None
) -> None:
    """Rebuild the index, show progress on a terminal, and print the report.

    What is None follows the settings. Raises what ``build`` raises.
    """
    settings = load_settings()
    source = settings.source if source is None else source
    index_dir = settings.index_dir if index_dir is None else index_dir
    config = settings.index_config if model is None else IndexConfig(model=model)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bar(
        *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        tasks = {step: bar.add_task(text, total=None) for step, text in STEPS.items()}

        def show(progress: Progress) -> None:
            bar.update(tasks[progress.step], completed=progress.done, total=progress.total)

        report = build(source, index_dir, config, show)
    print(
        f"Indexed {report.articles} articles ({report.chunks} chunks) from {source} into "
        f"{index_dir} in {report.seconds:.1f} s."
    )
    for skipped in report.skipped:
        print(f"Skipped {skipped.path}: {skipped.reason}.")


def rebuild(
    source: Annotated[
        Path | None, typer.Argument(help="Folder of articles. [default: ZITAT_SOURCE or seeds]")
    ] = None,
    index_dir: Annotated[
        Path | None, typer.Option(help="Folder of the index. [default: ZITAT_INDEX_DIR or .index]")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Embedding model: a name or a folder. [default: ZITAT_MODEL, zitat's]"),
    ] = None,
) -> None:
    """Build the index from a folder of articles and put it in place of the old one."""
    run(source, index_dir, model)


def exit_with_message(command: Callable[[], object]) -> None:
    """Run a command; print a ZitatError's message to stderr and exit with 2, no traceback."""
    try:
        command()
    except ZitatError as error:
        print(f"zitat: {error}", file=sys.stderr)
        sys.exit(2)
