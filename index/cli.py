"""``python -m index FOLDER`` and ``zitat index FOLDER``: a rebuild with a progress bar."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from index.config import IndexConfig
from index.console import visible
from index.errors import StoredIndexError, ZitatError
from index.files.address import Source, source_at
from index.rebuild.report import SHOWN, STEPS, Progress
from index.settings import IndexSettings
from index.store.generations import current_generation

Folder = Annotated[
    str | None,
    typer.Argument(
        metavar="[FOLDER]",
        help="Folder of articles, or its address (s3://bucket/folder). "
        "[default: ZITAT_SOURCE or seeds]",
    ),
]
IndexDir = Annotated[
    Path | None, typer.Option(help="Folder of the index. [default: ZITAT_INDEX_DIR or .index]")
]
Model = Annotated[
    str | None,
    typer.Option(help="Embedding model: a name or a folder. [default: ZITAT_MODEL or zitat's own]"),
]

Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Cluster of Ray that the index's shards are built or searched on, as in "
        "10.0.0.1:6379; auto: the one on this machine. [default: ZITAT_CLUSTER or none]",
    ),
]

Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=NAME,…",
        help="Columns of tables and keys of JSON that zitat does not know, as in "
        "text=Inhalt,title=Zeile,date=Tag; also source, author, url. [default: ZITAT_COLUMNS]",
    ),
]


def run(
    source: Source,
    index_dir: Path,
    config: IndexConfig,
    most: int | None = SHOWN,
    progress: Callable[[Progress], None] | None = None,
    unfinished: Callable[[str], bool] | None = None,
    shards: int | None = None,
    cluster: str | None = None,
) -> None:
    """Rebuild the index, show progress on a terminal, and print the report.

    ``most``: how many names of each group it shows, None: all. ``progress`` also gets how far
    the rebuild is; ``unfinished``, ``shards`` and ``cluster`` are as of ``rebuild_index``. Raises
    what that raises.
    """
    # Asking loads this module too, and needs none of these.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415

    from index.shards.building import rebuild_index  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Bar(
        *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        tasks = {step: bar.add_task(text, total=None) for step, text in STEPS.items()}

        def show(now: Progress) -> None:
            bar.update(tasks[now.step], completed=now.done, total=now.total)
            if progress is not None:
                progress(now)

        before = _current(index_dir)
        try:
            report = rebuild_index(
                source,
                index_dir,
                config,
                show,
                count=shards,
                cluster=cluster,
                unfinished=unfinished,
            )
        except KeyboardInterrupt:
            bar.stop()
            old = _current(index_dir) == before
            state = "The index is as it was before." if old else "The new index is in place."
            print(f"zitat: Stopped. {state}", file=sys.stderr)
            sys.exit(130)
    _print(report.render(most))


def rebuild(
    source: Folder = None,
    index_dir: IndexDir = None,
    model: Model = None,
    columns: Columns = None,
    shards: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Build the index in so many shards; 0: in one again. "
            "[default: as it was built, on a cluster one a machine]",
        ),
    ] = None,
    cluster: Cluster = None,
    dry_run: Annotated[bool, typer.Option(help="Only list what a rebuild would change.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Only show what is masked in a file, and why."),
    ] = None,
    every_name: Annotated[
        bool,
        typer.Option("--all", help=f"List every name, not only the first {SHOWN} of each group."),
    ] = False,
) -> None:
    """Build the index from a folder of articles and put it in place of the old one."""
    settings = IndexSettings.load()
    most = None if every_name else SHOWN
    if explain is not None:
        from index.rebuild.explanation import explain as explain_file  # noqa: PLC0415

        _print(
            line
            for one in explain_file(explain, index_dir, columns=columns)
            for line in one.render()
        )
        return
    folder = settings.source if source is None else source_at(source)
    index_dir = settings.index_dir if index_dir is None else index_dir
    config = settings.index_config if model is None else replace(settings.index_config, model=model)
    config = config if columns is None else replace(config, columns=columns)
    if dry_run:
        from index.rebuild.rebuild import plan  # noqa: PLC0415

        _print(plan(folder, index_dir, config).render(most))
    else:
        cluster = settings.cluster if cluster is None else cluster
        run(folder, index_dir, config, most, shards=shards, cluster=cluster)


def verify_sources(
    source: Folder = None,
    index_dir: IndexDir = None,
) -> None:
    """Read all sources again and prove every stored article against its file."""
    from index.rebuild.verification import verify  # noqa: PLC0415

    verification = verify(IndexSettings.load().source if source is None else source, index_dir)
    _print(verification.render())
    if not verification.proven:
        sys.exit(1)


def _current(index_dir: Path) -> Path | None:
    try:
        return current_generation(index_dir)
    except StoredIndexError:
        return None


def _print(lines: Iterable[str]) -> None:
    print("\n".join(map(visible, lines)))


def exit_with_message(command: Callable[[], object]) -> None:
    """Run a command; print a ZitatError's message to stderr and exit with 2, no traceback."""
    try:
        command()
    except ZitatError as error:
        print(f"zitat: {visible(str(error))}", file=sys.stderr)
        sys.exit(2)
