"""Where the command ``zitat`` begins: Ctrl-C ends it with one line, also while it is loading."""

import sys


def main() -> None:
    """Run the command; on Ctrl-C say so and exit with 130."""
    try:
        from bot.cli import main as run  # noqa: PLC0415  what it imports takes a second

        run()
    except KeyboardInterrupt:
        print("zitat: Stopped.", file=sys.stderr)
        sys.exit(130)
