"""The reader is loaded in a thread while Python imports: native code needs no interpreter."""

import threading
from collections.abc import Sequence
from contextlib import suppress


def load_ahead(arguments: Sequence[str] = ()) -> None:
    """Begin to load the reader that zitat brings, unless arguments or settings name another.

    The Bot takes what was loaded, or waits for it; what fails here fails there, with its message.
    """
    if not any(argument.startswith("--reader") for argument in arguments):
        threading.Thread(target=_load, name="load ahead", daemon=True).start()


def _load() -> None:
    with suppress(Exception):
        from bot.reader.own import NAME, OwnReader  # noqa: PLC0415  beside what the command imports
        from bot.settings import BotSettings  # noqa: PLC0415

        if (BotSettings.load().reader or NAME) == NAME:
            OwnReader.load()
