"""What is loaded once, for all threads."""

import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(load: Callable[P, T]) -> Callable[P, T]:
    """Return a function that loads each thing once; a thread that comes meanwhile waits for it.

    What raises is tried again at the next call.
    """
    lock = threading.RLock()
    loaded = cache(load)

    @wraps(load)
    def wait_or_load(*args: P.args, **kwargs: P.kwargs) -> T:
        with lock:
            return loaded(*args, **kwargs)

    return wait_or_load
