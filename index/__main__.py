"""``python -m index [FOLDER]`` rebuilds the index, as ``zitat index`` does."""

from index.console import stoppable


def _run() -> None:
    import typer  # noqa: PLC0415  what this imports takes a second

    from index.cli import exit_with_message, rebuild  # noqa: PLC0415

    exit_with_message(lambda: typer.run(rebuild))


stoppable(_run)
