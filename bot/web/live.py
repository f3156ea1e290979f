"""The archive that answers now: a rebuild puts the next one in its place."""

from bot.web.archive import Archive


class LiveArchive:
    """Gives the archive that answers now. Safe to call and to replace from several threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __call__(self) -> Archive:
        """Return the archive that answers now; whoever holds it can go on using it."""
        return self._archive

    def replace(self, archive: Archive) -> None:
        """Let another archive answer from now on."""
        self._archive = archive
