"""One thread for the small products of a question: more of them cost time instead of saving it.

A question takes many small matrix products. Spread over the cores, each waits for the slowest of
them, and between two products the threads spin: three times the CPU time, for nothing.
"""

import threading

from threadpoolctl import ThreadpoolController


class OneThread:
    """A block in which numpy's linear algebra uses one thread; afterwards what it used before.

    Blocks in several threads may overlap: the last one to end restores.
    """

    def __init__(self) -> None:
        self._controller = ThreadpoolController()
        self._lock = threading.Lock()
        self._inside = 0

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._limit = self._controller.limit(limits=1, user_api="blas")

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._limit.restore_original_limits()
