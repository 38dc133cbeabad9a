"""Many jobs, one order: bounded memory, and one failure does not stop the rest."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

__all__ = ["Executor", "Outcome", "run"]

Job = TypeVar("Job")
Value = TypeVar("Value")


class Executor(Protocol):
    """What `run` asks of an executor.

    Those of ``concurrent.futures``, loky and a dask client all have it.
    """

    def submit(self, fn: Any, /, *args: Any) -> Any:
        """Start a job; what it returns has ``result()``."""


class Outcome(NamedTuple, Generic[Job, Value]):
    """What became of a job: its value, or the error it ended with."""

    job: Job
    value: Value | None
    error: Exception | None


def run(
    task: Callable[[Job], Value],
    jobs: Iterable[Job],
    *,
    executor: Executor | None = None,
    window: int = 64,
) -> Iterator[Outcome[Job, Value]]:
    """Run a task on every job and yield the outcomes in the order of the jobs.

    Parameters
    ----------
    task : callable of one job
        With a process pool, a function at the top of a module.
    jobs : iterable
        Taken as places become free, never all at once.
    executor : Executor, optional
        Without one the jobs run here, one after the other.
    window : int
        Jobs under way at once.

    Yields
    ------
    Outcome
        An exception of the task comes back as ``error``; it does not stop the rest.
        ``KeyboardInterrupt`` does.

    Raises
    ------
    ValueError
        When `window` is less than 1.

    Examples
    --------
    >>> [(outcome.value, outcome.error) for outcome in run(int, ["1", "x"])][0]
    (1, None)
    """
    if window < 1:
        raise ValueError(f"window is at least 1, not {window}")
    if executor is not None:
        return _submitted(task, jobs, executor, window)
    return (_outcome(job, partial(task, job)) for job in jobs)


def _submitted(
    task: Callable[[Job], Value], jobs: Iterable[Job], executor: Executor, window: int
) -> Iterator[Outcome[Job, Value]]:
    pending: deque[tuple[Job, Callable[[], Value]]] = deque()
    failure: Exception | None = None
    try:
        for job in jobs:
            pending.append((job, _submit(task, job, executor)))
            if len(pending) >= window:
                yield _outcome(*pending.popleft())
    # of the jobs themselves: what was begun is still handed out first
    except Exception as error:  # noqa: BLE001
        failure = error
    while pending:
        yield _outcome(*pending.popleft())
    if failure is not None:
        raise failure


def _submit(task: Callable[[Job], Value], job: Job, executor: Executor) -> Callable[[], Value]:
    """Start a job; an executor that is broken by an earlier one fails this job, not the loop."""
    try:
        result: Callable[[], Value] = executor.submit(task, job).result
    except Exception as error:  # noqa: BLE001
        return partial(_raise, error)
    return result


def _raise(error: Exception) -> Any:
    raise error


def _outcome(job: Job, result: Callable[[], Value]) -> Outcome[Job, Value]:
    try:
        return Outcome(job, result(), None)
    except Exception as error:  # noqa: BLE001  # whatever one job raises is that job's outcome
        return Outcome(job, None, error)
