from threadpoolctl import threadpool_info

from bot.threads import OneThread


def blas_threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_linear_algebra_uses_one_thread_inside_and_as_many_as_before_after_it() -> None:
    before = blas_threads()
    one_thread = OneThread()
    with one_thread:
        assert set(blas_threads()) == {1}
        with one_thread:
            pass
        assert set(blas_threads()) == {1}
    assert blas_threads() == before
