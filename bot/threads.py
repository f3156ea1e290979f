"""One thread for the small products of a question: more of them cost time instead of saving it.

A question takes many small matrix products. Spread over the cores, each waits for the slowest of
them, and between two products the threads spin: three times the CPU time, for nothing.
"""

import os
import threading

from threadpoolctl import ThreadpoolController

# The variable of the library that numpy brings; it counts when numpy is imported.
BLAS_THREADS = "OPENBLAS_NUM_THREADS"


class OneThread:
    """A block in which numpy's linear algebra uses one thread; afterwards what it used before.

    Blocks in several threads may overlap: the last one to end restores.
    """

    def __init__(self) -> None:
        # Where the environment said so before the library was loaded, nothing is to be limited.
        self._controller = None if os.environ.get(BLAS_THREADS) == "1" else ThreadpoolController()
        self._lock = threading.Lock()
        self._inside = 0

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1 and self._controller is not None:
                self._limit = self._controller.limit(limits=1, user_api="blas")

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0 and self._controller is not None:
                self._limit.restore_original_limits()
