import os
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

import ocrlayout as ol


def half(number):
    if number % 2:
        raise ol.ReadError("odd", where=f"number {number}")
    return number // 2


@pytest.mark.parametrize("make", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_outcomes_come_in_order_and_errors_as_values(make):
    executor = make(2) if make else None
    outcomes = list(ol.run(half, range(20), executor=executor, window=3))
    if executor:
        executor.shutdown()
    assert [outcome.job for outcome in outcomes] == list(range(20))
    assert [outcome.value for outcome in outcomes[::2]] == list(range(10))
    assert all(outcome.error.where == f"number {outcome.job}" for outcome in outcomes[1::2])


def test_no_more_jobs_are_taken_than_the_window_holds():
    taken = []

    def jobs():
        for number in range(100):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(1) as executor:
        outcomes = ol.run(half, jobs(), executor=executor, window=4)
        next(outcomes)
        assert len(taken) == 4
        outcomes.close()


def test_without_an_executor_jobs_run_one_by_one_here():
    seen = []
    outcomes = ol.run(lambda job: seen.append((job, threading.current_thread())), iter(range(3)))
    assert seen == []
    next(outcomes)
    assert seen == [(0, threading.main_thread())]


def test_an_interrupt_is_no_outcome():
    def stop(job):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(ol.run(stop, [1]))


def die(job):
    if job == 3:
        os._exit(1)
    return job


def test_a_worker_that_dies_fails_its_jobs_and_not_the_loop():
    with ProcessPoolExecutor(1) as executor:
        outcomes = list(ol.run(die, range(8), executor=executor, window=2))
    assert [outcome.job for outcome in outcomes] == list(range(8))
    assert [outcome.value for outcome in outcomes[:2]] == [0, 1]
    assert all(outcome.error for outcome in outcomes[3:])


def test_jobs_that_break_off_lose_no_outcome():
    def jobs():
        yield from (0, 2, 4)
        raise OSError("the disk is gone")

    got = []
    with ThreadPoolExecutor(1) as executor, pytest.raises(OSError, match="disk"):
        for outcome in ol.run(half, jobs(), executor=executor, window=9):
            got.append(outcome.value)  # noqa: PERF401  # what came before the error counts
    assert got == [0, 1, 2]


def test_a_window_of_none_is_told():
    with pytest.raises(ValueError, match="window"):
        ol.run(half, [1], window=0)
