"""A reader's name → the reader."""

from bot.reader.own import NAME, OwnReader
from bot.reader.passages import ReadingModel

NONE = "none"


def load_reader(name: str | None) -> ReadingModel | None:
    """Return the reader of a name: zitat's own by default, no reader for "none".

    Any other name is a model of the transformers library. Raises ModelError if it cannot be loaded.
    """
    if name == NONE:
        return None
    if name is None or name == NAME:
        return OwnReader.load()
    from bot.reader.foreign import ForeignReader  # noqa: PLC0415  PyTorch takes seconds

    return ForeignReader.load(name)
