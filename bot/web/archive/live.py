"""The archive that answers now: a rebuild puts the next one in its place."""

from bot.web.archive.generation import Archive
from bot.web.watch.news import News

_REMEMBERED = 50


class LiveArchive:
    """Gives the archive that answers now. Safe to call and to replace from several threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._news: tuple[tuple[str, News], ...] = ()  # with the generation before each

    def __call__(self) -> Archive:
        """Return the archive that answers now; whoever holds it can go on using it."""
        return self._archive

    def replace(self, archive: Archive) -> None:
        """Let another archive answer from now on."""
        old = self._archive
        news = News.between(old.bot.index.heads, archive.bot.index.heads)
        self._news = (*self._news, (old.bot.index.generation, news))[-_REMEMBERED:]
        self._archive = archive

    def news_since(self, generation: str) -> News:
        """Return what has changed since a generation answered; nothing of one long ago."""
        generations = [before for before, _ in self._news]
        if generation not in generations:
            return News()
        later = self._news[generations.index(generation) :]
        return sum((news for _, news in later), News())
