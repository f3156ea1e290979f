"""Where the command ``zitat`` begins: Ctrl-C ends it with one line, also while it is loading."""

import atexit
import gc
import sys

from index.console import stoppable


def main() -> None:
    """Run the command; on Ctrl-C say so and exit with 130."""
    if sys.argv[1:2] in (["ask"], ["search"]):
        # They end soon: collecting garbage, also at the end, would take a seventh of their time.
        gc.disable()
        atexit.register(gc.freeze)
    stoppable(_run)


def _run() -> None:
    from bot.cli import main as run  # noqa: PLC0415  what it imports takes a second

    run()
