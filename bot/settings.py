"""Settings of what answers: those of the index, the reader, and how sure an answer must be."""

from pydantic import Field

from index.settings import IndexSettings


class BotSettings(IndexSettings):
    """What reads the passages, and which share of the shown answers is to be right.

    ``reader`` is as of ``bot.reader.load.load_reader``, ``accuracy`` as of
    ``Calibration.threshold``.
    """

    reader: str | None = None
    accuracy: float | None = Field(default=None, gt=0, lt=1)
