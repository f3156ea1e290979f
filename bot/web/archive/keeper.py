"""Keeps the archive from the page: files in and out, rebuilds, verdicts."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.feedback.recheck import Changed, ask_again
from bot.feedback.verdicts import Feedback, add_feedback, read_feedback
from bot.web.archive.generation import Archive, Asker
from bot.web.archive.holdings import Holdings
from bot.web.archive.live import LiveArchive
from bot.web.archive.rebuild import Rebuilder
from bot.web.archive.trash import file_of, move_to_trash
from bot.web.archive.uploads import Receipt, take_in
from bot.web.watch.news import News
from index.errors import SettingError
from index.messages import Code, Message

log = logging.getLogger(__name__)


class Keeper:
    """What a reader may do to the archive. Safe to use from several threads.

    ``changed`` are the judged answers that the last rebuild has changed; None before the first, and
    where none is judged.
    ``waiting`` counts the files added and removed since the last rebuild began. ``not_followed``:
    why a server that follows the folder of articles cannot do so now, if so.
    """

    def __init__(
        self, holdings: Holdings, live: LiveArchive, open_bot: Callable[[], Asker]
    ) -> None:
        self.holdings = holdings
        self.changed: tuple[Changed, ...] | None = None
        self.waiting = 0
        self.not_followed: Message | None = None
        self.rebuilder = Rebuilder(holdings, live, open_bot, self._ask_again)
        self._live = live

    @property
    def changeable(self) -> bool:
        """Whether articles may be added and removed, and the index rebuilt."""
        return self.holdings.changeable

    @property
    def takes_files(self) -> bool:
        """Whether articles may be added and removed."""
        return self.holdings.takes_files

    def take_in(self, files: Sequence[Path], *, replace: bool) -> list[Receipt]:
        """Take files in, as ``archive.uploads`` does. Raises SettingError if not allowed."""
        self._must_be_changeable()
        known = self._live().bot.index.files.hold
        receipts = take_in(files, self.holdings, known, replace=replace)
        self.waiting += sum(receipt.accepted for receipt in receipts)
        return receipts

    def remove(self, article_path: str) -> Path:
        """Move an article's file into the trash and return where it lies now.

        Raises SettingError if that is not allowed, or the folder of articles lies elsewhere;
        SourceError if there is no such file.
        """
        self._must_be_changeable()
        holdings = self.holdings
        trashed = move_to_trash(holdings.folder, holdings.index_dir, file_of(article_path))
        self.waiting += 1
        return trashed

    def rebuild(self) -> None:
        """Start a rebuild.

        Raises SettingError if that is not allowed, BuildBusyError if one is running.
        """
        self._must_be_changeable()
        self.rebuilder.start()
        self.waiting = 0

    def follow(self, unfinished: Callable[[str], bool]) -> None:
        """Start a rebuild that the server itself wants; ``unfinished`` is as of ``build``.

        Raises BuildBusyError if one is running.
        """
        self.rebuilder.start(unfinished)
        self.waiting = 0

    @property
    def problem(self) -> Message | None:
        """Why the index is behind the folder of articles, as far as is known; else None."""
        last = self.rebuilder.last
        failed = None if last is None or last.busy else last.error
        return self.not_followed or failed

    def news_since(self, generation: str) -> News:
        """Return what has changed since a generation of the index answered."""
        return self._live.news_since(generation)

    def is_indexed(self, file: str) -> bool:
        """Return whether the index that answers holds a file; its path is relative."""
        return file in self._live().bot.index.files

    def keep(self, feedback: Feedback) -> None:
        """Keep a verdict. Raises IndexWriteError."""
        add_feedback(self.holdings.index_dir, feedback)

    def _must_be_changeable(self) -> None:
        if not self.changeable:
            raise SettingError(Code.NOT_CHANGEABLE())

    def _ask_again(self, archive: Archive) -> None:
        """Ask the judged questions again. Whatever goes wrong must not fail the rebuild."""
        try:
            kept = read_feedback(self.holdings.index_dir)
            self.changed = tuple(ask_again(archive.bot, kept)) if kept else None
        except Exception:
            log.exception("The judged questions could not be asked again.")
