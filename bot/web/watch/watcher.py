"""Follows the folder of articles: what is new, changed or deleted there comes into the index."""

import logging
import os
import threading
import time
from pathlib import Path

from watchfiles import Change, watch

from bot.web.archive.keeper import Keeper
from bot.web.watch.unfinished import is_unfinished
from index.errors import BuildBusyError, SourceError, ZitatError
from index.messages import Code
from index.rebuild.changes import is_current

log = logging.getLogger(__name__)

_TICK_SECONDS = 0.25
_RETRY_SECONDS = 2.0
_LOOK_SECONDS = 60.0  # at an address, whose service may charge for each look
# Changes come in bursts: so long a pause ends one. Where there is none, it is cut after a time.
_PAUSE_SECONDS = 1.0
_BURST_SECONDS = 15.0
# So long an indexed file that is being written anew keeps others from coming in: without it, it
# would be missing.
PATIENCE_SECONDS = 60.0


class Watcher:
    """Rebuilds the index in the background when files have changed and are whole."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        source = keeper.holdings.source
        self._source = source.resolve() if isinstance(source, Path) else source
        self._left_out: set[str] = set()  # by the rebuild that runs: unfinished
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to follow, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Follow no more; return when the thread has ended."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        said = ""
        while not self._stop.is_set():
            try:
                self._follow()
                said = ""
            except Exception as error:  # the folder is away, or the system follows no more folders
                self._keeper.not_followed = (
                    error.message
                    if isinstance(error, ZitatError)
                    else Code.NOT_FOLLOWED(folder=str(self._source), error=str(error))
                )
                if said != str(error):
                    said = str(error)
                    log.warning("%s cannot be followed; it is tried again: %s", self._source, said)
            self._stop.wait(_RETRY_SECONDS)

    def _follow(self) -> None:
        """Rebuild after changes until it is stopped, or the folder is away or another one."""
        if isinstance(self._source, Path):
            self._follow_here(self._source)
        else:
            self._follow_there()

    def _follow_there(self) -> None:
        """Look again and again, for a service tells of no change; what lies there is whole."""
        while not self._stop.is_set():
            if not self._keeper.rebuilder.is_running:
                self._update()
            self._stop.wait(_LOOK_SECONDS)

    def _follow_here(self, source: Path) -> None:
        """Rebuild after changes. Raises OSError if the folder is away."""
        followed = source.stat()
        pending = {str(source)}  # it may have changed before
        handed: set[str] = set()  # to the rebuild that runs
        first = last = time.monotonic()
        for changes in watch(
            source,
            watch_filter=self._may_matter,
            stop_event=self._stop,
            rust_timeout=int(1000 * _TICK_SECONDS),
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if not os.path.samestat(source.stat(), followed):
                return
            now = time.monotonic()
            if changes:
                first, last = first if pending else now, now
                pending |= {path for _, path in changes}
            if self._keeper.rebuilder.is_running:
                continue
            if handed:
                ended = self._keeper.rebuilder.last
                if ended is not None and ended.busy:  # another process rebuilds: once more
                    pending |= handed
                    first = last = now
                pending |= self._left_out  # of a folder that was moved in, say: nobody named them
                handed, self._left_out = set(), set()
            in_burst = now - last < _PAUSE_SECONDS and now - first < _BURST_SECONDS
            if not pending or in_burst:
                continue
            unfinished = {path for path in pending if is_unfinished(path)}
            if unfinished == pending or (
                now - first < PATIENCE_SECONDS and any(map(self._is_indexed, unfinished))
            ):
                continue
            if self._update():
                handed, pending = pending - unfinished, unfinished
                first = now

    def _update(self) -> bool:
        """Start a rebuild if files have changed; return whether that is so far done."""
        holdings = self._keeper.holdings
        try:
            current = is_current(holdings.source, holdings.index_dir, holdings.config)
            self._keeper.not_followed = None
            if current:
                return True
            self._left_out = set()
            self._keeper.follow(self._is_left_out)
        except BuildBusyError:
            return False
        except SourceError as error:  # the folder is away: the old index goes on answering
            self._keeper.not_followed = error.message
            log.warning("%s", error)
        return True

    def _is_left_out(self, path: str) -> bool:
        if not is_unfinished(path):
            return False
        self._left_out.add(path)
        return True

    def _is_indexed(self, path: str) -> bool:
        return self._keeper.is_indexed(self._relative(path))

    def _may_matter(self, _: Change, path: str) -> bool:
        """Return whether a path is in the folder and not hidden, as a rebuild takes it."""
        return not any(part.startswith((".", "~$")) for part in self._relative(path).split("/"))

    def _relative(self, path: str) -> str:
        try:
            return Path(path).relative_to(str(self._source)).as_posix()
        except ValueError:
            return ".outside"
