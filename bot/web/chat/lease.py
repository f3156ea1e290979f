"""Who may show a conversation whose waiting questions are being asked, while the reader goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# So long a change waits for what is being shown; who lost the connection never ends showing.
PATIENCE_SECONDS = 5.0


class Lease:
    """Held by whoever asks what waits in a conversation, until a change of it ends that.

    Else what is shown last, without the change, would take its place. Safe to use from several
    threads.
    """

    def __init__(self) -> None:
        self._showing = threading.Lock()
        self._ended = False

    def __deepcopy__(self, _: object) -> "Lease":
        """Return a new one: Gradio copies the empty conversation for each reader."""
        return Lease()

    @contextmanager
    def showing(self) -> Iterator[bool]:
        """Let a change wait for what is done within; whether none was made before."""
        with self._showing:
            yield not self._ended

    def end(self) -> None:
        """Let nothing be shown from now on."""
        free = self._showing.acquire(timeout=PATIENCE_SECONDS)
        self._ended = True
        if free:
            self._showing.release()
