"""Rebuilding the index while the old one answers."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.web.archive.generation import Archive, Asker
from bot.web.archive.holdings import Holdings
from bot.web.archive.live import LiveArchive
from index.errors import BuildBusyError, ZitatError
from index.messages import Code, Message
from index.rebuild.history import PastBuild, record
from index.rebuild.report import BuildReport, Progress
from index.shards.building import rebuild_index

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebuild:
    """How far a rebuild is, or how it ended: with a ``report``, or with the message of an error.

    ``busy``: it was refused because another process rebuilds the same index.
    """

    progress: Progress | None = None
    report: BuildReport | None = None
    error: Message | None = None
    busy: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.report is None and self.error is None


class Rebuilder:
    """Rebuilds one index, one rebuild at a time, in a thread of its own."""

    def __init__(
        self,
        holdings: Holdings,
        live: LiveArchive,
        open_bot: Callable[[], Asker],
        after: Callable[[Archive], None],
    ) -> None:
        """``open_bot`` opens the new index; ``after`` is called when it answers."""
        self._holdings = holdings
        self._live = live
        self._open_bot = open_bot
        self._after = after
        self._lock = threading.Lock()
        self._last: Rebuild | None = None

    @property
    def last(self) -> Rebuild | None:
        """The rebuild that is running, or the last one; None if there was none."""
        return self._last

    @property
    def is_running(self) -> bool:
        """Whether a rebuild is running."""
        return self._last is not None and self._last.is_running

    def start(self, unfinished: Callable[[str], bool] | None = None) -> None:
        """Start a rebuild and return at once; ``unfinished`` is as of ``build``.

        Raises BuildBusyError if one is running.
        """
        with self._lock:
            if self.is_running:
                raise BuildBusyError(Code.BUSY_HERE())
            self._last = Rebuild()
            # A daemon: ending the program ends the rebuild, which leaves the old index in place.
            threading.Thread(
                target=self._run, args=(unfinished,), name="rebuild", daemon=True
            ).start()

    def _run(self, unfinished: Callable[[str], bool] | None) -> None:
        started = time.monotonic()
        holdings = self._holdings
        try:
            report = rebuild_index(
                holdings.source,
                holdings.index_dir,
                holdings.config,
                self._note,
                cluster=holdings.cluster,
                limits=holdings.limits,
                unfinished=unfinished,
            )
            archive = Archive(self._open_bot())
            self._live.replace(archive)
            self._after(archive)
            self._last = Rebuild(report=report)
        except BuildBusyError as error:
            self._last = Rebuild(error=error.message, busy=True)
        except Exception as error:
            expected = isinstance(error, ZitatError)
            log.log(
                logging.WARNING if expected else logging.ERROR, "%s", error, exc_info=not expected
            )
            message = error.message if isinstance(error, ZitatError) else Code.UNEXPECTED()
            record(holdings.index_dir, PastBuild.failed(time.monotonic() - started, message))
            self._last = Rebuild(error=message)

    def _note(self, progress: Progress) -> None:
        if self._last is not None:
            self._last = replace(self._last, progress=progress)
