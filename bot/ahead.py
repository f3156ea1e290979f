"""Models are loaded in a thread while Python imports: native code, which needs no interpreter."""

import threading
from contextlib import suppress


def load_ahead(reader: str | None) -> None:
    """Begin to load what a Bot with the default model and this reader waits for longest.

    The Bot takes what was loaded, or waits for it; what fails here fails there, with its message.
    """
    threading.Thread(target=_load, args=(reader,), name="load ahead").start()


def _load(reader: str | None) -> None:
    from bot.reader.own import NAME, OwnReader  # noqa: PLC0415  beside what the caller imports
    from index.model.tokenizer import own_tokenizer  # noqa: PLC0415
    from index.settings import load_settings  # noqa: PLC0415

    with suppress(Exception):
        own_tokenizer()
        if (reader or load_settings().reader or NAME) == NAME:
            OwnReader.load()
