"""What is loaded once, for all threads."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def once(load: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """Return a function that loads each thing once; a thread that comes meanwhile waits for it.

    What raises is tried again at the next call.
    """
    lock = threading.RLock()
    loaded: dict[tuple[*Ts], T] = {}

    @wraps(load)
    def wait_or_load(*arguments: *Ts) -> T:
        with lock:
            if arguments not in loaded:
                loaded[arguments] = load(*arguments)
            return loaded[arguments]

    return wait_or_load
