"""Ctrl-C ends a command with one line, also while it is loading."""

import sys
from collections.abc import Callable


def stoppable(command: Callable[[], object]) -> None:
    """Run a command that imports what it needs itself; on Ctrl-C say so and exit with 130."""
    try:
        command()
    except KeyboardInterrupt:
        print("zitat: Stopped.", file=sys.stderr)
        sys.exit(130)
