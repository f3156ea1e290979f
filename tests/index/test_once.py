import threading

import pytest

from index.once import once


def test_threads_that_come_while_it_loads_wait_for_what_the_first_one_loads() -> None:
    begun, go_on = threading.Event(), threading.Event()
    loads: list[object] = []

    @once
    def load() -> object:
        begun.set()
        assert go_on.wait(10)
        loads.append(object())
        return loads[-1]

    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(load())) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join()
    assert found == loads * 4


def test_what_failed_is_tried_again() -> None:
    answers = iter([ValueError("not yet"), None])

    @once
    def load(name: str) -> str:
        if (error := next(answers)) is not None:
            raise error
        return name

    with pytest.raises(ValueError, match="not yet"):
        load("a")
    assert load("a") == load("a") == "a"
