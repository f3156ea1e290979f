"""Where the command ``zitat`` begins: Ctrl-C ends it with one line, also while it is loading."""

import gc
import os
import sys

from index.console import stoppable


def main() -> None:
    """Run the command; on Ctrl-C say so and exit with 130."""
    if sys.argv[1:2] not in (["ask"], ["search"]):
        stoppable(_run)
        return
    # These end soon: to collect garbage would take a seventh of their time, to take apart at the
    # end what was loaded a tenth.
    gc.disable()
    sys.setswitchinterval(0.0005)  # seconds: what loads ahead waits ten times less for its turn
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as bot.threads would set it, but before it is loaded
    try:
        stoppable(_run_ahead if sys.argv[1] == "ask" else _run)
    except SystemExit as ended:
        _leave(ended.code)
        raise


def _run() -> None:
    from bot.cli import main as run  # noqa: PLC0415  what it imports takes a second

    run()


def _run_ahead() -> None:
    from bot.ahead import load_ahead  # noqa: PLC0415

    load_ahead(sys.argv[2:])
    _run()


def _leave(code: object) -> None:
    """End the process at once, if all is written that was printed."""
    if code is not None and not isinstance(code, int):
        return  # Python prints what it is
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):
        return  # closed by who reads it, say: Python reports it
    if (ray := sys.modules.get("ray")) is not None:
        ray.shutdown()  # the processes of a cluster of this one alone would stay for a minute
    os._exit(code or 0)
