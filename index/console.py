"""Commands in a terminal: Ctrl-C ends them in one line; what would act on it is shown escaped."""

import re
import sys
from collections.abc import Callable

# C0 and C1 controls, ends of lines, what turns the direction of writing, bytes that are no UTF-8.
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(line: str) -> str:
    r"""Return a line with control characters written as escapes: ``\x1b``, ``\n``."""
    return _ACTING.sub(lambda match: ascii(match.group())[1:-1], line)


def stoppable(command: Callable[[], object]) -> None:
    """Run a command that imports what it needs itself; on Ctrl-C say so and exit with 130."""
    try:
        command()
    except KeyboardInterrupt:
        print("zitat: Stopped.", file=sys.stderr)
        sys.exit(130)
