"""Where the command ``zitat`` begins: Ctrl-C ends it with one line, also while it is loading."""

from index.console import stoppable


def main() -> None:
    """Run the command; on Ctrl-C say so and exit with 130."""
    stoppable(_run)


def _run() -> None:
    from bot.cli import main as run  # noqa: PLC0415  what it imports takes a second

    run()
