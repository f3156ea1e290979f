"""Python's garbage collection during a rebuild: it looks only at what the rebuild has made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def only_new_objects() -> Iterator[None]:
    """Exempt all objects that there are now from garbage collection until the block ends.

    The list of a large archive's files makes Python search for cycles, each time through all that
    PyTorch has loaded: that took a third of a rebuild after one change.
    """
    if gc.get_freeze_count():  # a program that exempts objects of its own keeps them so
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
