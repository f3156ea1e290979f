"""``answer``: asks the index that the settings name, loaded once."""

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.find.filters import Filters
from bot.pipeline import Bot, open_bot
from bot.types import Answer
from index.settings import IndexSettings


def answer(question: str, history: Sequence[str] = (), filters: Filters | None = None) -> Answer:
    """Answer a question from the default index, which is loaded once, at the first call.

    Safe to call from several threads. Raises QuestionError as ``Bot.ask`` does, StoredIndexError
    if there is no usable index, ModelError if its model cannot be loaded.
    """
    settings = IndexSettings.load()
    with _loading:
        bot = _load_default(settings.index_dir, settings.model)
    return bot.ask(question, history, filters)


_loading = threading.Lock()


@cache
def _load_default(index_dir: Path, model: str | None) -> Bot:
    return open_bot(index_dir, model, None, None)
